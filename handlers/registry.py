"""Finds commands by what a user typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.services import CommandText, nearest
from handlers.command import Command, Role


class Registry:
    """Commands by name and alias, in their order. A name is given once."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = tuple(commands)
        self._names: dict[str, Command] = {}
        for command in commands:
            for name in (command.name, *command.text.aliases):
                if name in self._names:
                    raise ValueError(f"two commands are called /{name}")
                self._names[name] = command

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands)

    def find(self, name: str) -> Command | None:
        """The command with this name or alias; a slash and letter case do not matter."""
        return self._names.get(name.removeprefix("/").lower())

    def nearest(self, name: str) -> Command | None:
        """The command whose name looks most like this one."""
        known = nearest(name.removeprefix("/"), self._names)
        return self._names[known] if known else None

    def for_role(self, role: Role) -> Registry:
        """The commands that somebody in this role may use."""
        return Registry([c for c in self._commands if role.may(c.role)])

    def texts(self) -> list[CommandText]:
        """The descriptions, in order."""
        return [command.text for command in self._commands]
