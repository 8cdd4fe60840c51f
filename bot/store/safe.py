"""The folder of backups: new ones go in, old ones out."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path

from bot.domain.errors import StoreError
from bot.domain.stored import Backup
from bot.store.backup import back_up

_NAME = re.compile(r"bot-(\d{8}-\d{6})\.db")
_STAMP = "%Y%m%d-%H%M%S"

log = logging.getLogger(__name__)


class BackupFolder:
    """See bot.ports.Safe. Only files named as it names them are counted, and ever deleted."""

    def __init__(self, url: str, folder: Path, keep: int) -> None:
        self._url = url
        self._folder = folder
        self._keep = keep
        self._turn = asyncio.Lock()

    async def back_up(self, at: datetime) -> Backup:
        """Make one. The folder is made, not the one above it. Raises StoreError."""
        async with self._turn:
            return await asyncio.to_thread(self._make, at)

    async def thin(self) -> Sequence[Backup]:
        """Delete the oldest beyond those to keep; which these were, the latest first. One that cannot be deleted is logged."""
        async with self._turn:
            return await asyncio.to_thread(lambda: [old for old in self._kept()[self._keep :] if self._delete(old)])

    async def kept(self) -> Sequence[Backup]:
        """Those there are, the latest first."""
        return await asyncio.to_thread(self._kept)

    def _make(self, at: datetime) -> Backup:
        try:
            self._folder.mkdir(exist_ok=True)
        except OSError as error:
            raise StoreError(
                _("The folder {folder} for backups cannot be made ({why}): make it, or set BACKUP_DIR.").format(
                    folder=self._folder, why=error.strerror or error
                )
            ) from error
        target = self._folder / f"bot-{at.astimezone(UTC):{_STAMP}}.db"
        size = back_up(self._url, target)
        return Backup(target.name, at.astimezone(UTC).replace(microsecond=0), size)

    def _delete(self, old: Backup) -> bool:
        try:
            (self._folder / old.name).unlink()
        except OSError as error:
            log.warning("the old backup %s cannot be deleted: %s", old.name, error.strerror or error)
            return False
        return True

    def _kept(self) -> list[Backup]:
        if not self._folder.is_dir():
            return []
        found = [(match, path) for path in self._folder.iterdir() if (match := _NAME.fullmatch(path.name))]
        made = [
            Backup(path.name, datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), path.stat().st_size)
            for match, path in found
        ]
        return sorted(made, key=lambda one: one.at, reverse=True)
