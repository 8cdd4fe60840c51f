"""Who may say what a chat is told: the real process in private chats, groups and for channels."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.e2e.process import Bot
from tests.e2e.telegram import Running, running
from tests.fakes.botapi.happenings import GROUP, USER, press
from tests.fakes.botapi.server import BOT, BotApi, Call

ANONYMOUS = 1087968824
CHANNEL = -1001234567890


@pytest.fixture
async def bot(own: Bot) -> AsyncIterator[Running]:
    api = BotApi()
    await api.start()
    async with running(api, own.database) as started:
        yield started
    assert api.problems == []
    assert b"an update failed" not in started.said, started.said.decode()
    await api.stop()


async def pressed_in_vain(bot: Running, on: Call, label: str) -> str:
    """What a box says to a user who presses a button that is not theirs; the message stays."""
    update = press(bot.api, on.buttons[label], on, bot.api.number_of(on), by=USER)
    return str((await bot.after(update, "answerCallbackQuery"))["text"])


async def test_in_a_private_chat_its_user_decides_and_buttons_change_what_they_show(bot: Running) -> None:
    told = await bot.ask("/subscribe casualties")
    assert "This chat gets alerts of:" in told.text
    changed = await bot.press(told, "Daily digest")
    assert changed.method == "editMessageText"
    assert "Digest: daily at 08:00" in changed.text
    assert "Quiet hours: 23:00 to 07:00" in (await bot.press(changed, "Quiet at night")).text
    assert "Europe/Oslo" in (await bot.ask("/quiet Olso")).text
    spoken = await bot.press(await bot.ask("/language"), "Norsk")
    assert "Fra nå av snakker jeg norsk her." in spoken.text
    assert "Denne samtalen får varsler om:" in (await bot.ask("/subscriptions")).text
    assert "This chat gets no alerts." in (await bot.ask("/subscriptions", at=USER + 1)).text
    assert "slettet" in (await bot.press(await bot.ask("/privacy"), "Slett alt")).text
    assert "This chat gets no alerts." in (await bot.ask("/subscriptions")).text


async def test_in_a_group_its_administrators_decide(bot: Running) -> None:
    bot.api.members |= {(GROUP, USER): "member", (GROUP, USER + 1): "administrator", (GROUP, USER + 2): "creator"}
    refused = await bot.ask("/subscribe@counterclaim_bot", at=GROUP, by=USER)
    assert "Only an administrator of this chat can change its alerts." in refused.text
    assert "This chat gets no alerts." in (await bot.ask("/subscriptions", at=GROUP, by=USER)).text
    for who in (USER + 1, USER + 2, ANONYMOUS):
        told = await bot.ask("/subscribe", at=GROUP, by=who)
        assert "This chat gets alerts of:" in told.text
    box = await pressed_in_vain(bot, told, "No more alerts")
    assert box == "Only an administrator of this chat can change its alerts."
    assert "This chat gets alerts of:" in (await bot.ask("/subscriptions", at=GROUP, by=USER)).text


async def test_a_channel_is_named_by_an_administrator_of_it(bot: Running) -> None:
    line = "/subscribe @example_news casualties"
    assert "I know no channel @example_news." in (await bot.ask(line)).text
    bot.api.channels["@example_news"] = CHANNEL
    assert "Only an administrator of @example_news can change its alerts." in (await bot.ask(line)).text
    bot.api.members[CHANNEL, USER] = "administrator"
    assert "I cannot write in @example_news." in (await bot.ask(line)).text
    bot.api.members[CHANNEL, int(str(BOT["id"]))] = "administrator"
    told = await bot.ask(line)
    assert "Casualties: everything but updates" in told.text
    assert "Digest: daily at 08:00" in (await bot.press(told, "Daily digest")).text
    assert "Digest: daily at 08:00" in (await bot.ask(f"/subscriptions {CHANNEL}")).text
    assert "This chat gets no alerts." in (await bot.ask("/subscriptions")).text
    del bot.api.members[CHANNEL, USER]
    box = await pressed_in_vain(bot, told, "No more alerts")
    assert box == "Only an administrator of @example_news can change its alerts."
