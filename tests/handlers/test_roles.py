"""The matrix of roles by commands, and the commands that change roles."""

from __future__ import annotations

import pytest

from bot.domain.office import BOT, Action, Deed
from bot.domain.people import Asker, Person, Role
from bot.domain.reply import Choices, Reply
from bot.services import CommandText, Services, make_services
from bot.services.access import Access
from bot.services.words import Catalogues
from bot.store.memory import MemoryStore
from handlers import COMMANDS
from handlers.command import Command, Request
from handlers.dispatch import dispatch, unknown
from handlers.registry import Registry
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT, story
from tests.fakes.drawn import drawn
from tests.fakes.tools import tools

STORY = story()
CATALOGUES = Catalogues(ROOT / "config" / "locale")
OWNER = Person("telegram", "7")
NEEDED = {
    "admins": Role.OWNER,
    "audit": Role.ADMIN,
    "feeds": Role.ADMIN,
    "addfeed": Role.ADMIN,
    "removefeed": Role.ADMIN,
    "pausefeed": Role.ADMIN,
    "checkfeed": Role.ADMIN,
    "reseed": Role.ADMIN,
    "reload": Role.ADMIN,
    "ingest": Role.ADMIN,
    "quality": Role.ADMIN,
    "review": Role.ADMIN,
    "backup": Role.ADMIN,
    "health": Role.ADMIN,
    "stats": Role.ADMIN,
}
"""What each command is for; those that are left out are for everyone."""


@pytest.fixture
def services() -> Services:
    store, clock = MemoryStore(), StoppedClock()
    return make_services(store, STORY, clock, CATALOGUES, tools(), access=Access(store, clock, {OWNER}))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("command", list(COMMANDS), ids=lambda command: str(command.name))
async def test_what_a_role_may_not_do_does_not_exist_for_it(services: Services, command: Command, role: Role) -> None:
    words = CATALOGUES.words("en")
    for name in (command.name, *command.text.aliases):
        reply = await dispatch(f"/{name}", services, role=role)
        missing = unknown(words, name, COMMANDS.for_role(role))
        assert (reply == missing) is not role.may(NEEDED.get(command.name, Role.EVERYONE))
        helped = await dispatch(f"/help {name}", services, role=role)
        assert helped.ok is role.may(NEEDED.get(command.name, Role.EVERYONE))


@pytest.mark.parametrize("role", list(Role))
async def test_help_lists_what_a_role_may_use_and_suggests_nothing_else(services: Services, role: Role) -> None:
    listed = "\n".join(drawn(await dispatch("/help", services, role=role)))
    for command in COMMANDS:
        assert (f"/{command.name}" in listed.split()) is role.may(NEEDED.get(command.name, Role.EVERYONE))
    near = drawn(await dispatch("/admin", services, role=role))[0]
    assert ("/admins" in near) is (role is Role.OWNER)


async def say(services: Services, line: str, meant: Person | None = None) -> Reply:
    return await dispatch(line, services, role=Role.OWNER, asker=Asker(OWNER, "7", meant=meant))


async def test_an_owner_adds_and_removes_administrators(services: Services) -> None:
    assert drawn(await say(services, "/admins"))[1] == "telegram:7 | owner"
    reply = await say(services, "/admins add telegram:1")
    assert drawn(reply)[0] == "telegram:1 is an administrator now."
    assert "telegram:1 | since 13 May 2024, by telegram:7" in drawn(reply)
    assert reply.parts[-1] == Choices((("Remove telegram:1", "/admins remove telegram:1"),))
    assert drawn(await say(services, "/admins add 1"))[0] == "telegram:1 is an administrator already."
    assert (
        drawn(await say(services, "/admins add", Person("telegram", "5")))[0] == "telegram:5 is an administrator now."
    )
    assert drawn(await say(services, "/admins add @ben", Person("telegram", "6")))[0].startswith("telegram:6 is")
    assert drawn(await say(services, "/admins remove telegram:1"))[0] == "telegram:1 is no administrator any more."
    assert drawn(await say(services, "/audit"))[1:3] == [
        "13 May 2024 12:00 UTC, telegram:7: took telegram:1 off the administrators",
        "13 May 2024 12:00 UTC, telegram:7: made telegram:6 an administrator",
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/admins ad 1", "“ad” is nothing I can do with administrators. Try /admins add telegram:123456789"),
        (
            "/admins add",
            "Say who: /admins add telegram:123456789, or answer a message of theirs that does not hide who wrote it.",
        ),
        (
            "/admins add @ben",
            "I have not seen @ben since I started, or they hide who they are. Ask them to write to me, or give the number: "
            "/admins add telegram:123456789",
        ),
        ("/admins remove ben", "“ben” is no user. Try /admins remove telegram:123456789"),
        ("/admins add telegram:7", "telegram:7 is an owner. Owners stand in the settings, not here."),
        ("/admins remove 3", "telegram:3 is no administrator."),
        ("/audit before x", "“x” is no number. Try /audit before 120"),
    ],
)
async def test_what_cannot_be_done_is_said(services: Services, line: str, sentence: str) -> None:
    reply = await say(services, line)
    assert not reply.ok
    assert drawn(reply)[0] == sentence


async def test_the_log_is_turned_by_a_button(services: Services) -> None:
    for number in range(1, 21):
        await services.access.add(Person("telegram", str(100 + number)), OWNER)
    first = await say(services, "/audit")
    assert first.parts[-1] == Choices((("Earlier", "/audit before 6"),))
    assert drawn(await say(services, "/audit before 6"))[-1].endswith("made telegram:101 an administrator")


async def test_a_very_long_detail_of_the_log_is_cut_in_the_chat_and_whole_in_the_file() -> None:
    store, clock = MemoryStore(), StoppedClock()
    services = make_services(store, STORY, clock, CATALOGUES, tools(), access=Access(store, clock, {OWNER}))
    feeds = ", ".join(f"https://example.org/{number}" for number in range(40))
    async with store.write() as transaction:
        await transaction.office.note(Deed(clock.now(), BOT, Action.FEEDS_ADDED, detail={"feeds": feeds}))
    line = drawn(await say(services, "/audit"))[1]
    start = "13 May 2024 12:00 UTC, by itself: took feeds in from the configuration (https://example.org/0, "
    assert line.startswith(start)
    assert line.endswith("…)")
    assert len(line) < 300
    assert feeds in (await services.office.audit_file("json")).decode()


async def test_a_command_that_acts_is_in_the_log_once_it_did(services: Services) -> None:
    assert not (await say(services, "/removefeed nothing")).ok
    assert drawn(await say(services, "/audit")) == ["Nothing has been done yet."]

    async def done(request: Request, services: Services) -> Reply:
        return Reply(())

    acting = Command(CommandText("feed", "/feed", "s", "h", ()), done, Role.ADMIN, acts=True)
    await dispatch(
        "/feed  https://example.org/", services, role=Role.OWNER, asker=Asker(OWNER), commands=Registry([acting])
    )
    assert drawn(await say(services, "/audit"))[1:] == [
        "13 May 2024 12:00 UTC, telegram:7: ran /feed https://example.org/"
    ]
