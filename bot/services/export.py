"""Hands out claims, timeline or disagreements as a file."""

from __future__ import annotations

from bot.answering.export import Format, What, as_csv, as_json, export, rows_of
from bot.answering.words import Words
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.ports import Store
from bot.services.lens import Lens, look

__all__ = ["ExportService", "Format", "What"]


class ExportService:
    """Files of everything that is known."""

    def __init__(self, store: Store, story: Story) -> None:
        self._store = store
        self._story = story

    async def reply(self, lens: Lens, what: What, form: Format) -> Reply:
        """The file as a part of a reply. Raises StoreError."""
        async with self._store.read() as snapshot:
            view = await look(snapshot, self._story, lens, events=what == "timeline")
        return export(view, lens.words, what, form)

    async def content(self, what: What, form: Format) -> bytes:
        """The file's bytes, for the command line. Raises StoreError."""
        async with self._store.read() as snapshot:
            view = await look(snapshot, self._story, Lens(Words("en")), events=what == "timeline")
        rows = rows_of(view, what)
        return as_json(rows) if form == "json" else as_csv(rows)
