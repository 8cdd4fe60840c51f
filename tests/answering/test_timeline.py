"""Events of several items merged into one timeline."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.answering.timeline import merge
from bot.answering.view import View
from bot.domain.claims import Event, Item
from bot.domain.interval import Interval
from bot.domain.questions import Story
from bot.domain.stored import Origin, StoredItem
from handlers.dispatch import dispatch
from tests.answering.conftest import Bot
from tests.fakes.corpus import told
from tests.fakes.drawn import drawn

NO_STORY = Story({}, {}, {}, {}, {}, ("en",))
THE_27TH = date(2024, 4, 27)


def event(item: str, day: date, quote: str, key: str = "", topic: str = "other", start: int = 0) -> Event:
    return Event(item, Interval.exactly(day), "day", topic, quote, start, start + len(quote), key)


def view(*events: Event) -> View:
    items = {name: _stored(name, day) for day, name in enumerate(dict.fromkeys(e.item for e in events), start=1)}
    return View(NO_STORY, items=items, events=events)


def _stored(name: str, day: int) -> StoredItem:
    published = datetime(2024, 5, day, tzinfo=UTC)
    return StoredItem(Item(name, name.title(), "en", "", "", published), name, Origin.SEED, 1, published)


def test_the_same_key_on_the_same_day_is_one_event() -> None:
    [entry] = merge(
        view(
            event("alpha", THE_27TH, "Dushanbe advised against travel.", "advisory"),
            event("beta", THE_27TH, "Citizens were told to stay.", "advisory", "diplomacy"),
        )
    )
    assert [item for item, _ in entry.tellings] == ["alpha", "beta"]
    assert (entry.key, entry.topic) == ("advisory", "diplomacy")


def test_different_keys_or_days_are_different_events() -> None:
    entries = merge(
        view(
            event("alpha", THE_27TH, "Dushanbe advised against travel.", "advisory"),
            event("beta", THE_27TH, "Dushanbe advised against travel.", "call"),
            event("gamma", date(2024, 4, 28), "Dushanbe advised against travel.", "advisory"),
        )
    )
    assert len(entries) == 3


def test_without_keys_strong_overlap_of_words_merges() -> None:
    entries = merge(
        view(
            event("alpha", THE_27TH, "On 27 April the Tajik foreign ministry advised citizens against travelling."),
            event("beta", THE_27TH, "The Tajik foreign ministry has advised its citizens not to travel."),
            event("gamma", THE_27TH, "A queue of lorries formed at the border."),
        )
    )
    assert [[item for item, _ in entry.tellings] for entry in entries] == [["alpha", "beta"], ["gamma"]]


def test_an_item_tells_an_event_once_in_its_first_words() -> None:
    [entry] = merge(view(event("alpha", THE_27TH, "First.", "k"), event("alpha", THE_27TH, "Second.", "k", start=50)))
    assert entry.tellings == (("alpha", "First."),)


def test_a_month_and_a_day_are_two_entries_the_day_after_the_month_begins() -> None:
    april = Event("alpha", Interval(date(2024, 4, 1), date(2024, 4, 30)), "month", "other", "In April.", 0, 9, "k")
    entries = merge(view(event("beta", THE_27TH, "On 27 April.", "k"), april))
    assert [entry.precision for entry in entries] == ["month", "day"]


QUOTE = "The treaty between the two countries " + "and its many annexes " * 12 + "is dated 25 May 1993."
CORPUS = [
    told("a", 1, "Alpha", ("killed", Interval(144, 144), "On 27 April Dushanbe advised against travel, 144 had died.")),
    told("b", 2, "Beta", ("killed", Interval(144, 144), QUOTE)),
]
EVENTS = [
    event("a", THE_27TH, CORPUS[0][0].text, "advisory", "diplomacy"),
    event("b", THE_27TH, QUOTE, "advisory", "diplomacy"),
    event("b", date(1993, 5, 25), QUOTE, "treaty"),
]


async def test_events_read_oldest_first_with_their_sources(bot: Bot) -> None:
    lines = drawn(await dispatch("/timeline", await bot(CORPUS, EVENTS)))
    assert lines[0] == "2 events: all days"
    assert lines[1].startswith('25 May 1993 | Beta, 2 May: "… ')
    assert "25 May 1993." in lines[1]
    assert lines[2].startswith("27 April 2024 | Alpha, 1 May: ")
    assert lines[3] == "Also told by Beta (2 May)"


async def test_periods_and_topics(bot: Bot) -> None:
    services = await bot(CORPUS, EVENTS)
    for line in (
        "/timeline 2024-04",
        "/timeline april",
        "/timeline 26 Apr 30 april diplomacy",
        "/timeline с 27 апреля",
        "/timeline 2024",
    ):
        assert drawn(await dispatch(line, services))[0].startswith("1 event: "), line
    assert drawn(await dispatch("/timeline 2024-04 migration", services)) == [
        "No dated events in the corpus for April 2024, migration."
    ]


async def test_long_timelines_are_paged_within_their_period(bot: Bot) -> None:
    many = [event("a", date(2024, 4, day), f"Event {day}", str(day)) for day in range(1, 15)]
    services = await bot(CORPUS, many)
    first = drawn(await dispatch("/timeline 2024-04", services))
    assert "1 to 6 of 14" in first
    assert first[-1] == "[More: /timeline 2024-04-01 2024-04-30 2] [Chart: /timeline 2024-04-01 2024-04-30 chart]"
    assert "13 to 14 of 14" in drawn(await dispatch("/timeline 2024-04-01 2024-04-30 3", services))


async def test_an_empty_corpus(bot: Bot) -> None:
    services = await bot([], ())
    empty = "No items yet. The corpus is empty."
    assert drawn(await dispatch("/timeline", services)) == ["No dated events in the corpus yet."]
    assert drawn(await dispatch("/latest", services)) == [empty]
    assert drawn(await dispatch("/sources", services)) == [empty]
    assert empty in drawn(await dispatch("/about", services))
    assert drawn(await dispatch("/claims", services)) == ["No claims yet. The corpus is empty."]
    assert drawn(await dispatch("/toll", services)) == ["Nothing in the corpus on this yet."]
    assert drawn(await dispatch("/claims killed", services)) == ["Killed: nothing in the corpus yet."]
