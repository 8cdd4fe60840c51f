"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, int], None]
"""Is told how many are done, and of how many."""


@contextmanager
def progress_bar(label: str) -> Iterator[Advance]:
    """A bar on standard error that appears with the first step and goes with the last one, or when something fails."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=None)

    def advance(done: int, of: int) -> None:
        bar.update(task, completed=done, total=of)
        bar.start()
        if done == of:
            bar.stop()

    try:
        yield advance
    finally:
        bar.stop()


def _unseen(done: int, of: int) -> None:
    """Progress that nobody watches."""
