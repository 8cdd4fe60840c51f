"""/ingest: an address or a text is read at once, then kept or discarded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.domain.feeds import Failed, Trouble
from bot.domain.pages import Page
from bot.domain.people import Asker, Person, Role
from bot.domain.reply import Reply
from bot.ports import Pages
from bot.services import Services, make_services
from bot.services.words import Catalogues
from bot.store.memory import MemoryStore
from handlers.dispatch import dispatch
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT, story
from tests.fakes.drawn import drawn
from tests.fakes.tools import tools

ADDRESS = "https://news.example/a"
PAGE = Page(ADDRESS, "A toll", "killed 143", datetime(2024, 5, 12, tzinfo=UTC), True, "en", "Example News")


class OnePage:
    """Knows one page."""

    async def read(self, url: str) -> Page | Failed:
        return PAGE if url == ADDRESS else Failed(Trouble.MISSING, "404 Not Found")


@asynccontextmanager
async def pages() -> AsyncIterator[Pages]:
    yield OnePage()


class Desk:
    """A store that knows of 145, and an administrator."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        catalogues = Catalogues(ROOT / "config" / "locale")
        self.services: Services = make_services(self.store, story(), StoppedClock(), catalogues, tools(pages=pages))

    async def say(self, line: str) -> Reply:
        asker = Asker(Person("telegram", "1"))
        return await dispatch(line, self.services, role=Role.ADMIN, asker=asker)

    async def sources(self) -> list[str]:
        async with self.store.read() as snapshot:
            return [stored.item.source for stored in await snapshot.items()]


@pytest.fixture
async def desk() -> Desk:
    made = Desk()
    await made.say(buttons(await made.say("/ingest Alpha, 2024-05-09\nkilled 145"))["Keep"])
    return made


def buttons(reply: Reply) -> dict[str, str]:
    return dict(option for part in reply.parts if part.kind == "choices" for option in part.options)


@pytest.mark.parametrize(
    "line",
    [
        f"/ingest {ADDRESS}",
        "/ingest Example News, 2024-05-12\nkilled 143",
        "/ingest\nExample News, 2024-05-12\nkilled 143",
        "/ingest Example News, 2024-05-12: killed 143",
    ],
)
async def test_it_tells_claims_and_contradictions_and_keeps_what_it_is_told_to(desk: Desk, line: str) -> None:
    reply = await desk.say(line)
    lines = drawn(reply)
    assert lines[0] == "Example News, 12 May: 1 claim"
    assert "New contradiction: killed (casualties)" in lines
    assert any('"killed 143"' in each for each in lines)
    assert "Not kept yet. Read as: English" in lines
    assert await desk.sources() == ["Alpha"]
    assert list(buttons(reply)) == ["Keep", "Discard", "Another language"]
    kept = await desk.say(buttons(reply)["Keep"])
    assert "New contradiction: killed (casualties)" in drawn(kept)
    assert await desk.sources() == ["Alpha", "Example News"] or await desk.sources() == ["Example News", "Alpha"]
    assert not (await desk.say(buttons(reply)["Keep"])).ok
    assert "is known already" in drawn(await desk.say(line))[0]


async def test_what_is_discarded_is_not_kept(desk: Desk) -> None:
    reply = await desk.say(f"/ingest {ADDRESS}")
    assert drawn(await desk.say(buttons(reply)["Discard"])) == ["Discarded. Nothing was kept."]
    assert drawn(await desk.say(buttons(reply)["Keep"])) == ["I no longer have this text. Send it again."]
    assert await desk.sources() == ["Alpha"]


async def test_another_language_reads_it_again(desk: Desk) -> None:
    reply = await desk.say(f"/ingest {ADDRESS}")
    asked = await desk.say(buttons(reply)["Another language"])
    assert drawn(asked)[0] == "Read as English. Which language is it?"
    assert list(buttons(asked)) == ["English", "Norwegian"]
    again = await desk.say(buttons(asked)["Norwegian"])
    assert "Not kept yet. Read as: Norwegian" in drawn(again)
    await desk.say(buttons(again)["Keep"])
    async with desk.store.read() as snapshot:
        assert [stored.item.lang for stored in await snapshot.items(limit=2)].count("nb") == 1


async def test_everything_that_was_done_is_in_the_log(desk: Desk) -> None:
    await desk.say(buttons(await desk.say(f"/ingest {ADDRESS}"))["Keep"])
    async with desk.store.read() as snapshot:
        deeds = [(deed.actor, deed.action) for deed in await snapshot.office.audit(limit=4)]
    assert deeds == [
        ("telegram:1", "text.kept"),
        ("bot", "disagreement.opened"),
        ("telegram:1", "item.taken"),
        ("telegram:1", "text.offered"),
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/ingest", "Give an address or a text. Try /ingest https://example.org/article"),
        (
            "/ingest https://news.example/b",
            "https://news.example/b cannot be read: 404 Not Found. Paste the text after /ingest instead.",
        ),
        ("/ingest keep 0123abcd", "I no longer have this text. Send it again."),
        ("/ingest as nb 0123abcd", "I no longer have this text. Send it again."),
    ],
)
async def test_what_cannot_be_read_is_said(desk: Desk, line: str, sentence: str) -> None:
    reply = await desk.say(line)
    assert (reply.ok, drawn(reply)) == (False, [sentence])


async def test_a_whole_article_fits_behind_the_command(desk: Desk) -> None:
    text = "Example News, 2024-05-12\n" + "Nothing of note. " * 5_000 + "\nkilled 143"
    assert drawn(await desk.say(f"/ingest {text}"))[0] == "Example News, 12 May: 1 claim"
