"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.sentences import SentenceSplitter


def split(text: str, *, dotted_ordinals: bool = False) -> list[str]:
    splitter = SentenceSplitter(["dr", "Gen.", "u.s", "т.е"], dotted_ordinals=dotted_ordinals)
    return [text[start:end] for start, end in splitter.split(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["One died.", "Two live."],
        ["Did one die?", "Yes!", "Two live…"],
        ["He said “no.”", "She left."],
        ["(All died.)", "None lives."],
        ["It cost 5.5 roubles.", "Cheap."],
        ["Dr. Smith came.", "He left."],
        ["Gen. Ivanov came."],
        ["The U.S. Army came."],
        ["S. V. Lavrov called.", "J. Smith answered."],
        ["They died on 22.03. in all.", "Yes."],
        ["“Why?” asked he.", "“So.”"],
        ["Wait... what?", "Wait…", "What?"],
        ["144 died.", "139 were named."],
        ["He left.", "– No, she said."],
        ["Погибли люди.", "Их было много."],
        ["Really?!", "No."],
        ["144 died.[21][22]", "139 were named.[3]"],
        ["No end"],
    ],
)
def test_a_line_falls_into_its_sentences(parts: list[str]) -> None:
    assert split("  ".join(parts)) == parts


def test_a_number_with_a_full_stop_goes_on_before_a_word_where_ordinals_are_written_so() -> None:
    assert split("Den 12. Mann kom. Han gikk.", dotted_ordinals=True) == ["Den 12. Mann kom.", "Han gikk."]
    assert split("De var 12. Men gikk.", dotted_ordinals=False) == ["De var 12.", "Men gikk."]
    assert split("De var 144. Mange gikk.", dotted_ordinals=True) == ["De var 144.", "Mange gikk."]


def test_only_the_part_asked_for_is_split() -> None:
    text = "One. Two. Three."
    assert SentenceSplitter([]).split(text, 5, 9) == [(5, 9)]
    assert SentenceSplitter([]).split(text, 4, 5) == []


def test_what_has_no_end_is_cut_at_white_space() -> None:
    text = "word and " * 1000
    parts = split(text)
    assert all(len(part) <= 1000 for part in parts)
    assert all(part.startswith(("word", "and")) and part.endswith(("word", "and")) for part in parts)
    assert [len(part) for part in split("x" * 2500)] == [1000, 1000, 500]


@given(st.text(alphabet=st.sampled_from('aA1 .!?…"”»)\n\t-“')))
def test_no_letter_is_lost_and_sentences_are_in_order(text: str) -> None:
    places = SentenceSplitter(["a"]).split(text, 0, len(text))
    assert "".join("".join(text[start:end].split()) for start, end in places) == "".join(text.split())
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in places)
