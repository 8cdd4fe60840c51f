"""Choices: written phrases, answers put together from concepts, negation and what silences them."""

from __future__ import annotations

import pytest

from bot.domain.claims import Party
from tests.reading.smallwords import answers, claims, refusals


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("It was arson.", "arson"),
        ("It was an accident.", "accident"),
        ("The arsonists are guilty.", "arson"),
        ("To blame for the fire are arsonists.", "arson"),
    ],
)
def test_phrases_and_concepts_in_any_order_give_an_answer(text: str, answer: str) -> None:
    assert answers(text) == [(answer, None)]


def test_concepts_must_be_in_reach_of_each_other() -> None:
    assert answers("The arsonists came to the hall in the town, where it was the owners who were guilty.") == []


def test_an_answer_is_given_once_however_often_it_is_said() -> None:
    assert answers("It was arson. Yes, it was arson.") == [("arson", None)]
    assert answers("It was arson, the arsonists are guilty.") == [("arson", None)]


@pytest.mark.parametrize("text", ["They do not say it was arson.", "It never was arson."])
def test_a_negation_just_before_turns_the_answer(text: str) -> None:
    assert answers(text) == [("accident", None)]
    assert "negation" in {reason.code for reason in claims(text, "guilt")[0].reasons}


def test_a_negation_within_concepts_turns_the_answer() -> None:
    assert answers("The arsonists are not guilty.") == [("accident", None)]


def test_a_phrase_may_belong_to_a_party_by_itself() -> None:
    assert answers("Moscow said that it is for them to own up.") == [("arson", Party.UKRAINE)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Was it arson, or what was arson?", "question"),
        ("If it was arson, they will say so.", "hypothetical"),
        ("In Oldtown it was arson.", "other_event"),
        ("In the drill it was arson.", "blocked"),
    ],
)
def test_a_refused_answer_says_why(text: str, reason: str) -> None:
    assert answers(text) == []
    assert set(refusals(text, "guilt")) == {reason}


def test_an_answer_needs_its_topic_in_sight() -> None:
    text = "Good day to all. How are you. It set on fire a debate."
    assert answers(text, title="Letters") == []
    assert answers("Oh, the Gridhall. It was set on fire.", title="Letters") == [("arson", None)]
