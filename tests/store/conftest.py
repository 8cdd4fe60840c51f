"""Stores of both kinds."""

from __future__ import annotations

import asyncio
import shutil
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


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that nothing was put into, to be copied: making its tables takes ten times as long."""
    path = tmp_path_factory.mktemp("empty") / "bot.db"

    async def make() -> None:
        await (await open_store(f"sqlite+aiosqlite:///{path}")).close()

    asyncio.run(make())
    return path


@pytest.fixture
async def sql_store(url: str, path: Path, empty: Path) -> AsyncIterator[SqlStore]:
    """A store on a file."""
    shutil.copyfile(empty, path)
    store = await open_store(url, wait=0.05)
    yield store
    await store.close()


@pytest.fixture(params=["memory", "sql"])
async def store(
    request: pytest.FixtureRequest, url: str, path: Path, empty: Path
) -> AsyncIterator[SqlStore | MemoryStore]:
    """One store of each kind: both keep the same contract."""
    if request.param == "sql":
        shutil.copyfile(empty, path)
    made = await open_store(url) if request.param == "sql" else MemoryStore()
    yield made
    await made.close()
