"""Disagreements and the numbers people see, which stay for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import and_, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identity import Opening, opening_of
from bot.domain.positions import Disagreement, QuestionState
from bot.domain.stored import NumberedDisagreement
from bot.store import mapping
from bot.store.schema import disagreement_numbers, disagreements


async def add(
    connection: AsyncConnection,
    generation: int,
    state: QuestionState,
    opened: Sequence[Disagreement],
    at: datetime,
) -> None:
    """Store new disagreements of a question, each under the number it had in an earlier generation, else under a new one."""
    for disagreement in opened:
        opening = opening_of(state, disagreement)
        shown = await _known_number(connection, generation, opening) or await _new_number(connection, opening, at)
        row = mapping.disagreement_row(disagreement, shown)
        await connection.execute(
            insert(disagreements).values({**row, "generation": generation, "question": state.question})
        )


async def numbered(connection: AsyncConnection, generation: int) -> list[NumberedDisagreement]:
    """All disagreements of a generation by number; each was opened when it was first seen, in whatever generation."""
    query = (
        select(disagreements, disagreement_numbers.c.opened_at)
        .join(disagreement_numbers, disagreements.c.shown == disagreement_numbers.c.number)
        .where(disagreements.c.generation == generation)
        .order_by(disagreements.c.shown)
    )
    return [
        NumberedDisagreement(row["shown"], row["question"], mapping.disagreement(row), row["opened_at"])
        for row in (await connection.execute(query)).mappings()
    ]


async def _known_number(connection: AsyncConnection, generation: int, opening: Opening) -> int | None:
    """The latest number with this identity, or that of the same two claims in the other order, that the generation has not used.

    An item's later version can open what an earlier one had opened, under a number of its own. A new reading sees current
    versions only and so takes the latest.
    """
    numbers = disagreement_numbers.c
    used = select(disagreements.c.shown).where(disagreements.c.generation == generation)
    same = or_(
        *(and_(*(numbers[name] == value for name, value in asdict(one).items())) for one in (opening, opening.turned))
    )
    found: int | None = await connection.scalar(
        select(func.max(numbers.number)).where(same, numbers.number.not_in(used))
    )
    return found


async def _new_number(connection: AsyncConnection, opening: Opening, at: datetime) -> int:
    number = int(await connection.scalar(select(func.max(disagreement_numbers.c.number))) or 0) + 1
    await connection.execute(insert(disagreement_numbers).values(number=number, opened_at=at, **asdict(opening)))
    return number
