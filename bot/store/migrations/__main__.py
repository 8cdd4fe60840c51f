"""Draft the next migration: `python -m bot.store.migrations "add feeds"`. Read it over, then name it in bot/store/revisions.py."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store import migrate, sqlite
from bot.store.revisions import REVISIONS


async def draft(message: str) -> None:
    """Compare the tables with a database that every migration so far has gone over, and write what is missing."""
    with TemporaryDirectory() as folder:
        engine = sqlite.make_engine(Path(folder) / "draft.db", wait=1, migrating=True)
        async with sqlite.writer(engine).begin() as connection:
            await connection.run_sync(migrate.upgrade)
            await connection.run_sync(migrate.draft, message, f"{len(REVISIONS) + 1:04}")
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(draft(" ".join(sys.argv[1:])))
