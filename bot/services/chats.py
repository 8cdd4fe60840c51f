"""The settings of a chat: what it subscribes to, when it is told, in which language, and what is forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerting import planning
from bot.answering import subscribed
from bot.answering.words import Words
from bot.domain.alerts import (
    USUAL_KINDS,
    AlertKind,
    Asked,
    Chat,
    ChatAddress,
    DeliveryState,
    Digest,
    Here,
    Mute,
    QuietHours,
    Scope,
    Severity,
    Subscription,
)
from bot.domain.errors import UserError
from bot.domain.questions import Story
from bot.domain.reply import Reply, Text
from bot.ports import Clock, Mailroom, Store
from bot.services.words import Catalogues

Target = tuple[Scope, str]

EVERYTHING: Target = (Scope.ALL, "")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: targets (none: everything), kinds (none: the usual ones) and the least severity (None: as it was)."""

    targets: tuple[Target, ...] = ()
    kinds: frozenset[AlertKind] = frozenset()
    least: Severity | None = None


class ChatService:
    """One method for each setting; each answers with what holds now. All raise StoreError."""

    def __init__(self, store: Store, story: Story, catalogues: Catalogues, clock: Clock) -> None:
        self._store = store
        self._story = story
        self._catalogues = catalogues
        self._clock = clock

    async def language_of(self, address: ChatAddress) -> str:
        """The language that was chosen for a chat, empty where none was."""
        async with self._store.read() as snapshot:
            chat = await snapshot.mail.chat(address)
        return chat.lang if chat else ""

    async def subscribe(self, here: Here, words: Words, wish: Wish) -> Reply:
        """Add subscriptions; what is named again gets the kinds as well, and the new least severity."""
        async with self._changing(here, words) as (mail, asked):
            known = {(one.scope, one.target): one for one in asked.subscriptions}
            for target in wish.targets or (EVERYTHING,):
                await mail.subscribe(self._wanted(asked.chat, target, wish, known.get(target)))
        return await self.overview(here, words, words.gettext("Subscribed."))

    async def unsubscribe(self, here: Here, words: Words, wish: Wish) -> Reply:
        """Drop subscriptions, or only kinds of them where kinds are named; everything where nothing is named."""
        dropped = False
        async with self._changing(here, words) as (mail, asked):
            for one in asked.subscriptions:
                if wish.targets and (one.scope, one.target) not in wish.targets:
                    continue
                dropped = True
                left = one.kinds - wish.kinds if wish.kinds else frozenset()
                if left:
                    await mail.subscribe(replace(one, kinds=left))
                else:
                    await mail.unsubscribe(one.chat, one.scope, one.target)
            if not (await mail.asked(asked.chat.id))[0].subscriptions:
                await _let_be(mail, asked.chat)
        done = words.gettext("Unsubscribed.") if dropped else words.gettext("There was no such subscription.")
        return await self.overview(here, words, done)

    async def overview(self, here: Here, words: Words, done: str = "") -> Reply:
        """Everything a chat asked for."""
        asked = await self._asked(here)
        return subscribed.overview(self._story, words, asked, self._clock.now(), done, here.name)

    async def digest(self, here: Here, words: Words, digest: Digest | None) -> Reply:
        """Collect alerts from now on, or (None) send them as they come."""
        async with self._changing(here, words) as (mail, asked):
            await self._retime(mail, replace(asked.chat, digest=digest))
        return await self.overview(here, words, words.gettext("Changed."))

    async def quiet(self, here: Here, words: Words, quiet: QuietHours | None, zone: str | None) -> Reply:
        """Hold messages back at these hours (None: at no time); a `zone` replaces the chat's."""
        async with self._changing(here, words) as (mail, asked):
            await self._retime(mail, replace(asked.chat, quiet=quiet, zone=zone or asked.chat.zone))
        return await self.overview(here, words, words.gettext("Changed."))

    async def zone(self, here: Here, words: Words, zone: str) -> Reply:
        """Change the time zone alone."""
        return await self.quiet(here, words, (await self._asked(here)).chat.quiet, zone)

    async def mute(self, here: Here, words: Words, target: Target, until: datetime | None) -> Reply:
        """Tell nothing of a question or disagreement, until a moment or for good. Raises UserError for a disagreement there is not."""
        await self._check(target, words)
        async with self._changing(here, words) as (mail, asked):
            mute = Mute(asked.chat.id, *target, until)
            await mail.mute(mute)
        return subscribed.muted(self._story, words, asked, mute, here.name)

    async def unmute(self, here: Here, words: Words, target: Target) -> Reply:
        """Tell of it again."""
        async with self._changing(here, words) as (mail, asked):
            was = await mail.unmute(asked.chat.id, *target)
        return await self.mutes(here, words, words.gettext("Changed.") if was else words.gettext("It was not muted."))

    async def mutes(self, here: Here, words: Words, done: str = "") -> Reply:
        """What is muted."""
        asked = await self._asked(here)
        return subscribed.mutes(self._story, words, asked, self._clock.now(), done, here.name)

    async def language(self, here: Here, words: Words, lang: str | None) -> Reply:
        """Speak another language in this chat from now on, or (None) offer those there are."""
        if lang is None:
            return subscribed.languages(words, self._catalogues.languages, name=here.name)
        async with self._changing(here, words) as (mail, asked):
            await mail.save_chat(replace(asked.chat, lang=lang))
        words = self._catalogues.words(lang)
        done = words.gettext("From now on I speak {language} here.").format(language=words.language(lang))
        return subscribed.languages(words, self._catalogues.languages, done, here.name)

    async def privacy(self, here: Here, words: Words) -> Reply:
        """What is kept about a chat."""
        async with self._store.read() as snapshot:
            chat = await snapshot.mail.chat(here.address)
            if chat is None:
                return subscribed.privacy(words, None, 0)
            [asked] = await snapshot.mail.asked(chat.id)
            return subscribed.privacy(words, asked, len(await snapshot.mail.deliveries(chat.id)))

    async def forget(self, here: Here, words: Words) -> Reply:
        """Delete all that is kept about a chat."""
        async with self._store.write() as tx:
            chat = await tx.mail.chat(here.address)
            if chat is not None:
                await tx.mail.forget(chat.id)
        if chat is None:
            return Reply((Text(words.gettext("Nothing was kept about this chat.")),), lang=words.lang)
        text = words.gettext("All that was kept about this chat is deleted. It gets no more alerts.")
        return Reply((Text(text),), lang=words.lang)

    async def _check(self, target: Target, words: Words) -> None:
        scope, name = target
        if scope is not Scope.DISAGREEMENT:
            return
        async with self._store.read() as snapshot:
            numbers = {str(one.number) for one in await snapshot.disagreements()}
        if name not in numbers:
            message = words.gettext("There is no disagreement {number}. /disagreements lists them.")
            raise UserError(message.format(number=name))

    def _wanted(self, chat: Chat, target: Target, wish: Wish, known: Subscription | None) -> Subscription:
        kinds = wish.kinds or USUAL_KINDS
        if known is None:
            return Subscription(chat.id, *target, self._clock.now(), kinds, wish.least or Severity.LOW)
        return replace(known, kinds=known.kinds | kinds, least=known.least if wish.least is None else wish.least)

    async def _asked(self, here: Here) -> Asked:
        async with self._store.read() as snapshot:
            chat = await snapshot.mail.chat(here.address)
            if chat is None:
                return Asked(Chat(0, here.address))
            return (await snapshot.mail.asked(chat.id))[0]

    @asynccontextmanager
    async def _changing(self, here: Here, words: Words) -> AsyncIterator[tuple[Mailroom, Asked]]:
        """The chat's settings within a transaction; a chat that is new is spoken to in the language of who set it up."""
        async with self._store.write() as tx:
            chat = await tx.mail.open_chat(here.address)
            if not chat.lang:
                chat = replace(chat, lang=words.lang)
                await tx.mail.save_chat(chat)
            yield tx.mail, (await tx.mail.asked(chat.id))[0]

    async def _retime(self, mail: Mailroom, chat: Chat) -> None:
        """Store a chat, and let what waits for it be due as its settings now say."""
        await mail.save_chat(chat)
        now = self._clock.now()
        for key, notice in planning.retimed(chat, await mail.deliveries(chat.id, (DeliveryState.QUEUED,)), now):
            await mail.change(key, notice)


async def _let_be(mail: Mailroom, chat: Chat) -> None:
    """Send nothing that still waits: nobody asks for it any more."""
    for one in await mail.deliveries(chat.id, (DeliveryState.QUEUED,)):
        await mail.drop(one.id)
