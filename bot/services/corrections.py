"""Articles that administrators put right, as labelled items, and what the reader of today scores on them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.quality import Score, quality
from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.questions import Question
from bot.domain.reply import Reply
from bot.ports import Store
from bot.services.ledger import ItemReader, Ledger
from bot.services.lens import Lens
from bot.services.replay import row

STREAM = "corrections"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with what it claims for sure, and what had to be put right in it ("deleted", "corrected")."""

    item: Item
    claims: tuple[Claim, ...]
    hard: tuple[str, ...]


class Corrections:
    """The use case. `reader` is called when the first text is to be read."""

    def __init__(self, store: Store, questions: Mapping[str, Question], reader: Callable[[], ItemReader]) -> None:
        self._store = store
        self._questions = questions
        self._reader = reader

    async def export(self) -> bytes:
        """JSON lines of items with their labels, in the order in which they came in, in UTF-8. Raises StoreError.

        Alerts and updates are those that the labelled claims raise among these items, from an empty store.
        """
        ledger = Ledger(self._questions)
        lines = []
        for one in await self._labelled():
            effects = ledger.take(one.item, one.claims)
            labels = row(one.item.id, one.claims, effects.alerts, effects.updates)
            gold = {
                "claims": labels["claims"],
                "alerts": labels["alerts"],
                "updates": [{"question": update["question"]} for update in labels["updates"]],
            }
            lines.append(json.dumps(_fields(one) | {"gold": gold, "hard": list(one.hard)}, ensure_ascii=False))
        return "".join(f"{line}\n" for line in lines).encode()

    async def quality(self, lens: Lens) -> Reply:
        """What the reader of today scores on them. Raises StoreError."""
        known = await self._labelled()
        score = Score(items=len(known))
        for one in known:
            gold = {_key(claim) for claim in one.claims}
            found = {_key(claim) for claim in self._reader().read(one.item).claims if not claim.past}
            score.right += len(gold & found)
            score.false += len(found - gold)
            score.missed += len(gold - found)
            await asyncio.sleep(0)
        return quality(lens.words, score)

    async def _labelled(self) -> Sequence[Labelled]:
        async with self._store.read() as snapshot:
            corrections = await snapshot.office.corrections()
            states = await snapshot.states()
            items = sorted(await snapshot.items(), key=lambda stored: (stored.ingested, stored.item.id))
        hard: dict[str, set[str]] = {}
        for correction in corrections:
            hard.setdefault(correction.claim.item, set()).add("deleted" if correction.becomes is None else "corrected")
        claims: dict[str, list[Claim]] = {}
        for held in (held for state in states.values() for held in state.claims):
            if held.claim.item in hard and not held.withdrawn and not held.claim.past:
                claims.setdefault(held.claim.item, []).append(held.claim)
        return [
            Labelled(
                stored.item,
                tuple(sorted(claims.get(stored.item.id, ()), key=lambda claim: (claim.start, claim.end))),
                tuple(sorted(hard[stored.item.id])),
            )
            for stored in items
            if stored.item.id in hard
        ]


def _key(claim: Claim) -> tuple[str, Value, Party | None]:
    """What makes two claims of one item the same: the party counts for choices only."""
    return claim.question, claim.value, claim.party if isinstance(claim.value, Choice) else None


def _fields(one: Labelled) -> dict[str, object]:
    item = one.item
    published = item.day.isoformat() if item.published_is_day else item.published.isoformat().replace("+00:00", "Z")
    return {
        "stream": STREAM,
        "id": item.id,
        "lang": item.lang,
        "source": item.source,
        "published": published,
        "title": item.title,
        "text": item.text,
    }
