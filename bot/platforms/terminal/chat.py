"""The conversation at a terminal: a prompt with completion and history, or lines from a pipe."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.domain.errors import CounterclaimError

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

Answer = Callable[[str], Awaitable[None]]
"""Answers one line and prints the reply."""

Vocabulary = Mapping[str, Sequence[str]]
"""What can follow each command: "/claims" -> ("killed", "injured", …)."""


def completions(before: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """What may stand at the end of the words typed so far: each completion with how many characters it replaces."""
    command, space, rest = before.partition(" ")
    if not space:
        candidates: Iterable[str] = sorted(vocabulary) if command.startswith("/") else ()
        typed = command
    else:
        candidates = vocabulary.get(command.lower(), ())
        typed = rest.rsplit(" ", 1)[-1]
    for candidate in candidates:
        if candidate.startswith(typed.lower()):
            yield candidate, len(typed)


async def converse(answer: Answer, complain: Callable[[CounterclaimError], None], lines: AsyncIterator[str]) -> None:
    """Answer line after line until they end. What goes wrong with one line is told by `complain` and ends nothing."""
    async for line in lines:
        if line.strip():
            try:
                await answer(line.strip())
            except CounterclaimError as error:
                complain(error)


async def piped(stream: TextIO | None = None) -> AsyncIterator[str]:
    """The lines of a pipe or a file, one by one; bytes that are no UTF-8 become U+FFFD."""
    stream = sys.stdin if stream is None else stream
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    for line in stream:
        yield line


async def prompted(history: Path, vocabulary: Vocabulary, hint: str) -> AsyncIterator[str]:
    """Lines typed at the prompt. Ctrl-C empties the line, Ctrl-D leaves. Without a writable `history` none is kept."""
    from prompt_toolkit.patch_stdout import patch_stdout

    session = _session(history, vocabulary, hint)
    while True:
        try:
            with patch_stdout(raw=True):  # what is printed meanwhile comes above the prompt
                line = await session.prompt_async("> ")
            yield line
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _session(history: Path, vocabulary: Vocabulary, hint: str) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    class Words(Completer):
        def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
            for word, length in completions(document.text_before_cursor.lstrip(), vocabulary):
                yield Completion(word, start_position=-length)

    kept: History = InMemoryHistory()
    with suppress(OSError):
        history.parent.mkdir(parents=True, exist_ok=True)
        history.touch(mode=0o600)
        kept = FileHistory(history)
    return PromptSession(completer=Words(), history=kept, placeholder=hint, complete_while_typing=True)
