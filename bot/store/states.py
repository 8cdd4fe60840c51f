"""The states of questions: claims, positions and disagreements by their numbers within the question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.positions import QuestionState
from bot.store import disagreements, items, mapping, schema
from bot.store.delta import Delta, Mark, delta

Value = TypeVar("Value")

_TABLES = {"claim": schema.claims, "position": schema.positions, "disagreement": schema.disagreements}


async def load(connection: AsyncConnection, generation: int) -> dict[str, QuestionState]:
    """The states of all questions of a generation, by question id."""
    claims = await _by_question(connection, generation, schema.claims, mapping.held_claim)
    positions = await _by_question(connection, generation, schema.positions, mapping.position)
    quarrels = await _by_question(connection, generation, schema.disagreements, mapping.disagreement)
    return {
        question: QuestionState(question, tuple(held), tuple(positions[question]), tuple(quarrels[question]))
        for question, held in claims.items()
    }


async def save(
    connection: AsyncConnection,
    generation: int,
    stored: dict[str, QuestionState],
    states: Iterable[QuestionState],
    at: datetime,
) -> list[str]:
    """Write what differs from `stored`, which is brought up to date; the questions of which something did.

    Raises ValueError (see `delta`).
    """
    changed: list[str] = []
    for state in states:
        if not state.claims:
            continue
        difference = delta(stored.get(state.question, QuestionState(state.question)), state)
        place = {"generation": generation, "question": state.question}
        await _add(connection, place, difference, at)
        await disagreements.add(connection, generation, state, difference.disagreements, at)
        if difference.claims or difference.positions or difference.disagreements or difference.marks:
            changed.append(state.question)
        for mark in difference.marks:
            await _mark(connection, place, mark, at)
        stored[state.question] = state
    return changed


async def _by_question(
    connection: AsyncConnection, generation: int, table: Table, make: Callable[[mapping.Row], Value]
) -> defaultdict[str, list[Value]]:
    found: defaultdict[str, list[Value]] = defaultdict(list)
    query = select(table).where(table.c.generation == generation).order_by(table.c.question, table.c.number)
    for row in (await connection.execute(query)).mappings():
        found[row["question"]].append(make(row))
    return found


async def _add(connection: AsyncConnection, place: dict[str, Any], difference: Delta, at: datetime) -> None:
    if difference.positions:
        rows = [{**place, **mapping.position_row(position)} for position in difference.positions]
        await connection.execute(insert(schema.positions), rows)
    if difference.claims:
        versions = await items.versions(connection, (held.claim.item for held in difference.claims))
        rows = [{**place, **mapping.held_row(held, versions[held.claim.item], at)} for held in difference.claims]
        await connection.execute(insert(schema.claims), rows)


async def _mark(connection: AsyncConnection, place: dict[str, Any], mark: Mark, at: datetime) -> None:
    table = _TABLES[mark.noun]
    row = (
        (table.c.generation == place["generation"])
        & (table.c.question == place["question"])
        & (table.c.number == mark.number)
    )
    await connection.execute(update(table).where(row).values(mark.became))
    note = {"noun": mark.noun, "number": mark.number, "was": mark.was, "became": mark.became, "at": at}
    await connection.execute(insert(schema.status_changes).values({**place, **note}))
