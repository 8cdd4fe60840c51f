"""Send one delivery: mark it, write its text, hand it to the platform, record what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.alerting.clock import not_quiet
from bot.alerting.planning import MUTED_PRIORITY
from bot.boundary import passed
from bot.domain.alerts import Chat, Delivery, Matter, NoticeKind
from bot.domain.errors import StoreError, places
from bot.domain.reply import Reply, Text
from bot.domain.sending import Begin, Begun, Finish, Later, Outcome, Refused, Unknown, Waiting
from bot.domain.watched import Lease
from bot.ports import Clock, Messenger
from bot.services.scribe import Scribe

SOON = 1.0
FIRST_BACKOFF, LONGEST_BACKOFF = timedelta(seconds=1), timedelta(minutes=5)

Compose = Callable[[Delivery, Chat], Awaitable[Reply | None]]
"""The text of a delivery as things stand now; None where there is nothing to tell any more. Raises StoreError."""

Repeat = Callable[[str], str]
"""The sentence, in a language, that a message may have come before."""

log = logging.getLogger(__name__)


class Transmit:
    """Sends the deliveries of one platform. Raises nothing but cancellation, and then the delivery counts as unknown."""

    def __init__(self, messenger: Messenger, scribe: Scribe, compose: Compose, repeat: Repeat, clock: Clock) -> None:
        self._messenger = messenger
        self._scribe = scribe
        self._compose = compose
        self._repeat = repeat
        self._clock = clock
        self._backoff: dict[int, timedelta] = {}

    async def __call__(self, waiting: Waiting, lease: Lease, answered: Callable[[], None]) -> Outcome | None:
        """Send it; what became of it, None where nothing was sent.

        `answered` is called when the platform has answered, before that is recorded: whatever begins then is marked no earlier than
        this is recorded, so that a crash still finds one message at most of which nobody knows.
        """
        try:
            begun = await self._scribe(Begin(waiting.id, lease, self._clock.now()))
            if begun is None:
                return None
            passed("before-send")
            outcome = await self._attempt(begun, waiting.chat)
        except asyncio.CancelledError:
            await self._record(waiting.id, lease, Unknown("stopped while it was sent"))
            raise
        finally:
            answered()
        passed("after-send")
        await self._record(waiting.id, lease, outcome)
        passed("recorded")
        return outcome

    async def _attempt(self, begun: Begun, chat: Chat) -> Outcome | None:
        try:
            reply = await self._compose(begun.delivery, chat)
            return None if reply is None else await self._send(begun, chat, reply)
        except StoreError as error:
            log.warning("a delivery cannot be written now: %s (%s)", error, error.id)
            return Later(SOON, "the database cannot be read")
        except Exception as error:  # what nobody thought of must not hold up the others
            known = {"delivery": begun.delivery.id, "kind": type(error).__name__, "trace": places(error)}
            log.error("a delivery failed", extra=known)
            return Refused(type(error).__name__)

    async def _send(self, begun: Begun, chat: Chat, reply: Reply) -> Outcome | None:
        """A development edits its parent, and answers it where that can no longer be edited: after quiet hours, as it makes noise then.

        What fell is answered by its correction alone, and what is muted not at all.
        """
        notice = begun.delivery.notice
        if notice.kind is NoticeKind.DEVELOPMENT:
            if begun.parent is not None:
                outcome = await self._messenger.edit(chat.address, begun.parent, reply)
                if not isinstance(outcome, Refused):
                    return outcome
            if notice.priority <= MUTED_PRIORITY or all(one.matter is Matter.FELL for one in notice.subjects):
                return None
            now = self._clock.now()
            if (until := not_quiet(chat, now)) > now:
                return Later((until - now).total_seconds(), "quiet hours")
        if begun.repeat:
            reply = _marked(reply, self._repeat(reply.lang))
        return await self._messenger.send(chat.address, reply, answers=begun.parent)

    async def _record(self, delivery: int, lease: Lease, outcome: Outcome | None) -> None:
        now = self._clock.now()
        due_at = None
        if isinstance(outcome, Later):
            backoff = self._backoff.get(delivery, FIRST_BACKOFF)
            self._backoff[delivery] = min(LONGEST_BACKOFF, backoff * 2)
            due_at = now + max(backoff, timedelta(seconds=outcome.seconds))
        else:
            self._backoff.pop(delivery, None)
        if isinstance(outcome, Refused | Unknown | Later):
            known = {"delivery": delivery, "outcome": type(outcome).__name__.lower(), "why": outcome.why}
            log.log(logging.INFO if isinstance(outcome, Later) else logging.WARNING, "not delivered", extra=known)
        await self._scribe(Finish(delivery, lease.owner, now, outcome, due_at))


def _marked(reply: Reply, sentence: str) -> Reply:
    """The reply with a note below its first line."""
    return replace(reply, parts=(*reply.parts[:1], Text(sentence, "note"), *reply.parts[1:]))
