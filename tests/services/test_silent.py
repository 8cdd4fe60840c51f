"""What an outlet changes in its own text without saying so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.alerts import AlertKind
from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.history import SilentChange
from bot.domain.interval import Interval
from bot.domain.stored import Origin
from bot.services.ingest import Ingest, Ingested
from bot.services.replay import Replay
from bot.services.signing import sign_missing
from bot.services.silent import silent_changes
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, item

DAY = date(2024, 5, 9)
IS, OTHER = Choice("islamic_state"), Choice("other")


def claim(
    value: Value | int, question: str = "killed", *, later: int = 0, past: bool = False, party: Party | None = None
) -> Claim:
    """A claim of one item."""
    meant: Value = Interval.exactly(value) if isinstance(value, int) else value
    return Claim("a", question, meant, party, DAY + timedelta(days=later), "words", 0, 5, past)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([claim(145)], [claim(143)]),
        ([claim(93)], [claim(115)]),
        ([claim(Interval(144, None))], [claim(143)]),
        ([claim(145), claim(93, past=True)], [claim(143), claim(93, past=True)]),
        ([claim(93, later=-1), claim(115)], [claim(93, later=-1), claim(133)]),
        ([claim(Interval.exactly(DAY), "call_date")], [claim(Interval.exactly(DAY + timedelta(days=1)), "call_date")]),
        ([claim(IS, "responsibility")], [claim(OTHER, "responsibility")]),
        ([claim(145, later=1)], [claim(143)]),
    ],
)
def test_another_answer_without_a_word_about_it_is_a_silent_change(before: list[Claim], now: list[Claim]) -> None:
    (change,) = silent_changes(before, now, 2)
    assert (change.question, change.item, change.version) == (now[0].question, "a", 2)
    assert change.before in before
    assert change.now in now


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([], [claim(145)]),
        ([claim(145)], []),
        ([claim(145)], [claim(145)]),
        ([claim(145)], [claim(Interval(144, None))]),
        ([claim(93)], [claim(115, later=1)]),
        ([claim(145)], [claim(143), claim(145, past=True)]),
        ([claim(145, past=True)], [claim(143)]),
        ([claim(145)], [claim(143, past=True)]),
        ([claim(145)], [claim(145), claim(143)]),
        ([claim(145)], [claim(7, "gunmen")]),
        ([claim(IS, "responsibility", party=Party.US)], [claim(OTHER, "responsibility", party=Party.RUSSIA)]),
    ],
)
def test_what_agrees_is_dated_later_or_is_named_as_superseded_is_none(before: list[Claim], now: list[Claim]) -> None:
    assert silent_changes(before, now, 2) == ()


def test_one_change_for_each_question_names_the_words_of_both_versions() -> None:
    before = [claim(145), claim(4, "gunmen")]
    now = [claim(143), claim(142), claim(5, "gunmen")]
    assert silent_changes(before, now, 3) == (
        SilentChange(3, before[0], now[0]),
        SilentChange(3, before[1], now[2]),
    )


class House:
    """Ingesting into a store in memory."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.ingest = Ingest(self.store, LineReader(), QUESTIONS, ["en"], StoppedClock(), str.encode)

    async def take(
        self, text: str, name: str = "a", day: int = 9, *, dry_run: bool = False, backlog: bool = False
    ) -> Ingested:
        """Take a text in at an address."""
        given = item("", text, day, url=f"https://news.example/{name}")
        return await self.ingest(given, Origin.FEED, dry_run=dry_run, backlog=backlog)

    async def recorded(self) -> list[tuple[str, int, bool]]:
        """The question, version and age of what was recorded."""
        async with self.store.read() as snapshot:
            found = await snapshot.history.silent_changes()
        return [(one.change.question, one.change.version, one.backlog) for one in found]


async def test_a_silent_change_is_recorded_and_waits_in_the_outbox() -> None:
    house = House()
    first = await house.take("killed 145")
    told = await house.take("killed 143")
    assert [(one.before.quote, one.now.quote) for one in told.changes.silent] == [("killed 145", "killed 143")]
    assert await house.recorded() == [("killed", 2, False)]
    (subject,) = [one for one in house.store.queued if one.kind == AlertKind.SILENT_CHANGE]
    assert (subject.question, subject.item, subject.disagreement) == ("killed", first.item.id, None)
    assert told.changes.alerts == ()


async def test_every_change_of_a_text_is_one_of_its_own() -> None:
    house = House()
    for number in (145, 143, 145, 143):
        await house.take(f"killed {number}")
    assert await house.recorded() == [("killed", version, False) for version in (2, 3, 4)]
    assert len({one.identity for one in house.store.queued}) == len(house.store.queued)


async def test_a_dry_run_tells_and_records_nothing_and_old_news_is_marked() -> None:
    house = House()
    await house.take("killed 145")
    assert len((await house.take("killed 143", dry_run=True)).changes.silent) == 1
    assert await house.recorded() == []
    await house.take("killed 143", backlog=True)
    assert await house.recorded() == [("killed", 2, True)]


async def test_another_item_changes_nothing_silently() -> None:
    house = House()
    await house.take("killed 145")
    assert (await house.take("killed 143", "b", 12)).changes.silent == ()


def test_replay_prints_what_it_printed() -> None:
    replay = Replay(LineReader(), QUESTIONS)
    replay.take(item("a", "killed 145"))
    assert set(replay.take(item("a", "killed 143"))) == {"item", "claims", "alerts", "updates"}


async def test_texts_are_signed_as_they_come_in_and_those_that_were_not_afterwards() -> None:
    house = House()
    unsigned = Ingest(house.store, LineReader(), QUESTIONS, ["en"], StoppedClock())
    old: Item = replace(item("", "killed 140", 8), url="https://news.example/old")
    named = (await unsigned(old, Origin.ADMIN)).item.id
    new = (await house.take("killed 145")).item.id
    assert await sign_missing(house.store, str.encode) == 1
    assert await sign_missing(house.store, str.encode) == 0
    async with house.store.read() as snapshot:
        assert await snapshot.history.signatures() == {named: b"killed 140", new: b"killed 145"}
