"""Rows to values of the domain and back: the one place that knows both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.claims import Claim, Event, Item, Party, Reason
from bot.domain.identity import ValueText
from bot.domain.interval import Interval
from bot.domain.positions import (
    Disagreement,
    DisagreementStatus,
    HeldClaim,
    Position,
    PositionStatus,
    Relation,
)
from bot.domain.stored import Origin, Passage, StoredItem

Row = Mapping[Any, Any]
"""A row by column names."""


def item_row(stored: StoredItem) -> dict[str, Any]:
    """A version of an item as a row of `item_versions`."""
    item = stored.item
    return {
        "item": item.id,
        "version": stored.version,
        "source": item.source,
        "lang": item.lang,
        "title": item.title,
        "text": item.text,
        "published": item.published,
        "published_is_day": item.published_is_day,
        "url": item.url,
        "fingerprint": stored.fingerprint,
        "origin": stored.origin.value,
        "ingested": stored.ingested,
        "withdrawn": stored.withdrawn,
    }


def stored_item(row: Row) -> StoredItem:
    """A version of an item."""
    item = Item(
        id=row["item"],
        source=row["source"],
        lang=row["lang"],
        title=row["title"],
        text=row["text"],
        published=row["published"],
        url=row["url"],
        published_is_day=row["published_is_day"],
    )
    return StoredItem(
        item, row["fingerprint"], Origin(row["origin"]), row["version"], row["ingested"], row["withdrawn"]
    )


def held_row(held: HeldClaim, version: int, at: datetime) -> dict[str, Any]:
    """A held claim as a row of `claims`, without generation and question."""
    claim = held.claim
    value = ValueText.of(claim.value)
    return {
        "number": held.number,
        "item": claim.item,
        "item_version": version,
        "value_type": value.type,
        "lo": value.lo,
        "hi": value.hi,
        "party": claim.party.value if claim.party else None,
        "as_of": claim.as_of,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "past": claim.past,
        "confidence": claim.confidence,
        "reasons": [[reason.code, reason.detail] for reason in claim.reasons],
        "relation": held.relation.value,
        "position": held.position,
        "withdrawn": held.withdrawn,
        "heard_at": at,
    }


def held_claim(row: Row) -> HeldClaim:
    """A held claim."""
    claim = Claim(
        item=row["item"],
        question=row["question"],
        value=ValueText(row["value_type"], row["lo"], row["hi"]).value(),
        party=Party(row["party"]) if row["party"] else None,
        as_of=row["as_of"],
        quote=row["quote"],
        start=row["start"],
        end=row["end"],
        past=row["past"],
        confidence=row["confidence"],
        reasons=tuple(Reason(code, detail) for code, detail in row["reasons"]),
    )
    return HeldClaim(row["number"], claim, Relation(row["relation"]), row["position"], row["withdrawn"])


def position_row(position: Position) -> dict[str, Any]:
    """A position as a row of `positions`, without generation and question."""
    return {"number": position.number, "status": position.status.value, "overtaken_by": position.overtaken_by}


def position(row: Row) -> Position:
    """A position."""
    return Position(row["number"], PositionStatus(row["status"]), row["overtaken_by"])


def disagreement_row(disagreement: Disagreement, shown: int) -> dict[str, Any]:
    """A disagreement as a row of `disagreements`, without generation and question; `shown` is the number people see."""
    return {
        "number": disagreement.number,
        "shown": shown,
        "kind": disagreement.kind.value,
        "first": disagreement.first,
        "second": disagreement.second,
        "opened_by": disagreement.opened_by,
        "against": disagreement.against,
        "status": disagreement.status.value,
        "reason": disagreement.reason,
    }


def disagreement(row: Row) -> Disagreement:
    """A disagreement."""
    return Disagreement(
        number=row["number"],
        kind=Relation(row["kind"]),
        first=row["first"],
        second=row["second"],
        opened_by=row["opened_by"],
        against=row["against"],
        status=DisagreementStatus(row["status"]),
        reason=row["reason"],
    )


def event_row(event: Event) -> dict[str, Any]:
    """An event as a row of `events`, without generation, version and number."""
    return {
        "item": event.item,
        "first_day": event.when.lo,
        "last_day": event.when.hi,
        "precision": event.precision,
        "topic": event.topic,
        "quote": event.quote,
        "start": event.start,
        "end": event.end,
        "key": event.key,
    }


def event(row: Row) -> Event:
    """An event."""
    return Event(
        item=row["item"],
        when=Interval(row["first_day"], row["last_day"]),
        precision=row["precision"],
        topic=row["topic"],
        quote=row["quote"],
        start=row["start"],
        end=row["end"],
        key=row["key"],
    )


def passage_row(passage: Passage) -> dict[str, Any]:
    """A passage as a row of `passages`, without generation, version and words."""
    return {
        "item": passage.item,
        "number": passage.number,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }


def passage(row: Row) -> Passage:
    """A passage."""
    return Passage(row["item"], row["number"], row["start"], row["end"], row["text"])
