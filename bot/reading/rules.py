"""A question as the reader sees it: what it is and how it is read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.questions import Question
from bot.reading.words import QuestionReading


@dataclass(frozen=True, slots=True)
class Rule:
    """A question with its way of being read."""

    question: Question
    reading: QuestionReading

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id
