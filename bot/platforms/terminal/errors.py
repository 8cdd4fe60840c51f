"""Turns what goes wrong in a command into one sentence and an exit code; a traceback is for the log."""

from __future__ import annotations

import logging
import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _

from bot.domain.errors import CounterclaimError
from bot.platforms.terminal.visible import visible

FAILED, UNEXPECTED, INTERRUPTED, BROKEN_PIPE = 1, 70, 130, 141

log = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """Run a command's work. Whatever it raises ends the process with a sentence on standard error and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except CounterclaimError as error:
        log.info("refused", extra={"error": error.id, "kind": type(error).__name__, "exit_code": error.exit_code})
        complain(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _forget_output()
        sys.exit(BROKEN_PIPE)
    except OSError as error:
        _forget_output()
        _say(_("{what}: {why}.").format(what=error.filename or _("The output"), why=error.strerror or error))
        sys.exit(FAILED)
    except Exception:  # what nobody thought of: the log has it in full
        number = uuid.uuid4().hex[:8]
        log.exception("unexpected", extra={"error": number})
        _say(_("Something went wrong inside the bot, not with what you typed. Error {id}.").format(id=number))
        sys.exit(UNEXPECTED)


def complain(error: CounterclaimError) -> None:
    """Say on standard error what was wrong, with the id that stands in the log."""
    _say(f"{error} [{error.id}]")


def _say(sentence: str) -> None:
    sys.stderr.write(f"bot: {visible(sentence)}\n")


def _forget_output() -> None:
    """Let Python's last flush of standard output go nowhere: its reader has left, or its disk is full."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
