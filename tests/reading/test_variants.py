from __future__ import annotations

import pytest

from bot.reading.tokens import tokenize
from bot.reading.variants import Variants

VARIANTS = Variants({"Rahmon": ["Rakhmon", "Rachmon"], "muhriddin": ["mujriddín"]})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Rakhmon", "rahmon"),
        ("RACHMONS", "rahmons"),
        ("Rakhmon's", "rahmon"),
        ("Mujriddín", "muhriddin"),
        ("Rahmon", "rahmon"),
        ("Abdurakhmon", "abdurakhmon"),
    ],
)
def test_a_name_is_read_in_one_spelling_with_its_ending(written: str, read: str) -> None:
    (token,) = VARIANTS.tokens(tokenize(written, 0, len(written)))
    assert token.word == read


def test_words_keep_their_places() -> None:
    text = "Putin met Rakhmon on 8 May"
    assert [(one.start, one.end) for one in VARIANTS.tokens(tokenize(text, 0, len(text)))] == [
        (one.start, one.end) for one in tokenize(text, 0, len(text))
    ]


def test_phrases_may_use_any_spelling() -> None:
    assert VARIANTS.phrase("rachmon*|putin ..3 Rakhmon") == "rahmon*|putin ..3 rahmon"


def test_without_spellings_nothing_changes() -> None:
    assert Variants({}).phrase("Rakhmon") == "Rakhmon"
