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
_WISHED, _WISHED_BEFORE = 12, 5
"""How far a wish governs what follows, and how far behind its words it may stand, where verbs close the sentence."""
_DEMANDED, _COMMA = 9.0, 1.5
"""How far a demand governs the figures behind it, up to a comma."""
_BORDER = 5.0
_DENIED, _SPEAKS_ON = 9.0, 1.0
"""How far a denial governs what follows, and the border behind which its sentence speaks on ("denies that nine were held, but says",
"denied that it was behind the attack in which 145 died")."""


def is_supposed(sentence: Sentence, first: int, last: int, *, told: bool = False) -> bool:
    """Whether what stands at tokens `first` to `last` (excluded) is supposed or rumoured by words before or around its beginning, or
    only possible. `told` says that the words tell themselves what they make of a rumour within them ("called reports that ... a fake").
    """
    cues = sentence.of("cue", "hypothetical")
    return (
        any(cue.first < first < cue.last or reaches(sentence, cue.last, first, _SUPPOSED) for cue in cues)
        or any(
            reaches(sentence, cue.last, first, _RUMOURED)
            or sentence.apart((cue.first, cue.last), (first, first + 1)) <= _SAID_OF
            for cue in sentence.of("cue", "rumour")
            if not (told and first < cue.first and cue.last < last)
        )
        or _is_maybe(sentence, first, last)
    )


def is_denied(sentence: Sentence, first: int) -> bool:
    """Whether what begins at token `first` is denied by words before it: "denies that", "rejects reports that"; not where those deny a part
    in something ("denies that it had a hand in the killing of 145").
    """
    return any(
        reaches(sentence, cue.last, first, _DENIED, _SPEAKS_ON)
        and not any(cue.last <= one.first < first for kind in ("answer", "concept") for one in sentence.of(kind))
        for cue in sentence.of("cue", "denying")
    )


def _is_maybe(sentence: Sentence, first: int, last: int) -> bool:
    """Whether what stands at tokens `first` to `last` (excluded) is only possible: "could become", "perhaps"."""
    cues = sentence.of("cue", "maybe")
    return any(sentence.apart((cue.first, cue.last), (first, last)) <= _POSSIBLY for cue in cues)


def reaches(sentence: Sentence, first: int, last: int, farthest: float, border: float = _BORDER) -> bool:
    """Whether two places, in this order, are near each other, with no `border` between them: in one clause."""
    near = first <= last and sentence.distance(first, last) <= farthest
    return near and sentence.walls[last] - sentence.walls[first] < border


def is_demanded(sentence: Sentence, first: int) -> bool:
    """Whether a figure at token `first` is part of a demand before it in its clause: "want six men remanded"."""
    return any(reaches(sentence, cue.last, first, _DEMANDED, _COMMA) for cue in sentence.of("cue", "demanded"))


def is_wished(sentence: Sentence, first: int, last: int) -> bool:
    """Whether what stands at tokens `first` to `last` (excluded) is demanded or hoped for, by words before or behind it."""
    wishes = sentence.of("cue", "wish")
    if any(cue.first < last and first < cue.last for cue in wishes):
        return True  # "must become permanent", of which "become permanent" is the answer; or "the checks must stay"
    spans = [(cue.last, first, _WISHED) for cue in wishes]
    spans += [(last, cue.first, _WISHED_BEFORE) for cue in sentence.of("cue", "wish_behind")]
    return any(
        reaches(sentence, begin, end, farthest) and not _is_spoken_between(sentence, begin, end)
        for begin, end, farthest in spans
    )


def _is_spoken_between(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a statement begins between two places, with a verb of saying or a colon: "hopes for patience and says that"."""
    verbs = (*sentence.of("speech", "verbs"), *sentence.of("speech", "closing"))
    begun = any(first < voice.last <= last for voice in sentence.of("speech", "before"))
    return (
        begun
        or any(first <= verb.first < last for verb in verbs)
        or any(token.word == ":" for token in sentence.tokens[first:last])
    )
