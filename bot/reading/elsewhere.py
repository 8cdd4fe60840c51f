"""Another country's affairs and other events: its checks, or a strike that somebody denies, look just like what is asked about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.language import Mark
from bot.reading.phrases import Match
from bot.reading.rules import Rule

_BORDERS = frozenset(",;—–")


def is_elsewhere(sentence: Sentence, rule: Rule, place: int, *, heard: bool = False) -> bool:
    """Whether what stands between the semicolons around token `place` is of another's affairs by the question's own words ("the interior
    ministers telephoned"), or names another country, and none of the parties without which the question's event is not told.

    What only the second reader has `heard` needs them in more questions. A sentence that names nobody goes on with the one before it in its
    paragraph ("Warsaw extends the checks. They are temporary").
    """
    first, last = _part(sentence, place)
    if any(first <= other.first < last for other in sentence.of("question", rule.id, "others")):
        return True
    beside = rule.reading.beside or (rule.reading.heard_beside if heard else ())
    if not beside:
        return False
    # The country on the other side of Russia's border stands in most of what is told of that border.
    kinds = ("elsewhere",) if Party.RUSSIA.value in beside else ("elsewhere", "neighbour")
    whole = (0, len(sentence.tokens))
    if any(_names_others(sentence, stretch, kinds, beside) for stretch in {whole, (first, last)}):
        return True
    # Of the one behind the border too little is said by its name in the sentence before.
    before = sentence.earlier
    if before is None or before.paragraph != sentence.paragraph or _names_anybody(sentence) or before.of("own"):
        return False
    return _names_others(before, (0, len(before.tokens)), ("elsewhere",), beside)


def _names_others(sentence: Sentence, stretch: tuple[int, int], kinds: Sequence[str], beside: Sequence[str]) -> bool:
    """Whether a stretch of a sentence names another country, and none of the parties without which the question's event is not told."""
    first, last = stretch
    countries = any(first <= cue.first < last for kind in kinds for cue in sentence.of("cue", kind))
    return countries and not any(
        first <= match.first < last and match.label.name in beside
        for kind in ("party", "person")
        for match in sentence.of(kind)
    )


def _names_anybody(sentence: Sentence) -> bool:
    return any(sentence.of(kind) for kind in ("party", "person", "own"))


def _part(sentence: Sentence, place: int) -> tuple[int, int]:
    """Where the part of a sentence begins and ends that has a place, between semicolons."""
    breaks = [number for number, token in enumerate(sentence.tokens) if token.word == ";"]
    first = max((one + 1 for one in breaks if one < place), default=0)
    return first, min((one for one in breaks if one >= place), default=len(sentence.tokens))


def is_of_another_event(sentence: Sentence, place: int) -> bool:
    """Whether token `place` tells of another event or a scene of war that its sentence names, and not of the story's own; a mere place
    says too little.

    Where both are named, the other one must stand in the same clause, and nearer: "the blast on that bridge was Kyiv's work, he said of the
    attack".
    """
    others = [match for match in sentence.of("other") if match.label.name != "place"]
    own = [
        match
        for match in sentence.of("own")
        if match.label.name == "name" or all(match.last <= one.first or one.last <= match.first for one in others)
    ]
    if not others or not own:
        return bool(others)
    near, bordered = min(_away(sentence, one, place) for one in others)
    return not bordered and (near, bordered) < min(_away(sentence, one, place) for one in own)


def _away(sentence: Sentence, match: Match[Mark], place: int) -> tuple[float, bool]:
    """How far words are from a place, and whether a border stands between."""
    apart = sentence.apart((match.first, match.last), (place, place + 1))
    return apart, any(
        token.word in _BORDERS for token in sentence.tokens[min(match.last, place) : max(match.first, place)]
    )
