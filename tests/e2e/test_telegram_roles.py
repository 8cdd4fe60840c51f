"""Roles in the real process on Telegram: commands and menus follow them at once; a private bot turns others away."""

from __future__ import annotations

from tests.e2e.process import Bot
from tests.e2e.telegram import OWNER, Running, running
from tests.fakes.botapi.happenings import GROUP, USER, message, press
from tests.fakes.botapi.server import BotApi

ANN, BEN = 5001, 5002


def menus(bot: Running, method: str, user: int) -> list[list[str]]:
    calls = [call for call in bot.api.of(method) if "scope" in call.given and call["scope"]["chat_id"] == user]
    return [[one["command"] for one in call["commands"]] if method == "setMyCommands" else [] for call in calls]


async def test_commands_and_menu_follow_the_role_at_once(own: Bot, api: BotApi) -> None:
    async with running(api, own.database) as bot:
        assert "There is no command /audit" in (await bot.ask("/audit", at=ANN)).text
        assert "There is no command /admins" in (await bot.ask("/admins", at=ANN)).text
        assert f"telegram:{ANN} is an administrator now" in (await bot.ask(f"/admins add {ANN}", at=OWNER)).text
        await api.until(lambda: len(menus(bot, "setMyCommands", ANN)) >= 6)
        assert all("audit" in menu and "admins" not in menu for menu in menus(bot, "setMyCommands", ANN))
        assert "Who did what" in (await bot.ask("/audit", at=ANN)).text
        assert "There is no command /admins" in (await bot.ask("/admins", at=ANN)).text
        listed = await bot.ask("/admins", at=OWNER)
        removed = await bot.press(listed, f"Remove telegram:{ANN}", by=OWNER)
        assert "is no administrator any more" in removed.text
        await api.until(lambda: len(menus(bot, "deleteMyCommands", ANN)) == 6)
        assert "There is no command /audit" in (await bot.ask("/audit", at=ANN)).text


async def test_a_button_for_administrators_does_nothing_for_others(own: Bot, api: BotApi) -> None:
    async with running(api, own.database) as bot:
        await bot.ask(f"/admins add {ANN}", at=OWNER)
        listed = await bot.ask("/admins@counterclaim_bot", at=GROUP, by=OWNER)
        update = press(api, listed.buttons[f"Remove telegram:{ANN}"], listed, api.number_of(listed), by=BEN)
        assert (await bot.after(update, "answerCallbackQuery"))["text"] == "Only administrators may do this."
        assert "Who did what" in (await bot.ask("/audit", at=ANN)).text


async def test_an_administrator_of_another_process_gets_the_menu_with_the_first_message(own: Bot, api: BotApi) -> None:
    async with running(api, own.database) as bot:
        assert "is an administrator now" in own.say(f"/admins add telegram:{ANN}")
        assert "Who did what" in (await bot.ask("/audit", at=ANN)).text
        await api.until(lambda: len(menus(bot, "setMyCommands", ANN)) >= 6)


async def test_a_private_bot_answers_those_it_was_told_to(own: Bot, api: BotApi) -> None:
    allowed = f"telegram:{BEN},telegram:{GROUP}"
    async with running(api, own.database, ALLOWED=allowed) as bot:
        assert f"by your id: telegram:{USER}" in (await bot.ask("/toll", at=USER)).text
        assert "145" in (await bot.ask("/toll", at=BEN)).text
        assert "145" in (await bot.ask("/toll", at=OWNER)).text
        assert "145" in (await bot.ask("/toll@counterclaim_bot", at=GROUP, by=USER)).text
        await bot.api.push(message(api, "/toll@counterclaim_bot", at=GROUP - 5, by=USER))
        assert (await bot.inline("toll", by=USER))["results"] == []
        assert (await bot.inline("toll", by=BEN))["results"] != []
        assert str(GROUP - 5) not in {call.given.get("chat_id") for call in api.of("sendMessage")}


async def test_a_text_waits_for_a_decision_over_a_restart(own: Bot, api: BotApi) -> None:
    """With both readers, as it ships."""
    text = "Example News, 2024-05-12\nThe attack on the Crocus City Hall, in which 143 people died, is investigated.\n\nA line."
    async with running(api, own.database, READER="both") as first:
        offer = await first.ask(text, at=OWNER)
        assert "Not kept yet." in offer.text
    async with running(api, own.database, READER="both") as second:
        assert "New contradiction" in (await second.press(offer, "Keep", by=OWNER)).text
