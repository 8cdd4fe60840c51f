"""Where the project's folders are, whatever the working directory is."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_MARK = Path("config") / "story.toml"


@cache
def project_root() -> Path:
    """The folder that holds config/, seeds/ and var/ unless settings say otherwise.

    It is the checkout that the code runs from; where the package was installed without its checkout (in an image), the
    folder around the virtual environment or else the working directory, whichever has the configuration.
    """
    checkout = Path(__file__).resolve().parents[2]
    for folder in (checkout, Path(sys.prefix).resolve().parent, Path.cwd()):
        if (folder / _MARK).is_file():
            return folder
    return checkout


def shown(path: Path) -> str:
    """A path as messages name it: from the working directory where it lies below, else in full."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
