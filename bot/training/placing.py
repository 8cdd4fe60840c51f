"""Where a model is while it is in training: beside the folder it is meant for, whose files it replaces when it is finished."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.reading.learned.card import CARD, FILES


@contextmanager
def until_finished(folder: Path) -> Iterator[Path]:
    """A folder to write a model into, which takes the place of the one in `folder` when the block ends; not so where it raises.

    What else lies in `folder` stays. The card comes last: a model that was replaced by halves does not fit its card and is not used.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-training-") as name:
        unfinished = Path(name)
        yield unfinished
        folder.mkdir(exist_ok=True)
        for file in (*FILES, CARD):
            (unfinished / file).replace(folder / file)
