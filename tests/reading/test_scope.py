"""Which event a figure is about."""

from __future__ import annotations

import pytest

from tests.reading.smallwords import TITLE, answers, bounds, refusals

NEUTRAL = "What is known"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("144 people died.", True),
        ("In the Gridhall 144 people died.", True),
        ("In Oldtown 333 people died.", False),
        ("It was worse than Oldtown, where 333 people died.", False),
        ("After Oldtown people feared fires; 144 people died in the Gridhall.", True),
        ("144 people died in the Gridhall, Oldtown remembers.", True),
        ("In 2002 130 people died.", False),
        ("On 23 October 2002 130 people died.", False),
        ("In 2024 130 people died.", True),
        ("In Turkey 39 people died.", False),
    ],
)
def test_the_nearest_name_tells_what_a_figure_is_about(text: str, own: bool) -> None:
    assert (len(bounds(text)), refusals(text)) == ((1, []) if own else (0, ["other_event"]))


def test_another_event_spills_to_the_end_of_its_paragraph() -> None:
    text = "In Oldtown it burned as well. Then 333 people died.\n\nNow 144 people died."
    assert bounds(text) == [(144, 144)]


def test_an_own_name_brings_the_subject_back() -> None:
    text = "In Oldtown it burned as well. The Gridhall was full. Now 144 people died."
    assert bounds(text) == [(144, 144)]


def test_a_place_and_a_year_hold_for_their_sentence_only() -> None:
    assert bounds("In Turkey it burned in 2002. Now 144 people died.") == [(144, 144)]


def test_a_comparison_does_not_change_the_subject() -> None:
    assert bounds("It was the worst fire since Oldtown. Now 144 people died.") == [(144, 144)]
    assert bounds("It was the worst fire, as in Oldtown. There 333 people died.") == []


def test_a_heading_holds_for_its_section() -> None:
    text = "144 people died.\n\nRemembering Oldtown\n\nIt burned there as well.\n\nThen 333 people died."
    assert bounds(text) == [(144, 144)]
    back = text + "\n\nBack in the Gridhall\n\nHere it burned too.\n\nIn all 145 people died."
    assert bounds(back) == [(144, 144), (145, 145)]


@pytest.mark.parametrize(
    ("title", "lead", "own"),
    [
        (TITLE, "It burned.", True),
        ("Remembering Oldtown", "It burned.", False),
        (NEUTRAL, "The Gridhall burned.", True),
        (NEUTRAL, "Oldtown burned.", False),
        (NEUTRAL, "It burned.", False),
        (NEUTRAL, "The fire was seen from Moscow.", True),
    ],
)
def test_title_and_lead_tell_the_subject_of_an_article(title: str, lead: str, own: bool) -> None:
    text = f"{lead}\n\nIn all 144 people died."
    assert bounds(text, title=title) == ([(144, 144)] if own else [])


def test_a_choice_is_about_another_event_only_where_that_is_named() -> None:
    assert answers("It was arson, as in Turkey in 2002.") == [("arson", None)]
    assert answers("In Oldtown it was arson.") == []
