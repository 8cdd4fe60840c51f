"""/timeline: dated events, oldest first, the same event told by several items merged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.answering.paging import footer, page
from bot.answering.view import View
from bot.answering.wording import days_text, item_quote, sentence, shortened, source_name
from bot.answering.words import Words
from bot.domain.claims import Event
from bot.domain.interval import Interval
from bot.domain.questions import Topic
from bot.domain.reply import Heading, Part, Reply, Text
from bot.domain.stored import TimelineEntry

PAGE = 6
QUOTE = 200
_OVERLAP = 0.5
_STEM = 5


def merge(view: View) -> tuple[TimelineEntry, ...]:
    """The events of a view as entries, oldest first.

    Events of one day (or month) are one entry where their keys are the same, or, for an event without a key, where at
    least half of the words of the shorter quote are in the longer one. An item tells an entry once.
    """
    days: dict[tuple[date, date | None, str], list[list[Event]]] = {}
    for event in sorted(view.events, key=lambda e: (_published(view, e), e.start)):
        groups = days.setdefault((event.when.lo, event.when.hi, event.precision), [])
        home = next((group for group in groups if _same(group, event)), None)
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    entries = [_entry(group) for groups in days.values() for group in groups]
    return tuple(sorted(entries, key=lambda entry: (entry.when.lo, entry.when.hi or entry.when.lo)))


def timeline(
    view: View, words: Words, period: Interval[date] | None = None, topic: Topic | None = None, number: int = 1
) -> Reply:
    """One page of the entries of a period (days, both included; None for all) and topic."""
    entries = selected(view, period, topic)
    where = _where(words, period, topic)
    if not entries and period is None and topic is None:
        return Reply((Text(words.gettext("No dated events in the corpus yet.")),), lang=words.lang)
    if not entries:
        text = words.gettext("No dated events in the corpus for {period}.").format(period=where)
        return Reply((Text(text),), lang=words.lang)
    shown = page(entries, number, PAGE)
    parts: list[Part] = [Heading(title(words, len(entries), period, topic))]
    for entry in shown.entries:
        parts.extend(_told(view, words, entry))
    line = command(period, topic)
    return Reply((*parts, *footer(words, shown, line, [(words.gettext("Chart"), f"{line} chart")])), lang=words.lang)


def selected(view: View, period: Interval[date] | None, topic: Topic | None) -> list[TimelineEntry]:
    """The entries of a period and a topic, oldest first."""
    return [entry for entry in merge(view) if _wanted(entry, period, topic)]


def title(words: Words, number: int, period: Interval[date] | None, topic: Topic | None) -> str:
    """How many events there are, and of when: "6 events: April 2024"."""
    return words.ngettext("{number} event: {period}", "{number} events: {period}", number).format(
        number=words.number(number), period=_where(words, period, topic)
    )


def when_text(words: Words, entry: TimelineEntry) -> str:
    """The day of an entry, or its month where only that is known."""
    return words.month(entry.when.lo) if entry.precision == "month" else words.long_day(entry.when.lo)


def _told(view: View, words: Words, entry: TimelineEntry) -> Iterable[Part]:
    item_id, quote = entry.tellings[0]
    item = view.items[item_id].item
    text = telling(item.text, quote, entry.when.lo)
    yield item_quote(view, words, item, text, when_text(words, entry))
    others = {}
    for other_id, _ in entry.tellings[1:]:
        other = view.items[other_id].item
        others[source_name(view.story, other.source)] = words.day(other.day, view.year)
    if others:
        told = words.listed([f"{source} ({day})" for source, day in others.items()])
        yield Text(words.gettext("Also told by {sources}").format(sources=told), "note")


def telling(text: str, quote: str, day: date, limit: int = QUOTE) -> str:
    """The sentence of a quote, cut so that what names the day (its number or its year) stays inside."""
    start = text.find(quote)
    if start >= 0:
        left, right = sentence(text, start, start + len(quote))
        quote = text[left:right]
    named = re.search(rf"\b{day.day}(?!\d)|\b{day.year}\b", quote)
    return shortened(quote, *(named.span() if named else (0, 0)), limit=limit)


def _published(view: View, event: Event) -> tuple[date, str]:
    return view.items[event.item].item.day, event.item


def _same(group: Sequence[Event], event: Event) -> bool:
    if event.key or group[0].key:
        return event.key == group[0].key
    return any(_overlap(event.quote, told.quote) >= _OVERLAP for told in group)


def _overlap(one: str, other: str) -> float:
    left, right = (
        {word[:_STEM] for word in re.findall(r"\w{4,}", text.casefold()) if not word.isdigit()} for text in (one, other)
    )
    return len(left & right) / max(1, min(len(left), len(right)))


def _entry(group: Sequence[Event]) -> TimelineEntry:
    tellings = tuple({event.item: event.quote for event in reversed(group)}.items())[::-1]
    topic = next((event.topic for event in group if event.topic != "other"), "other")
    return TimelineEntry(group[0].when, group[0].precision, topic, group[0].key, tellings)


def _wanted(entry: TimelineEntry, period: Interval[date] | None, topic: Topic | None) -> bool:
    return (period is None or entry.when.meets(period)) and (topic is None or entry.topic == topic.id)


def _where(words: Words, period: Interval[date] | None, topic: Topic | None) -> str:
    when = words.gettext("all days") if period is None else days_text(words, period.lo, period.hi)
    return f"{when}, {words.pick(topic.label).lower()}" if topic else when


def command(period: Interval[date] | None, topic: Topic | None) -> str:
    """The line that asks for the same entries."""
    parts = ["/timeline"]
    if period is not None:
        parts += [period.lo.isoformat(), (period.hi or period.lo).isoformat()]
    if topic is not None:
        parts.append(topic.id)
    return " ".join(parts)
