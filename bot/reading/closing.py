"""Speakers of languages whose verb of saying closes the sentence: "Putin, ... söyledi". All between the two is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.language import Mark
from bot.reading.phrases import Match
from bot.reading.voice import Voice, parties

_OPENING = 3
_EARLY = 8
_PAIR = 2


class _Subject(NamedTuple):
    """Who speaks, from token `first` on; `party` is None for somebody of no stated party."""

    party: Party | None
    first: int


def closed(text: str, sentence: Sentence, carried: Voice | None) -> Iterator[Voice]:
    """The voices whose verb of saying closes what they say, in order.

    A verb without a subject goes on from the verb before it in the sentence, or from whom the text let speak last (`carried`).
    """
    yield from _according(text, sentence)
    start, known = 0, carried
    for first, last in _verbs(text, sentence):
        subject = _subject(sentence, start, first)
        if subject is not None:
            known = Voice(subject.party, subject.first, last, leads=True)
        elif known is None:
            known = Voice(None, start, last, leads=True, weak=True)
        denies = any(first < other.last and other.first < last for other in sentence.of("speech", "deny"))
        begin = subject.first if subject is not None else start
        end = last + 1 if last < len(sentence.tokens) and sentence.tokens[last].word == ":" else last
        if begin < end:
            yield replace(known, first=begin, last=end, denies=denies, words=sentence.quote(text, begin, end))
        start = last


def _verbs(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Where the verbs that close speech stand; a quotation that the sentence leaves open closes with its end."""
    found: list[tuple[int, int]] = []
    for match in sentence.of("speech", "closing"):
        if not found or match.first >= found[-1][1]:
            found.append((match.first, match.last))
        elif match.last > found[-1][1]:
            found[-1] = (found[-1][0], match.last)
    end = len(sentence.tokens)
    opened = not found and sentence.of("speech", "subject") and sentence.quoted[-1] and not sentence.quoted[0]
    if opened and text[sentence.tokens[-1].start] not in '"”»':
        found.append((end, end))
    return found


def _subject(sentence: Sentence, start: int, end: int) -> _Subject | None:
    """The first of those who may be the subject of a verb: a party, somebody with a name, somebody unnamed."""
    inside = range(start, end)
    found = [*_parties(sentence, inside), *_named(sentence, inside)]
    found += [_Subject(None, match.first) for match in sentence.of("speech", "unnamed") if match.first in inside]
    return min(found, key=lambda subject: subject.first, default=None)


def _parties(sentence: Sentence, inside: range) -> Iterator[_Subject]:
    """Parties that open what is said or stand right before its verb without a suffix, or have the marks of a subject."""
    oblique = {match.first for match in sentence.of("speech", "oblique")}
    marks = {match.slots[0]: match for match in sentence.of("speech", "subject") if match.slots}
    named = parties(sentence)
    bare = [party.first for party in named if party.last - 1 not in oblique]
    for party in named:
        if party.first not in inside or (sentence.quoted[party.first] and inside.start < party.first):
            continue
        away, mark = party.first - inside.start, marks.get(party.first)
        if party.first in bare:
            subject = away < _OPENING or party.last == inside.stop
        elif mark is not None and any(party.last <= later < mark.last for later in bare):
            continue  # "at Dushanbe's wish, the Russian ministry said": the mark belongs to the later party
        else:
            subject = False
        if subject or (mark is not None and (away < _EARLY or sentence.tokens[mark.last - 1].word == ",")):
            yield _Subject(Party(party.label.name), party.first)


def _named(sentence: Sentence, inside: range) -> Iterator[_Subject]:
    """People with a name before a comma, a quotation or a word that marks the subject, or at the beginning."""
    marks = {match.first for match in sentence.of("speech", "topical")}
    for person in sentence.of("person"):
        opens = person.first - inside.start < _OPENING
        if person.first in inside and (person.last in marks or (opens and person.last - person.first >= _PAIR)):
            yield _Subject(Party(person.label.name), person.first)


def _according(text: str, sentence: Sentence) -> Iterator[Voice]:
    """Somebody with a name after whom it is so ("Levent Koray'a göre")."""
    for match in sentence.of("speech", "according"):
        if match.first >= _PAIR and _is_person(text, sentence, match.first - _PAIR):
            first = match.first - _PAIR
            words = sentence.quote(text, first, match.last)
            yield Voice(Party.OTHER, first, match.last, leads=True, words=words)


def _is_person(text: str, sentence: Sentence, place: int) -> bool:
    """Whether two names begin here, neither of them a party or an office; the second may have a suffix."""
    taken: Sequence[Match[Mark]] = (*sentence.of("party"), *sentence.of("speech", "offices"))
    if any(match.first < place + _PAIR and place < match.last for match in taken):
        return False
    words = [text[token.start : token.end].replace("’", "'") for token in sentence.tokens[place : place + _PAIR]]
    return all(word[0].isupper() and not word.isupper() and word.partition("'")[0].isalpha() for word in words)
