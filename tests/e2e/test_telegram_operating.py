"""What whoever runs the bot does on Telegram."""

from __future__ import annotations

from tests.e2e.process import Bot
from tests.e2e.telegram import OWNER, SHOWING, running
from tests.fakes.botapi.happenings import message, press
from tests.fakes.botapi.server import BotApi, Call


async def shown(api: BotApi, words: str, since: int = 0) -> Call:
    """The message that shows these words, be it sent so or edited until it does."""
    found: list[Call] = []

    def look() -> bool:
        found.extend(call for call in api.of(*SHOWING)[since:] if words in call.given.get("text", ""))
        return bool(found)

    await api.until(look)
    return found[0]


async def test_everything_is_read_anew_and_the_owner_hears_of_it_once(api: BotApi, own: Bot) -> None:
    async with running(api, own.database) as bot:
        assert "There is no command /reseed" in (await bot.ask("/reseed")).given["text"]
        await bot.ask("/reseed dry", at=OWNER)
        trial = await shown(api, "nothing was stored")
        since = len(api.of(*SHOWING))
        await api.push(press(api, trial.buttons["Do it"], trial, 10, by=OWNER))
        await shown(api, "5 items read again", since)
        await shown(api, "Nobody was alerted", since)
        since = len(api.of(*SHOWING))
        await api.push(message(api, "/reseed undo", at=OWNER))
        await shown(api, "5 items read again", since)
        await shown(api, "The earlier reading is back", since)
        assert len([call for call in api.of() if "Nobody was alerted" in call.given.get("text", "")]) == 2
        assert await bot.stop() == 0
