"""Names that are written in several ways, read as if they were always written in one ("Rakhmon", "Rachmon": Rahmon)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.reading.memo import Memo
from bot.reading.tokens import Token, fold


class Variants:
    """The spellings of names: `spellings` tells for each name how else it is written. Endings stay ("Rachmons" is "Rahmons")."""

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        names = {fold(other): fold(name) for name, others in spellings.items() for other in others}
        longest_first = sorted(names, key=len, reverse=True)
        self._names = names
        self._begins = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})" if names else r"(?!)", re.IGNORECASE
        )
        self._words = Memo(self.phrase)

    def phrase(self, words: str) -> str:
        """A phrase or a word with its names as they are written here."""
        return self._begins.sub(lambda found: self._names[fold(found[0])], words)

    def tokens(self, tokens: Sequence[Token]) -> list[Token]:
        """The words of a sentence, at the same places, with their names as they are written here."""
        known = self._words
        return [token if (word := known[token.word]) == token.word else token._replace(word=word) for token in tokens]
