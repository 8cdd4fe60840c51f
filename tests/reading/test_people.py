"""People with a name: where they stand, and whose office they hold."""

from __future__ import annotations

import pytest

from bot.reading.preparing import prepare
from tests.fakes.shipped import rules
from tests.reading.smallwords import item, language, small


def people(text: str) -> list[tuple[str, str]]:
    """The people of a text, each with the party that they speak for."""
    return [
        (sentence.quote(text, match.first, match.last), match.label.name)
        for sentence in prepare(item(text), small())
        for match in sentence.of("person")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane Miller came.", [("Jane Miller", "other")]),
        ("It rained. Miller came.", []),
        ("Jane Miller came. It was late when Miller left.", [("Jane Miller", "other"), ("Miller", "other")]),
        ("The Kyiv spokesman Bob Brown came. Brown left.", [("Bob Brown", "ukraine"), ("Brown", "ukraine")]),
        ("Kyiv's spokesman, Bob Brown, came.", [("Bob Brown", "ukraine")]),
        ("Bob Brown, the Kyiv spokesman, came.", [("Bob Brown", "ukraine")]),
        ("Kyiv saw Bob Brown.", [("Bob Brown", "other")]),
        ("KYIV NEWS saw it.", []),
        ("Bob Brown came. Kyiv spokesman Bob Brown left. Brown slept.", [
            ("Bob Brown", "other"), ("Bob Brown", "ukraine"), ("Brown", "ukraine"),
        ]),
    ],
)  # fmt: skip
def test_a_name_stands_for_the_office_that_was_told_with_it(text: str, found: list[tuple[str, str]]) -> None:
    assert people(text) == found


def test_a_language_without_verbs_of_saying_has_no_people() -> None:
    text = "Jane Miller came."
    silent = language(speech=small().words.speech.__class__())
    assert not any(sentence.of("person") for sentence in prepare(item(text), silent))


def test_small_words_may_stand_within_an_office() -> None:
    """In shipped English; which words may is the language's own affair."""
    found = [
        match.label.name
        for sentence in rules().sentences(item("The US head of the mission Bob Brown came."))
        for match in sentence.of("person")
    ]
    assert found == ["us"]
