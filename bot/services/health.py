"""How the bot is: asked by an administrator, and looked at by the clock."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.alerts import DeliveryState
from bot.domain.errors import StoreError
from bot.domain.reply import Heading, Part, Reply, Table, Text
from bot.domain.vitals import Vitals
from bot.ports import Clock, Safe, Store
from bot.services.lens import Lens
from bot.services.notices import Notices

LOOK = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=10)
MOST_WAITING = 500
"""What a queue may hold, and for how long, before the admins hear of it."""

log = logging.getLogger(__name__)


class Health:
    """The use case. The admins hear of each trouble once, and again only after it was over."""

    def __init__(self, store: Store, clock: Clock, safe: Safe, notices: Notices) -> None:
        self._store = store
        self._clock = clock
        self._safe = safe
        self._notices = notices
        self._began = clock.now()
        self._failed: int | None = None
        self._stuck = False

    async def reply(self, lens: Lens) -> Reply:
        """/health: whether all is well, and what is not. Raises StoreError."""
        vitals, words = await self._vitals(), lens.words
        latest = next(iter(await self._safe.kept()), None)
        trouble = _troubles(lens, vitals, self._clock.now())
        rows = [
            (words.gettext("Running for"), _span(lens, self._clock.now() - self._began)),
            (words.gettext("Waiting to go out"), _span(lens, vitals.waited(self._clock.now()))),
            (words.gettext("Latest backup"), latest.name if latest else words.gettext("none")),
        ]
        title = words.gettext("Not all is well") if trouble else words.gettext("All is well")
        parts: list[Part] = [Heading(title), *(Text(one, "warning") for one in trouble), Table(tuple(rows))]
        return Reply(tuple(parts), lang=words.lang)

    async def stats(self, lens: Lens) -> Reply:
        """/stats: the numbers. Raises StoreError."""
        vitals, words = await self._vitals(), lens.words
        sections = (
            (words.gettext("Disagreements by status"), vitals.disagreements),
            (words.gettext("Feeds by state"), vitals.feeds),
            (words.gettext("Messages by state"), vitals.deliveries),
        )
        rows = (
            (words.gettext("Items"), words.number(vitals.items)),
            (words.gettext("Alerts waiting"), words.number(vitals.waiting)),
        )
        tables = [Table(_rows(lens, counts), title=title, right=(1,)) for title, counts in sections if counts]
        return Reply((Heading(words.gettext("In numbers")), Table(rows, right=(1,)), *tables), lang=words.lang)

    async def run(self) -> None:
        """Look by the clock until cancelled."""
        while True:
            try:
                await self.look()
            except StoreError as error:
                log.error("the database cannot be looked at: %s", error)
            await asyncio.sleep(LOOK.total_seconds())

    async def look(self) -> None:
        """Tell the admins of a queue that grows and of messages that fail. Raises StoreError."""
        vitals, now = await self._vitals(), self._clock.now()
        stuck = _is_stuck(vitals, now)
        failed = vitals.deliveries.get(DeliveryState.FAILED.value, 0)
        more = failed - (failed if self._failed is None else self._failed)
        if (stuck and not self._stuck) or more > 0:
            log.warning("messages do not go out", extra={"waiting": vitals.waiting, "failed": more})
            if not await self._notices.tell(lambda lens: _trouble(lens, vitals, now, more)):
                return
        self._stuck, self._failed = stuck, failed

    async def _vitals(self) -> Vitals:
        async with self._store.read() as snapshot:
            return await snapshot.vitals(self._clock.now())


def _is_stuck(vitals: Vitals, now: datetime) -> bool:
    return vitals.waiting > MOST_WAITING or vitals.waited(now) > LONGEST_WAIT


def _trouble(lens: Lens, vitals: Vitals, now: datetime, failed: int) -> Reply:
    found = _troubles(lens, vitals, now) if _is_stuck(vitals, now) else []
    if failed > 0:
        message = lens.words.ngettext(
            "{number} message could not be delivered.", "{number} messages could not be delivered.", failed
        )
        found.append(message.format(number=lens.words.number(failed)))
    return Reply(
        (Heading(lens.words.gettext("Messages do not go out")), *map(Text, found)), ok=False, lang=lens.words.lang
    )


def _troubles(lens: Lens, vitals: Vitals, now: datetime) -> list[str]:
    words = lens.words
    if not _is_stuck(vitals, now):
        return []
    message = words.gettext("{number} alerts wait, and the oldest thing in the queue for {span}.")
    return [message.format(number=words.number(vitals.waiting), span=_span(lens, vitals.waited(now)))]


def _rows(lens: Lens, counts: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    return tuple((state, lens.words.number(number)) for state, number in sorted(counts.items()))


def _span(lens: Lens, span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return lens.words.gettext("{number} min").format(number=lens.words.number(minutes))
    return lens.words.gettext("{number} h").format(number=lens.words.number(minutes // 60))
