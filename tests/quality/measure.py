"""Lets the bot read labelled items and keeps what it said: the same reader and ledger as `bot replay`, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.claims import Claim, Item
from bot.domain.errors import ConfigError
from bot.domain.questions import Question
from bot.reading.result import Reading, Rejected
from bot.services.labelled import Labelled
from bot.services.ledger import ItemReader
from bot.services.replay import AlertRow, Replay, UpdateRow
from bot.settings.folder import ConfigFolder
from bot.settings.reading import load_reader
from bot.settings.second import load_second
from bot.settings.seeds import FileSeeds
from bot.settings.story import load_story

ROOT = Path(__file__).parents[2]

SEEDED = "seeded"
"""Streams whose names begin so are read on top of the seed corpus, all others into an empty store."""

NOTHING = Reading(None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the bot said of one labelled item. `readable` is False where it has no words for the item's language."""

    gold: Labelled
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]
    alerts: Sequence[AlertRow]
    updates: Sequence[UpdateRow]
    readable: bool


class _Recorder:
    """A reader that remembers its last reading, which a row of the replay tells in part only."""

    def __init__(self, reader: ItemReader) -> None:
        self._reader = reader
        self.last = NOTHING

    def read(self, item: Item) -> Reading:
        self.last = self._reader.read(item)
        return self.last


class Bench:
    """A reader with what it needs to be measured."""

    def __init__(self, reader: ItemReader, questions: Mapping[str, Question], seeds: Sequence[Item]) -> None:
        self.questions = questions
        self.reader = reader
        self._seeds = seeds

    def run(self, items: Iterable[Labelled]) -> list[Outcome]:
        """Read each stream on its own, in the order of its items."""
        streams: dict[str, list[Labelled]] = {}
        for one in items:
            streams.setdefault(one.stream, []).append(one)
        return [outcome for name, stream in streams.items() for outcome in self._stream(name, stream)]

    def _stream(self, name: str, items: Sequence[Labelled]) -> list[Outcome]:
        recorder = _Recorder(self.reader)
        replay = Replay(recorder, self.questions, self._seeds if name.startswith(SEEDED) else ())
        return [self._outcome(replay, recorder, one) for one in items]

    def _outcome(self, replay: Replay, recorder: _Recorder, one: Labelled) -> Outcome:
        recorder.last = NOTHING
        row = replay.take(one.item)
        said = recorder.last
        return Outcome(one, said.claims, said.rejected, row["alerts"], row["updates"], said.lang is not None)


def configured(*, learned: bool = True) -> Bench:
    """The reader of this checkout, whatever the environment says: with the `learned` one beside the rules, or the rules alone.

    Raises ConfigError where its configuration is wrong, or the model cannot be used.
    """
    folder = ConfigFolder(ROOT / "config")
    story = load_story(folder)
    second, told = load_second(ROOT / "config") if learned else (None, "")
    if learned and second is None:
        raise ConfigError(told)
    reader = load_reader(folder, story, second)
    seeds = [item for item, _ in FileSeeds(ROOT / "seeds", reader.languages).items()]
    return Bench(reader, story.questions, seeds)
