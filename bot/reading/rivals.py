"""Two answers of one text to one question that cannot both be right.

Mostly the surer one is meant, and the other is a part of it, or of something else: a much smaller count gives way, and so does another
day for what happens once, unless somebody else names it and the reader is sure of both. Figures that are near each other, and of which
the reader is sure, contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from math import inf

from bot.domain.claims import Choice, Claim
from bot.domain.interval import Interval

_SURE = 0.9
"""A text that is as sure of both contradicts itself, and is heard so."""

_PART = 0.8
"""A count below this share of another may be a part of it; what is nearer is another account of the same."""

_Group = tuple[object, ...]
"""Claims that could be rivals: those on one question, on one question and day, or on one question by one party."""


@dataclass(slots=True)
class _Said:
    """What the surer claims of a group say: their choices, the lowest of their upper ends and the highest of their lower ends.

    That is all that a further claim need be held against, so that a text of very many claims takes no longer for each.
    """

    choices: set[Choice] = field(default_factory=set)
    lowest: float = inf
    highest: float = -inf

    def add(self, value: Choice | Interval[int] | Interval[date]) -> None:
        """Note what one more claim says."""
        if isinstance(value, Choice):
            self.choices.add(value)
        else:
            least, most = _ends(value)
            self.lowest, self.highest = min(self.lowest, most), max(self.highest, least)

    def differs(self, value: Choice | Interval[int] | Interval[date]) -> bool:
        """Whether one of the claims cannot be right together with this value."""
        if isinstance(value, Choice):
            return not self.choices <= {value}
        least, most = _ends(value)
        return self.lowest < least or self.highest > most

    def exceeds(self, value: Interval[int] | Interval[date]) -> bool:
        """Whether this value may be a part of what one of the claims says: "nineteen defendants, four of whom fired"."""
        return self.highest * _PART > _ends(value)[1]


def beaten(claims: Sequence[Claim]) -> set[int]:
    """The places of the claims that give way to a surer one of the same text, on the same question and day, or by the same party."""
    said: defaultdict[_Group, _Said] = defaultdict(_Said)
    given_way: set[int] = set()
    ranked = sorted(
        (place for place, claim in enumerate(claims) if not claim.past), key=lambda place: -claims[place].confidence
    )
    for _, equals in groupby(ranked, key=lambda place: claims[place].confidence):
        # Claims of which the reader is equally sure do not beat each other: they are held against those before them only.
        equally_sure = list(equals)
        given_way.update(place for place in equally_sure if _is_beaten(claims[place], said))
        for place in equally_sure:
            for group in _groups(claims[place]):
                said[group].add(claims[place].value)
    return given_way | _misheard(claims)


def _misheard(claims: Sequence[Claim]) -> set[int]:
    """Choices of a party that other words around theirs turn into another: "Kyiv said that a Ukrainian trail was not confirmed"."""
    spoken: defaultdict[_Group, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        if isinstance(claim.value, Choice) and not claim.past:
            spoken[claim.question, claim.party].append(place)  # as few as there are answers
    return {
        place
        for places in spoken.values()
        for place in places
        if any(_is_within(claims[place], claims[other]) for other in places)
    }


def _is_within(claim: Claim, other: Claim) -> bool:
    overlap = other.start < claim.end and claim.start < other.end
    return overlap and claim.value != other.value and _weight(other) > _weight(claim)


def _weight(claim: Claim) -> tuple[float, int]:
    """How sure a claim is; of two that are as sure, the one with more words weighs more."""
    return claim.confidence, claim.end - claim.start


def _groups(claim: Claim) -> tuple[_Group, ...]:
    """The groups a claim beats others in."""
    if isinstance(claim.value, Choice):
        return ((claim.question, claim.party),)
    if isinstance(claim.value.lo, int):
        return ((claim.question, claim.as_of),)
    return (claim.question,), (claim.question, claim.party)


def _is_beaten(claim: Claim, said: defaultdict[_Group, _Said]) -> bool:
    unsure, value = claim.confidence < _SURE, claim.value
    if isinstance(value, Choice):
        return unsure and said[claim.question, claim.party].differs(value)
    if not isinstance(value.lo, int):
        return said[(claim.question,) if unsure else (claim.question, claim.party)].differs(value)
    here = said[claim.question, claim.as_of]
    return here.differs(value) if unsure else here.exceeds(value)


def _ends(value: Interval[int] | Interval[date]) -> tuple[float, float]:
    """The ends of an interval as numbers: days are counted, and what is open above ends nowhere."""
    return _number(value.lo), inf if value.hi is None else _number(value.hi)


def _number(bound: int | date) -> int:
    return bound if isinstance(bound, int) else bound.toordinal()
