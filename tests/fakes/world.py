"""A small story of two questions, and items about it in the language of `LineReader`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.domain.claims import Item, Reason
from bot.domain.questions import Behaviour, Question, ValueType
from bot.domain.stored import Origin
from bot.reading.result import Reading
from tests.fakes.reader import LineReader


def _question(name: str, kind: ValueType, behaviour: Behaviour = Behaviour.FIXED) -> Question:
    return Question(name, "t", kind, {"en": name.capitalize()}, {"en": f"{name}?"}, name, behaviour)


QUESTIONS = {
    "killed": _question("killed", ValueType.COUNT, Behaviour.CUMULATIVE),
    "ukraine_role": _question("ukraine_role", ValueType.CHOICE),
}


def item(name: str, text: str, day: int = 1, *, source: str = "Example News", url: str | None = None) -> Item:
    """An English item of a day in May 2024."""
    return Item(name, source, "en", "", text, datetime(2024, 5, day, tzinfo=UTC), url, published_is_day=True)


@dataclass
class Seeds:
    """A seed corpus of one's own."""

    corpus: list[Item] = field(default_factory=list)

    def items(self) -> Sequence[tuple[Item, Origin]]:
        """The items in the order they were given."""
        return [(each, Origin.SEED) for each in self.corpus]


class Marking(LineReader):
    """A reader that can be told from another one: the reason of each claim says its number."""

    def __init__(self, mark: int) -> None:
        super().__init__()
        self._mark = mark

    def read(self, item: Item) -> Reading:
        """What a `LineReader` reads, with the mark in its reasons."""
        reading = super().read(item)
        mark = (Reason("mark", str(self._mark)),)
        return replace(reading, claims=tuple(replace(claim, reasons=mark) for claim in reading.claims))


def silent(done: int, of: int) -> None:
    """Progress that nobody watches."""
