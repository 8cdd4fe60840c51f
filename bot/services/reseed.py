"""Read everything anew with today's questions: the seeds first, then the other stored items as they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Claim, Item
from bot.domain.positions import DisagreementStatus, QuestionState
from bot.domain.questions import Question
from bot.domain.stored import Origin, StoredItem
from bot.ports import Clock, SeedSource, Snapshot, Store
from bot.reading.result import Reading
from bot.services.ingest import put
from bot.services.intake import fingerprint
from bot.services.ledger import ItemReader, Ledger
from bot.services.seed import Progress

Opposed = tuple[Claim, Claim]
"""The claim that opened a disagreement, and the strongest one against it."""


@dataclass(frozen=True, slots=True)
class Reseeded:
    """What a new reading of `items` items changed: claims that appeared, vanished, or now say something else; disagreements."""

    items: int
    appeared: tuple[Claim, ...]
    vanished: tuple[Claim, ...]
    changed: tuple[tuple[Claim, Claim], ...]
    opened: tuple[Opposed, ...]
    closed: tuple[Opposed, ...]


class Reseed:
    """The use case."""

    def __init__(
        self,
        store: Store,
        reader: ItemReader,
        questions: Mapping[str, Question],
        source: SeedSource,
        clock: Clock,
    ) -> None:
        self._store = store
        self._reader = reader
        self._questions = questions
        self._source = source
        self._clock = clock

    async def __call__(self, progress: Progress, *, dry_run: bool = False) -> Reseeded:
        """Read and judge all items again; with `dry_run` only tell what would change.

        All is stored in one transaction as a new generation, or nothing is. Alerts that were raised before are not raised again. Raises
        ConfigError for broken seeds, StoreError.
        """
        if dry_run:
            async with self._store.read() as snapshot:
                known, plan = await snapshot.states(), await self._plan(snapshot)
            ledger = Ledger(self._questions)
            for stored, reading in self._readings(plan, progress):
                ledger.take(stored.item, reading.claims)
            return compare(len(plan), known, ledger.states)
        async with self._store.write() as transaction:
            known, plan = await transaction.states(), await self._plan(transaction)
            await transaction.begin_generation()
            ledger = Ledger(self._questions)
            for stored, reading in self._readings(plan, progress):
                await put(transaction, ledger, stored, reading, self._clock.now())
        return compare(len(plan), known, ledger.states)

    async def _plan(self, snapshot: Snapshot) -> list[StoredItem]:
        """All items to read, in order: seeds (a retracted one stays out, an edited one is a new version), then the others."""
        seeds = [await self._seed(snapshot, item, origin) for item, origin in self._source.items()]
        known = {stored.item.id for stored in seeds}
        others = [stored for stored in await snapshot.items() if stored.item.id not in known]
        return [
            *(stored for stored in seeds if not stored.withdrawn),
            *sorted(others, key=lambda stored: (stored.ingested, stored.item.id)),
        ]

    async def _seed(self, snapshot: Snapshot, item: Item, origin: Origin) -> StoredItem:
        """The stored item of a seed: the present version where it is this seed or a later text, else a new version."""
        mark = fingerprint(item)
        present = await snapshot.item(item.id)
        if present is not None:
            known = await snapshot.find_item(mark, None)
            if present.item == item or (known is not None and known.item.id == item.id and known != present):
                return present
        return StoredItem(item, mark, origin, present.version + 1 if present else 1, self._clock.now())

    def _readings(self, plan: Sequence[StoredItem], progress: Progress) -> Iterable[tuple[StoredItem, Reading]]:
        for done, stored in enumerate(plan):
            progress(done, len(plan))
            yield stored, self._reader.read(stored.item)
        progress(len(plan), len(plan))


def compare(items: int, before: Mapping[str, QuestionState], after: Mapping[str, QuestionState]) -> Reseeded:
    """What two readings of the same items have not in common."""
    old, new = _claims(before), _claims(after)
    gone = [claim for key, claim in old.items() if key not in new]
    come = [claim for key, claim in new.items() if key not in old]
    changed: list[tuple[Claim, Claim]] = []
    for claim in list(gone):
        heir = _heir(claim, come)
        if heir is not None:
            changed.append((claim, heir))
            gone.remove(claim)
            come.remove(heir)
    opened, closed = _disagreements(after), _disagreements(before)
    return Reseeded(
        items,
        tuple(come),
        tuple(gone),
        tuple(changed),
        tuple(pair for key, pair in opened.items() if key not in closed),
        tuple(pair for key, pair in closed.items() if key not in opened),
    )


def _claims(states: Mapping[str, QuestionState]) -> dict[object, Claim]:
    held = (held for _, state in sorted(states.items()) for held in state.claims)
    return {_key(each.claim): each.claim for each in held if not each.withdrawn}


def _key(claim: Claim) -> object:
    return claim.item, claim.question, claim.value, claim.party, claim.as_of, claim.past


def _heir(gone: Claim, come: Iterable[Claim]) -> Claim | None:
    """The new claim that the same words now make, of the same party where there is a choice."""
    same = [
        claim
        for claim in come
        if (claim.item, claim.question) == (gone.item, gone.question)
        and claim.start < gone.end
        and gone.start < claim.end
    ]
    return min(same, key=lambda claim: claim.party is not gone.party, default=None)


def _disagreements(states: Mapping[str, QuestionState]) -> dict[object, Opposed]:
    found: dict[object, Opposed] = {}
    for _, state in sorted(states.items()):
        claims = {held.number: held.claim for held in state.claims}
        for each in state.disagreements:
            if each.status is not DisagreementStatus.WITHDRAWN:
                pair = claims[each.opened_by], claims[each.against]
                found[frozenset(map(_key, pair)), each.kind] = pair
    return found
