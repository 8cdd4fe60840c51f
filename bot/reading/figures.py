"""What each number of a sentence can and cannot be: what it counts, and why it is no figure of the story."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reading.analysis import Sentence
from bot.reading.numbers import Number
from bot.reading.supposing import is_denied

ANYTHING = "thing"
"""The class of nouns that no question counts."""
_BINDING = ("superseded", "rejected", "increment", "partitive", "other_figure")
_CLAUSE = {"rumour": 9.0, "doubting": 9.0, "hypothetical": 10.0}
_CLAUSE_BEHIND, _MAYBE = 4.0, 4.0
_SOME, _LONGEST_ASIDE = 16.0, 10
_BORDERS = frozenset(",;:—–()")
_ENCLOSED = frozenset({"[]", '""', "«»", "“”", "„“"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a sentence with what it counts (`unit`, "" where it is not said; the unit's tokens end before `last`; `direct` where
    it stands right behind).

    `refused` is the reason why it answers nothing ("" where it may); `increment` and `partitive` are left to the
    question; `whole` is the total of which another number is a part ("two of the four").
    """

    number: Number
    unit: str
    last: int
    refused: str
    past: bool
    increment: bool
    partitive: bool
    whole: bool
    direct: bool

    @property
    def is_no_person(self) -> bool:
        """Whether a noun right behind it says that it counts things, or others than the story's people: "four rifles", "four guards"."""
        return self.unit == ANYTHING and self.direct


def figures(sentence: Sentence, dead_units: frozenset[str]) -> list[Figure]:
    """The sentence's numbers as figures, in order."""
    bound: dict[int, set[str]] = {}
    for match in sentence.of("cue"):
        if match.label.name in _BINDING:
            for place in match.slots or ():
                # "27 of its citizens" is one noun, "among the dead, 14 women" is a part whatever the noun.
                before = match.label.name == "partitive" and match.first != place
                bound.setdefault(place, set()).add("part" if before else match.label.name)
        elif match.label.name == "whole" and len(match.slots) == 2:
            bound.setdefault(match.slots[0], set()).add("partitive")
            bound.setdefault(match.slots[1], set()).add("whole")
    return [_figure(sentence, number, bound, dead_units) for number in sentence.numbers]


def _figure(sentence: Sentence, number: Number, bound: dict[int, set[str]], dead_units: frozenset[str]) -> Figure:
    cues = bound.get(number.first, set()) | bound.get(number.core, set())
    unit, last, direct = _unit(sentence, number)
    refused = ""
    if sentence.question:
        refused = "question"
    elif "other_figure" in cues or _enclosed(sentence, number) or _in_brackets_after_name(sentence, number):
        refused = "other_figure"
    elif unit in dead_units:
        refused = f"unit:{unit}"
    elif "rejected" in cues or is_denied(sentence, number.first):
        refused = "rejected"
    else:
        refused = _in_clause(sentence, number)
    if not refused and _is_partly(sentence, number):
        refused = "other_figure"
    return Figure(
        number,
        unit,
        last,
        refused,
        "superseded" in cues,
        "increment" in cues,
        "part" in cues or ("partitive" in cues and not direct),
        "whole" in cues,
        direct,
    )


def _in_clause(sentence: Sentence, number: Number) -> str:
    for name, reach in _CLAUSE.items():
        for match in sentence.of("cue", name):
            if match.last <= number.first:
                near = sentence.distance(match.last, number.first) <= reach
            else:
                near = sentence.distance(number.last, match.first) <= _CLAUSE_BEHIND
            if near:
                return name
    possible = (one for one in sentence.of("cue", "maybe") if one.last <= number.first)
    return "hypothetical" if any(sentence.distance(one.last, number.first) <= _MAYBE for one in possible) else ""


def _is_partly(sentence: Sentence, number: Number) -> bool:
    """Whether what is told of a number, with no other one between, befalls only some: "nine of the patients are in intensive care".

    Commas stand between the two only around an aside, and nothing is added ("145 dead and many in intensive care").
    """
    cues = [cue for cue in sentence.of("cue", "partly") if 0 <= cue.first - number.last <= _SOME + _LONGEST_ASIDE]
    if not cues:
        return False
    nearest = min(cues, key=lambda cue: cue.first)
    between = range(number.last, nearest.first)
    commas = [token.word for token in sentence.tokens[number.last : nearest.first] if token.word in _BORDERS]
    return (
        commas in ([], [",", ","])
        and sentence.reach(number.last, nearest.first) <= _SOME
        and not any(other.first in between for other in sentence.numbers)
        and not any(one.first in between for one in sentence.of("cue", "added"))
    )


def _unit(sentence: Sentence, number: Number) -> tuple[str, int, bool]:
    """What a number counts, where the noun ends, and whether it stands directly behind ("27 of its citizens" is one noun).

    It is the first noun of a known class behind the number, over adjectives; the longest of several.
    """
    adjectives = {place for match in sentence.of("adjective") for place in range(match.first, match.last)}
    units: dict[int, tuple[int, str]] = {}
    for match in sentence.of("unit"):
        if match.first not in units or units[match.first][0] < match.last:
            units[match.first] = (match.last, match.label.name)
    place = number.last
    for _ in range(4):
        if place in units:
            return units[place][1], units[place][0], place == number.last
        if place not in adjectives:
            break
        place += 1
    if any(match.first == number.first - 1 for match in sentence.of("unit", "sign")):
        return "money", number.last, True
    return "", number.last, False


def _enclosed(sentence: Sentence, number: Number) -> bool:
    """A footnote's mark or a name: "[21]", the channel "112"."""
    tokens, first, last = sentence.tokens, number.core, number.core_last
    return first > 0 and last < len(tokens) and tokens[first - 1].word + tokens[last].word in _ENCLOSED


def _in_brackets_after_name(sentence: Sentence, number: Number) -> bool:
    """An age: "Larisa, 51, who", "Vera (47)"."""
    tokens, first, last = sentence.tokens, number.core, number.core_last
    if not number.digits or number.hedge or not 4 <= number.value.lo <= 110 or first < 2 or last >= len(tokens):
        return False
    opening, closing = tokens[first - 1].word, tokens[last].word
    return (opening, closing) in {(",", ","), ("(", ")"), (",", ".")} and tokens[first - 2].word.isalpha()
