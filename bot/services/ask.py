"""Answers questions asked in a person's own words, from the corpus or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.ask import Found, answer, answer_line, fitting, prefixes, standing_claims
from bot.answering.export import bounds
from bot.answering.matching import Matcher
from bot.answering.view import View
from bot.answering.wording import QUOTE_LIMIT
from bot.domain.positions import HeldClaim
from bot.domain.reply import Reply
from bot.ports import Snapshot, Store
from bot.services.catalog import Catalog
from bot.services.lens import Lens, look

SEARCHED = 50


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """A claim of an answer. `lo` and `hi` are numbers or ISO days (`hi` None: open), `value` the id of a choice."""

    question: str
    lo: int | str | None
    hi: int | str | None
    value: str | None
    item: str
    quote: str


@dataclass(frozen=True, slots=True)
class AskedPassage:
    """A passage of an answer, verbatim, at most 300 characters."""

    item: str
    quote: str


@dataclass(frozen=True, slots=True)
class AskResult:
    """What the corpus answers: one line, and the claims or the passages it rests on; both are empty where it has nothing."""

    answer: str
    claims: tuple[AskedClaim, ...]
    passages: tuple[AskedPassage, ...]
    reply: Reply


class AskService:
    """Finds the question that fits, else the passages that speak of it."""

    def __init__(self, store: Store, catalog: Catalog, matcher: Matcher) -> None:
        self._store = store
        self._catalog = catalog
        self._matcher = matcher

    async def ask(self, lens: Lens, text: str) -> AskResult:
        """The answer to a sentence. Raises StoreError."""
        async with self._store.read() as snapshot:
            view = await look(snapshot, self._catalog.story, lens)
            found = await self._find(snapshot, view, lens, text)
        return AskResult(
            answer_line(view, lens.words, found),
            tuple(_claim(held) for held in found.claims),
            tuple(AskedPassage(one.passage.item, _verbatim(one.passage.text)) for one in found.passages),
            answer(view, lens.words, found),
        )

    async def _find(self, snapshot: Snapshot, view: View, lens: Lens, text: str) -> Found:
        question = self._catalog.find_question(text, lens.words.lang)
        claims = standing_claims(view, question) if question else ()
        if question:  # passages under a question that nobody answered would look like an answer
            return Found(question, claims)
        content = self._matcher.content(text, lens.words.lang)
        passages = await snapshot.search(prefixes(content), SEARCHED) if content else ()
        return Found(None, (), fitting(view, content, passages))


def _claim(held: HeldClaim) -> AskedClaim:
    claim = held.claim
    ends = bounds(claim.value)
    value = ends["value"]
    return AskedClaim(
        claim.question, ends["lo"], ends["hi"], None if value is None else str(value), claim.item, claim.quote
    )


def _verbatim(text: str) -> str:
    """The first whole words of a passage that fit."""
    if len(text) <= QUOTE_LIMIT:
        return text
    return text[: QUOTE_LIMIT + 1].rpartition(" ")[0]
