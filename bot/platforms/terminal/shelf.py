"""Where files of replies are put."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path


class Shelf:
    """A folder that takes files and overwrites none: a second `claims.csv` becomes `claims-2.csv`. The oldest ones past `room` go."""

    def __init__(self, folder: Path, room: int = 50) -> None:
        self._folder = folder
        self._room = room

    def save(self, name: str, content: bytes) -> Path:
        """Put a file there and say where, from the working directory if it lies below. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        wanted = Path(Path(name).name or "file")
        for number in count(1):
            path = self._folder / (wanted if number == 1 else wanted.with_stem(f"{wanted.stem}-{number}"))
            try:
                with path.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                continue
            break
        self._prune(path)
        return Path(os.path.relpath(path)) if path.is_relative_to(Path.cwd()) else path

    def _prune(self, newest: Path) -> None:
        """Keep the newest files. What cannot be looked at or removed stays: it is in nobody's way."""
        with suppress(OSError):
            files = [path for path in self._folder.iterdir() if path.is_file() and path != newest]
            files.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in files[self._room - 1 :]:
                path.unlink(missing_ok=True)
