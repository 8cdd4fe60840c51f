"""Lines in, replies out."""

from __future__ import annotations

import logging

import pytest

from bot.domain.alerts import ChatAddress, Here
from bot.domain.errors import StoreBusyError, StoreError
from bot.domain.interval import Interval
from bot.domain.reply import Reply
from bot.services import CommandText, Services, make_services
from bot.services.words import Catalogues
from handlers import COMMANDS
from handlers.command import Command, Request, Role
from handlers.dispatch import dispatch, split
from handlers.registry import Registry
from tests.fakes.broken import BrokenStore
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT, filled, story, told
from tests.fakes.drawn import drawn
from tests.fakes.tools import tools

CORPUS = [told("a", 9, "Alpha", ("killed", Interval(145, 145), "The death of 145 people was confirmed."))]
STORY = story()
HERE = Here(ChatAddress("telegram", "1"))
CATALOGUES = Catalogues(ROOT / "config" / "locale")


@pytest.fixture
async def services() -> Services:
    return make_services(await filled(STORY.questions, CORPUS), STORY, StoppedClock(), CATALOGUES, tools())


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("/toll killed", "toll", "killed"),
        ("  /TOLL@our_bot   killed  ", "toll", "killed"),
        ("/toll", "toll", ""),
        ("how many died?", "ask", "how many died?"),
        ("", "start", ""),
        ("/", "help", ""),
        ("/ toll", "help", "toll"),
        ("/toll\nkilled", "toll", "killed"),
    ],
)
def test_a_line_is_a_command_or_a_question(line: str, name: str, text: str) -> None:
    assert split(line) == (name, text)


FOR_ALL = [command for command in COMMANDS if command.role is Role.EVERYONE]


@pytest.mark.parametrize("command", FOR_ALL, ids=lambda command: str(command.name))
@pytest.mark.parametrize("lang", ["en", "ru", "nb", "tg"])
async def test_every_example_of_every_command_is_answered(services: Services, command: Command, lang: str) -> None:
    for example in command.text.examples:
        if example in ("/disagreement 1", "/source Daryo", "/mute d1") or example.startswith(
            "/review 1"
        ):  # this corpus has neither
            continue
        reply = await dispatch(example, services, lang=lang, role=Role.OWNER, here=HERE)
        assert reply.ok, drawn(reply)
        assert reply.lang == lang or command.name == "language"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/tol", "There is no command /tol. Did you mean /toll?"),
        ("/xyzzy", "There is no command /xyzzy. /help lists what there is."),
        ("/timeline 2024-13", "2024-13 is no month. Try /timeline 2024-04 or /timeline 26 Apr 2024"),
        (
            "/timeline soon",
            "“soon” is no day and no topic. Try /timeline 26 Apr 2024. "
            "Topics: casualties, arrests, attack, attribution, diplomacy, migration",
        ),
        ("/toll at 2024-13", "2024-13 is no month. Try /toll at 2024-04 or /toll at 26 Apr 2024"),
        ("/toll at 2030-01-01", "1 January 2030 has not come yet."),
        ("/toll kiled", "“kiled” is no question I know. Try killed, or /claims for all of them."),
        ("/claims xyzzy", "“xyzzy” is no question I know. /claims lists all of them."),
        (
            "/claims how many are in hosptial",
            "“how many are in hosptial” is no question I know. Try hospitalised, or /claims for all of them.",
        ),
        ("/latest 0", "Give a number from 1 to 999,999. Try /latest 5"),
        ("/disagreement 99999999999", "Give a number from 1 to 999,999. Try /disagreement 1"),
        ("/compare", "Name two parties. Try /compare russia tajikistan"),
        ("/compare russia", "Name two parties. Try /compare russia tajikistan"),
        ("/compare russia moscow", "Name two different parties. Try /compare russia tajikistan"),
        ("/compare russia tajikstan", "“tajikstan” is no party I know. Did you mean tajikistan?"),
        (
            "/compare russia mars",
            "“mars” is no party I know. I know russia, tajikistan, ukraine, us, eu, islamic_state, other.",
        ),
        (
            "/compare russia tajikistan gossip",
            "“gossip” is no topic. Topics: casualties, arrests, attack, attribution, diplomacy, migration",
        ),
        ("/disagreement x", "“x” is no number. Try /disagreement 1"),
        ("/disagreement 7", "There is no disagreement 7. /disagreements lists them."),
        ("/latest many", "“many” is no number. Try /latest 5"),
        ("/source Alpa", "Nothing in the corpus comes from “Alpa”. Try /source Alpha."),
        ("/export secrets", "“secrets” cannot be exported. Try /export claims csv, timeline or disagreements."),
        ("/help tolll", "There is no command /tolll. Try /help toll"),
        ("/ask", "Ask something, for example: /ask how many died?"),
    ],
)
async def test_what_is_wrong_is_one_sentence_with_what_to_type_instead(
    services: Services, line: str, sentence: str
) -> None:
    reply = await dispatch(line, services)
    assert not reply.ok
    assert drawn(reply)[0] == sentence


@pytest.mark.parametrize(
    "line",
    ["/toll killed", "/TOLL Погибшие", "/casualties drept", "/toll killed at 10 May", "/toll hvor mange ble drept"],
)
async def test_a_question_is_named_in_any_way(services: Services, line: str) -> None:
    assert drawn(await dispatch(line, services))[0] == "Killed: 145 (Alpha, 9 May)"


async def test_at_may_also_be_a_word_of_the_question(services: Services) -> None:
    assert drawn(await dispatch("/toll how many are stranded at the airports", services)) == [
        "Stranded at airports: Nothing in the corpus on this yet."
    ]


async def test_plain_text_is_asked(services: Services) -> None:
    assert drawn(await dispatch("how many died?", services))[0] == "Killed: 145 (Alpha, 9 May 2024)"


async def test_commands_without_what_they_need_list_what_there_is(services: Services) -> None:
    assert (await dispatch("/disagreement", services)).ok
    assert drawn(await dispatch("/source", services))[0] == "1 outlet, 1 item"


async def test_days_that_are_swapped_are_read_the_right_way_round_and_said_so(services: Services) -> None:
    swapped = drawn(await dispatch("/timeline 30 April 26 April", services))
    assert swapped[0] == "The second day is before the first: read from 26 April 2024 to 30 April 2024."
    assert swapped[1:] == drawn(await dispatch("/timeline 26 April 30 April", services))


async def test_help_for_one_command(services: Services) -> None:
    lines = drawn(await dispatch("/help /timeline", services))
    assert lines[0] == "/timeline [from] [to] [topic] [chart]"
    assert "Also: /events" in lines


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (StoreBusyError("locked"), "The database is busy. Try again in a moment. Number "),
        (StoreError("/secret/path is damaged"), "The database cannot be read just now. Number "),
        (ZeroDivisionError("oops"), "Something went wrong here, not with what you typed. Number "),
    ],
)
async def test_failures_are_sentences_with_the_number_that_stands_in_the_log(
    error: Exception, begins: str, caplog: pytest.LogCaptureFixture
) -> None:
    services = make_services(BrokenStore(error), STORY, StoppedClock(), CATALOGUES, tools())
    with caplog.at_level(logging.WARNING):
        reply = await dispatch("/toll", services)
    [line] = drawn(reply)
    assert line.startswith(begins)
    number = line.removeprefix(begins).rstrip(".")
    assert number in caplog.text
    assert not reply.ok


async def answer(request: Request, services: Services) -> Reply:
    """Says that it was called."""
    return Reply((), lang=request.role)


def command(name: str, role: Role = Role.EVERYONE, aliases: tuple[str, ...] = ()) -> Command:
    return Command(CommandText(name, f"/{name}", "s", "h", (), aliases), answer, role)


async def test_an_admins_command_does_not_exist_for_others(services: Services) -> None:
    commands = Registry((command("toll"), command("backup", Role.ADMIN)))
    assert (await dispatch("/backup", services, commands=commands)).ok is False
    assert (await dispatch("/backup", services, role=Role.ADMIN, commands=commands)).lang == "admin"
    assert [each.name for each in commands.for_role(Role.EVERYONE)] == ["toll"]


def test_no_two_commands_share_a_name() -> None:
    with pytest.raises(ValueError, match="/a"):
        Registry((command("a"), command("b", aliases=("a",))))


async def test_a_line_of_a_million_characters_is_bearable(services: Services) -> None:
    assert (await dispatch("how many died " * 100_000, services)).ok
