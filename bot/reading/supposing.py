"""What is not said but supposed, asked, feared or thought possible."""

from __future__ import annotations

from bot.reading.analysis import Sentence

_SUPPOSED = 12.0
"""How far a supposition, a question or a fear governs what follows ("fear that the checks on their people will stay")."""
_RUMOURED = 9.0
"""How far a rumour does."""
_SAID_OF = 3.0
"""How far behind the beginning of an answer the rumour may stand ("in Islamic State's name a fake video claims")."""
_POSSIBLY = 4.0
"""How far from an answer a word such as "perhaps" may stand that makes it a guess."""
_BORDER = 5.0
_DENIED, _SPEAKS_ON = 14.0, 2.5
"""How far a denial governs what follows, and the border behind which its sentence speaks on ("denies that nine were held, but says")."""


def is_supposed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether what stands at tokens `first` to `last` (excluded) is supposed or rumoured by words before or around its beginning, or
    only possible.
    """
    cues = sentence.of("cue", "hypothetical")
    return (
        any(cue.first < first < cue.last or reaches(sentence, cue.last, first, _SUPPOSED) for cue in cues)
        or any(
            reaches(sentence, cue.last, first, _RUMOURED)
            or sentence.apart((cue.first, cue.last), (first, first + 1)) <= _SAID_OF
            for cue in sentence.of("cue", "rumour")
        )
        or _is_maybe(sentence, first, last)
    )


def is_denied(sentence: Sentence, first: int) -> bool:
    """Whether what begins at token `first` is denied by words before it: "denies that", "rejects reports that"."""
    cues = sentence.of("cue", "denying")
    return any(reaches(sentence, cue.last, first, _DENIED, _SPEAKS_ON) for cue in cues)


def _is_maybe(sentence: Sentence, first: int, last: int) -> bool:
    """Whether what stands at tokens `first` to `last` (excluded) is only possible: "could become", "perhaps"."""
    cues = sentence.of("cue", "maybe")
    return any(sentence.apart((cue.first, cue.last), (first, last)) <= _POSSIBLY for cue in cues)


def reaches(sentence: Sentence, first: int, last: int, farthest: float, border: float = _BORDER) -> bool:
    """Whether two places, in this order, are near each other, with no `border` between them: in one clause."""
    near = first <= last and sentence.distance(first, last) <= farthest
    return near and sentence.walls[last] - sentence.walls[first] < border
