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
    assert beaten([replace(ASIDE, value=Interval(150, 150), confidence=0.95), other()]) == set()


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


def test_a_smaller_count_is_taken_for_a_part_however_sure_the_reader_is() -> None:
    part = replace(ASIDE, confidence=0.98)
    assert beaten([part, other()]) == {0}
    assert beaten([replace(part, value=Interval(150, 150)), other()]) == set()
    assert beaten([replace(part, value=Interval(4, None)), other(Interval(2, 2))]) == set()


def test_what_happens_once_has_one_day_in_a_text_unless_another_names_it() -> None:
    first = replace(ASIDE, value=Interval(DAY, DAY), confidence=0.98)
    second = other(Interval(date(2024, 4, 1), date(2024, 4, 1)))
    assert beaten([first, second]) == {0}
    assert beaten([first, replace(second, party=Party.TAJIKISTAN)]) == set()
    assert beaten([replace(first, confidence=0.8), replace(second, party=Party.TAJIKISTAN)]) == {0}


def test_what_a_party_says_in_the_same_words_is_one_thing_and_more_words_say_it() -> None:
    yes = replace(ASIDE, value=Choice("involved"), party=Party.UKRAINE, confidence=0.95)
    no = replace(yes, value=Choice("not_involved"), end=20)
    assert beaten([yes, no]) == {0}
    assert beaten([yes, replace(no, start=30, end=50)]) == set()
