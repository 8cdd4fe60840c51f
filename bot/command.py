"""What the commands of the command line share: how one gets at the settings, and how it ends."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from bot.base import Base

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def new_base() -> Base:
    """What needs no database; imported when a command needs it. Raises ConfigError."""
    from bot.base import Base

    return Base()


def finish(work: Coroutine[Any, Any, int]) -> NoReturn:
    """Run a command to its end and exit with its code."""
    leave(asyncio.run(work))


def leave(code: int) -> NoReturn:
    """Exit with a code when all output is out; what cannot be written is still an error of the command."""
    sys.stdout.flush()
    sys.exit(code)
