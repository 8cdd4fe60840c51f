"""Finds what a user named: a question, a topic, a party, an outlet. What is not there is answered with the nearest that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from bot.answering.matching import Matcher
from bot.answering.words import Words
from bot.domain.errors import UserError
from bot.domain.questions import Outlet, PartyInfo, Question, Story, Topic

Thing = TypeVar("Thing")


class Catalog:
    """The names of a story's things, in every language."""

    def __init__(self, story: Story, matcher: Matcher) -> None:
        self.story = story
        self._matcher = matcher
        self._questions = _index(
            (q, (q.id, q.id.replace("_", " "), *q.label.values())) for q in story.questions.values()
        )
        self._asked = _index(
            (q, [phrase for phrases in (*q.ask_words.values(), q.asks.values()) for phrase in phrases])
            for q in story.questions.values()
        )
        self._topics = _index((topic, (topic.id, *topic.label.values())) for topic in story.topics.values())
        self._parties = _index(
            (info, (info.party.value, *info.names, *info.label.values())) for info in story.parties.values()
        )
        self._outlets = _index((outlet, (outlet.name, *outlet.aliases)) for outlet in story.outlets.values())

    def toll(self) -> list[Question]:
        """The questions of /toll, in the order of the configuration."""
        return [question for question in self.story.questions.values() if question.in_toll]

    def of_topic(self, topic: Topic) -> list[Question]:
        """The questions of a topic."""
        return [question for question in self.story.questions.values() if question.topic == topic.id]

    def find_question(self, text: str, lang: str) -> Question | None:
        """The question with this id or label, or the one that these words ask."""
        known = self._questions.get(_folded(text))
        if known is not None:
            return known
        match = self._matcher.match(text, lang)
        return match.question if match else None

    def question(self, text: str, words: Words) -> Question:
        """Like `find_question`. Raises UserError with the nearest question there is."""
        found = self.find_question(text, words.lang)
        if found is not None:
            return found
        near = self._nearest_question(text)
        if near is None:
            raise UserError(
                words.gettext("“{text}” is no question I know. /claims lists all of them.").format(text=text)
            )
        raise UserError(
            words.gettext("“{text}” is no question I know. Try {example}, or /claims for all of them.").format(
                text=text, example=near.id
            )
        )

    def _nearest_question(self, text: str) -> Question | None:
        """The question whose name, or else whose way of being asked, looks most like this."""
        for names in (self._questions, self._asked):
            near = nearest(text, names)
            if near is not None:
                return names[near]
        return None

    def named_question(self, text: str) -> Question | None:
        """The question with this id or label."""
        return self._questions.get(_folded(text))

    def find_outlet(self, text: str) -> Outlet | None:
        """The configured outlet with this name or alias."""
        return self._outlets.get(_folded(text))

    def find_topic(self, text: str) -> Topic | None:
        """The topic with this id or label."""
        return self._topics.get(_folded(text))

    def find_party(self, text: str) -> PartyInfo | None:
        """The party with this name."""
        return self._parties.get(_folded(text))

    def party(self, text: str, words: Words) -> PartyInfo:
        """Like `find_party`. Raises UserError with the parties there are."""
        found = self.find_party(text)
        if found is not None:
            return found
        near = nearest(text, self._parties)
        if near:
            message = words.gettext("“{text}” is no party I know. Did you mean {example}?")
            raise UserError(message.format(text=text, example=self._parties[near].party.value))
        names = ", ".join(info.party.value for info in self.story.parties.values())
        raise UserError(words.gettext("“{text}” is no party I know. I know {names}.").format(text=text, names=names))


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The known name that looks most like what was typed, if one does."""
    return next(iter(get_close_matches(_folded(text), list(names), n=1, cutoff=0.6)), None)


def _index(things: Iterable[tuple[Thing, Sequence[str]]]) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for thing, names in things:
        for name in names:
            found.setdefault(_folded(name), thing)
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
