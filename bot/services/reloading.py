"""Reading the configuration again while the bot runs: asked for by an administrator, or by a signal."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.errors import ConfigError, StoreError, UserError
from bot.domain.office import Action, Deed
from bot.domain.reply import Heading, Part, Reply, Text
from bot.ports import Clock, Store
from bot.services.lens import Lens
from bot.services.notices import Notices
from bot.services.reseeding import Reseeding

SIGNAL = "signal"
"""Who acts where the process was told from outside."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reloaded:
    """How much of what there is now; `later` names the settings that count after a restart only."""

    questions: int
    languages: int
    feeds: int
    later: tuple[str, ...] = ()


Reload = Callable[[], Awaitable[Reloaded]]
"""Reads the configuration and lets it count. Raises ConfigError; then the old one counts."""


class Reloading:
    """The use case. One at a time, and never while everything is being read anew: that would mix two configurations."""

    def __init__(self, reload: Reload, reseeding: Reseeding, store: Store, clock: Clock, notices: Notices) -> None:
        self._reload = reload
        self._reseeding = reseeding
        self._store = store
        self._clock = clock
        self._notices = notices
        self._turn = asyncio.Lock()

    async def reply(self, lens: Lens, who: str) -> Reply:
        """/reload: take over what the configuration says now, or say what is wrong with it. Raises UserError, StoreError."""
        words = lens.words
        if self._reseeding.busy:
            raise UserError(
                words.gettext("Everything is being read anew. Try again after that, or stop it with /reseed cancel.")
            )
        try:
            told = await self._done(who)
        except ConfigError as error:
            return refused(lens, error)
        counts = words.gettext("Questions: {questions}. Languages: {languages}. Feeds: {feeds}.").format(
            questions=words.number(told.questions),
            languages=words.number(told.languages),
            feeds=words.number(told.feeds),
        )
        parts: list[Part] = [Heading(words.gettext("The configuration was read again")), Text(counts)]
        if told.later:
            message = words.gettext("These settings count after a restart: {names}.")
            parts.append(Text(message.format(names=", ".join(told.later))))
        parts.append(
            Text(words.gettext("/reseed dry tells what it changes for the texts that are here already."), "note")
        )
        return Reply(tuple(parts), lang=words.lang)

    async def by_signal(self) -> None:
        """The same for whoever sits at the machine: it is told in the log, and a broken one to all admins. Raises nothing."""
        try:
            if self._reseeding.busy:
                log.warning("the configuration is not read again: everything is being read anew")
                return
            told = await self._done(SIGNAL)
        except ConfigError as error:
            why = error
            await self._notices.tell(lambda lens: refused(lens, why))
        except StoreError as error:
            log.warning("that the configuration was read again cannot be recorded: %s (%s)", error, error.id)
        else:
            log.info("the configuration was read again", extra={"questions": told.questions, "feeds": told.feeds})

    async def _done(self, who: str) -> Reloaded:
        """Do it and write down what became of it. Raises ConfigError, StoreError."""
        async with self._turn:
            try:
                told = await self._reload()
            except ConfigError as error:
                log.error("the configuration is wrong, the old one stays: %s", error)
                await self._note(who, Action.RELOAD_REFUSED, str(error))
                raise
            await self._note(who, Action.RELOADED, "")
            return told

    async def _note(self, who: str, action: Action, why: str) -> None:
        async with self._store.write() as transaction:
            await transaction.office.note(Deed(self._clock.now(), who, action, detail={"why": why}))


def refused(lens: Lens, error: ConfigError) -> Reply:
    """What is wrong, and that nothing changed."""
    words = lens.words
    hint = words.gettext("The old one stays in force. Put it right and try again.")
    return Reply(
        (Heading(words.gettext("The configuration is wrong")), Text(str(error), "warning"), Text(hint)),
        ok=False,
        lang=words.lang,
    )
