"""Counts: which number answers which question, and which none."""

from __future__ import annotations

import pytest

from bot.domain.interval import Interval
from tests.reading.smallwords import bounds, claims, refusals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("144 people died.", [(144, 144)]),
        ("At least 144 people died.", [(144, None)]),
        ("The death toll is 144.", [(144, 144)]),
        ("It killed 144 people.", [(144, 144)]),
        ("144 were killed.", [(144, 144)]),
        ("Died: 144.", []),
        ("144, death toll unknown.", []),
        ("They lit 144 candles, one for each of the dead.", [(144, 144)]),
        ("One person died.", [(1, 1)]),
        ("Between 90 and 100 people died.", [(90, 100)]),
        ("Dozens of people died.", [(24, 99)]),
        ("About 2,000 people died.", [(1800, 2200)]),
        ("Up to 144 people died.", [(0, 144)]),
        ("Up to 2,500 people died.", []),
        ("Up to thousands of people died.", []),
        ("Several people died.", []),
        ("Nobody died.", [(0, 0)]),
    ],
)
def test_a_number_answers_on_the_side_its_words_ask_for(text: str, found: list[tuple[int, int | None]]) -> None:
    assert bounds(text) == found


def test_each_number_goes_to_the_words_it_stands_closest_to() -> None:
    text = "144 people died, 551 were injured and 12 are in hospital."
    assert (bounds(text), bounds(text, "hurt"), bounds(text, "in_hospital")) == (
        [(144, 144)], [(551, 551)], [(12, 12)],
    )  # fmt: skip


def test_one_number_answers_two_questions_only_where_they_share() -> None:
    text = "551 injured visitors are in hospital."
    assert (bounds(text, "hurt"), bounds(text, "in_hospital")) == ([(551, 551)], [(551, 551)])
    both = "551 people died or were injured."
    assert (bounds(both), bounds(both, "hurt")) == ([(551, 551)], [])


def test_a_number_does_not_reach_over_another_number_or_far_walls() -> None:
    assert bounds("144 came, 12 of whom died.") == [(12, 12)]
    assert bounds("144 candles burned for the dead.") == [(144, 144)]
    assert bounds("144 candles burned, 12 people are dead.") == [(12, 12)]
    assert bounds("144 people came to the square (it was cold – very cold); others died.") == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("144 roubles killed the deal.", "unit:money"),
        ("$144 killed the deal.", "unit:money"),
        ("144 seats were dead wood.", "unit:thing"),
        ("144 candles died down.", "unit:thing"),
        ("144 years killed it.", "unit:time"),
        ("18 more people died.", "increment"),
        ("Another 18 people died.", "increment"),
        ("58 of them died inside.", "partitive"),
        ("Not 144 but fewer died.", "rejected"),
        ("A man aged 44 died.", "other_figure"),
        ("Rumours say 400 people died.", "rumour"),
        ("If 400 people died, say so.", "hypothetical"),
        ("Did 144 people die, 144 killed?", "question"),
        ("2500 people died.", "implausible"),
        ("Between 130 and 99999999999999999999 people died.", "implausible"),
        ("0 people died.", "implausible"),
        ("In Oldtown 333 people died.", "other_event"),
        ("144 choir people died.", "blocked"),
    ],
)
def test_a_refused_number_says_why(text: str, reason: str) -> None:
    assert bounds(text) == []
    assert reason in refusals(text)


def test_an_age_in_commas_or_brackets_is_no_figure() -> None:
    assert bounds("Vera, 44, died.") == []
    assert bounds("Vera (44) died.") == []


def test_a_part_or_an_increment_answers_where_the_question_counts_it() -> None:
    assert bounds("Of them 12 are in hospital.", "in_hospital") == [(12, 12)]
    assert bounds("12 of the 551 are in hospital.", "in_hospital") == [(12, 12)]


def test_an_increment_answers_behind_the_number_of_another_question() -> None:
    assert bounds("144 people died, 18 more were injured.", "hurt") == [(18, 18)]
    assert bounds("144 people died. Another 18 were injured.", "hurt") == [(18, 18)]
    assert bounds("18 more people were injured.", "hurt") == []
    assert bounds("144 people were injured. Another 18 were injured.", "hurt") == [(144, 144)]


def test_words_behind_a_border_belong_to_the_number_there() -> None:
    text = "144 people died, in hospital 18 stay."
    assert bounds(text, "in_hospital") == []
    assert bounds("The injured, 144, some in hospital; 18 people died.") == [(18, 18)]


def test_an_aside_is_no_border() -> None:
    assert bounds("144 people, aged 18 to 32, died.") == [(144, 144)]


def test_of_a_part_and_its_whole_the_whole_answers_a_question_that_counts_no_parts() -> None:
    assert bounds("58 of the 144 people died inside.") == [(144, 144)]


def test_a_number_refused_for_one_question_stays_free_for_another() -> None:
    text = "12 of them are in hospital, people died."
    assert bounds(text, "in_hospital") == [(12, 12)]


def test_a_superseded_figure_is_kept_as_past() -> None:
    found = claims("145 died, up from 144 killed on Monday.", "dead")
    assert [(one.value, one.past) for one in found] == [(Interval(145, 145), False), (Interval(144, 144), True)]


def test_a_figure_answers_the_heading_or_question_before_it() -> None:
    assert bounds("How many people died?\n\n145, it is said today in the town.") == [(145, 145)]
    assert bounds("The Gridhall burned. How many were killed? 145.") == [(145, 145)]
    assert bounds("The Gridhall burned. How many came? 145.") == []


def test_nobody_is_a_figure_only_of_the_storys_event() -> None:
    assert refusals("In Oldtown nobody died.") == ["other_event"]
    assert bounds("They asked if nobody died?") == []
