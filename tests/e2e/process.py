"""The real process on a database of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.e2e.forked import ROOT, start

__all__ = ["ROOT", "Bot", "copy"]


def copy(database: Path, to: Path) -> None:
    """Copy a database that others may have open."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


@dataclass(frozen=True)
class Bot:
    """Runs `python -m bot` with a database, a configuration and seeds that a test may change."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        """The database's file."""
        return self.folder / "bot.db"

    def run(self, *arguments: str, stdin: str | bytes = b"", code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and check its exit code."""
        content = stdin.encode() if isinstance(stdin, str) else stdin
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        own = {"DATABASE_URL": f"sqlite+aiosqlite:///{self.database}", "FEEDS_WATCH": "no"}
        environment = kept | own | dict(self.environment)
        with TemporaryDirectory() as folder:
            given, out, err = (Path(folder) / name for name in ("stdin", "stdout", "stderr"))
            given.write_bytes(content)
            ended = start(arguments, environment, given, out, err).join(60)
            told, wrong = (stream.read_bytes().decode() if stream.exists() else "" for stream in (out, err))
        assert ended == code, f"exit code {ended}\n{told}\n{wrong}"
        return subprocess.CompletedProcess(["bot", *arguments], ended, told, wrong)

    def say(self, line: str, *arguments: str) -> str:
        """The reply to a line."""
        return self.run("say", line, *arguments).stdout

    def json(self, *arguments: str, stdin: str | bytes = b"") -> Any:
        """What a command prints as JSON."""
        return json.loads(self.run(*arguments, "--json", stdin=stdin).stdout)

    def ingest(self, text: str, *arguments: str, published: str = "2024-05-12") -> Any:
        """Take a text in by standard input; the row of it."""
        options = "--source", "Example News", "--published", published, "--lang", "en"
        return self.json("ingest", "-", *options, *arguments, stdin=text)

    def complaint(self, *arguments: str, code: int, stdin: str | bytes = b"") -> str:
        """The one sentence on standard error of a command that fails with this code and prints nothing else."""
        done = self.run(*arguments, code=code, stdin=stdin)
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith("bot: ")
        return line.removeprefix("bot: ").rpartition(" [")[0]
