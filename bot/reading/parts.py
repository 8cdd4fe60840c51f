"""Parts by place: "954 at Vnukovo, 27 at Zhukovsky" counts nobody at all airports; where one place stands alone it is the whole."""

from __future__ import annotations

import itertools

from bot.reading.analysis import Sentence
from bot.reading.numbers import Number

_BEHIND, _BEFORE = 8, 3
"""How many words may stand between a number and the name of a place behind it, or before it."""
_LIST = 3
"""Names with fewer words than this between them, and no number, are a list: its number is that of all of them."""
_APART = 1.0
_SEVERAL = 2


def is_of_one_place(sentence: Sentence, number: Number, question: str) -> bool:
    """Whether a number counts what is at one of several places that a question is asked of together."""
    places = sorted((match.first, match.last) for match in sentence.of("question", question, "places"))
    if len(places) < _SEVERAL:
        return False
    lists = {
        place
        for one, other in itertools.pairwise(places)
        if other[0] - one[1] < _LIST and not _number_between(sentence, one[1], other[0])
        for place in (one, other)
    }
    apart = [place for place in places if place not in lists]
    counted = [place for place in apart if any(_belongs(sentence, other, *place) for other in sentence.numbers)]
    return len(counted) >= _SEVERAL and any(_belongs(sentence, number, *place) for place in counted)


def _belongs(sentence: Sentence, number: Number, first: int, last: int) -> bool:
    if first >= number.last:
        walls = sentence.walls[first] - sentence.walls[number.last]
        near = first - number.last <= _BEHIND and walls < _APART
        return near and not _number_between(sentence, number.last, first)
    near = 0 <= number.first - last <= _BEFORE
    return near and not _number_between(sentence, last, number.first)


def _number_between(sentence: Sentence, first: int, last: int) -> bool:
    return any(first <= other.first < last for other in sentence.numbers)
