"""What goes wrong in a command is a sentence and an exit code."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs
from bot.domain.errors import BadItemError, ConfigError, CounterclaimError, StoreBusyError, UserError
from bot.platforms.terminal.errors import told


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def ending(error: BaseException) -> int:
    """The exit code of a command that raises this."""
    with pytest.raises(SystemExit) as ended, told():
        raise error
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserError("No such thing."), 2),
        (ConfigError("A file is wrong."), 2),
        (BadItemError("The text is empty."), 3),
        (StoreBusyError("The database is busy."), 4),
    ],
)
def test_what_was_foreseen(error: CounterclaimError, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(error) == code
    assert capsys.readouterr().err == f"bot: {error} [{error.id}]\n"


def test_an_interrupt_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == ""


def test_nothing_wrong_ends_nothing() -> None:
    with told():
        pass


def test_what_nobody_thought_of_is_a_sentence_with_its_traceback_in_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOG_LEVEL", raising=False)
    logs.set_up()
    assert ending(ZeroDivisionError("secret")) == 70
    record, sentence = capsys.readouterr().err.splitlines()
    assert json.loads(record)["error"] in sentence
    assert "ZeroDivisionError" in json.loads(record)["exception"]
    assert "secret" not in sentence


@pytest.mark.parametrize(("level", "lines"), [("info", 2), ("WARNING", 1), ("nonsense", 1)])
def test_the_log_is_quiet_unless_asked(
    level: str, lines: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", level)
    logs.set_up()
    error = UserError("No such thing.")
    ending(error)
    written = capsys.readouterr().err.splitlines()
    assert len(written) == lines
    if lines == 2:
        assert json.loads(written[0])["error"] == error.id
