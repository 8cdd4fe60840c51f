"""What is not said but supposed, asked, feared or thought possible."""

from __future__ import annotations

from bot.reading.analysis import Sentence

_SUPPOSED = 12.0
"""How far a supposition, a question or a fear governs what follows ("fear that the checks on their people will stay")."""
_RUMOURED = 9.0
"""How far a rumour does."""
_POSSIBLY = 4.0
"""How far from an answer a word such as "perhaps" may stand that makes it a guess."""
_BORDER = 5.0


def is_supposed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether what stands at tokens `first` to `last` (excluded) is supposed or rumoured by words before or around its beginning, or
    only possible.
    """
    cues = sentence.of("cue", "hypothetical")
    return (
        any(cue.first < first < cue.last or reaches(sentence, cue.last, first, _SUPPOSED) for cue in cues)
        or any(reaches(sentence, cue.last, first, _RUMOURED) for cue in sentence.of("cue", "rumour"))
        or _is_maybe(sentence, first, last)
    )


def _is_maybe(sentence: Sentence, first: int, last: int) -> bool:
    """Whether what stands at tokens `first` to `last` (excluded) is only possible: "could become", "perhaps"."""
    cues = sentence.of("cue", "maybe")
    return any(sentence.apart((cue.first, cue.last), (first, last)) <= _POSSIBLY for cue in cues)


def reaches(sentence: Sentence, first: int, last: int, farthest: float, border: float = _BORDER) -> bool:
    """Whether two places, in this order, are near each other, with no `border` between them: in one clause."""
    near = first <= last and sentence.distance(first, last) <= farthest
    return near and sentence.walls[last] - sentence.walls[first] < border
