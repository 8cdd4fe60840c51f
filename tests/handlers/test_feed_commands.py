"""The commands around feeds, as administrators type them."""

from __future__ import annotations

import pytest

from bot.domain.feeds import Failed, Trouble
from bot.domain.people import Role
from bot.services import Services, make_services
from bot.services.words import Catalogues
from handlers import COMMANDS
from handlers.dispatch import dispatch
from tests.fakes.corpus import ROOT, story
from tests.fakes.drawn import drawn
from tests.fakes.feeds import MINUTE, URL, FeedHouse, article, document
from tests.fakes.tools import tools

NAMES = ("feeds", "addfeed", "removefeed", "pausefeed", "checkfeed")
CATALOGUES = Catalogues(ROOT / "config" / "locale")
NEW = "https://known.example/rss"


@pytest.fixture
def house() -> FeedHouse:
    return FeedHouse()


@pytest.fixture
def services(house: FeedHouse) -> Services:
    return make_services(house.store, story(), house.clock, CATALOGUES, tools(), feeds=house.list)


async def say(services: Services, line: str, lang: str = "en") -> list[str]:
    """The reply to an administrator."""
    return drawn(await dispatch(line, services, lang=lang, role=Role.ADMIN))


@pytest.mark.parametrize("name", NAMES)
def test_they_are_for_administrators(name: str) -> None:
    command = COMMANDS.find(name)
    assert command is not None
    assert command.role is Role.ADMIN
    assert command.acts == (name != "feeds")


async def test_the_life_of_a_feed(services: Services, house: FeedHouse) -> None:
    house.feeds.outcomes[NEW] = document(article("killed 145"), article("weather", "b"), url=NEW)
    assert await say(services, f"/addfeed {NEW}") == [
        "Added as no. 2: Known News. It is read from now on.",
        "Title: 2 entries",
        "[/checkfeed 2: /checkfeed 2]",
    ]
    assert await say(services, f"/addfeed {NEW}") == ["It is in the list already, as no. 2: Known News."]
    assert await say(services, "/checkfeed 2") == [
        "Known News", "Title: 2 entries", "1 new and 1 not about the story", "Read next: 13 May 13:20",
    ]  # fmt: skip
    assert (await say(services, "/checkfeed known news"))[2] == "Nothing new since the last time."
    assert await say(services, "/feeds") == [
        "2 feeds: 1 fine and 1 not read yet",
        "No. | Feed | State | Last new",
        "1 | Example News (en) | not read yet | -",
        "2 | Known News | fine | 13 May 08:00",
    ]
    assert (await say(services, "/pausefeed 2"))[0] == "Paused: Known News. The same command again lets it go on."
    assert "2 | Known News | paused | 13 May 08:00" in await say(services, "/feeds")
    assert (await say(services, "/pausefeed 2"))[0] == "Known News is read again from now on."
    assert await say(services, f"/removefeed {NEW}") == [
        "Removed: Known News. What it brought in stays.",
        f"[Add it again: /addfeed {NEW}]",
    ]
    assert (await say(services, "/feeds"))[0] == "1 feed: 1 not read yet"


async def test_trouble_comes_first_with_its_reason(services: Services, house: FeedHouse) -> None:
    await house.run(Failed(Trouble.BLOCKED, "the server answers 403"))
    told = "Example News (en), no. 1: blocked since 13 May 12:00. the server answers 403"
    assert (await say(services, "/feeds"))[:2] == ["1 feed: 1 in trouble", told]
    house.clock.moment += 5 * MINUTE
    assert (await say(services, "/checkfeed 1"))[:2] == ["Example News (en)", told]
    house.feeds.outcomes[URL] = Failed(Trouble.GONE, "the server answers 410")
    assert "gone since 13 May 12:05; no longer read." in (await say(services, "/checkfeed 1"))[1]
    assert (await say(services, "/pausefeed 1"))[0] == "Example News (en) is read again from now on."


async def test_what_is_no_feed_is_refused_with_the_reason(services: Services, house: FeedHouse) -> None:
    house.feeds.outcomes[NEW] = Failed(Trouble.NOT_A_FEED, "the answer is a page")
    reply = await dispatch(f"/addfeed {NEW}", services, role=Role.ADMIN)
    assert not reply.ok
    assert drawn(reply) == [f"{NEW} was not added: the answer is a page."]
    house.feeds.outcomes[NEW] = Failed(Trouble.TIME_OUT, "it took too long")
    assert "Just now it cannot be read (it took too long), and is tried again." in await say(
        services, f"/addfeed {NEW}"
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/addfeed", "Give the address of a feed. Try /addfeed https://example.org/rss"),
        ("/addfeed nonsense", "“nonsense” is no address. Try /addfeed https://example.org/rss"),
        ("/checkfeed", "Name a feed by its number, address or outlet. /feeds lists them. Try /checkfeed 3"),
        ("/removefeed 7", "There is no feed “7”. /feeds lists them."),
        ("/pausefeed Exmple News", "There is no feed “Exmple News”. Did you mean Example News?"),
    ],
)
async def test_what_is_wrong_is_one_sentence(services: Services, line: str, sentence: str) -> None:
    assert await say(services, line) == [sentence]


async def test_no_feeds_at_all(services: Services, house: FeedHouse) -> None:
    house.configured.clear()
    assert await say(services, "/feeds") == ["No feeds are watched. Add one: /addfeed https://example.org/rss"]


@pytest.mark.parametrize("lang", ["ru", "nb", "tg"])
async def test_every_reply_is_in_the_readers_language(services: Services, house: FeedHouse, lang: str) -> None:
    house.feeds.outcomes[NEW] = document(article("killed 145"), url=NEW)
    lines = [f"/addfeed {NEW}", "/checkfeed 2", "/feeds", "/pausefeed 2", "/removefeed 2"]
    english = [line for typed in lines for line in await say(services, typed)]
    house.feeds.outcomes[NEW] = document(article("killed 146", "z"), url=NEW)
    told = [line for typed in lines for line in await say(services, typed, lang)]
    same = set(english) & set(told)
    assert {line for line in same if not line.startswith(("Known News", "[/"))} == set()
