"""Errors with one root: each says in a sentence what was wrong and what to do, and whether a retry makes sense."""

from __future__ import annotations

import traceback
import uuid


class CounterclaimError(Exception):
    """Root of all errors the bot raises on purpose.

    `exit_code` is what the command line ends with; `retry` says whether the same call may succeed later; `id` stands in the
    log line and in what the user sees.
    """

    exit_code = 1
    retry = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.id = uuid.uuid4().hex[:8]


class UserError(CounterclaimError):
    """What a user typed cannot be understood; the message says what to type instead."""

    exit_code = 2


class ConfigError(CounterclaimError):
    """A file of the configuration is wrong; the message names file and line."""

    exit_code = 2


class BadItemError(CounterclaimError):
    """A text cannot be taken as an item (empty, binary, too long, in the future, of an unknown language)."""

    exit_code = 3


class StoreError(CounterclaimError):
    """The database cannot be used; nothing of the failed step was stored."""

    exit_code = 4


class StoreUnwritableError(StoreError):
    """The database can be read but nothing can be stored: it is read-only, or its disk is full. Questions are still answered."""


class StoreBusyError(StoreError):
    """Another process holds the database; the same call may succeed in a moment."""

    retry = True


def places(error: BaseException) -> list[str]:
    """Where in the code an error arose, the innermost place last, without its words: those may be a user's."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
