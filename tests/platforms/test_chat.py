"""The conversation at a terminal."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.domain.errors import CounterclaimError, StoreBusyError
from bot.platforms.terminal.chat import completions, converse, piped, prompted

VOCABULARY = {"/claims": ("killed", "injured"), "/compare": ("russia", "tajikistan"), "/help": ()}


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("/c", [("/claims", 2), ("/compare", 2)]),
        ("/claims ", [("killed", 0), ("injured", 0)]),
        ("/CLAIMS K", [("killed", 1)]),
        ("/compare russia t", [("tajikistan", 1)]),
        ("/nothing ", []),
        ("how many", []),
        ("", []),
    ],
)
def test_completions(before: str, found: list[tuple[str, int]]) -> None:
    assert list(completions(before, VOCABULARY)) == found


async def lines(*texts: str) -> AsyncIterator[str]:
    for text in texts:
        yield text


async def test_an_error_ends_one_line_and_not_the_conversation() -> None:
    answered: list[str] = []
    complaints: list[CounterclaimError] = []

    async def answer(line: str) -> None:
        if line == "busy":
            raise StoreBusyError("The database is busy.")
        answered.append(line)

    await converse(answer, complaints.append, lines(" /toll \n", "\n", "busy\n", "/help"))
    assert answered == ["/toll", "/help"]
    assert [str(error) for error in complaints] == ["The database is busy."]


async def test_a_pipe_is_read_line_by_line_whatever_its_bytes() -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"/toll\n\xff\xfe\n/help"), encoding="ascii")
    assert [line async for line in piped(stream)] == ["/toll\n", "\ufffd\ufffd\n", "/help"]


async def typed(keys: Iterable[str], history: Path) -> list[str]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        for key in keys:
            pipe.send_text(key)
        return [line async for line in prompted(history, VOCABULARY, "type /help")]


async def test_lines_are_typed_kept_and_left_with_control_d(tmp_path: Path) -> None:
    history = tmp_path / "var" / "history"
    assert await typed(["/toll\r", "\x04"], history) == ["/toll"]
    assert "+/toll" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0


async def test_control_c_empties_the_line_and_stays(tmp_path: Path) -> None:
    assert await typed(["/to\x03", "/help\r", "\x04"], tmp_path / "history") == ["/help"]


async def test_a_history_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert await typed(["/help\r", "\x04"], blocked / "history") == ["/help"]
