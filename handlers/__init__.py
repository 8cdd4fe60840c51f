"""The chat commands, one file each, and the registry that names them all."""

from __future__ import annotations

from handlers import (
    about,
    ask,
    claims,
    compare,
    disagreement,
    disagreements,
    export,
    help,  # noqa: A004 - the command's name
    latest,
    source,
    sources,
    start,
    timeline,
    toll,
)
from handlers.command import Command, Request, Role
from handlers.registry import Registry

COMMANDS = Registry(
    (
        toll.COMMAND,
        timeline.COMMAND,
        ask.COMMAND,
        claims.COMMAND,
        compare.COMMAND,
        disagreements.COMMAND,
        disagreement.COMMAND,
        sources.COMMAND,
        source.COMMAND,
        latest.COMMAND,
        export.COMMAND,
        help.COMMAND,
        about.COMMAND,
        start.COMMAND,
    )
)
"""All commands, in the order in which /help lists them."""

__all__ = ["COMMANDS", "Command", "Registry", "Request", "Role"]
