"""Reading everything anew from a chat: one at a time, watched while it goes on, stopped on demand."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from enum import StrEnum

from bot.answering.reseeded import way_forward
from bot.domain.errors import CounterclaimError
from bot.domain.people import Person
from bot.domain.reply import Choices, Heading, Part, Reply, Text
from bot.services.difference import Reseeded
from bot.services.lens import Lens
from bot.services.notices import Notices
from bot.services.report import Report
from bot.services.reseed import Reseed

AT_ONCE, EVERY = 1.0, 2.0
"""Seconds: how long the first reply waits for the outcome, and how often progress is told."""

TELLING = 5.0
"""Seconds that the end of the process waits for a notice to go out."""

log = logging.getLogger(__name__)


class Kind(StrEnum):
    """What is to be done."""

    REAL = "real"
    DRY = "dry"
    UNDO = "undo"


class Reseeding:
    """The use case. `reseed` is asked for when the first one begins, because it builds the reader."""

    def __init__(
        self,
        reseed: Callable[[], Reseed],
        report: Report,
        notices: Notices,
        *,
        at_once: float = AT_ONCE,
        every: float = EVERY,
    ) -> None:
        self._at_once, self._every = at_once, every
        self._reseed = reseed
        self._report = report
        self._notices = notices
        self._kind = Kind.REAL
        self._done = self._of = 0
        self._work: asyncio.Task[Reseeded | None] | None = None
        self._telling: set[asyncio.Task[bool]] = set()

    @property
    def busy(self) -> bool:
        """Whether one is under way."""
        return self._work is not None and not self._work.done()

    def turn_to(self, reseed: Callable[[], Reseed], report: Report) -> None:
        """Read by another configuration from now on."""
        self._reseed, self._report = reseed, report

    async def start(self, lens: Lens, kind: Kind, who: Person) -> Reply:
        """Begin for `who`, unless one is under way; the outcome where that comes soon, else progress, goes on in `Reply.later`."""
        if self._work is not None and not self._work.done():
            return self._progress(lens, self._work, lens.words.gettext("Everything is being read already."))
        self._kind, self._done, self._of = kind, 0, 0
        self._work = work = asyncio.create_task(self._run(kind, str(who)))
        await asyncio.wait({work}, timeout=self._at_once)
        return self._outcome(lens, work) if work.done() else self._progress(lens, work)

    def status(self, lens: Lens) -> Reply:
        """How far it is, and what the last one changed."""
        if self._work is None:
            return _said(lens, lens.words.gettext("Nothing is being read anew."))
        return self._outcome(lens, self._work) if self._work.done() else self._progress(lens, self._work)

    async def cancel(self, lens: Lens) -> Reply:
        """Stop it; what it read is thrown away."""
        work = self._work
        if work is None or work.done():
            return _said(lens, lens.words.gettext("Nothing is being read anew."))
        work.cancel()
        await asyncio.wait({work})
        return self._outcome(lens, work)

    async def close(self) -> None:
        """Stop what goes on, for the end of the process."""
        if self._work is not None and not self._work.done():
            self._work.cancel()
            with suppress(asyncio.CancelledError, CounterclaimError):
                await self._work
        await self.told()

    async def told(self) -> None:
        """Wait until the admins have been told of what is done."""
        if self._telling:
            await asyncio.wait(self._telling, timeout=TELLING)

    async def _run(self, kind: Kind, by: str) -> Reseeded | None:
        reseed = self._reseed()
        if kind is Kind.UNDO:
            told = await reseed.undo(self._advance, by=by)
        else:
            told = await reseed(self._advance, dry_run=kind is Kind.DRY, by=by)
        if told is not None and kind is not Kind.DRY:
            telling = asyncio.create_task(self._notices.tell(lambda lens: _summary(lens, told, kind)))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)
        return told

    def _advance(self, done: int, of: int) -> None:
        self._done, self._of = done, of

    async def _follow(self, lens: Lens, work: asyncio.Task[Reseeded | None]) -> AsyncIterator[Reply]:
        shown = self._done
        while not work.done():
            await asyncio.wait({work}, timeout=self._every)
            if not work.done() and self._done != shown:
                shown = self._done
                yield self._progress(lens, work)
        yield self._outcome(lens, work)

    def _progress(self, lens: Lens, work: asyncio.Task[Reseeded | None], first: str = "") -> Reply:
        words = lens.words
        so_far = words.gettext("{done} of {of} items").format(done=words.number(self._done), of=words.number(self._of))
        parts: list[Part] = [Heading(words.gettext("Reading everything anew")), Text(so_far)]
        parts += [Text(first, "note")] if first else []
        parts.append(
            Choices(((words.gettext("Stop"), "/reseed cancel"), (words.gettext("How far?"), "/reseed status")))
        )
        return Reply(tuple(parts), lang=words.lang, later=lambda: self._follow(lens, work))

    def _outcome(self, lens: Lens, work: asyncio.Task[Reseeded | None]) -> Reply:
        words = lens.words
        if work.cancelled():
            return _said(lens, words.gettext("Stopped. Nothing changed."))
        error = work.exception()
        if isinstance(error, CounterclaimError):
            log.warning("reading anew failed: %s (%s)", error, error.id)
            return _said(
                lens, words.gettext("{error} Nothing changed. Number {id}.").format(error=error, id=error.id), ok=False
            )
        if error is not None:
            raise error
        told = work.result()
        if told is None:
            gone = words.gettext(
                "No earlier reading is kept, there is nothing to go back to. {command} reads everything anew."
            )
            return _said(lens, gone.format(command="/reseed"), ok=False)
        reply = self._report.reseeded(lens, told, dry_run=self._kind is Kind.DRY)
        hint = [way_forward(words, "/reseed", "/reseed dry")] if self._kind is Kind.UNDO else []
        next_step = {
            Kind.DRY: (words.gettext("Do it"), "/reseed now"),
            Kind.REAL: (words.gettext("Undo"), "/reseed undo"),
            Kind.UNDO: (words.gettext("Trial"), "/reseed dry"),
        }[self._kind]
        return Reply((*reply.parts, *hint, Choices((next_step,))), lang=words.lang)


def _summary(lens: Lens, told: Reseeded, kind: Kind) -> Reply:
    """One message to every admin, in place of alerts to everybody."""
    words = lens.words
    title = (
        words.gettext("Everything was read anew") if kind is Kind.REAL else words.gettext("The earlier reading is back")
    )
    counts = words.gettext(
        "Claims: {new} new, {gone} gone, {changed} changed. Disagreements: {opened} new, {closed} gone. Nobody was alerted."
    ).format(
        new=words.number(len(told.appeared)),
        gone=words.number(len(told.vanished)),
        changed=words.number(len(told.changed)),
        opened=words.number(len(told.opened)),
        closed=words.number(len(told.closed)),
    )
    return Reply((Heading(title), Text(counts)), lang=words.lang)


def _said(lens: Lens, sentence: str, *, ok: bool = True) -> Reply:
    return Reply((Text(sentence),), ok=ok, lang=lens.words.lang)
