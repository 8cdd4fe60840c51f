"""The progress bar."""

from __future__ import annotations

import io
import sys

import pytest

from bot.platforms.terminal.progress import progress_bar


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "seen"), [(io.StringIO, False), (Terminal, True)])
def test_a_bar_is_for_those_who_watch(monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], seen: bool) -> None:
    error = stream()
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("Reading") as advance:
        advance(0, 5)
        advance(5, 5)
        written = error.getvalue()
    assert error.getvalue() == written
    assert ("Reading" in error.getvalue()) is seen


def test_a_bar_that_never_advanced_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    error = Terminal()
    monkeypatch.setattr(sys, "stderr", error)
    with progress_bar("Reading"):
        pass
    assert "Reading" not in error.getvalue()
