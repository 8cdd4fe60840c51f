"""/feeds and what administrators do with them: how every feed is, since when and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.answering.paging import footer, page
from bot.answering.words import N_, Words
from bot.domain.feeds import Document, Failed, Unchanged
from bot.domain.reply import Choices, Heading, Part, Reply, Table, Text
from bot.domain.watched import FeedState, WatchedFeed

PAGE = 12
MOST_TOLD = 10
"""How many feeds one message of news names."""

STATES = {
    FeedState.NEW: N_("not read yet"),
    FeedState.FINE: N_("fine"),
    FeedState.QUIET: N_("quiet for longer than usual"),
    FeedState.NOT_A_FEED: N_("not a feed"),
    FeedState.EMPTY: N_("empty"),
    FeedState.BLOCKED: N_("blocked"),
    FeedState.GONE: N_("gone"),
    FeedState.MISSING: N_("not found"),
    FeedState.TOO_LARGE: N_("too large"),
    FeedState.WRONG_CONTENT: N_("wrong content"),
    FeedState.TIME_OUT: N_("too slow"),
    FeedState.UNREACHABLE: N_("unreachable"),
    FeedState.BUSY: N_("busy"),
    FeedState.ERROR: N_("server error"),
    FeedState.FORBIDDEN: N_("forbidden address"),
}
FATES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "known": N_("known already"),
    "not-about-the-story": N_("not about the story"),
    "language": N_("in another language"),
    "refused": N_("refused"),
}
HEADER = (N_("No."), N_("Feed"), N_("State"), N_("Last new"))
_WELL = frozenset({FeedState.NEW, FeedState.FINE})


def feed_list(words: Words, feeds: Sequence[WatchedFeed], now: datetime, number: int = 1, size: int = PAGE) -> Reply:
    """One page of the feeds, those in trouble first."""
    if not feeds:
        text = words.gettext("No feeds are watched. Add one: /addfeed https://example.org/rss")
        return Reply((Text(text),), lang=words.lang)
    ordered = sorted(feeds, key=lambda feed: (not in_trouble(feed), name(feed).casefold(), feed.id))
    shown = page(ordered, number, size)
    rows = tuple((str(feed.id), name(feed), state(words, feed), _last_new(words, feed, now)) for feed in shown.entries)
    parts: list[Part] = [Heading(_summary(words, feeds))]
    parts += [Text(trouble(words, feed, now), "warning") for feed in shown.entries if in_trouble(feed)]
    parts.append(Table(rows, tuple(words.gettext(title) for title in HEADER)))
    first_bad = [(f"/checkfeed {f.id}", f"/checkfeed {f.id}") for f in shown.entries if in_trouble(f)][:3]
    return Reply((*parts, *footer(words, shown, "/feeds", first_bad)), lang=words.lang)


def in_trouble(feed: WatchedFeed) -> bool:
    """Whether somebody should look at a feed: it failed, or is quiet, and nobody paused it."""
    return feed.health.state not in _WELL and not feed.paused


def name(feed: WatchedFeed) -> str:
    """How a feed is called: its outlet, else its host, with its language."""
    called = feed.outlet or feed.host or feed.url
    return f"{called} ({feed.lang})" if feed.lang else called


def state(words: Words, feed: WatchedFeed) -> str:
    """A feed's state in two or three words."""
    return words.gettext("paused") if feed.paused else words.gettext(STATES[feed.health.state])


def trouble(words: Words, feed: WatchedFeed, now: datetime) -> str:
    """What is wrong with a feed, since when and why."""
    since = feed.health.since or now
    text = words.gettext("{feed}, no. {number}: {state} since {day}").format(
        feed=name(feed), number=feed.id, state=state(words, feed), day=_moment(words, since, now)
    )
    if feed.retired:
        text = words.gettext("{text}; no longer read").format(text=text)
    return f"{text}. {feed.health.detail}" if feed.health.detail else text


def added(words: Words, feed: WatchedFeed, outcome: Document | Unchanged | Failed | None) -> Reply:
    """A feed that was put into the list."""
    text = words.gettext("Added as no. {number}: {feed}. It is read from now on.").format(
        number=feed.id, feed=name(feed)
    )
    parts: list[Part] = [Text(text)]
    if isinstance(outcome, Document):
        parts.append(Text(_contents(words, outcome), "note"))
    if isinstance(outcome, Failed):
        text = words.gettext("Just now it cannot be read ({why}), and is tried again.").format(why=outcome.detail)
        parts.append(Text(text, "warning"))
    return Reply((*parts, Choices(((f"/checkfeed {feed.id}", f"/checkfeed {feed.id}"),))), lang=words.lang)


def known(words: Words, feed: WatchedFeed) -> Reply:
    """A feed that was in the list already."""
    text = words.gettext("It is in the list already, as no. {number}: {feed}.").format(number=feed.id, feed=name(feed))
    return Reply((Text(text),), lang=words.lang)


def refused(words: Words, url: str, why: str) -> Reply:
    """An address that is no feed."""
    text = words.gettext("{url} was not added: {why}.").format(url=url, why=why)
    return Reply((Text(text, "warning"),), ok=False, lang=words.lang)


def removed(words: Words, feed: WatchedFeed) -> Reply:
    """A feed that was taken out of the list."""
    text = words.gettext("Removed: {feed}. What it brought in stays.").format(feed=name(feed))
    return Reply((Text(text), Choices(((words.gettext("Add it again"), f"/addfeed {feed.url}"),))), lang=words.lang)


def paused(words: Words, feed: WatchedFeed) -> Reply:
    """A feed that was paused, or is read again."""
    if feed.paused:
        text = words.gettext("Paused: {feed}. The same command again lets it go on.")
    else:
        text = words.gettext("{feed} is read again from now on.")
    command = f"/pausefeed {feed.id}"
    return Reply((Text(text.format(feed=name(feed))), Choices(((command, command),))), lang=words.lang)


def checked(
    words: Words,
    feed: WatchedFeed,
    outcome: Document | Unchanged | Failed,
    counts: Mapping[str, int],
    now: datetime,
) -> Reply:
    """What one poll came to, and when the next is."""
    parts: list[Part] = [Heading(name(feed))]
    if isinstance(outcome, Failed):
        parts.append(Text(trouble(words, feed, now), "warning"))
    elif isinstance(outcome, Unchanged):
        parts.append(Text(words.gettext("Nothing changed since the last time.")))
    else:
        parts.append(Text(_contents(words, outcome)))
        met = [f"{words.number(number)} {_fate(words, fate)}" for fate, number in counts.items()]
        parts.append(Text(words.listed(met) if met else words.gettext("Nothing new since the last time.")))
    if not feed.paused and not feed.retired:
        time = _moment(words, feed.rhythm.next_poll, now)
        parts.append(Text(words.gettext("Read next: {time}").format(time=time), "note"))
    return Reply(tuple(parts), ok=not isinstance(outcome, Failed), lang=words.lang)


def _fate(words: Words, fate: str) -> str:
    """What entries met; where their pages could not be read, why."""
    if fate in FATES:
        return words.gettext(FATES[fate])
    return words.gettext("with a summary only ({trouble})").format(trouble=fate.partition("-")[2])


def news(words: Words, bad: Sequence[WatchedFeed], well: Sequence[WatchedFeed], now: datetime) -> Reply:
    """The message to administrators about feeds that turned bad or are well again."""
    parts: list[Part] = []
    if bad:
        heading = words.ngettext("A feed is in trouble", "{number} feeds are in trouble", len(bad))
        parts.append(Heading(heading.format(number=words.number(len(bad)))))
        parts += [Text(trouble(words, feed, now)) for feed in bad[:MOST_TOLD]]
    if well:
        heading = words.ngettext("A feed is well again", "{number} feeds are well again", len(well))
        parts.append(Heading(heading.format(number=words.number(len(well)))))
        parts.append(Text(words.listed([name(feed) for feed in well[:MOST_TOLD]])))
    return Reply((*parts, Choices((("/feeds", "/feeds"),))), lang=words.lang)


def _summary(words: Words, feeds: Sequence[WatchedFeed]) -> str:
    kinds = Counter(
        "paused" if feed.paused else "bad" if in_trouble(feed) else feed.health.state.value for feed in feeds
    )
    total = words.ngettext("{number} feed", "{number} feeds", len(feeds)).format(number=words.number(len(feeds)))
    told = [
        (kinds["fine"], words.gettext("{number} fine")),
        (kinds["bad"], words.gettext("{number} in trouble")),
        (kinds["paused"], words.gettext("{number} paused")),
        (kinds["new"], words.gettext("{number} not read yet")),
    ]
    return f"{total}: {words.listed([text.format(number=words.number(n)) for n, text in told if n])}"


def _contents(words: Words, document: Document) -> str:
    number = len(document.articles) + len(document.refused)
    entries = words.ngettext("{number} entry", "{number} entries", number).format(number=words.number(number))
    return f"{document.title}: {entries}" if document.title else entries


def _last_new(words: Words, feed: WatchedFeed, now: datetime) -> str:
    return _moment(words, feed.rhythm.last_new, now) if feed.rhythm.last_new else "-"


def _moment(words: Words, time: datetime, now: datetime) -> str:
    """A time: of today and its neighbours with the hour (UTC), else the day."""
    day = words.day(time.date(), now.year)
    return f"{day} {time:%H:%M}" if abs(time - now).total_seconds() < 86_400 else day
