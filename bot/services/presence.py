"""Chats that cannot be reached, and their return: nothing is lost meanwhile, and what was missed comes as one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerting import planning
from bot.domain.alerts import Chat, DeliveryState, NoticeKind, Subject
from bot.ports import Mailroom

QUEUED = (DeliveryState.QUEUED,)


async def suspend(mail: Mailroom, chat: Chat, why: str, now: datetime, lost: Sequence[Subject] = ()) -> None:
    """Send nothing more to a chat until it comes back. `lost` are the subjects of a message that just failed for good.

    What was queued is folded into one message that waits. A chat that is suspended already keeps its day and reason.
    """
    waiting = await mail.deliveries(chat.id, QUEUED)
    if chat.suspended_at is None:
        chat = replace(chat, suspended_at=now, suspended_why=why)
        await mail.save_chat(chat)
    folded = planning.suspended(chat, waiting, lost, now)
    for one in waiting:
        if one.notice.kind is not NoticeKind.MISSED:
            await mail.drop(one.id)
    await mail.add(folded.new)
    for key, notice in folded.changed:
        await mail.change(key, notice)


async def welcome_back(mail: Mailroom, chat: Chat, now: datetime) -> Chat:
    """Take up a suspended chat again: what it missed is due, after its quiet hours. The chat as it is then."""
    if chat.suspended_at is None:
        return chat
    chat = replace(chat, suspended_at=None, suspended_why="")
    await mail.save_chat(chat)
    for missed in await mail.deliveries(chat.id, QUEUED, (NoticeKind.MISSED,)):
        await mail.change(missed.id, planning.returned(chat, missed, now))
    return chat
