"""The shipped Spanish words: figures, ordinals and days, and what each question reads, from whom, and leaves alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.reading.numbers import NumberGrammar
from bot.reading.tokens import tokenize
from bot.reading.words import LanguageWords
from bot.settings.folder import ConfigFolder

ROOT = Path(__file__).parents[2]


@cache
def words() -> LanguageWords:
    return ConfigFolder(ROOT / "config").table("languages/es.toml").without("questions").into(LanguageWords)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el septuagésimo noveno aniversario", 79), ("la vigésima segunda detenida", 22),
        ("el vigésimo primer acusado", 21), ("el decimotercer imputado", 13), ("la duodécima persona", 12),
        ("el 79.º aniversario", 79), ("el 12º acusado", 12), ("el centésimo décimo", 110),
    ],
)  # fmt: skip
def test_an_ordinal_of_one_word_or_two(text: str, expected: int) -> None:
    found = NumberGrammar(words().numbers).find(tokenize(text, 0, len(text)))
    assert [(one.value.lo, one.ordinal) for one in found] == [(expected, True)]
