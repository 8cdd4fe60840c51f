"""What a chat command is, and what it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.people import Asker, Role
from bot.domain.reply import Reply
from bot.services import CommandText, Here, Lens, Services, Words

if TYPE_CHECKING:
    from handlers.registry import Registry


@dataclass(frozen=True, slots=True)
class Request:
    """One line for one command: `text` is what follows the command's name; `commands` are those the asker may use.

    `here` is the chat it is about, None where there is none to speak of (an inline query).
    """

    text: str
    lens: Lens
    role: Role
    commands: Registry
    asker: Asker
    here: Here | None = None

    @property
    def words(self) -> Words:
        """The asker's language."""
        return self.lens.words


__all__ = ["Asker", "Command", "Request", "Role"]

Handle = Callable[[Request, Services], Awaitable[Reply]]
"""Answers a request. Raises UserError for what cannot be understood, StoreError where the database fails."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its description (English messages, translated when drawn) and what it does.

    `takes` names what may follow ("question", "topic", "party", "command", "day"), for completion. `takes_texts` is for a command that
    whole articles may follow; what `acts` goes into the audit log with what followed it, unless its service writes more exactly. A
    `setting` is about the chat itself: in a group an administrator's word counts, and a channel may be named.
    """

    text: CommandText
    handle: Handle
    role: Role = Role.EVERYONE
    takes: tuple[str, ...] = field(default=())
    takes_texts: bool = False
    acts: bool = False
    setting: bool = False

    @property
    def name(self) -> str:
        """The name without its slash."""
        return self.text.name
