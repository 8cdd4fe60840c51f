"""Items, claims and states to store, with as little to say in a test as possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.claims import Claim, Event, Item, Party, Reason, Value
from bot.domain.interval import Interval
from bot.domain.positions import (
    Alert,
    Disagreement,
    HeldClaim,
    Position,
    QuestionState,
    Relation,
    Update,
)
from bot.domain.stored import Origin, Passage, StoredItem
from bot.ports import Transaction

NOON = datetime(2024, 5, 12, 12, 0, tzinfo=UTC)
DAY = date(2024, 5, 12)


def an_item(
    item_id: str = "a",
    text: str = "At least 143 people died.",
    *,
    version: int = 1,
    url: str | None = None,
    ingested: datetime = NOON,
    withdrawn: bool = False,
) -> StoredItem:
    """An item whose fingerprint is its text."""
    item = Item(item_id, "Example News", "en", "A title", text, NOON, url)
    return StoredItem(item, text, Origin.ADMIN, version, ingested, withdrawn)


def sentences(stored: StoredItem) -> list[Passage]:
    """The passages of an item whose sentences end with a full stop and a blank."""
    found, start = [], 0
    for number, sentence in enumerate(stored.item.text.split(". "), 1):
        found.append(Passage(stored.item.id, number, start, start + len(sentence), sentence))
        start += len(sentence) + 2
    return found


def an_event(item_id: str = "a", day: date = DAY, *, last: date | None = DAY, topic: str = "attack") -> Event:
    """An event of one day."""
    return Event(item_id, Interval(day, last), "day", topic, "on that day", 3, 14, "key")


def a_claim(
    item_id: str = "a", value: Value | int = 143, question: str = "killed", party: Party | None = None
) -> Claim:
    """A claim with a reason."""
    meant: Value = Interval.exactly(value) if isinstance(value, int) else value
    reasons = (Reason("trigger", "died"), Reason("number", "«143»"))
    return Claim(item_id, question, meant, party, DAY, "143 people", 9, 19, confidence=0.1 + 0.2, reasons=reasons)


def held(number: int, claim: Claim, relation: Relation = Relation.NEW, position: int | None = 1) -> HeldClaim:
    """A claim that is held."""
    return HeldClaim(number, claim, relation, position)


def quarrel(
    first: Claim, second: Claim, kind: Relation = Relation.CONFLICT, question: str = "killed"
) -> tuple[QuestionState, Alert]:
    """Two claims that contradict each other, and the alert that the second raised."""
    sides = held(1, first), held(2, second, kind, 2)
    disagreement = Disagreement(1, kind, first=1, second=2, opened_by=2, against=1)
    state = QuestionState(question, sides, (Position(1), Position(2)), (disagreement,))
    return state, Alert(question, kind, sides[1], (sides[0],), 1, "falls")


def an_update(state: QuestionState) -> Update:
    """The last claim of a state overtakes the first."""
    return Update(state.question, state.claims[-1], (state.claims[0],))


async def ingest(
    transaction: Transaction,
    item: StoredItem,
    states: Sequence[QuestionState] = (),
    alerts: Sequence[Alert] = (),
    updates: Sequence[Update] = (),
) -> None:
    """What a service does for one item."""
    await transaction.add_item(item, sentences(item), [an_event(item.item.id)])
    await transaction.save_states(states, item.ingested)
    await transaction.add_alerts(alerts, updates, item.ingested)


async def hear(transaction: Transaction, item: StoredItem, value: int, question: str = "killed") -> None:
    """Read, modify and write: append a claim to a question's state, without judging it."""
    state = (await transaction.states()).get(question, QuestionState(question, positions=(Position(1),)))
    claim = held(len(state.claims) + 1, a_claim(item.item.id, value, question))
    await ingest(transaction, item, [replace(state, claims=(*state.claims, claim))])
