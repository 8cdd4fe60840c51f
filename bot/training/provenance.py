"""Where the articles that a model learned from stand in the project's history."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

CHANGED = "+changed"
"""Behind a commit: the files were not as they stand there."""


def commit(files: Sequence[Path]) -> str | None:
    """The last commit that changed any of these files, marked where they differ from it since; None where git cannot tell."""
    if not files:
        return None
    names = [str(file.resolve()) for file in files]
    folder = files[0].resolve().parent
    found = _git(folder, "log", "-1", "--format=%H", "--", *names)
    changed = _git(folder, "status", "--porcelain", "--", *names)
    if not found or changed is None:
        return None
    return found + CHANGED if changed else found


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says; None where it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)  # noqa: S603, S607 - arguments are ours
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
