"""People with a name who are no party themselves: where they stand in a sentence, and whose office they hold.

An office is told once ("the White House spokesman John Kirby") and the surname stands for it from then on ("Kirby added").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.language import Mark
from bot.reading.phrases import Match

_SURROUND = 5
"""The words between a party and the name of somebody who speaks for it, at most."""


def introduce(sentences: Sequence[Sentence], text: str) -> None:
    """Mark the people in the sentences of a text's body ("person", with the party whose office they hold, else somebody else)."""
    people = _People(text)
    for sentence in sentences:
        found = people.find(sentence)
        if found:
            sentence.marks["person"] = found


class _People:
    """The people of one text; sentences must come in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, Party] = {}

    def find(self, sentence: Sentence) -> list[Match[Mark]]:
        """The people of a sentence: full names, and surnames of those who were named in full before."""
        names = [
            (first, last)
            for first, last in self._names(sentence)
            if last - first > 1 or sentence.tokens[first].word in self._known
        ]
        if not names:
            return []
        parties = {match.last: Party(match.label.name) for match in sentence.of("party")}
        oblique = _covered(sentence.of("speech", "oblique"))
        ahead = {
            match.first: Party(match.label.name) for match in sentence.of("party") if match.last - 1 not in oblique
        }
        titles = _covered(sentence.of("speech", "titles"))
        taken = _covered((*sentence.of("party"), *sentence.of("speech", "offices")))
        found: list[Match[Mark]] = []
        for first, last in (name for whole in names for name in _without(taken, *whole)):
            surname = sentence.tokens[last - 1].word
            if last - first > 1:
                office = self._before(sentence, first, parties, titles) or self._behind(sentence, last, ahead)
                if office is not None:
                    self._known[surname] = office
                self._known.setdefault(surname, Party.OTHER)
            if surname in self._known:
                found.append(Match(Mark("person", self._known[surname].value), first, last))
        return found

    def _names(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Runs of words that are written like names."""
        text, tokens = self._text, sentence.tokens
        first = last = -1
        for place in [place for place, token in enumerate(tokens) if text[token.start].isupper()]:
            raw = text[tokens[place].start : tokens[place].end]
            if not raw.isalpha() or raw.isupper():
                continue
            if place != last:
                if last > first:
                    yield first, last
                first = place
            last = place + 1
        if last > first:
            yield first, last

    @staticmethod
    def _before(sentence: Sentence, first: int, parties: dict[int, Party], titles: set[int]) -> Party | None:
        """Whose office is told right before a name."""
        for place in range(first, max(-1, first - _SURROUND - 1), -1):
            if place in parties:
                return parties[place]
            if place == 0 or not (place - 1 in titles or sentence.tokens[place - 1].word == ","):
                return None
        return None

    @staticmethod
    def _behind(sentence: Sentence, last: int, ahead: dict[int, Party]) -> Party | None:
        """Whose office is told behind a name and a comma."""
        if last >= len(sentence.tokens) or sentence.tokens[last].word != ",":
            return None
        return next((ahead[place] for place in range(last + 1, last + 3) if place in ahead), None)


def _covered(matches: Iterable[Match[Mark]]) -> set[int]:
    return {place for match in matches for place in range(match.first, match.last)}


def _without(taken: set[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A run of words, parted where some of them are taken."""
    begin = first
    for place in range(first, last + 1):
        if place == last or place in taken:
            if place > begin:
                yield begin, place
            begin = place + 1
