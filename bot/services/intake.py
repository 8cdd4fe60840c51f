"""What can be taken as an item, and by what an item is known again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from gettext import gettext as _

from bot.domain.claims import Item
from bot.domain.errors import BadItemError

MAX_CHARACTERS = 1_000_000
"""The longest text that is taken; the longest articles have a tenth of it."""

AHEAD = timedelta(days=1)
"""How far in the future a publication may lie: clocks differ, and so do days around the world."""

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""No item is older; a day before it is a slip of the pen."""

_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What no article holds. Other control codes stand in real pages and are kept; platforms draw them as signs."""


def check_text(text: str, what: str | None = None) -> None:
    """Raise BadItemError unless this is plain text of a bearable length; an empty one passes. `what` is called "The text" by default."""
    what = what or _("The text")
    if len(text) > MAX_CHARACTERS:
        raise BadItemError(
            _("{what} has more than {limit:,} characters; give one article at a time.").format(
                what=what, limit=MAX_CHARACTERS
            )
        )
    found = _NOT_TEXT.search(text)
    if found:
        raise BadItemError(
            _("{what} is no plain text: character {place} is the control code {code}.").format(
                what=what, place=found.start() + 1, code=f"U+{ord(found[0]):04X}"
            )
        )


def check_item(item: Item, languages: Collection[str], now: datetime) -> None:
    """Raise BadItemError unless the item can be read today: plain text, a known language, a day that has come."""
    check_text(item.text)
    for what, words in ((_("The title"), item.title), (_("The source"), item.source), (_("The address"), item.url)):
        check_text(words or "", what)
    if not item.text.strip():
        raise BadItemError(_("The text is empty; give a text with at least one sentence."))
    if not item.source.strip():
        raise BadItemError(_("The item has no source; name the outlet that published it."))
    if item.lang not in languages:
        known = ", ".join(sorted(languages))
        raise BadItemError(
            _("The language {lang!r} is not known here; use one of {known}.").format(lang=item.lang, known=known)
        )
    if item.published < EARLIEST:
        raise BadItemError(
            _("The item is dated {day}, before {earliest}; give the day it was published.").format(
                day=item.published.date(), earliest=EARLIEST.year
            )
        )
    if item.published > now + AHEAD:
        raise BadItemError(
            _("The item is dated {day}, which is in the future; give the day it was published.").format(
                day=item.published.date()
            )
        )


def parse_published(words: str) -> tuple[datetime, bool]:
    """The time that an ISO 8601 day or time means, in UTC, and whether it was only a day. Raises BadItemError.

    A time without a zone is taken for UTC.
    """
    try:
        time = datetime.fromisoformat(words.strip())
        aware = time if time.tzinfo else time.replace(tzinfo=UTC)
        return aware.astimezone(UTC), re.search(r"\d[T ]\d", words.strip()) is None
    except (ValueError, OverflowError):
        raise BadItemError(
            _("{words!r} is no day or time; write it like 2024-05-12 or 2024-05-12T18:30:00Z.").format(words=words)
        ) from None


def fingerprint(item: Item) -> str:
    """The SHA-256 of source, day, title and text: the same for the same publication, whatever white space ends its lines."""
    day = item.published.astimezone(UTC).date().isoformat()
    words = (item.source.strip(), day, item.title.strip(), "\n".join(map(str.rstrip, item.text.strip().splitlines())))
    return hashlib.sha256("\x00".join(words).encode("utf-8", "surrogatepass")).hexdigest()
