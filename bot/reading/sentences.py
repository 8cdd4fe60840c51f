"""Sentences of a line, with offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.reading.tokens import fold

_STOP = re.compile(r"[.!?…](?<![.!?…]{2})[.!?…]*[\"'”»“’)\]*]*(?:\[\d{1,3}\])*(?=\s|$)")
_OPENING = "\"'“”«„»([–—-*"
_LONGEST = 1_000


class SentenceSplitter:
    """Cuts lines into sentences; a full stop behind an abbreviation, an initial or a number before a lower-case word does not end one."""

    def __init__(self, abbreviations: Iterable[str], *, dotted_ordinals: bool = False) -> None:
        self._abbreviations = frozenset(fold(word).rstrip(".") for word in abbreviations)
        self._dotted_ordinals = dotted_ordinals

    def split(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of `text[start:end]` as pairs of offsets, white space around them left out.

        What goes on for more than 1,000 characters without an end is cut at white space: what is found within a sentence is compared
        with each other, and the time for a text must stay linear in its length.
        """
        found: list[tuple[int, int]] = []
        begin = start
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end and not self._ends(text, begin, stop, end):
                continue
            self._add(found, text, begin, stop.end())
            begin = stop.end()
        self._add(found, text, begin, end)
        return found

    @classmethod
    def _add(cls, found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
        while end - begin > _LONGEST:
            cut = next((at for at in range(begin + _LONGEST, begin, -1) if text[at].isspace()), begin + _LONGEST)
            cls._add(found, text, begin, cut)
            begin = cut
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if begin < end:
            found.append((begin, end))

    def _ends(self, text: str, begin: int, stop: re.Match[str], end: int) -> bool:
        following = stop.end()
        while following < end and text[following].isspace():
            following += 1
        if following >= end:
            return True
        next_sign = text[following]
        if stop.group()[0] != ".":
            return not next_sign.islower()
        word_start = stop.start()
        while word_start > begin and (text[word_start - 1].isalnum() or text[word_start - 1] == "."):
            word_start -= 1
        word = fold(text[word_start : stop.start()])
        if next_sign.islower():
            return False
        if word in self._abbreviations or (len(word) == 1 and word.isalpha()):
            return False
        if word.isdigit() and len(word) <= 2 and self._dotted_ordinals:
            return not next_sign.isalpha()
        return next_sign.isupper() or next_sign.isdigit() or next_sign in _OPENING or not next_sign.isascii()
