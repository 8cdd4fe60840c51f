"""Words of a text with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.reading.memo import Memo

# A number with its separators is one token ("1,000", "1 000", "12.9", "22:30"); so is a word with inner apostrophes or hyphens.
_TOKEN = re.compile(
    r"\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:['’ʼ\-\u2010\u2011][^\W\d_]+)*"
    r"|\.{2,}|\S"
)
_FOLD = str.maketrans({"’": "'", "ʼ": "'", "ё": "е", "\u2010": "-", "\u2011": "-"})


class Token(NamedTuple):
    """One word, number or sign: its folded form and its place `text[start:end]`."""

    word: str
    start: int
    end: int


def fold(word: str) -> str:
    """The form in which words are compared.

    Lower case, but two or three capitals are a name and stay as they are ("IS", "US", "ФСБ"); a possessive 's is left out.
    """
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if 2 <= len(word) <= 3 and word.isupper() and word.isalpha():
        return word
    return word.casefold().translate(_FOLD)


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]` with offsets into the whole text."""
    folded = _folded
    return [Token(folded[match[0]], *match.span()) for match in _TOKEN.finditer(text, start, end)]


_folded = Memo(fold)
