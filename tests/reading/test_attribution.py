"""Who gives an answer, by what the rules heard and what the model thinks of every side."""

from __future__ import annotations

import pytest

from bot.domain.claims import Choice, Party
from bot.reading.analysis import Sentence
from bot.reading.attribution import Voices, attribute, is_clear
from bot.reading.finding import Finding

SENTENCE = Sentence(0, "body", 0, 0, 0, [])


def finding(party: Party | None, *, guessed: bool = False) -> Finding:
    """An answer that the rules heard from somebody."""
    found = Finding("ukraine_role", Choice("involved"), SENTENCE, 0, 1, (0, 1), 0.8, party=party)
    found.guessed = guessed
    return found


@pytest.mark.parametrize(
    ("voices", "guessed", "speaker", "clear"),
    [
        ({Party.UKRAINE: 0.5, Party.RUSSIA: 0.5}, False, Party.UKRAINE, True),
        ({Party.UKRAINE: 0.1, Party.RUSSIA: 0.9}, False, Party.UKRAINE, True),
        ({Party.UKRAINE: 0.1, Party.RUSSIA: 0.9, Party.EU: 0.3}, True, Party.RUSSIA, False),
        ({Party.UKRAINE: 0.02, Party.RUSSIA: 0.9}, True, Party.RUSSIA, True),
        ({Party.UKRAINE: 0.0, Party.RUSSIA: 0.95}, False, Party.RUSSIA, True),
    ],
    ids=["both hear it", "the rules are sure", "nobody is sure", "the rules guess", "the model is sure"],
)
def test_a_side_that_the_rules_hear_stays_unless_the_model_is_much_surer_of_another(
    voices: Voices, guessed: bool, speaker: Party, clear: bool
) -> None:
    assert attribute(finding(Party.UKRAINE, guessed=guessed), voices) == (speaker, clear)


@pytest.mark.parametrize(
    ("voices", "speaker", "clear"),
    [
        ({None: 0.1, Party.TAJIKISTAN: 0.8}, Party.TAJIKISTAN, True),
        ({None: 0.9, Party.TAJIKISTAN: 0.1}, None, True),
        ({None: 0.6, Party.TAJIKISTAN: 0.2}, None, True),
        ({None: 0.2, Party.TAJIKISTAN: 0.25, Party.US: 0.2}, Party.TAJIKISTAN, False),
        ({None: 0.1, Party.OTHER: 0.8}, Party.OTHER, True),
    ],
)
def test_where_the_rules_hear_nobody_the_model_says_who_speaks(
    voices: Voices, speaker: Party | None, clear: bool
) -> None:
    assert attribute(finding(None), voices) == (speaker, clear)


def test_that_an_unnamed_source_speaks_is_heard_too() -> None:
    unnamed = finding(None)
    unnamed.settled = True
    assert attribute(unnamed, {None: 0.1, Party.RUSSIA: 0.8}) == (None, True)


def test_two_sides_that_both_speak_leave_it_unclear_to_the_model_alone() -> None:
    both: Voices = {Party.US: 0.95, Party.EU: 0.95, None: 0.05}
    assert not is_clear(Party.US, both)
    assert not is_clear(Party.EU, both)


def test_somebody_else_is_easier_to_overrule_than_a_side() -> None:
    voices: Voices = {Party.OTHER: 0.05, Party.RUSSIA: 0.05, Party.US: 0.5}
    assert attribute(finding(Party.RUSSIA), voices) == (Party.RUSSIA, True)
    assert attribute(finding(Party.OTHER), voices) == (Party.US, True)


def test_a_group_that_says_it_did_it_speaks_for_itself() -> None:
    """The words themselves say so ("has claimed responsibility"), whoever is quoted around them."""
    assert attribute(finding(Party.ISLAMIC_STATE), {Party.ISLAMIC_STATE: 0.1, Party.US: 0.6}) == (
        Party.ISLAMIC_STATE,
        True,
    )


def test_a_speaker_whom_the_model_does_not_know_is_weighed_all_the_same() -> None:
    assert attribute(finding(Party.EU), {Party.RUSSIA: 0.02}) == (Party.EU, True)


def test_the_model_alone_needs_one_voice_above_the_others() -> None:
    assert is_clear(Party.EU, {Party.EU: 0.6, None: 0.3})
    assert not is_clear(Party.EU, {Party.EU: 0.6, Party.US: 0.55, None: 0.1})
    assert not is_clear(Party.US, {Party.EU: 0.6, None: 0.3})


def test_a_group_that_is_told_to_have_done_it_does_not_tell_it_itself() -> None:
    voices: Voices = {None: 0.3, Party.ISLAMIC_STATE: 0.9}
    assert attribute(finding(None), voices) == (None, True)
    assert attribute(finding(Party.ISLAMIC_STATE), voices) == (Party.ISLAMIC_STATE, True)
