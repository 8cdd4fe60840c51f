"""Stores of both kinds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import SqlStore, open_store
from bot.store.memory import MemoryStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database lies."""
    return tmp_path / "bot.db"


@pytest.fixture
def url(path: Path) -> str:
    """The same as a URL."""
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
async def sql_store(url: str) -> AsyncIterator[SqlStore]:
    """A store on a file."""
    store = await open_store(url, wait=0.05)
    yield store
    await store.close()


@pytest.fixture(params=["memory", "sql"])
async def store(request: pytest.FixtureRequest, url: str) -> AsyncIterator[SqlStore | MemoryStore]:
    """One store of each kind: both keep the same contract."""
    made = await open_store(url) if request.param == "sql" else MemoryStore()
    yield made
    await made.close()
