"""Tells what ingesting or reseeding did, as a reply."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.ingested import explained, ingested
from bot.answering.reseeded import reseeded
from bot.answering.view import View
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.domain.stored import NumberedDisagreement, Origin, StoredItem
from bot.ports import Store
from bot.services.difference import Reseeded
from bot.services.ingest import Ingested
from bot.services.lens import Lens, look

UNSTORED = 0
"""The number of a disagreement that a dry run would open."""


class Report:
    """The use case."""

    def __init__(self, store: Store, story: Story) -> None:
        self._store = store
        self._story = story

    async def ingested(self, lens: Lens, told: Ingested, *, explain: bool = False) -> Reply:
        """The claims of one text and what they changed, with `explain` also why they were made. Raises StoreError."""
        async with self._store.read() as snapshot:
            view = await look(snapshot, self._story, lens)
        if told.dry_run:
            view = _as_if_stored(view, told)
        reply = ingested(view, lens.words, told.item, told.changes, told.reading.claims)
        if not explain:
            return reply
        refused = [(one.question, one.quote, one.reasons) for one in told.reading.rejected]
        return replace(reply, parts=reply.parts + explained(view, lens.words, told.reading.claims, refused).parts)

    def reseeded(self, lens: Lens, told: Reseeded, *, dry_run: bool = False) -> Reply:
        """What a new reading changed, or would."""
        return reseeded(
            self._story,
            lens.words,
            told.items,
            told.appeared,
            told.vanished,
            told.changed,
            told.opened,
            told.closed,
            told.alerts,
            dry_run=dry_run,
        )


def _as_if_stored(view: View, told: Ingested) -> View:
    """The view after a dry run, as if it had been none."""
    stored = StoredItem(told.item, "", Origin.ADMIN, 1, told.item.published)
    known = {(each.question, each.disagreement.number) for each in view.disagreements}
    opened = [
        NumberedDisagreement(UNSTORED, state.question, each, told.item.published)
        for state in told.states
        for each in state.disagreements
        if (state.question, each.number) not in known
    ]
    return replace(
        view,
        states={**view.states, **{state.question: state for state in told.states}},
        items={**view.items, told.item.id: stored},
        disagreements=(*view.disagreements, *opened),
    )
