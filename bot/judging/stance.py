"""What a party stands behind, and whether a new choice of it is a change of mind or old news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto

from bot.domain.claims import Claim, Party
from bot.domain.positions import HeldClaim
from bot.judging.comparer import Told
from bot.judging.values import answer


class Change(Enum):
    """What a choice is to what its party chose before: nothing new, a change of mind, or a choice it has given up since."""

    NONE = auto()
    REVERSED = auto()
    GIVEN_UP = auto()


def can_reverse(party: Party | None) -> bool:
    """Whether this is one voice that can change its mind: outlets and "somebody else" are many."""
    return party is not None and party is not Party.OTHER


def change(new: Told, earlier: Iterable[Told], batch: Sequence[Claim]) -> Change:
    """Compare a choice with what its party chose.

    `earlier` are the stored choices of all parties in other items, `batch` those of the new item. A choice that the item itself has the
    party give up later counts as given up: it never was what the store knew.
    """
    party, chosen = new.claim.party, answer(new.claim.value)
    if not can_reverse(party):
        return Change.NONE
    if any(c.party is party and answer(c.value) != chosen and c.as_of > new.claim.as_of for c in batch if not c.past):
        return Change.GIVEN_UP
    own = [told for told in earlier if told.claim.party is party]
    if not own:
        return Change.NONE
    last = max(told.moment for told in own)
    if chosen in {answer(told.claim.value) for told in own if told.moment == last}:
        return Change.NONE
    return Change.REVERSED if new.moment >= last else Change.GIVEN_UP


def where_parties_stand(claims: Iterable[HeldClaim]) -> Mapping[Party, frozenset[int]]:
    """The positions that each party stood behind when it was last heard; `claims` are all that count on a question."""
    last: dict[Party, str] = {}
    positions: dict[Party, set[int]] = {}
    for held in claims:
        party = held.claim.party
        if party is None or party is Party.OTHER or held.position is None:
            continue
        if last.get(party) != held.claim.item:
            last[party], positions[party] = held.claim.item, set()
        positions[party].add(held.position)
    return {party: frozenset(numbers) for party, numbers in positions.items()}


def is_deserted(members: Iterable[HeldClaim], standing: Mapping[Party, frozenset[int]]) -> bool:
    """Whether all who stood behind a position have gone over to another one."""
    return all(
        held.claim.party is not None and held.position not in standing.get(held.claim.party, (held.position,))
        for held in members
    )
