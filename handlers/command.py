"""What a chat command is, and what it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.reply import Reply
from bot.services import CommandText, Lens, Services, Words

if TYPE_CHECKING:
    from handlers.registry import Registry


class Role(StrEnum):
    """Who may use a command."""

    EVERYONE = "everyone"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Request:
    """One line for one command: `text` is what follows the command's name; `commands` are those the asker may use."""

    text: str
    lens: Lens
    role: Role
    commands: Registry

    @property
    def words(self) -> Words:
        """The asker's language."""
        return self.lens.words


Handle = Callable[[Request, Services], Awaitable[Reply]]
"""Answers a request. Raises UserError for what cannot be understood, StoreError where the database fails."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its description (English messages, translated when drawn) and what it does.

    `takes` names what may follow ("question", "topic", "party", "command", "day"), for completion.
    """

    text: CommandText
    handle: Handle
    role: Role = Role.EVERYONE
    takes: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The name without its slash."""
        return self.text.name
