"""What `bot feeds` does, between the house and the terminal."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from gettext import gettext as _

from bot.app import opened
from bot.base import Base
from bot.console import put
from bot.domain.errors import UserError
from bot.domain.feeds import Document, Failed
from bot.feeds.links import host_of
from bot.platforms.terminal.progress import progress_bar
from bot.platforms.terminal.visible import visible
from bot.services.entries import PAGE
from bot.services.watch import Checked, Fate, Feed, Handled
from bot.settings.feeds import FeedSpec, load_feeds

FAILED = 1
SHOWN = 10

_FATES = {
    Fate.NEW: _("new"),
    Fate.CHANGED: _("changed"),
    Fate.KNOWN: _("known already"),
    Fate.ELSEWHERE: _("not about the story"),
    Fate.LANGUAGE: _("in a language that is not read here"),
    Fate.REFUSED: _("refused"),
    "nothing-to-read": _("without any text"),
    "too-long": _("too long"),
    "twice": _("twice in the feed"),
}


def at(base: Base, url: str) -> list[Feed]:
    """The feed at an address: as configured where it is, else of the outlet that has its home on the same host."""
    return [_feed(spec) for spec in _specs(base) if spec.url == url] or [Feed(url, _outlet_at(base, url))]


async def named(base: Base, name: str) -> list[Feed]:
    """The feeds of an outlet, in the list or the configuration, or the one at an address. Raises UserError for a name that no feed has."""
    if "://" in name:
        return at(base, name)
    if name.removeprefix("#").isdecimal():
        async with opened(base, lambda _done, _of: None) as house:
            numbered = await house.feeds.find(name, base.catalogues.words(base.language(None)))
        return [Feed(feed.url, feed.outlet, feed.lang, feed.full_text) for feed in numbered]
    specs = _specs(base)
    found = [_feed(spec) for spec in specs if spec.outlet.casefold() == name.strip().casefold()]
    if not found:
        names = sorted({spec.outlet for spec in specs})
        near = difflib.get_close_matches(name, names, 1, 0.5)
        raise UserError(
            _("No feed of {name!r} is configured; did you mean {near}?").format(name=name, near=near[0])
            if near
            else _("No feed of {name!r} is configured; give the address of a feed, or one of {names}.").format(
                name=name, names=", ".join(names)
            )
        )
    return found


async def read(base: Base, feeds: Sequence[Feed], *, ingest: bool, as_json: bool) -> int:
    """Read feeds one after another and tell what each holds; one that cannot be read is an exit code."""
    good = True
    with progress_bar(_("Reading the seed corpus")) as progress:
        async with opened(base, progress) as house, house.watch() as watch:
            for feed in feeds:
                checked = await watch(feed, ingest=ingest)
                good = good and isinstance(checked.outcome, Document)
                if as_json:
                    put(_row(checked))
                else:
                    sys.stdout.write("".join(f"{visible(line)}\n" for line in _lines(checked, stored=ingest)))
    return 0 if good else FAILED


def _specs(base: Base) -> tuple[FeedSpec, ...]:
    return load_feeds(base.folder, base.story.outlets)


def _feed(spec: FeedSpec) -> Feed:
    return Feed(spec.url, spec.outlet, spec.lang, spec.full_text)


def _outlet_at(base: Base, url: str) -> str | None:
    host = host_of(url)
    return next((name for name, outlet in base.story.outlets.items() if host and host_of(outlet.home) == host), None)


def _lines(checked: Checked, *, stored: bool) -> Iterator[str]:
    outcome = checked.outcome
    yield f"{checked.feed.outlet or _('Unknown outlet')}, {checked.feed.url}"
    if isinstance(outcome, Failed):
        yield "  " + _("It cannot be read ({trouble}): {detail}.").format(
            trouble=outcome.trouble, detail=outcome.detail
        )
        if outcome.retry_after:
            yield "  " + _("It asks not to come back before {time}.").format(
                time=f"{outcome.retry_after:%d %b %H:%M} UTC"
            )
    if not isinstance(outcome, Document):
        return
    total = len(outcome.articles) + len(outcome.refused)
    entries = (_("{number} entry") if total == 1 else _("{number} entries")).format(number=total)
    counts = ", ".join(f"{number} {_fate(fate)}" for fate, number in checked.counts().items())
    yield f"  {outcome.form or _('no known format')}, {entries}: {counts}"
    if outcome.moved:
        yield "  " + _("It has moved for good to {url}.").format(url=outcome.moved)
    shown = [each for each in reversed(checked.handled) if each.fate in (Fate.NEW, Fate.CHANGED, Fate.REFUSED)]
    for each in shown[:SHOWN]:
        yield "  " + _told(each)
    if len(shown) > SHOWN:
        yield "  " + _("and {number} more").format(number=len(shown) - SHOWN)
    if shown and not stored:
        yield "  " + _("Nothing was stored.")


def _fate(fate: str) -> str:
    """What became of entries, in words."""
    if fate.startswith(PAGE):
        return _("with a page that cannot be read ({trouble})").format(trouble=fate.removeprefix(PAGE))
    return _FATES[fate]


def _told(each: Handled) -> str:
    """One entry on one line: its day, its words, and what it changed."""
    words = " ".join((each.item.title or each.item.text).split())[:100]
    notes = [_FATES[each.fate]] + ([each.detail] if each.detail else [])
    if each.page is not None:
        notes.append(_("summary only: {trouble}").format(trouble=each.page.value))
    if each.changes is not None:
        claims, alerts = each.changes.claims, len(each.changes.alerts)
        notes.append((_("{number} claim") if claims == 1 else _("{number} claims")).format(number=claims))
        if alerts:
            notes.append(
                (_("{number} contradiction") if alerts == 1 else _("{number} contradictions")).format(number=alerts)
            )
    return f"{each.item.published:%Y-%m-%d %H:%M} {words} ({', '.join(notes)})"


def _row(checked: Checked) -> dict[str, object]:
    """One reading for scripts."""
    outcome = checked.outcome
    row: dict[str, object] = {"url": checked.feed.url, "outlet": checked.feed.outlet}
    if isinstance(outcome, Failed):
        row |= {"trouble": outcome.trouble.value, "detail": outcome.detail}
        return row | {"retry_after": outcome.retry_after.isoformat() if outcome.retry_after else None}
    if isinstance(outcome, Document):
        row |= {"form": outcome.form, "title": outcome.title, "moved": outcome.moved, "counts": dict(checked.counts())}
    return row | {"entries": [_entry(each) for each in checked.handled]}


def _entry(each: Handled) -> dict[str, object]:
    item = each.item
    return {
        "item": item.id or None,
        "fate": each.fate.value,
        "title": item.title,
        "url": item.url,
        "lang": item.lang,
        "published": item.published.isoformat(),
        "dated": each.dated.value,
        "detail": each.detail,
        "page": each.page.value if each.page else None,
        "claims": each.changes.claims if each.changes else 0,
        "alerts": len(each.changes.alerts) if each.changes else 0,
    }
