"""A text as the windows that the encoder looks through: the title, a little of what came before, and as many sentences as fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from bot.domain.claims import Item, Party
from bot.reading.analysis import Sentence
from bot.reading.learned.pieces import Cut, Pieces
from bot.reading.learned.spots import Spot

LONGEST = 320
"""A window is full once its next sentence would bring it here; one long sentence behind a long title goes a little beyond."""

_TITLE = 40
_BEFORE = 64
_SENTENCE = 240
_LETTERS = 4000


class Role(IntEnum):
    """What a piece of a window is.

    Pieces of a party's name, or of the name of somebody who speaks for it, have `PARTY` and the party's place added.
    """

    TITLE = 0
    BODY = 1
    HEADING = 2
    ASIDE = 3
    NUMBER = 4
    DAY = 5
    PARTY = 6


_ROLES = {"body": Role.BODY, "heading": Role.HEADING}
_PARTIES: Mapping[str, int] = {party.value: place for place, party in enumerate(Party)}

Span = tuple[int, int]
"""The first piece and the one behind the last."""


@dataclass(slots=True)
class Window:
    """Pieces with their roles; the sentences that are judged here and their spots, each with its place among the pieces.

    Every sentence of the body is judged in exactly one window; `shortened` are the numbers of those of which only the beginning is.
    A spot has its own span and that of its sentence.
    """

    ids: list[int]
    roles: list[int]
    sentences: list[tuple[Sentence, Span]] = field(default_factory=list)
    spots: list[tuple[Spot, Span, Span]] = field(default_factory=list)
    shortened: set[int] = field(default_factory=set)


def windows(
    item: Item, sentences: Sequence[Sentence], spots: Sequence[Spot], pieces: Pieces, *, names: bool = True
) -> Iterator[Window]:
    """The windows of a text in order; none for a text without sentences of the body. `names` marks those of parties and people."""
    title = list(pieces.cut(item.title).ids[:_TITLE])
    cuts = _Cuts(item, sentences, pieces)
    by_sentence: dict[int, list[Spot]] = {}
    for spot in spots:
        by_sentence.setdefault(spot.sentence.number, []).append(spot)
    place = 0
    while place < len(sentences):
        window = Window([pieces.begin, *title, pieces.end], [Role.TITLE] * (len(title) + 2))
        for earlier in _before(cuts, place):
            _append(window, cuts[earlier], sentences[earlier], names=names)
        first = place
        while place < len(sentences) and (place == first or len(window.ids) + len(cuts[place].ids) < LONGEST):
            span = _append(window, cuts[place], sentences[place], names=names)
            if sentences[place].kind == "body" and span[0] < span[1]:
                window.sentences.append((sentences[place], span))
                if cuts.is_shortened(place):
                    window.shortened.add(sentences[place].number)
                _mark(window, cuts[place], span, by_sentence.get(sentences[place].number, ()))
            place += 1
        window.ids.append(pieces.end)
        window.roles.append(Role.TITLE)
        if window.sentences:
            yield window


class _Cuts:
    """The pieces of each sentence, cut when they are asked for; of a very long sentence the beginning."""

    def __init__(self, item: Item, sentences: Sequence[Sentence], pieces: Pieces) -> None:
        self._text = item.text
        self._sentences = sentences
        self._pieces = pieces
        self._known: dict[int, Cut] = {}
        self._shortened: set[int] = set()

    def __getitem__(self, number: int) -> Cut:
        if number not in self._known:
            sentence = self._sentences[number]
            text = self._text[sentence.start : min(sentence.end, sentence.start + _LETTERS)]
            cut = self._pieces.cut(text, sentence.start)
            if len(cut.ids) > _SENTENCE or sentence.end - sentence.start > _LETTERS:
                self._shortened.add(number)
            self._known[number] = Cut(cut.ids[:_SENTENCE], cut.places[:_SENTENCE])
        return self._known[number]

    def is_shortened(self, number: int) -> bool:
        """Whether only the beginning of a sentence was cut."""
        return bool(self[number].ids) and number in self._shortened


def _before(cuts: _Cuts, place: int) -> list[int]:
    """The sentences right before a place that are shown again for what they tell about the next."""
    shown: list[int] = []
    room = _BEFORE
    for earlier in range(place - 1, -1, -1):
        room -= len(cuts[earlier].ids)
        if room < 0:
            break
        shown.insert(0, earlier)
    return shown


def _append(window: Window, cut: Cut, sentence: Sentence, *, names: bool) -> Span:
    first = len(window.ids)
    window.ids.extend(cut.ids)
    window.roles.extend([_ROLES.get(sentence.kind, Role.ASIDE)] * len(cut.ids))
    for match in (*sentence.of("person"), *sentence.of("party")) if names else ():
        start, end = sentence.tokens[match.first].start, sentence.tokens[match.last - 1].end
        for place in _inside(cut, start, end):
            window.roles[first + place] = Role.PARTY + _PARTIES[match.label.name]
    return first, len(window.ids)


def _inside(cut: Cut, start: int, end: int) -> list[int]:
    """The pieces that stand between two offsets, in part at least."""
    return [place for place, (begins, ends) in enumerate(cut.places) if begins < end and start < ends]


_MARKED: Mapping[str, Role] = {"number": Role.NUMBER, "day": Role.DAY}


def _mark(window: Window, cut: Cut, sentence: Span, spots: Sequence[Spot]) -> None:
    """Put the spots of a sentence in; one beyond the pieces that were kept is left out."""
    for spot in spots:
        inside = _inside(cut, spot.start, spot.end)
        if not inside:
            continue
        span = sentence[0] + inside[0], sentence[0] + inside[-1] + 1
        window.spots.append((spot, span, sentence))
        for place in range(*span):
            window.roles[place] = _MARKED[spot.kind]
