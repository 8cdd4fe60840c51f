"""People with a name who are no party themselves: where they stand in a sentence, and whose office they hold.

An office is told once ("the White House spokesman John Kirby") and the surname stands for it from then on ("Kirby added").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.claims import Party
from bot.reading.analysis import Sentence

_SURROUND = 5
"""The words between a party and the name of somebody who speaks for it, at most."""
_JOINTS = frozenset({",", "'s", "of", "the"})


@dataclass(frozen=True, slots=True)
class Person:
    """A name at tokens `first` to `last` (excluded); `party` is whose office it is, somebody else's where none is told."""

    first: int
    last: int
    party: Party


class People:
    """The people of one text; sentences must come in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, Party] = {}

    def find(self, sentence: Sentence) -> list[Person]:
        """The people of a sentence: full names, and surnames of those who were named in full before."""
        offices = _covered(sentence, ("party", None), ("speech", "offices"))
        parties = {match.last: Party(match.label.name) for match in sentence.of("party")}
        ahead = {match.first: Party(match.label.name) for match in sentence.of("party")}
        titles = _covered(sentence, ("speech", "titles"))
        found: list[Person] = []
        for first, last in self._names(sentence, offices):
            surname = sentence.tokens[last - 1].word
            if last - first == 1:
                if surname in self._known:
                    found.append(Person(first, last, self._known[surname]))
                continue
            office = self._before(sentence, first, parties, titles) or self._behind(sentence, last, ahead)
            if office is not None:
                self._known[surname] = office
            found.append(Person(first, last, self._known.setdefault(surname, Party.OTHER)))
        return found

    def _names(self, sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
        """Runs of words that are written like names."""
        first = 0
        while first < len(sentence.tokens):
            last = first
            while last < len(sentence.tokens) and last not in taken and self._is_name(sentence, last):
                last += 1
            if last > first:
                yield first, last
            first = max(last, first + 1)

    def _is_name(self, sentence: Sentence, place: int) -> bool:
        token = sentence.tokens[place]
        raw = self._text[token.start : token.end]
        return token.word.isalpha() and raw[0].isupper() and not raw.isupper()

    @staticmethod
    def _before(sentence: Sentence, first: int, parties: dict[int, Party], titles: set[int]) -> Party | None:
        """Whose office is told right before a name."""
        for place in range(first, max(-1, first - _SURROUND - 1), -1):
            if place in parties:
                return parties[place]
            if place == 0 or not (place - 1 in titles or sentence.tokens[place - 1].word in _JOINTS):
                return None
        return None

    @staticmethod
    def _behind(sentence: Sentence, last: int, ahead: dict[int, Party]) -> Party | None:
        """Whose office is told behind a name and a comma."""
        if last >= len(sentence.tokens) or sentence.tokens[last].word != ",":
            return None
        return next((ahead[place] for place in range(last + 1, last + 3) if place in ahead), None)


def _covered(sentence: Sentence, *kinds: tuple[str, str | None]) -> set[int]:
    """The tokens under phrases of these kinds."""
    matches = [
        match for kind, name in kinds for match in (sentence.of(kind) if name is None else sentence.of(kind, name))
    ]
    return {place for match in matches for place in range(match.first, match.last)}
