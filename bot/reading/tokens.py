"""Words of a text with their places."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from bot.reading.memo import Memo

# A number with its separators is one token ("1,000", "1 000", "1’000", "12.9", "22:30"); so is a word with inner apostrophes or hyphens.
_TOKEN = re.compile(
    r"\d{1,3}(?:[\u00a0\u202f\u2009 '’]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:['’ʼ\-\u2010\u2011][^\W\d_]+)*"
    r"|\.{2,}|\S"
)
_DOT = "\u0307"
"""The dot above, which the lower case of İ has as a letter of its own."""
_FOLD = str.maketrans({"’": "'", "ʼ": "'", "ё": "е", "\u2010": "-", "\u2011": "-", "ı": "i", _DOT: None})
_INVISIBLE = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_APART = re.compile(rf"[{_INVISIBLE}\u0300-\u036f]")
"""Marks that nobody sees, and accents that are written as letters of their own: words and figures go on across them."""


class Token(NamedTuple):
    """One word, number or sign: its folded form and its place `text[start:end]`."""

    word: str
    start: int
    end: int


def fold(word: str) -> str:
    """The form in which words are compared.

    Lower case, Turkish i with and without its dot alike, but two or three capitals are a name and stay as they are ("IS",
    "US", "ФСБ"); a possessive 's is left out. A dot above alone stays.
    """
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if 2 <= len(word) <= 3 and word.isupper() and word.isalpha():
        return word
    return word.casefold().translate(_FOLD) or word


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]` with offsets into the whole text."""
    if _APART.search(text, start, end):
        return _across(text, start, end)
    folded = _folded
    return [Token(folded[match[0]], *match.span()) for match in _TOKEN.finditer(text, start, end)]


def _across(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a text as it looks: without marks that nobody sees, letters and their accents as one."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for place in range(start, end):
        letter = text[place]
        if _UNSEEN.match(letter):
            continue
        whole = unicodedata.normalize("NFC", letters[-1] + letter) if letters and unicodedata.combining(letter) else ""
        if letter == _DOT and len(whole) > 1 and letters[-1].isalpha():
            places[-1] = places[-1][0], place + 1
        elif len(whole) == 1:
            letters[-1], places[-1] = whole, (places[-1][0], place + 1)
        else:
            letters.append(letter)
            places.append((place, place + 1))
    seen = "".join(letters)
    return [
        Token(_folded[match[0]], places[match.start()][0], places[match.end() - 1][1])
        for match in _TOKEN.finditer(seen)
    ]


_folded = Memo(fold)
