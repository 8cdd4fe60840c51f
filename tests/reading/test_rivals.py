"""Two answers of one text to one question: which gives way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.claims import Choice, Claim, Party, Value
from bot.domain.interval import Interval
from bot.reading.rivals import beaten

DAY = date(2024, 4, 2)
ASIDE = Claim("i", "killed", Interval(4, 4), None, DAY, "four", 0, 4, confidence=0.7)


def other(value: Value = Interval(144, 144), confidence: float = 0.99) -> Claim:  # noqa: B008 - frozen
    return replace(ASIDE, value=value, confidence=confidence)


def beats(one: Claim, claim: Claim) -> bool:
    """The rule, said of two claims at a time."""
    if one.question != claim.question or one.past or claim.past or one.confidence <= claim.confidence:
        return False
    told, given_way, unsure = one.value, claim.value, claim.confidence < 0.9
    if isinstance(told, Choice) or isinstance(given_way, Choice):
        return (
            told != given_way and one.party is claim.party
        )  # all stand at one place here, so that being sure is no help
    if told.meets(given_way):  # type: ignore[arg-type]  # both answer one question, and so are of one type
        return False
    if not isinstance(given_way.lo, int):
        return unsure or one.party is claim.party
    smaller = given_way.hi is not None and given_way.hi < 0.8 * told.lo  # type: ignore[operator]  # likewise
    return one.as_of == claim.as_of and (unsure or smaller)


def span(least: int, width: int | None) -> tuple[int, int | None]:
    return least, None if width is None else least + width


SPANS = st.builds(span, st.integers(0, 6), st.none() | st.integers(0, 3))
DAYS = st.sampled_from([DAY, date(2024, 4, 3)])
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "killed": SPANS.map(lambda ends: Interval(*ends)),
    "first_arrest": SPANS.map(
        lambda ends: Interval(
            date.fromordinal(738_000 + ends[0]), None if ends[1] is None else date.fromordinal(738_000 + ends[1])
        )
    ),
    "ukraine_role": st.sampled_from([Choice("yes"), Choice("no"), Choice("unclear")]),
}


@st.composite
def claim_of_any_kind(draw: st.DrawFn) -> Claim:
    question = draw(st.sampled_from(list(VALUES)))
    return replace(
        ASIDE,
        question=question,
        value=draw(VALUES[question]),
        party=draw(st.sampled_from([None, Party.RUSSIA])),
        as_of=draw(DAYS),
        confidence=draw(st.sampled_from([0.5, 0.7, 0.89, 0.9, 0.95])),
        past=draw(st.integers(0, 9)) == 0,
    )


@settings(max_examples=150)
@given(st.lists(claim_of_any_kind(), max_size=6))
def test_of_many_claims_those_give_way_that_one_of_the_others_beats(claims: list[Claim]) -> None:
    expected = {place for place, claim in enumerate(claims) if any(beats(one, claim) for one in claims)}
    assert beaten(claims) == expected


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


def test_a_count_that_is_little_smaller_is_another_account_and_no_part() -> None:
    assert beaten([replace(ASIDE, value=Interval(140, 140), confidence=0.95), other()]) == set()
    assert beaten([replace(ASIDE, value=Interval(140, 140), confidence=0.8), other()]) == {0}


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
