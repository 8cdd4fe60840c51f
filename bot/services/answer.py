"""Answers the questions that commands ask: takes a consistent look at the store and hands it to the room that writes replies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date

from bot.answering import chart, claims, compare, disagreements, general, latest, outlets, timeline, toll
from bot.answering.general import CommandText
from bot.answering.silent import still_stands
from bot.answering.view import View
from bot.answering.wording import source_name
from bot.domain.claims import Party
from bot.domain.errors import UserError
from bot.domain.interval import Interval
from bot.domain.positions import DisagreementStatus
from bot.domain.questions import Question, Topic
from bot.domain.reply import Reply
from bot.ports import Store
from bot.services.catalog import Catalog, nearest
from bot.services.lens import Lens, look


class AnswerService:
    """One method for each command that reads. All raise StoreError where the database cannot be read."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self._store = store
        self._catalog = catalog

    async def start(self, lens: Lens) -> Reply:
        """The greeting."""
        async with self._view(lens) as view:
            return general.start(view, lens.words)

    async def about(self, lens: Lens) -> Reply:
        """Where the data comes from."""
        async with self._view(lens) as view:
            return general.about(view, lens.words)

    def help(self, lens: Lens, commands: Sequence[CommandText], one: CommandText | None = None) -> Reply:
        """All commands, or one in detail."""
        return general.help_one(lens.words, one) if one else general.help_all(lens.words, commands)

    async def year(self) -> int | None:
        """The year that a day without one means: that of the latest item."""
        async with self._store.read() as snapshot:
            return next((stored.item.day.year for stored in await snapshot.items(limit=1)), None)

    async def toll(self, lens: Lens, question: Question | None = None, topic: Topic | None = None) -> Reply:
        """The figures of /toll, of one question, or of a topic's counts."""
        async with self._view(lens) as view:
            if question is not None:
                return toll.toll_of(view, lens.words, question)
            questions = self._catalog.of_topic(topic) if topic else self._catalog.toll()
            return toll.toll(view, lens.words, questions)

    async def toll_chart(self, lens: Lens, question: Question | None = None, topic: Topic | None = None) -> Reply:
        """The figures of /toll, of one question, or of a topic's counts, as a picture, drawn beside the other replies."""
        questions = [question] if question else self._catalog.of_topic(topic) if topic else self._catalog.toll()
        async with self._view(lens) as view:
            return await asyncio.to_thread(chart.toll_chart, view, lens.words, questions)

    async def timeline_chart(
        self, lens: Lens, period: Interval[date] | None = None, topic: Topic | None = None
    ) -> Reply:
        """Dated events of a period of UTC days, as a picture, drawn beside the other replies."""
        async with self._view(lens, events=True) as view:
            return await asyncio.to_thread(chart.timeline_chart, view, lens.words, period, topic)

    async def timeline(
        self, lens: Lens, period: Interval[date] | None = None, topic: Topic | None = None, page: int = 1
    ) -> Reply:
        """Dated events of a period of UTC days."""
        async with self._view(lens, events=True) as view:
            return timeline.timeline(view, lens.words, period, topic, page)

    async def claims(self, lens: Lens, question: Question | None = None, page: int = 1, *, why: bool = False) -> Reply:
        """The claims on a question, with `why` also how each was read, or the questions that have claims."""
        async with self._view(lens) as view:
            if question is None:
                return claims.questions_with_claims(view, lens.words)
            return claims.claims(view, lens.words, question, page, why=why)

    async def compare(
        self, lens: Lens, first: Party, second: Party, topic: Topic | None = None, page: int = 1
    ) -> Reply:
        """What two parties say."""
        async with self._view(lens) as view:
            return compare.compare(view, lens.words, first, second, topic, page)

    async def disagreements(
        self,
        lens: Lens,
        question: Question | None = None,
        topic: Topic | None = None,
        page: int = 1,
        *,
        all_of: bool = False,
    ) -> Reply:
        """Open disagreements, of one question or topic where given; `all_of` takes the closed ones as well."""
        chosen = {question.id} if question else {q.id for q in self._catalog.of_topic(topic)} if topic else None
        async with self._view(lens) as view:
            wanted = [
                d
                for d in view.disagreements
                if (all_of or d.disagreement.status is DisagreementStatus.OPEN)
                and (chosen is None or d.question in chosen)
            ]
            command = " ".join(
                ["/disagreements", *(["all"] if all_of else []), *(thing.id for thing in (question, topic) if thing)]
            )
            silent = [
                one
                for one in view.silent
                if (chosen is None or one.change.question in chosen) and (all_of or still_stands(view, one.change))
            ]
            return disagreements.disagreements(view, lens.words, wanted, command, page, silent)

    async def disagreement(self, lens: Lens, number: int) -> Reply:
        """One disagreement by its number. Raises UserError where there is none."""
        async with self._view(lens) as view:
            found = next((d for d in view.disagreements if d.number == number), None)
            if found is None:
                message = lens.words.gettext("There is no disagreement {number}. /disagreements lists them.")
                raise UserError(message.format(number=number))
            return disagreements.disagreement(view, lens.words, found)

    async def sources(self, lens: Lens, page: int = 1) -> Reply:
        """The outlets."""
        async with self._view(lens) as view:
            return outlets.sources(view, lens.words, page)

    async def source(self, lens: Lens, name: str) -> Reply:
        """One outlet by its name or an alias. Raises UserError with the nearest one."""
        async with self._view(lens) as view:
            records = {record.name.casefold(): record for record in outlets.records(view).values()}
            known = source_name(view.story, name).casefold()
            if known not in records:
                near = nearest(name, records)
                message = lens.words.gettext("Nothing in the corpus comes from “{name}”. Try /source {example}.")
                example = records[near].name if near else next((r.name for r in records.values()), "")
                raise UserError(message.format(name=name, example=example))
            return outlets.source(view, lens.words, records[known])

    async def latest(self, lens: Lens, number: int) -> Reply:
        """The last ingested items and what each changed."""
        async with self._store.read() as snapshot:
            view = await look(snapshot, self._catalog.story, lens)
            items = list(view.items.values())[:number]
            raised = await snapshot.changes([stored.item.id for stored in items])
        return latest.latest(view, lens.words, items, raised)

    @asynccontextmanager
    async def _view(self, lens: Lens, *, events: bool = False) -> AsyncIterator[View]:
        async with self._store.read() as snapshot:
            view = await look(snapshot, self._catalog.story, lens, events=events)
        yield view
