"""Sentences and the search for them. The word index holds the current generation's passages of current items, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.stored import FoundPassage, Passage, StoredItem
from bot.store import mapping, sqlite
from bot.store.schema import item_versions, passages
from bot.store.wordsearch import terms, tokens


async def add(connection: AsyncConnection, generation: int, stored: StoredItem, read: Sequence[Passage]) -> None:
    """Store the passages of a version of an item; those of a withdrawn one are not found."""
    place = {"generation": generation, "item_version": stored.version}
    rows = [{**mapping.passage_row(one), **place, "words": " ".join(tokens(one.text))} for one in read]
    if not rows:
        return
    await connection.execute(insert(passages), rows)
    if not stored.withdrawn:
        await sqlite.index_passages(connection, generation, stored.item.id, stored.version)


async def supersede(connection: AsyncConnection, generation: int, present: StoredItem) -> None:
    """Let the passages of a version be found no longer."""
    if not present.withdrawn:
        await sqlite.forget_passages(connection, generation, present.item.id, present.version)


async def begin_generation(connection: AsyncConnection) -> None:
    """Let no passage be found until it is read anew."""
    await sqlite.forget_all_passages(connection)


async def add_all(
    connection: AsyncConnection, generation: int, readings: Sequence[tuple[int, Sequence[Passage]]]
) -> None:
    """Store the passages of many items, each with its version; `find_again` lets them be found."""
    rows = [
        {
            **mapping.passage_row(one),
            "generation": generation,
            "item_version": version,
            "words": " ".join(tokens(one.text)),
        }
        for version, read in readings
        for one in read
    ]
    if rows:
        await connection.execute(insert(passages), rows)


async def find_again(connection: AsyncConnection, generation: int) -> None:
    """Let the passages of a generation be found, and no others."""
    await sqlite.forget_all_passages(connection)
    await sqlite.index_generation(connection, generation)


async def search(connection: AsyncConnection, words: Sequence[str], limit: int) -> list[FoundPassage]:
    """Passages with words that start like these, best first."""
    query = terms(words)
    if not query or limit <= 0:
        return []
    scores = dict(await sqlite.find_passages(connection, query, limit))
    version = (passages.c.item == item_versions.c.item) & (passages.c.item_version == item_versions.c.version)
    columns = passages.c.id, passages.c.number, passages.c.start, passages.c.end, passages.c.text.label("sentence")
    rows = await connection.execute(
        select(*columns, item_versions).join(item_versions, version).where(passages.c.id.in_(scores))
    )
    found = {row["id"]: row for row in rows.mappings()}
    return [
        FoundPassage(
            mapping.passage({**found[key], "text": found[key]["sentence"]}),
            mapping.stored_item(found[key]).item,
            score,
        )
        for key, score in scores.items()
    ]
