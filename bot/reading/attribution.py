"""Who gives an answer, where both readers heard somebody: the rules' speaker and the model's voices weighed together.

The rules say who stands where a speaker stands, and how they know; the model gives every side a probability. That of the rules'
speaker counts so many times, by how they know; the likeliest side speaks if its share of the whole is large enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.claims import Choice, Party, Value
from bot.reading.finding import Finding
from bot.reading.learned.opinion import LIKELY, Opinion

Voices = Mapping[Party | None, float]

_HEARD, _GUESSED, _SOMEBODY, _NOBODY = 80.0, 8.0, 5.0, 1.0
"""How many times it counts: whom the rules hear speak, whom they guess, somebody of no side; that they heard nobody is no evidence."""

_LEAST = 0.01
"""What is less probable counts as this."""

_CLEAR = 0.5
"""The share of the whole that a speaker must have."""

_SPEAKS_TOO = 0.2
"""How likely a side must be to the model to be the one that gives the other of two answers."""


def attribute(finding: Finding, voices: Voices) -> tuple[Party | None, bool]:
    """The side that most probably gives the answer, and whether that is clear; `voices` are the model's, one probability a side."""
    shares = _shares(voices)
    if finding.party is not Party.ISLAMIC_STATE:
        # Whoever tells of an attack names the group that did it; the rules hear it where it speaks for itself.
        shares.pop(Party.ISLAMIC_STATE, None)
    shares[finding.party] = shares.get(finding.party, _LEAST) * _worth(finding)
    likely = max(shares, key=shares.__getitem__)
    return likely, shares[likely] >= _CLEAR * sum(shares.values())


def is_clear(party: Party | None, voices: Voices) -> bool:
    """Whether the model alone makes clear that a side speaks."""
    shares = _shares(voices)
    return shares.get(party, _LEAST) >= _CLEAR * sum(shares.values())


def _shares(voices: Voices) -> dict[Party | None, float]:
    return {party: max(probability, _LEAST) for party, probability in voices.items()}


def _worth(finding: Finding) -> float:
    if finding.party is None:
        return _HEARD if finding.settled else _NOBODY
    if finding.party is Party.OTHER:
        return _HEARD if finding.apart else _SOMEBODY
    if finding.doubted:
        return _NOBODY
    return _GUESSED if finding.guessed else _HEARD


def by_their_sides(opinions: Iterable[Opinion], implausible: Callable[[str, str], Sequence[str]]) -> Iterator[Opinion]:
    """The opinions, but where the model hears two answers in one sentence ("Moscow insists it did, which Kyiv denies") none is laid at
    the door of a side that would hardly give it: the model tells of a sentence who speaks, and not of each of its answers.

    `implausible` names those sides for a question and an answer.
    """
    known = list(opinions)
    heard: dict[tuple[str, int], set[Value]] = {}
    for one in known:
        if isinstance(one.value, Choice) and one.probability >= LIKELY:
            heard.setdefault((one.question, one.sentence.number), set()).add(one.value)
    for one in known:
        several = len(heard.get((one.question, one.sentence.number), ())) > 1
        doubted = implausible(one.question, one.value.answer) if several and isinstance(one.value, Choice) else ()
        if one.party not in doubted:
            yield one
            continue
        others: dict[Party | None, float] = {
            party: share for party, share in one.voices.items() if party is not None and party not in doubted
        }
        likeliest = max(others, key=lambda party: others[party], default=None)
        if likeliest is not None and others[likeliest] >= _SPEAKS_TOO:
            yield replace(one, party=likeliest, voices=others)
