"""Which event a place in the text is about: a state that walks through the sentences.

Ours unless shown otherwise: where the title or the lead speaks of this story's event, sentences are about it until another event
is named. Another event's name holds for the words around it and for the rest of its paragraph; an own name brings the subject
back; a new paragraph returns to the article's subject. A bare generic name ("the attack") goes with whatever is being spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.claims import Item, Party
from bot.reading.analysis import Sentence
from bot.reading.language import Language, Mark
from bot.reading.phrases import Match

_LEAD = 3
_COUNTRIES = frozenset({Party.RUSSIA, Party.TAJIKISTAN})
_FOLLOWING, _PLACE, _BEHIND = 1.5, 1.7, 14.0
_COMMA, _OPENING = 1.5, 2
_CONTRAST = 3
"""So many words may stand between an event's name and "unlike"."""
_CLAUSE = 2
"""So far behind a comma stands the word that begins a clause about what is before it: ", where", ", in which"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A word that names an event, at tokens `first` to `last`; `spills` tells whether it holds for later sentences,
    `compared` whether it is only compared with ("the worst since")."""

    own: bool
    first: int
    last: int
    words: str
    weight: float = 1.0
    spills: bool = True
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Bearing:
    """Whether a place is about this story's event, and the words that say so."""

    own: bool
    why: str


class Scope:
    """The event of every place of one text."""

    def __init__(self, item: Item, sentences: Sequence[Sentence], language: Language, years: tuple[int, int]) -> None:
        self._text = item.text
        self._years = years
        self._mentions = {sentence.number: self._find(sentence) for sentence in sentences}
        self._focus: dict[int, Bearing] = {}
        self._walk(sentences, self._subject(item, sentences, language))

    def at(self, sentence: Sentence, first: int, last: int, *, figure: bool = True) -> Bearing:
        """What the words at tokens `first` to `last` (excluded) are about; places and years count for a `figure` only."""
        best: tuple[float, Mention] | None = None
        for mention in self._mentions[sentence.number]:
            if not figure and not mention.own and mention.weight != 1.0:
                continue
            if mention.last <= first:
                distance = sentence.distance(mention.last, first) * mention.weight
            elif mention.first >= last:
                distance = sentence.distance(last, mention.first) * mention.weight * _FOLLOWING
                # "... killed 145, the worst since Beslan": what is only compared with, or named far behind, is not spoken of yet.
                if not mention.own and (mention.compared or distance > _BEHIND):
                    continue
            else:
                distance = 0.0
            if best is None or distance < best[0]:
                best = (distance, mention)
        if best is None:
            return self._focus[sentence.number]
        return Bearing(best[1].own, best[1].words)

    def names_own(self, sentence: Sentence) -> bool:
        """Whether the sentence names this story's event."""
        return any(mention.own for mention in self._mentions[sentence.number])

    def names_other(self, sentence: Sentence) -> bool:
        """Whether the sentence names another event (a mere place does not count)."""
        return any(not mention.own and mention.spills for mention in self._mentions[sentence.number])

    def is_beside_another_year(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether a year outside the story's stands in the clause of tokens `first` to `last` (excluded)."""
        return is_beside_another_year(sentence, (first, last), self._years)

    def _subject(self, item: Item, sentences: Sequence[Sentence], language: Language) -> Bearing:
        """The subject of the whole article, by its title and lead."""
        marks = [match.label for match in language.names(item.title)]
        body = [sentence for sentence in sentences if sentence.kind == "body"]
        named = any(mention.own for found in self._mentions.values() for mention in found)
        if any(mark.kind == "own" and mark.name == "name" for mark in marks):
            return Bearing(True, "the title")
        if any(mark.kind == "other" and mark.name != "scene" for mark in marks):
            return Bearing(bool(body) and self.names_own(body[0]), "the title")
        lead = [
            mention for sentence in body[:_LEAD] for mention in self._mentions[sentence.number] if mention.weight == 1.0
        ]
        if any(mention.own for mention in lead):
            return Bearing(True, "the lead")
        if lead:
            return Bearing(self._mostly_own(), "the lead")
        return Bearing(named or self._akin(marks, body), "the article")

    def _mostly_own(self) -> bool:
        """Whether an article that begins with another event speaks of this story's in more of its sentences."""
        own = sum(any(mention.own for mention in found) for found in self._mentions.values())
        other = sum(
            any(not mention.own and mention.weight == 1.0 for mention in found) for found in self._mentions.values()
        )
        return own > other

    @staticmethod
    def _akin(title: Sequence[Mark], body: Sequence[Sentence]) -> bool:
        """Whether an article that never names the event still speaks of it: an attack, and a country of the story."""
        attack = any(mark.kind == "own" for mark in title) or any(sentence.of("own") for sentence in body)
        country = any(match.label.name in _COUNTRIES for sentence in body for match in sentence.of("party")) or any(
            mark.kind == "party" and mark.name in _COUNTRIES for mark in title
        )
        return attack and country

    def _walk(self, sentences: Sequence[Sentence], subject: Bearing) -> None:
        # In an article about something else our event is mentioned in passing: the mention holds for its sentence.
        focus, paragraph, section = subject, -1, subject
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                paragraph, focus = sentence.paragraph, section
            if sentence.kind == "heading":
                section = focus = self._after(sentence, subject)
            self._focus[sentence.number] = focus
            if sentence.kind == "body" and (section.own or not self._after(sentence, focus).own):
                focus = self._after(sentence, focus)

    def _after(self, sentence: Sentence, focus: Bearing) -> Bearing:
        strong = [mention for mention in self._mentions[sentence.number] if mention.spills]
        own = next((mention for mention in strong if mention.own), None)
        if own is not None:
            return Bearing(True, own.words)
        return Bearing(False, strong[-1].words) if strong else focus

    def _find(self, sentence: Sentence) -> list[Mention]:
        compared = [match.last for match in sentence.of("cue", "comparison")]
        found = [
            Mention(
                not _is_contrasted(sentence, match),
                match.first,
                match.last,
                sentence.quote(self._text, match.first, match.last),
            )
            for match in sentence.of("own", "name")
        ]
        for match in sentence.of("other"):
            words = sentence.quote(self._text, match.first, match.last)
            if match.label.name == "event":
                aside = any(0 <= match.first - last <= 3 for last in compared)
                found.append(Mention(False, match.first, match.last, words, spills=not aside, compared=aside))
            else:
                found.append(Mention(False, match.first, match.last, words, _PLACE, spills=False))
        found += [
            Mention(False, match.first, match.last, sentence.quote(self._text, match.first, match.last))
            for match in sentence.of("cue", "separate")
        ]
        found += self._other_years(sentence)
        return found

    def _other_years(self, sentence: Sentence) -> list[Mention]:
        """Years outside the story's, which put a figure elsewhere."""
        return [
            Mention(False, first, last, str(year), 1.2, spills=False)
            for first, last, year in _years(sentence, self._years)
        ]


def is_set_apart(sentence: Sentence) -> bool:
    """Whether a sentence names the story's event only as what its own differs from."""
    names = sentence.of("own", "name")
    return bool(names) and all(_is_contrasted(sentence, name) for name in names)


def _is_contrasted(sentence: Sentence, name: Match[Mark]) -> bool:
    """Whether an event is named only as what the sentence's own differs from: "unlike in the Crocus case, the four men". Where a clause
    about it follows, the sentence tells of it too: "unlike Crocus, where 145 died".
    """
    gaps = [(one.last, name.first) for one in sentence.of("cue", "contrast")]
    gaps += [(name.last, one.first) for one in sentence.of("cue", "contrast_behind")]
    others = [match.first for match in sentence.of("other")]
    return not _is_told_of(sentence, name) and any(
        0 <= last - first <= _CONTRAST
        and all(token.word != "," for token in sentence.tokens[first:last])
        and not any(first <= other < last for other in others)
        for first, last in gaps
    )


def _is_told_of(sentence: Sentence, name: Match[Mark]) -> bool:
    """Whether a comma behind a name begins a clause about it: ", where", ", in which"."""
    behind = range(name.last, min(name.last + _CONTRAST, len(sentence.tokens)))
    comma = next((place for place in behind if sentence.tokens[place].word == ","), None)
    return comma is not None and any(0 < one.first - comma <= _CLAUSE for one in sentence.of("clause"))


def is_beside_another_year(sentence: Sentence, place: tuple[int, int], story: tuple[int, int]) -> bool:
    """Whether a year outside the story's stands in the clause of a figure at tokens `place`, or opens the sentence before a comma: "back in
    2019 a queue of 200 lorries", "In 2019 already, a queue".
    """
    return any(
        # A figure that looks like a year ("2000 citizens") is none.
        (last <= place[0] or place[1] <= first)
        and sentence.border((first, last), place) < (_COMMA if first > _OPENING else 2 * _COMMA)
        for first, last, _ in _years(sentence, story)
    )


def _years(sentence: Sentence, story: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Where a sentence names years that are not between the story's first and last: first token, behind the last, year."""
    first, last = story
    found = [
        (place, place + 1, int(token.word))
        for place, token in enumerate(sentence.tokens)
        if len(token.word) == 4 and token.word.isdecimal() and 1900 <= int(token.word) < first
    ]
    found += [
        (span.first, span.last, span.days.lo.year)
        for span in sentence.dates
        if span.dated and not first <= span.days.lo.year <= last
    ]
    return found
