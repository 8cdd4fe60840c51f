"""Quiet hours as whoever sends keeps them: what was queued before them and could not leave in time waits for their end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.alerting import planning
from bot.alerting.clock import not_quiet
from bot.domain.alerts import Chat, DeliveryState
from bot.domain.sending import MOST_ATTEMPTS
from bot.ports import Mailroom

OPEN = DeliveryState.QUEUED, DeliveryState.UNKNOWN


def is_quiet(chat: Chat, now: datetime) -> bool:
    """Whether a chat is to hear nothing now."""
    return chat.quiet is not None and not_quiet(chat, now) > now


async def hold(mail: Mailroom, chats: Collection[int], now: datetime) -> Mapping[int, Chat]:
    """Let what is due to some chats wait for the end of their quiet hours; those that have none now, as they are.

    It comes as one message then. What may have arrived already is not mixed with it, because it is marked when it is sent again.
    """
    awake: dict[int, Chat] = {}
    for key in sorted(chats):
        chat = await mail.chat_of(key)
        if chat is not None and is_quiet(chat, now):
            await _hold(mail, chat, now)
        elif chat is not None:
            awake[key] = chat
    return awake


async def _hold(mail: Mailroom, chat: Chat, now: datetime) -> None:
    waiting = await mail.deliveries(chat.id, OPEN)
    queued = [one for one in waiting if one.state is DeliveryState.QUEUED]
    planned = planning.held(chat, queued, now)
    for key in planned.dropped:
        await mail.drop(key)
    for key, notice in planned.changed:
        await mail.change(key, notice)
    await mail.add(planned.new)
    until = not_quiet(chat, now)
    for one in waiting:
        due_at = one.notice.due_at
        again = one.state is DeliveryState.UNKNOWN and one.attempts < MOST_ATTEMPTS
        if again and due_at is not None and due_at < until:
            await mail.postpone(one.id, until)
