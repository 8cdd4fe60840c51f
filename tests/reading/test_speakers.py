"""Who says what."""

from __future__ import annotations

import pytest

from bot.domain.claims import Party
from tests.reading.smallwords import answers, claims

RUSSIA, UKRAINE, US, EU, OTHER = Party.RUSSIA, Party.UKRAINE, Party.US, Party.EU, Party.OTHER


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("It was arson.", None),
        ("Kyiv said it was arson.", UKRAINE),
        ("Kyiv later said it was arson.", UKRAINE),
        ("It was arson, said Kyiv.", UKRAINE),
        ("“It was arson,” insisted the Moscow office.", RUSSIA),
        ("According to Moscow, it was arson.", RUSSIA),
        ("It was arson, according to the Moscow office.", RUSSIA),
        ("A source said it was arson.", None),
        ("The analyst Jane Miller said it was arson.", OTHER),
        ("It was arson.\n\nKyiv said nothing.", None),
        ("Kyiv was told it was arson.", None),
    ],
)
def test_each_way_to_name_a_speaker(text: str, party: Party | None) -> None:
    assert answers(text) == [("arson", party)]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("“It was arson,” said the analyst Jane Miller.", OTHER),
        ("Jane Miller came. “It was arson,” said Miller.", OTHER),
        ("Kyiv called. “I saw it,” said Jane Miller. “It was arson.”", OTHER),
        ("Jane Miller has seen it. She said it was arson.", OTHER),
        ("Kyiv spokesman Bob Brown came in. Brown said it was arson.", UKRAINE),
        ("Bob Brown, the Kyiv spokesman, came in. “It was arson,” said Brown.", UKRAINE),
        ("Kyiv's office spokesman, Bob Brown, called. Moscow said nothing. “It was arson,” said Brown.", UKRAINE),
        ("Kyiv waited for Bob Brown. Brown said it was arson.", OTHER),
        ("“It was arson,” said the office of Jane Miller.", None),
        ("It was arson, the analyst Jane Miller wrote.", None),
        ("The Gridhall saw Kyiv said Jane Miller. It was arson.", None),
    ],
)
def test_somebody_with_a_name_speaks_for_the_office_that_was_told_with_it(text: str, party: Party | None) -> None:
    assert answers(text) == [("arson", party)]


def test_the_longest_name_that_fits_is_the_speaker() -> None:
    assert answers("The National Security Council said it was arson.") == [("arson", US)]
    assert answers("The Security Council said it was arson.") == [("arson", RUSSIA)]


def test_each_half_of_a_sentence_has_its_speaker() -> None:
    text = "Kyiv said it was arson; Moscow said it was an accident."
    assert answers(text) == [("arson", UKRAINE), ("accident", RUSSIA)]


def test_parties_that_speak_together_say_it_both() -> None:
    assert set(answers("The US and the EU insist it was arson.")) == {("arson", US), ("arson", EU)}


@pytest.mark.parametrize(("open_", "close"), [("“", "”"), ("«", "»"), ('"', '"')])
def test_a_quotation_over_several_sentences_has_one_speaker(open_: str, close: str) -> None:
    text = f"Moscow said: {open_}We have looked at it for long. It was arson. We are sure.{close}"
    assert answers(text) == [("arson", RUSSIA)]


def test_a_speaker_named_behind_a_quotation_speaks_for_its_beginning() -> None:
    text = "“We have seen it all. It was arson. No doubt,” said Kyiv."
    assert answers(text) == [("arson", UKRAINE)]


def test_a_dash_begins_direct_speech_of_whoever_is_named_behind() -> None:
    text = "– It was arson. I saw it, said Kyiv."
    assert answers(text) == [("arson", UKRAINE)]


def test_a_pronoun_speaks_for_the_last_speaker() -> None:
    assert answers("Kyiv said little. He said it was arson.") == [("arson", UKRAINE)]
    assert answers("Kyiv sent an envoy. She said it was arson.") == [("arson", UKRAINE)]


def test_a_sentence_without_speech_is_the_outlets_own() -> None:
    assert answers("Kyiv said little. It was arson.") == [("arson", None)]


def test_a_heading_that_lets_a_party_speak_speaks_for_its_section() -> None:
    text = "It burned in the Gridhall.\n\nWhat Moscow says\n\nIt was an accident.\n\nAnd then\n\nIt was arson."
    assert answers(text) == [("accident", RUSSIA), ("arson", None)]


def test_the_party_of_a_figure_is_kept() -> None:
    (claim,) = claims("Kyiv said 144 people died.", "dead")
    assert claim.party is UKRAINE


def test_a_denial_gives_the_denier_the_other_answer_and_the_accuser_the_first() -> None:
    assert answers("Moscow denied it was arson.") == [("accident", RUSSIA)]
    assert answers("Moscow denied Ukraine's story that it was arson.") == [("accident", RUSSIA), ("arson", UKRAINE)]


def test_a_denial_by_somebody_who_has_no_answer_to_give_claims_nothing() -> None:
    assert answers("Dushanbe denied it was arson.") == []


def test_a_denial_without_content_answers_what_was_said_before() -> None:
    text = "Kyiv said it was arson. Moscow rejected that."
    assert answers(text) == [("arson", UKRAINE), ("accident", RUSSIA)]
    far = "Kyiv said it was arson. One. Two. Three. Four. Moscow rejected that."
    assert answers(far) == [("arson", UKRAINE)]


def test_a_denial_of_what_nobody_said_claims_nothing() -> None:
    assert answers("Moscow rejected that.") == []
    assert answers("Kyiv said it was an accident. Moscow rejected that.") == [("accident", UKRAINE)]


def test_of_two_speakers_the_nearer_one_counts_however_long_what_is_said_is() -> None:
    text = "According to Moscow it was arson, according to Washington it was an accident."
    assert answers(text) == [("arson", RUSSIA), ("accident", US)]
