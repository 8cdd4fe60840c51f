"""Whether an outlet changed its own figure silently: one version of a text against the next, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.claims import Choice, Claim, Value
from bot.domain.history import SilentChange


def silent_changes(before: Iterable[Claim], now: Iterable[Claim], version: int) -> tuple[SilentChange, ...]:
    """What the present version of a text says otherwise than the one before it; at most one change for each question.

    A present claim that meets none of the earlier ones stands against an earlier one that meets none of the present; choices are compared
    for each party by itself. It is no silent change where the new claim is made for a later day than the old one (an update), or where
    the new text names the old answer as superseded ("an earlier version said 143").
    """
    old, new = list(before), list(now)
    found: dict[str, SilentChange] = {}
    for claim in (one for one in new if not one.past and one.question not in found):
        change = _changed(claim, _comparable(claim, old), _comparable(claim, new), version)
        if change is not None:
            found[claim.question] = change
    return tuple(found.values())


def _changed(claim: Claim, old: Sequence[Claim], new: Sequence[Claim], version: int) -> SilentChange | None:
    earlier = [one for one in old if not one.past]
    if not earlier or any(_meet(claim.value, one.value) for one in earlier):
        return None
    given_up = [one for one in earlier if not any(_meet(one.value, present.value) for present in new)]
    undated = [one for one in given_up if claim.as_of <= one.as_of]
    return SilentChange(version, undated[-1], claim) if undated else None


def _comparable(claim: Claim, others: Iterable[Claim]) -> list[Claim]:
    """The claims on the same question, of the same party where it is a choice."""
    is_choice = isinstance(claim.value, Choice)
    return [one for one in others if one.question == claim.question and (not is_choice or one.party == claim.party)]


def _meet(one: Value, other: Value) -> bool:
    """Whether two answers can both be right."""
    if isinstance(one, Choice) or isinstance(other, Choice):
        return one == other
    return one.meets(other)  # type: ignore[arg-type]
