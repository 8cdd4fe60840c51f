"""Through which eyes the corpus is seen: in which language, and as of which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.answering.view import View
from bot.answering.words import Words
from bot.domain.claims import Claim
from bot.domain.positions import QuestionState
from bot.domain.questions import Story
from bot.judging import fold
from bot.ports import Snapshot
from bot.services.rulings import Rulings, rulings_of


@dataclass(frozen=True, slots=True)
class Lens:
    """The reader's words, and the last UTC day that is known to them (None: all days)."""

    words: Words
    at: date | None = None


async def look(snapshot: Snapshot, story: Story, lens: Lens, *, events: bool = False) -> View:
    """The corpus as the lens shows it; events only where they are asked for. Raises StoreError."""
    rulings = await rulings_of(snapshot)
    view = View(
        story,
        await snapshot.states(),
        {stored.item.id: stored for stored in await snapshot.items()},
        await snapshot.disagreements(),
        await snapshot.events() if events else (),
        silent=await snapshot.history.silent_changes(),
        signatures=await snapshot.history.signatures(),
        reviews={review.number: review for review in rulings.reviews},
    )
    return view if lens.at is None else view.cut(lens.at, _states_at(view, lens.at, rulings))


def _states_at(view: View, at: date, rulings: Rulings) -> Mapping[str, QuestionState]:
    """The states as they were when only what was published by the end of this day counted."""
    published = {key: stored.item.published for key, stored in view.items.items() if stored.item.day <= at}
    return {
        question.id: rulings.settled(fold(question, _batches(view, question.id, published), published))
        for question in view.story.questions.values()
        if question.id in view.states
    }


def _batches(view: View, question_id: str, published: Mapping[str, datetime]) -> Iterable[Sequence[Claim]]:
    """The claims of one item after another, in the order they were heard."""
    heard = [held.claim for held in view.claims(question_id) if held.claim.item in published]
    return [list(claims) for _, claims in groupby(heard, key=lambda claim: claim.item)]
