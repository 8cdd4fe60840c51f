"""Starts the bot's process as a fork of one that has imported its modules: half a second less for each of two hundred.

It is the real command line in a process of its own, with an environment, standard streams and signals of its own. What only `python -m bot`
shows, such as streams that are closed at the start, is tested with that (test_bad_input.py).
"""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

ROOT = Path(__file__).parents[2]

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        "bot.cli", "bot.app", "bot.console", "bot.feedconsole", "bot.doctor", "bot.serve", "bot.reading.learned.second",
        "bot.platforms.telegram", "bot.store.migrate", "alembic.command", "sqlalchemy.dialects.sqlite.aiosqlite",
    ]
)  # fmt: skip

_READING, _WRITING = os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_APPEND


class Forked:
    """A process that was started; as `asyncio.subprocess.Process`, as far as the tests need it."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit code, or None while it runs; -9 after SIGKILL."""
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Raises ProcessLookupError where it has ended."""
        if self.returncode is not None:
            raise ProcessLookupError
        os.kill(self.pid, number)

    def terminate(self) -> None:
        """SIGTERM."""
        self._process.terminate()

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()

    async def wait(self) -> int:
        """Until it ends; the exit code."""
        ended = asyncio.Event()
        loop, sentinel = asyncio.get_running_loop(), self._process.sentinel
        loop.add_reader(sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(sentinel)
        return self.join()

    def join(self, seconds: float | None = None) -> int:
        """The same, for who has nothing else to do. Raises TimeoutError, and kills it then."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            self.kill()
            self._process.join()
            raise TimeoutError
        return self._process.exitcode


def start(arguments: Sequence[str], environment: Mapping[str, str], stdin: Path, stdout: Path, stderr: Path) -> Forked:
    """Start `bot` with these arguments and nothing else in its environment; its streams are files, of which two may be one."""
    streams = (str(stdin), str(stdout), str(stderr))
    process = _FORKS.Process(target=_main, args=(list(arguments), dict(environment), streams))
    process.start()
    return Forked(process)


def _main(arguments: list[str], environment: dict[str, str], streams: tuple[str, str, str]) -> None:
    """What the new process does."""
    for number, (path, flags) in enumerate(zip(streams, (_READING, _WRITING, _WRITING), strict=True)):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115 - to the end
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    sys.argv = ["bot", *arguments]
    from bot import boundary
    from bot.cli import main

    importlib.reload(boundary)  # which looks into the environment once, when it is imported
    main()
