"""Which configured question a sentence asks: scored phrases, and every other word must be explained.

A sentence asks a question when one of the question's phrases is in it (three quarters of the phrase, rare words weighing
more) and nothing in the sentence speaks of anything else: each word left over must be a small word of the language, a word of
the question itself or a name of the story. "How many died in Beslan" therefore asks nothing that is known here.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.domain.questions import Question, Story, ValueType

THRESHOLD = 0.75
_INFLECTED = 0.85
_STEM = 4
_YEAR = 4
_LONGEST = 40
_WORD = re.compile(r"\w+(?:[’'ʼ-]\w+)*")
_GENITIVE = re.compile(r"[’']s$")


@dataclass(frozen=True, slots=True)
class SmallWords:
    """Words of one language that carry no topic (`small`: articles, prepositions, "say") and by which one asks (`asking`: "when")."""

    small: frozenset[str]
    asking: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A question and how well the sentence fits it, from THRESHOLD up."""

    question: Question
    score: float


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, without genitive endings."""
    folded = text.casefold().replace("ё", "е")
    return [_GENITIVE.sub("", word) for word in _WORD.findall(folded)]


def alike(one: str, other: str) -> float:
    """1 for the same word, a little less for two forms of one ("killed", "kill"), 0 for others."""
    if one == other:
        return 1.0
    short, long = sorted((len(one), len(other)))
    common = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common += 1
    related = common >= _STEM and short - common <= 3 and long - common <= 4 and common * 5 >= long * 3
    return _INFLECTED if related else 0.0


class _Lexicon:
    """Words that are looked up by any of their forms."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._stems: dict[str, list[str]] = {}
        for word in self._words:
            self._stems.setdefault(word[:_STEM], []).append(word)

    def forms(self, word: str) -> dict[str, float]:
        """The words that are forms of this one, each with how alike it is."""
        found = {other: likeness for other in self._stems.get(word[:_STEM], ()) if (likeness := alike(word, other))}
        return {**found, word: 1.0} if word in self._words else found


_Heard = Mapping[str, Mapping[str, float]]
"""The words of a sentence, each with its forms among the known words."""


class Matcher:
    """The phrases of a story's questions, prepared once."""

    def __init__(self, story: Story, languages: Mapping[str, SmallWords]) -> None:
        self._story = story
        self._languages = languages
        self._phrases = {question.id: _phrases(question) for question in story.questions.values()}
        self._own = {question.id: _vocabulary(story, question) for question in story.questions.values()}
        self._names = [*zip(_words(story.title.values())), *(tuple(tokens(name)) for name in story.names)]
        self._others = [tuple(tokens(name)) for name in story.other_events]
        self._weights = _weights(self._phrases)
        self._lexicon = _Lexicon(chain.from_iterable(self._own.values()))

    def match(self, text: str, lang: str) -> Match | None:
        """The question that a sentence of at most 40 words asks, or None. `lang` decides where the sentence does not show its language."""
        said = tokens(text)
        if not said or len(said) > _LONGEST or self.foreign(said):
            return None
        known = self.small_words(said, lang).small | self._named(said)
        heard = {word: self._lexicon.forms(word) for word in said}
        best: Match | None = None
        for question in self._story.questions.values():
            if self._explained(question, heard, known):
                score = self._score(question, heard)
                if score and (best is None or score > best.score):
                    best = Match(question, score)
        return best

    def foreign(self, said: Sequence[str]) -> bool:
        """Whether another event is named."""
        return any(True for name in self._others for _ in _places(said, name))

    def content(self, text: str, lang: str) -> list[str]:
        """The words of a sentence that say what it is about, as they are written."""
        words = [_GENITIVE.sub("", word) for word in _WORD.findall(text)]
        known = self.small_words(tokens(text), lang)
        skip = known.small | known.asking
        return [word for word in words if word.casefold().replace("ё", "е") not in skip]

    def small_words(self, said: Sequence[str], lang: str) -> SmallWords:
        """The small words of the language that the sentence is in, judged by how many of them it holds."""
        order = sorted(self._languages, key=lambda code: (code != lang, code != "en"))
        best = max(order, key=lambda code: _hits(said, self._languages[code]), default=None)
        return self._languages[best] if best else SmallWords(frozenset(), frozenset())

    def _named(self, said: Sequence[str]) -> frozenset[str]:
        """The words that name the story's event or its places; a name of several words counts as a whole."""
        return frozenset(
            word for name in self._names for start in _places(said, name) for word in said[start : start + len(name)]
        )

    def _explained(self, question: Question, heard: _Heard, known: Collection[str]) -> bool:
        own, said = self._own[question.id], list(heard)
        count = question.type is ValueType.COUNT
        return all(
            word in known
            or not own.isdisjoint(heard[word])
            or (count and word.isdigit() and self._is_figure(said, place, own))
            for place, word in enumerate(said)
        )

    def _is_figure(self, said: Sequence[str], place: int, own: Collection[str]) -> bool:
        """Whether a number is the figure that is asked about ("were 145 people killed?"), not a year or the day of a month."""
        beside = (*said[max(place - 1, 0) : place], *said[place + 1 : place + 2])
        named = self._named(said)
        return len(said[place]) < _YEAR and all(word in own or word not in named for word in beside)

    def _score(self, question: Question, heard: _Heard) -> float:
        """The best phrase: how much of it is in the sentence, and how much of the sentence it takes up."""
        likeness: dict[str, float] = {}
        for forms in heard.values():
            for word, degree in forms.items():
                likeness[word] = max(degree, likeness.get(word, 0.0))
        whole = sum(self._weight(word) for word in heard) or 1.0
        best = 0.0
        for phrase in self._phrases[question.id]:
            total = sum(self._weight(word) for word in phrase)
            held = sum(self._weight(word) * likeness.get(word, 0.0) for word in phrase)
            if held / total >= THRESHOLD:
                best = max(best, held / total * (0.5 + 0.5 * min(1.0, held / whole)))
        return best

    def _weight(self, word: str) -> float:
        return self._weights.get(word, 0.0)


def _phrases(question: Question) -> list[tuple[str, ...]]:
    texts = chain(question.label.values(), question.asks.values(), *question.ask_words.values())
    return [phrase for phrase in {tuple(tokens(text)): None for text in texts} if phrase]


def _vocabulary(story: Story, question: Question) -> set[str]:
    """The words one may use about a question: its own, its topic's and, where they take sides, the parties'."""
    topic = story.topics.get(question.topic)
    answers = (wording.values() for wording in question.answers.values())
    parties = (
        chain(info.names, info.label.values()) for info in story.parties.values() if question.type is ValueType.CHOICE
    )
    return _words(
        question.label.values(),
        question.asks.values(),
        *question.ask_words.values(),
        topic.label.values() if topic and question.type is ValueType.CHOICE else (),
        *answers,
        *parties,
    )


def _words(*groups: Iterable[str]) -> set[str]:
    return {word for group in groups for text in group for word in tokens(text)}


def _weights(phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> dict[str, float]:
    """A word weighs the more, the fewer questions use it."""
    spread = Counter(word for group in phrases.values() for word in {word for phrase in group for word in phrase})
    return {word: math.log(1 + len(phrases) / number) for word, number in spread.items()}


def _places(said: Sequence[str], name: Sequence[str]) -> Iterator[int]:
    """Where a name stands in a sentence, in any case or number."""
    for start in range(len(said) - len(name) + 1):
        if name and all(_is_case(word, part) for word, part in zip(said[start:], name, strict=False)):
            yield start


def _is_case(one: str, other: str) -> bool:
    """Whether two words are one name in different cases: "Беслан", "Беслане"; stricter than `alike`."""
    longest = max(len(one), len(other))
    return one == other or (bool(alike(one, other)) and one[: longest - 2] == other[: longest - 2])


def _hits(said: Sequence[str], language: SmallWords) -> int:
    return sum(word in language.small or word in language.asking for word in said)
