"""Articles that administrators put right, as labelled items, and what the reader of today scores on them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.answering.quality import Score, quality
from bot.domain.claims import Claim
from bot.domain.questions import Question
from bot.domain.reply import Reply
from bot.ports import Store
from bot.services.labelled import Label, Labelled, in_streams, key, raised
from bot.services.labelwriting import written
from bot.services.ledger import ItemReader
from bot.services.lens import Lens

STREAM = "corrections"


class Corrections:
    """The use case. `reader` is called when the first text is to be read."""

    def __init__(self, store: Store, questions: Mapping[str, Question], reader: Callable[[], ItemReader]) -> None:
        self._store = store
        self._questions = questions
        self._reader = reader

    async def export(self) -> bytes:
        """A file of labelled articles, in order of publication, in UTF-8. Raises StoreError.

        Alerts and updates are those that the labelled claims raise among these items, from an empty store. `hard` says what had to be
        put right ("deleted", "corrected").
        """
        return written(raised(in_streams(await self._corrected()), self._questions)).encode()

    async def quality(self, lens: Lens) -> Reply:
        """What the reader of today scores on them. Raises StoreError."""
        known = await self._corrected()
        score = Score(items=len(known))
        for one in known:
            gold = one.firm
            found = {key(claim) for claim in self._reader().read(one.item).claims if not claim.past}
            score.right += len(gold & found)
            score.false += len(found - gold)
            score.missed += len(gold - found)
            await asyncio.sleep(0)
        return quality(lens.words, score)

    async def _corrected(self) -> Sequence[Labelled]:
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
                STREAM,
                tuple(map(Label, _once(claims.get(stored.item.id, ())))),
                hard=tuple(sorted(hard[stored.item.id])),
            )
            for stored in items
            if stored.item.id in hard
        ]


def _once(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Claims in the order of the text, the first of those that say the same."""
    told: dict[object, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.start, claim.end)):
        told.setdefault((claim.question, claim.value, claim.party, claim.as_of), claim)
    return told.values()
