"""A text taken apart: its sentences with their words, numbers, days and the phrases that mean something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from bot.domain.claims import Item
from bot.reading.datespans import DateSpan, following
from bot.reading.language import Language, Mark
from bot.reading.layout import Kind
from bot.reading.numbers import Number
from bot.reading.phrases import Match
from bot.reading.tokens import Token

_WALLS = {",": 1.5, ";": 5.0, ":": 3.0, "—": 3.0, "–": 3.0, "-": 2.0, "(": 2.5, ")": 2.5, "|": 9.0, "•": 9.0, "/": 1.0}
_ASIDE = 8
_SAME_CLAUSE = 12
"""So many words may stand between a weekday and the verb that puts it into the future."""
_OPEN_QUOTES, _CLOSE_QUOTES, _EITHER_QUOTE = "“«„‹", "”»‹", '"'
_ANY_QUOTE = re.compile(f"[{_OPEN_QUOTES}{_CLOSE_QUOTES}{_EITHER_QUOTE}]")


@dataclass(slots=True)
class Sentence:
    """One sentence; `start` and `end` are offsets into the item's text.

    `walls[i]` is the cost of the punctuation and conjunctions before token i, so that distances between words can take
    clause borders into account. `quoted[i]` tells whether token i stands in quotation marks; `opens_quoted` whether a
    quotation runs in from the sentence before. `earlier` is the sentence of the body before one of the body.
    """

    number: int
    kind: Kind
    paragraph: int
    start: int
    end: int
    tokens: list[Token]
    numbers: list[Number] = field(default_factory=list)
    dates: list[DateSpan] = field(default_factory=list)
    marks: dict[str, list[Match[Mark]]] = field(default_factory=dict)
    walls: list[float] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    opens_quoted: bool = False
    question: bool = False
    earlier: Sentence | None = field(default=None, repr=False, compare=False)

    def of(self, kind: str, name: str | None = None, detail: str | None = None) -> Sequence[Match[Mark]]:
        """The phrases of a kind, in order."""
        found = self.marks.get(kind, ())
        if not found or (name is None and detail is None):
            return found
        return [
            match
            for match in found
            if (name is None or match.label.name == name) and (detail is None or match.label.detail == detail)
        ]

    def distance(self, last: int, first: int) -> float:
        """How far apart two places are: the tokens between token `last` (excluded) and `first`, and the walls among them."""
        if first < last:
            first, last = last, first
        return first - last + self.walls[min(first, len(self.tokens))] - self.walls[last]

    def apart(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        """How far apart two stretches of tokens (first, and behind the last) are, in whatever order; 0 where they overlap."""
        if one[1] <= other[0]:
            return self.distance(one[1], other[0])
        return self.distance(other[1], one[0]) if other[1] <= one[0] else 0.0

    def border(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        """The walls between two stretches of tokens (first, and behind the last), in whatever order; 0 where they overlap."""
        last, first = (one[1], other[0]) if one[1] <= other[0] else (other[1], one[0])
        return self.walls[first] - self.walls[last] if last <= first else 0.0

    def reach(self, last: int, first: int) -> float:
        """The distance between two places, an aside between two commas left out ("12 people, mostly young, were")."""
        whole = self.distance(last, first)
        commas = [place for place in range(min(last, first), max(last, first)) if self.tokens[place].word == ","]
        if len(commas) != 2 or commas[1] - commas[0] > _ASIDE:
            return whole
        return whole - (commas[1] - commas[0]) - (self.walls[commas[1]] - self.walls[commas[0]])

    def place(self, token: int) -> int:
        """The offset at which a token begins."""
        return self.tokens[token].start

    def quote(self, text: str, first: int, last: int) -> str:
        """The words from token `first` to `last` (excluded), verbatim."""
        return text[self.tokens[first].start : self.tokens[last - 1].end]


def analyse(item: Item, language: Language) -> list[Sentence]:
    """All sentences of a text in order, of every kind of line."""
    text = item.text
    sentences: list[Sentence] = []
    earlier: Sentence | None = None
    for block in language.layout.blocks(text, item.title):
        inside_quote = False
        for start, end in language.sentences.split(text, block.start, block.end):
            tokens = language.tokens(text, start, end)
            sentence = Sentence(len(sentences), block.kind, block.paragraph, start, end, tokens)
            sentence.opens_quoted = inside_quote
            inside_quote = _mark_quotes(sentence, text, inside_quote)
            if block.kind in ("body", "heading"):
                understand(sentence, item, language)
            if block.kind == "body":
                sentence.earlier, earlier = earlier, sentence
            sentences.append(sentence)
    return sentences


def understand(sentence: Sentence, item: Item, language: Language) -> None:
    """Find numbers, days and phrases in a sentence."""
    tokens, text = sentence.tokens, item.text
    numbers = language.numbers.find(tokens)
    sentence.dates = language.dates.find(tokens, text, item.day, numbers)
    taken = {place for span in sentence.dates for place in range(span.first, span.last)}
    sentence.numbers = [number for number in numbers if not taken.intersection(range(number.core, number.core_last))]
    sighting = language.book.look(tokens)
    for match in language.book.free(sighting):
        sentence.marks.setdefault(match.label.kind, []).append(match)
    # The Tajik Monday is spelt like the capital.
    named = [match for match in sentence.marks.get("party", []) if match.first not in taken]
    parties = sentence.marks["party"] = _without_shorter_names(named)
    slots = {
        "N": {
            place: number.last
            for number in sentence.numbers
            if not number.ordinal
            for place in (number.first, number.core)
        },
        "O": {number.first: number.last for number in sentence.numbers if number.ordinal},
        "D": {span.first: span.last for span in sentence.dates},
        "P": {match.first: match.last for match in parties},
    }
    # Every phrase of these holds a slot: without fillers there is nothing to look for.
    bound = language.book.bound(sighting, slots) if any(slots.values()) else []
    for match in bound:
        sentence.marks.setdefault(match.label.kind, []).append(match)
    sentence.walls = _walls(sentence)
    if sentence.of("cue", "future"):
        sentence.dates = [_to_come(sentence, span, item.day) for span in sentence.dates]
    sentence.question = text[sentence.start : sentence.end].rstrip("\"”»') ").endswith("?")


def _to_come(sentence: Sentence, span: DateSpan, published: date) -> DateSpan:
    """A weekday as the next one where what happens on it is still to come, in its clause ("will speak by telephone on Thursday"); today's
    stays.
    """
    if (
        not span.weekday
        or span.days.lo == published
        or any(span.first in cue.slots for cue in sentence.of("cue", "told"))
    ):
        return span
    for cue in sentence.of("cue", "future"):
        first, last = sorted((min(cue.last, span.last), max(cue.first, span.first)))
        if last - first <= _SAME_CLAUSE and sentence.walls[last] - sentence.walls[first] < 1:
            return following(span)
    return span


def _without_shorter_names(found: list[Match[Mark]]) -> list[Match[Mark]]:
    """Of names that overlap, the longest stays ("National Security Council" is not the "Security Council")."""
    if len(found) < 2:
        return found
    return [
        match
        for match in found
        if not any(
            match.first < other.last
            and other.first < match.last
            and other.last - other.first > match.last - match.first
            for other in found
        )
    ]


def _walls(sentence: Sentence) -> list[float]:
    tokens = sentence.tokens
    weights = [_WALLS.get(token.word, 0.0) for token in tokens]
    for place in [place for place, token in enumerate(tokens) if token.word == "-"]:
        if _joins(tokens, place):
            weights[place] = 0.0
    for match in sentence.of("clause"):
        weights[match.first] += 1.0
    return list(accumulate(weights, initial=0.0))


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """Whether a hyphen stands between two tokens without white space."""
    inside = 0 < place < len(tokens) - 1
    return inside and tokens[place - 1].end == tokens[place].start and tokens[place].end == tokens[place + 1].start


def _mark_quotes(sentence: Sentence, text: str, inside: bool) -> bool:
    """Note which tokens stand in quotation marks; returns whether a quotation is still open at the end."""
    if not _ANY_QUOTE.search(text, sentence.start, sentence.end):
        sentence.quoted = [inside] * len(sentence.tokens)
        return inside
    for token in sentence.tokens:
        sign = text[token.start]
        closing = sign in _CLOSE_QUOTES or (sign == "“" and inside) or (sign == _EITHER_QUOTE and inside)
        if sign == _EITHER_QUOTE or sign in _OPEN_QUOTES or sign in _CLOSE_QUOTES:
            if closing and inside:
                inside = False
            elif not closing:
                inside = True
            sentence.quoted.append(True)
        else:
            sentence.quoted.append(inside)
    return inside
