"""Two answers of one text to one question: which gives way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.claims import Choice, Claim, Party, Value
from bot.domain.interval import Interval
from bot.reading.rivals import beaten

DAY = date(2024, 4, 2)
ASIDE = Claim("i", "killed", Interval(4, 4), None, DAY, "four", 0, 4, confidence=0.7)


def other(value: Value = Interval(144, 144), confidence: float = 0.99) -> Claim:  # noqa: B008 - frozen
    return replace(ASIDE, value=value, confidence=confidence)


def test_the_one_that_is_less_sure_gives_way() -> None:
    assert beaten([ASIDE, other()]) == {0}
    assert beaten([other(), ASIDE]) == {1}


def test_a_text_that_is_sure_of_both_contradicts_itself() -> None:
    assert beaten([replace(ASIDE, confidence=0.95), other()]) == set()


@pytest.mark.parametrize(
    "claim",
    [
        other(Interval(1, None)),
        replace(other(), question="injured"),
        replace(other(), as_of=date(2024, 4, 1)),
        replace(other(), past=True),
        other(confidence=0.7),
    ],
    ids=["meets", "another question", "another day", "superseded", "no surer"],
)
def test_what_is_no_rival(claim: Claim) -> None:
    assert beaten([ASIDE, claim]) == set()


def test_a_party_says_one_thing_in_a_text_and_two_parties_may_differ() -> None:
    yes = replace(ASIDE, value=Choice("involved"), party=Party.RUSSIA)
    no = replace(yes, value=Choice("not_involved"), confidence=0.99)
    assert beaten([yes, no]) == {0}
    assert beaten([yes, replace(no, party=Party.UKRAINE)]) == set()


def test_two_days_in_one_text_are_what_they_look_like() -> None:
    first = replace(ASIDE, value=Interval(DAY, DAY))
    assert beaten([first, other(Interval(date(2024, 4, 1), date(2024, 4, 1)))]) == set()
