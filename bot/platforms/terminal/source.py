"""Texts from files and from standard input."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path
from typing import BinaryIO

from bot.domain.errors import BadItemError

STANDARD_INPUT = "-"


def read_text(name: str, limit: int) -> str:
    """The UTF-8 text of a file, or of standard input for "-", without a byte order mark and with "\\n" at the end of lines.

    No more than `limit` bytes are read. Raises BadItemError where there is no such file, it cannot be read, is longer, or is no UTF-8.
    """
    shown = _("The standard input") if name == STANDARD_INPUT else name
    try:
        if name == STANDARD_INPUT:
            content = _bytes(sys.stdin.buffer, limit)
        else:
            with Path(name).open("rb") as file:
                content = _bytes(file, limit)
    except FileNotFoundError:
        raise BadItemError(_("There is no file {name}.").format(name=name)) from None
    except IsADirectoryError:
        raise BadItemError(_("{name} is a folder; give a file.").format(name=name)) from None
    except OSError as error:
        raise BadItemError(_("{name} cannot be read: {why}.").format(name=shown, why=error.strerror or error)) from None
    if len(content) > limit:
        raise BadItemError(
            _("{name} has more than {limit:,} bytes; give a shorter one.").format(name=shown, limit=limit)
        )
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadItemError(
            _("{name} is no UTF-8 text: byte {place} cannot be read.").format(name=shown, place=error.start + 1)
        ) from None


def _bytes(file: BinaryIO, limit: int) -> bytes:
    """Everything up to one byte past the limit."""
    return file.read(limit + 1)
