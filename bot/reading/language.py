"""One language compiled: its grammars and one book of all phrases that mean something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import NamedTuple

from bot.domain.claims import Party
from bot.reading.dates import DateGrammar
from bot.reading.layout import Layout
from bot.reading.numbers import NumberGrammar
from bot.reading.phrases import Match, PhraseBook
from bot.reading.sentences import SentenceSplitter
from bot.reading.tokens import Token, tokenize
from bot.reading.variants import Variants
from bot.reading.words import SIDES, EventWords, LanguageWords, LayoutWords, QuestionWords


class Mark(NamedTuple):
    """What a phrase means: its kind ("own", "cue", "count", ...), a name within the kind and a detail."""

    kind: str
    name: str
    detail: str = ""


class Language:
    """The compiled words of one language. Building it takes a few milliseconds; reading with it changes nothing but caches,
    so that any number of threads may read with it."""

    def __init__(
        self,
        words: LanguageWords,
        events: EventWords,
        parties: Mapping[Party, Iterable[str]],
        questions: Mapping[str, QuestionWords],
        everywhere: LayoutWords,
    ) -> None:
        self.code = words.code
        self.words = words
        self.questions = questions
        self.numbers = NumberGrammar(words.numbers)
        self.dates = DateGrammar(words.dates)
        self.layout = Layout(words.layout, everywhere)
        self.sentences = SentenceSplitter(words.abbreviations, dotted_ordinals="." in words.numbers.ordinal_marks)
        self._variants = Variants(events.spellings)
        self.book: PhraseBook[Mark] = PhraseBook({name: self._spelled(each) for name, each in words.classes.items()})
        self.book.bar(phrase for phrase in words.cues.negation if " " not in phrase)
        self._add_world(words, events, parties)
        self._add_language(words)
        for question, phrases in questions.items():
            self._add_question(question, phrases)

    def _add_world(self, words: LanguageWords, events: EventWords, parties: Mapping[Party, Iterable[str]]) -> None:
        for party, names in parties.items():
            self._put(names, Mark("party", party.value))
        self._put(events.names, Mark("own", "name"))
        self._put(events.generic.get(words.code, ()), Mark("own", "generic"))
        self._put(events.others, Mark("other", "event"))
        self._put(events.places, Mark("other", "place"))
        self._put(events.scenes.get(words.code, ()), Mark("other", "scene"))

    def _add_language(self, words: LanguageWords) -> None:
        for unit, names in words.units.items():
            self._put(names, Mark("unit", unit))
        self._put(words.adjectives, Mark("adjective", ""))
        self._put(words.clause, Mark("clause", ""))
        self._put(words.conjunctions, Mark("conjunction", ""))
        for field in fields(words.cues):
            self._put(getattr(words.cues, field.name), Mark("cue", field.name))
        for field in fields(words.speech):
            self._put(getattr(words.speech, field.name), Mark("speech", field.name))

    def _add_question(self, question: str, phrases: QuestionWords) -> None:
        for side in (*SIDES, "zero", "event", "topic", "blocks", "others", "places", "unless"):
            self._put(getattr(phrases, side), Mark("question", question, side))
        for answer, wording in phrases.answers.items():
            self._put(wording, Mark("answer", question, answer))
        for concept, wording in phrases.concepts.items():
            self._put(wording, Mark("concept", question, concept))

    def names(self, words: str) -> list[Match[Mark]]:
        """The phrases in a title or in a whole text that need no sentence around them: all but those with slots."""
        return self.book.free(self.book.look(self.tokens(words, 0, len(words))))

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens of `text[start:end]` with offsets into the whole text, names of several spellings in one."""
        return self._variants.tokens(tokenize(text, start, end))

    def _put(self, phrases: Iterable[str], mark: Mark) -> None:
        for phrase in self._spelled(phrases):
            self.book.add(phrase, mark)

    def _spelled(self, phrases: Iterable[str]) -> list[str]:
        return [self._variants.phrase(phrase) for phrase in phrases]
