"""Alerts and updates as they were raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alerts import Subject
from bot.domain.identity import change_identity, change_items, change_kind, change_pair
from bot.domain.positions import Alert, HeldClaim, Relation, Update
from bot.store import items, mapping, outbox, schema
from bot.store.generation_tables import raised
from bot.store.schema import change_claims, changes, claims, disagreements

ItemChanges = tuple[tuple[Alert, ...], tuple[Update, ...]]


async def add(
    connection: AsyncConnection,
    generation: int,
    alerts: Sequence[Alert],
    updates: Sequence[Update],
    at: datetime,
    *,
    backlog: bool,
    anew: bool,
) -> None:
    """Store alerts and updates, and queue those that were not queued before; of a new reading (`anew`) none, it is no news."""
    both: tuple[Alert | Update, ...] = (*alerts, *updates)
    versions = await items.versions(connection, {item for change in both for item in change_items(change)})
    for change in both:
        place = {"generation": generation, "question": change.question}
        row = {**place, **_row(change), "item_version": versions[change.claim.claim.item]}
        row |= {"raised_at": at, "backlog": backlog}
        key = await connection.scalar(insert(changes).values(row).returning(changes.c.id))
        await connection.execute(insert(change_claims), [{**place, "change": key, **one} for one in _claims(change)])
        if not anew and await _is_news(connection, change, versions):
            await outbox.queue(connection, await _subject(connection, row), at, backlog=backlog)


async def of_items(connection: AsyncConnection, generation: int, item_ids: Sequence[str]) -> dict[str, ItemChanges]:
    """What the current version of each item raised, in the order it was raised; empty for an item that raised nothing."""
    found: dict[str, ItemChanges] = dict.fromkeys(item_ids, ((), ()))
    if not found:
        return found
    rows = (await connection.execute(_query(generation, found))).mappings()
    for _, group in groupby(rows, key=lambda row: int(row["id"])):
        sides = list(group)
        alerts, updates = found[sides[0]["raised_by"]]
        change = _change(sides)
        found[sides[0]["raised_by"]] = (
            ((*alerts, change), updates) if isinstance(change, Alert) else (alerts, (*updates, change))
        )
    return found


def _row(change: Alert | Update) -> dict[str, Any]:
    row = {"item": change.claim.claim.item, "identity": change_identity(change), "kind": change_kind(change)}
    if isinstance(change, Update):
        return row | {"type": "update", "disagreement": None, "why": ""}
    return row | {"type": "alert", "disagreement": change.disagreement, "why": change.why}


async def _subject(connection: AsyncConnection, row: Mapping[str, Any]) -> Subject:
    """A stored change by what outlives its generation."""
    shown = None
    if row["disagreement"] is not None:
        place = disagreements.c
        here = (place.generation == row["generation"]) & (place.question == row["question"])
        shown = await connection.scalar(select(place.shown).where(here, place.number == row["disagreement"]))
    return Subject(row["question"], row["kind"], row["item"], row["identity"], shown)


def _claims(change: Alert | Update) -> list[dict[str, Any]]:
    return [
        {
            "rank": rank,
            "claim": held.number,
            "relation": held.relation.value,
            "position": held.position,
            "withdrawn": held.withdrawn,
        }
        for rank, held in enumerate((change.claim, *change.against))
    ]


async def _is_news(connection: AsyncConnection, change: Alert | Update, versions: Mapping[str, int]) -> bool:
    """Whether this pair was never queued with this version of the item that raises it; from now on it was."""
    pair = {"question": change.question, "pair": change_pair(change)}
    same = (raised.c.question == pair["question"]) & (raised.c.pair == pair["pair"])
    rows = await connection.execute(select(raised.c.item, raised.c.item_version).where(same))
    known = {(row.item, row.item_version) for row in rows}
    item = change.claim.claim.item
    if (item, versions[item]) in known:
        return False
    fresh = {(name, versions[name]) for name in change_items(change)} - known
    rows_now = [{**pair, "item": name, "item_version": version} for name, version in sorted(fresh)]
    await connection.execute(insert(raised), rows_now)
    return True


def _query(generation: int, item_ids: Iterable[str]) -> Any:
    held = (
        (claims.c.generation == change_claims.c.generation)
        & (claims.c.question == change_claims.c.question)
        & (claims.c.number == change_claims.c.claim)
    )
    then = [change_claims.c[name].label(f"then_{name}") for name in ("relation", "position", "withdrawn")]
    raised = [changes.c[name] for name in ("id", "type", "kind", "disagreement", "why")]
    current = (changes.c.item == schema.items.c.id) & (changes.c.item_version == schema.items.c.version)
    return (
        select(claims, *then, *raised, changes.c.item.label("raised_by"))
        .select_from(changes)
        .join(schema.items, current)
        .join(change_claims, change_claims.c.change == changes.c.id)
        .join(claims, held)
        .where(changes.c.generation == generation, changes.c.item.in_(list(item_ids)))
        .order_by(changes.c.id, change_claims.c.rank)
    )


def _change(sides: Sequence[mapping.Row]) -> Alert | Update:
    claim, *against = map(_held_then, sides)
    first = sides[0]
    if first["type"] == "update":
        return Update(first["question"], claim, tuple(against))
    kind = Relation(first["kind"])
    return Alert(first["question"], kind, claim, tuple(against), first["disagreement"], first["why"])


def _held_then(row: mapping.Row) -> HeldClaim:
    """The claim as it stood when the change was raised."""
    return replace(
        mapping.held_claim(row),
        relation=Relation(row["then_relation"]),
        position=row["then_position"],
        withdrawn=row["then_withdrawn"],
    )
