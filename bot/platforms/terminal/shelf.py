"""Where files of replies are put."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path


class Shelf:
    """A folder that takes files and overwrites none: a second `claims.csv` becomes `claims-2.csv`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

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
        return Path(os.path.relpath(path)) if path.is_relative_to(Path.cwd()) else path
