"""Who talks to the bot, and what they may do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

TERMINAL = "terminal"

_SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "telegram": (re.compile(r"[1-9]\d{0,15}"), "123456789"),
    "discord": (re.compile(r"[1-9]\d{0,19}"), "80351110224678912"),
    TERMINAL: (re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}"), "ann"),
}
"""What ids look like on each platform, with an example."""

PLATFORMS = tuple(_SHAPES)


class Role(StrEnum):
    """What somebody may do; each role may do all that the ones before it may."""

    EVERYONE = "everyone"
    ADMIN = "admin"
    OWNER = "owner"

    def may(self, needed: Role) -> bool:
        """Whether somebody in this role may do what that role is needed for."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Person:
    """A user by the platform and the id there."""

    platform: str
    user: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.user}" if self.user else self.platform


AT_THE_MACHINE = Person(TERMINAL, "")
"""Whoever sits at the machine the bot runs on; no id of the terminal is empty."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who sends a line, and from where.

    `chat` and `thread` are ids on the person's platform, empty where there is only this one conversation. `meant` is somebody else whom
    the line points at: by answering or forwarding a message of theirs, or by a @name that was seen before. `openly` says that the
    answer goes where anybody may read it, and must be as for anybody.
    """

    person: Person = AT_THE_MACHINE
    chat: str = ""
    thread: str = ""
    meant: Person | None = None
    openly: bool = False


def example(platform: str) -> str:
    """How an id of a platform is written."""
    return f"{platform}:{_SHAPES[platform][1]}"


def parse_person(text: str, platform: str | None = None) -> Person:
    """The person that "telegram:123" names; an id alone is one of `platform`. Raises ValueError for anything else."""
    name, colon, user = text.strip().partition(":")
    if not colon:
        name, user = platform or "", name
    if name not in _SHAPES or not _SHAPES[name][0].fullmatch(user):
        raise ValueError(text)
    return Person(name, user)
