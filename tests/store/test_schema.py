"""Columns and tables, on the database of today and the one that comes later."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from sqlalchemy import Table, insert
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateTable

from bot.store import alert_tables, schema
from bot.store.columns import UtcDateTime
from bot.store.database import SqlStore
from tests.store.material import NOON


async def test_a_naive_time_is_refused(sql_store: SqlStore) -> None:
    with pytest.raises(StatementError, match="has no time zone"):
        async with sql_store._engine.begin() as connection:
            await connection.execute(insert(alert_tables.outbox).values(created_at=NOON.replace(tzinfo=None)))


POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


def test_the_time_zone_is_kept_by_a_database_that_knows_zones() -> None:
    column, east = UtcDateTime(), timezone(timedelta(hours=5))
    stored = column.process_bind_param(NOON.astimezone(east), POSTGRESQL)
    assert stored == NOON
    assert stored is not None
    assert stored.utcoffset() == timedelta(0)
    assert column.process_result_value(NOON.astimezone(east), POSTGRESQL) == NOON
    assert column.process_bind_param(None, POSTGRESQL) is None
    assert column.process_result_value(None, POSTGRESQL) is None


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=str)
def test_the_tables_are_not_for_one_database_only(table: Table) -> None:
    assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=POSTGRESQL))
