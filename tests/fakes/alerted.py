"""The messages that a subscriber of a seeded house gets: an alert, what becomes of it, and a digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.app import House
from bot.domain.alerts import ChatAddress, Delivery, DeliveryState, Here, Notice, NoticeKind
from bot.domain.claims import Item
from bot.domain.reply import Reply
from bot.domain.stored import Origin
from bot.services import Wish
from bot.services.compose import Compose
from bot.services.dispatch import Dispatch

HERE = Here(ChatAddress("telegram", "7"))
TEXT = "The attack on the Crocus City Hall, in which 143 people died, is still being investigated."


async def messages(house: House, lang: str) -> Mapping[NoticeKind, Reply]:
    """An alert on what a text contradicts, and the same in a digest, by kind. The house has heard of the text afterwards."""
    services, base = house.services, house._base
    await services.chats.subscribe(HERE, services.catalogues.words(lang), Wish())
    item = Item("", "Example News", "en", "", TEXT, datetime(2024, 5, 12, tzinfo=UTC), published_is_day=True)
    await house.ingest(item, Origin.ADMIN)
    await Dispatch(house._store, base.story, base.clock)()
    async with house._store.read() as snapshot:
        queued = await snapshot.mail.deliveries(None, (DeliveryState.QUEUED,))
    known = queued[0].notice
    compose = Compose(house._store, base.story)
    kinds = (NoticeKind.ALERT, NoticeKind.DIGEST, NoticeKind.MISSED)
    found = {kind: await compose(_as(known, kind), services.catalogues.words(lang)) for kind in kinds}
    return {kind: reply for kind, reply in found.items() if reply}


def _as(known: Notice, kind: NoticeKind) -> Delivery:
    return Delivery(1, replace(known, kind=kind))
