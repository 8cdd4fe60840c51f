"""Words and their places."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.tokens import fold, tokenize
from tests.reading.smallwords import words


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("At least 144 died.", ["at", "least", "144", "died", "."]),
        ("1,000 of 6,200", ["1,000", "of", "6,200"]),
        ("1 000 people", ["1 000", "people"]),
        ("1\u00a0000\u202f000 people", ["1\u00a0000\u202f000", "people"]),
        ("12 0000", ["12", "0000"]),
        ("at 22:30, 12.9 km", ["at", "22:30", ",", "12.9", "km"]),
        ("rock'n'roll twenty-one", ["rock'n'roll", "twenty-one"]),
        ("Well... no…", ["well", "...", "no", "…"]),
        ("50% (or $5)", ["50", "%", "(", "or", "$", "5", ")"]),
        ("139погибших", ["139", "погибших"]),
        ("", []),
    ],
)
def test_a_text_falls_into_words_numbers_and_signs(text: str, tokens: list[str]) -> None:
    assert [token.word for token in words(text)] == tokens


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Moscow", "moscow"),
        ("Moscow's", "moscow"),
        ("Moscow’s", "moscow"),
        ("IS", "IS"),
        ("US", "US"),
        ("ФСБ", "ФСБ"),
        ("Is", "is"),
        ("A", "a"),
        ("CNNI", "cnni"),
        ("US's", "US"),
        ("don’t", "don't"),
        ("ещё", "еще"),
        ("ПЁТР", "петр"),
        ("well‑known", "well-known"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("İSTANBUL", "istanbul"),
        ("Işık", "işik"),
        ("\u0307", "\u0307"),
    ],
)
def test_words_compare_in_lower_case_but_short_capitals_are_names(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_tokens_keep_their_place_in_the_whole_text() -> None:
    text = "Nothing. Four men died."
    assert [(token.start, token.end) for token in tokenize(text, 9, 17)] == [(9, 13), (14, 17)]


@given(st.text())
def test_every_visible_sign_is_in_one_token_and_in_order(text: str) -> None:
    tokens = words(text)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    covered = {place for token in tokens for place in range(token.start, token.end)}
    visible = {place for place, sign in enumerate(text) if not sign.isspace() and unicodedata.category(sign) != "Cf"}
    assert visible <= covered
    assert all(token.word for token in tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\u200b45 dead", [("145", "1\u200b45"), ("dead", "dead")]),
        ("kil\u00adled", [("killed", "kil\u00adled")]),
        ("sa\u030aret", [("såret", "sa\u030aret")]),
        ("\u0438\u0306", [("й", "\u0438\u0306")]),
        ("1’200 and 1'200", [("1'200", "1’200"), ("and", "and"), ("1'200", "1'200")]),
        ("\u200b", []),
        ("i\u0307stanbul", [("istanbul", "i\u0307stanbul")]),
        ("q\u0307 \u0307", [("q", "q\u0307"), ("\u0307", "\u0307")]),
    ],
)
def test_marks_that_nobody_sees_part_no_word_and_no_figure(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(token.word, text[token.start : token.end]) for token in tokenize(text, 0, len(text))]
    assert found == expected


def test_a_dot_that_stands_alone_is_a_word_of_its_own() -> None:
    assert [token.word for token in tokenize("\u0307", 0, 1)] == ["\u0307"]
    assert fold("İSTANBUL") == fold("istanbul") == fold("ISTANBUL")
