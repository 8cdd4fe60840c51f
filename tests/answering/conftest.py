"""The bot on small corpora: `say` answers a line as the terminal would."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import date

import pytest

from bot.domain.claims import Claim, Event, Item
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.services import Services, make_services
from bot.services.words import Catalogues
from handlers.dispatch import dispatch
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT, filled, seeds, story
from tests.fakes.tools import tools

Say = Callable[..., Awaitable[Reply]]
Bot = Callable[[Iterable[tuple[Item, list[Claim]]], Iterable[Event]], Awaitable[Services]]


@pytest.fixture(scope="session")
def configured() -> Story:
    """The configured story."""
    return story()


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    """The bot's languages."""
    return Catalogues(ROOT / "config" / "locale")


@pytest.fixture
def bot(configured: Story, catalogues: Catalogues) -> Bot:
    """Makes the services over a corpus."""

    async def make(corpus: Iterable[tuple[Item, list[Claim]]], events: Iterable[Event] = ()) -> Services:
        store = await filled(configured.questions, corpus, events)
        return make_services(store, configured, StoppedClock(), catalogues, tools())

    return make


@pytest.fixture
async def say(bot: Bot) -> Say:
    """Answers lines from the labelled seeds."""
    services = await bot(seeds(), ())

    async def answer(line: str, lang: str = "en", at: date | None = None) -> Reply:
        return await dispatch(line, services, lang=lang, at=at)

    return answer
