"""The use cases. `Services` is what chat commands receive: one attribute a use case."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.general import CommandText
from bot.answering.matching import Matcher
from bot.answering.words import N_, Words
from bot.domain.alerts import Here
from bot.domain.questions import Story
from bot.ports import Clock, Store
from bot.services.access import Access, Change
from bot.services.answer import AnswerService
from bot.services.ask import AskService
from bot.services.catalog import Catalog, nearest
from bot.services.chats import ChatService, Target, Wish
from bot.services.correcting import TakingBack
from bot.services.corrections import Corrections
from bot.services.export import ExportService, Format, What
from bot.services.feeddesk import FeedDesk
from bot.services.feedlist import FeedList, unconnected
from bot.services.lens import Lens
from bot.services.office import OfficeService
from bot.services.operating import Operating, Tools, make_operating
from bot.services.report import Report
from bot.services.reviewing import Change as ClaimChange
from bot.services.reviewing import ReviewService
from bot.services.submit import Submit
from bot.services.words import Catalogues

__all__ = [
    "N_",
    "Change",
    "ClaimChange",
    "CommandText",
    "Format",
    "Here",
    "Lens",
    "Services",
    "Target",
    "What",
    "Wish",
    "Words",
    "make_services",
    "nearest",
]


@dataclass(frozen=True, slots=True)
class Services:
    """What a chat command may use."""

    answer: AnswerService
    ask: AskService
    export: ExportService
    chats: ChatService
    catalog: Catalog
    catalogues: Catalogues
    clock: Clock
    feeds: FeedDesk
    operating: Operating
    access: Access
    office: OfficeService
    review: ReviewService
    corrections: Corrections
    taking_back: TakingBack
    submit: Submit


def make_services(
    store: Store,
    story: Story,
    clock: Clock,
    catalogues: Catalogues,
    tools: Tools,
    feeds: FeedList | None = None,
    access: Access | None = None,
    operating: Operating | None = None,
) -> Services:
    """The services over one store and one story; without `access` nobody is an owner. Raises ConfigError for broken word lists.

    `operating` is what goes on in the background already.
    """
    access = access or Access(store, clock, ())
    matcher = Matcher(story, catalogues.small_words())
    catalog = Catalog(story, matcher)
    return Services(
        answer=AnswerService(store, catalog),
        ask=AskService(store, catalog, matcher),
        export=ExportService(store, story),
        chats=ChatService(store, story, catalogues, clock),
        catalog=catalog,
        catalogues=catalogues,
        clock=clock,
        feeds=FeedDesk(feeds or unconnected(store, clock), clock),
        operating=operating or make_operating(store, story, clock, catalogues, tools),
        access=access,
        office=OfficeService(store, story, access, clock),
        review=ReviewService(store, story, clock),
        corrections=Corrections(store, story.questions, tools.reader),
        taking_back=TakingBack(store, story, clock, tools.reader),
        submit=Submit(
            store,
            clock,
            Report(store, story),
            lambda: tools.ingest(store),
            tools.languages,
            tools.pages,
            tools.outlet_at,
        ),
    )
