"""Small things that several commands do with replies."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.reply import Reply, Text


def after(sentence: str, reply: Reply, *, ok: bool = True) -> Reply:
    """A reply that begins with what was done, or why it was not."""
    return replace(reply, parts=(Text(sentence, "plain" if ok else "warning"), *reply.parts), ok=ok)
