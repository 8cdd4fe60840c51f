"""Places where a crash would hurt most, by name, so that a harness can end the process exactly there.

Without the variable CRASH_AT a passage costs a comparison. `CRASH_AT=recorded:3` kills the process with SIGKILL at the third passage of the
boundary `recorded`. docs/delivery.md lists the boundaries.
"""

from __future__ import annotations

import os
import signal
from typing import Literal

Boundary = Literal["before-commit", "after-commit", "leased", "before-send", "after-send", "recorded"]

VARIABLE = "CRASH_AT"

_name, _, _number = os.environ.get(VARIABLE, "").partition(":")
_left = int(_number) if _number.isdecimal() else 1


def passed(boundary: Boundary) -> None:
    """Say that a boundary was passed."""
    if boundary == _name:
        _count_down()


def _count_down() -> None:
    global _left
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
