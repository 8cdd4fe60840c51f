"""What is stored and read: the corpus, its store and where its seeds come from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.claims import Event, Item
from bot.domain.history import RecordedChange, SilentChange
from bot.domain.positions import Alert, QuestionState, Update
from bot.domain.stored import Backup, FoundPassage, NumberedDisagreement, Origin, Passage, StoredItem
from bot.domain.vitals import Vitals
from bot.ports.feeds import FeedBook, FeedShelf
from bot.ports.mail import Mailbox, Mailroom
from bot.ports.office import OfficeBook, OfficeShelf


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class HistoryShelf(Protocol):
    """What became of texts that had been published: silent changes, and signatures by which copies are found."""

    async def silent_changes(self, item_ids: Collection[str] | None = None) -> Sequence[RecordedChange]:
        """What outlets changed silently, of these items or of all, the oldest first; only up to the present version of each item."""
        ...

    async def signatures(self) -> Mapping[str, bytes]:
        """The signatures of current versions, by item; see bot.domain.history."""
        ...

    async def unsigned(self) -> Sequence[StoredItem]:
        """Current versions that have no signature, by id."""
        ...


class HistoryBook(HistoryShelf, Protocol):
    """The same within a write transaction."""

    async def add_silent_changes(self, changes: Sequence[SilentChange], at: datetime, *, backlog: bool = False) -> None:
        """Record silent changes of items stored in this version, and queue them in the outbox."""
        ...

    async def sign(self, item: str, version: int, signature: bytes) -> None:
        """Keep the signature of a stored version in the place of an earlier one."""
        ...


class Snapshot(Protocol):
    """A consistent view of the store: all calls on one snapshot see the same moment."""

    async def item(self, item_id: str) -> StoredItem | None:
        """The current version of an item."""
        ...

    async def versions(self) -> Mapping[str, int]:
        """The number of the current version of every item that has one, withdrawn ones too."""
        ...

    async def last_version(self, item_id: str) -> int:
        """The highest number that a version of an item ever had, be it current or not; 0 for an unknown item."""
        ...

    async def vitals(self, now: datetime) -> Vitals:
        """How things are at this moment, in numbers."""
        ...

    async def unread(self) -> Sequence[StoredItem]:
        """Current versions, withdrawn ones too, that are not in this reading, in the order they came in.

        There are none but right after `begin_generation` and `undo_generation`.
        """
        ...

    async def items(self, *, limit: int | None = None) -> Sequence[StoredItem]:
        """Current versions of all items (withdrawn ones left out), latest ingested first, then by id."""
        ...

    async def published(self) -> Mapping[str, datetime]:
        """When each current item was published, by id; withdrawn ones are left out."""
        ...

    async def find_item(self, fingerprint: str, url: str | None) -> StoredItem | None:
        """The item that has this fingerprint, else the current one at this URL, else None."""
        ...

    async def states(self) -> Mapping[str, QuestionState]:
        """The state of every question that has one, by question id."""
        ...

    async def disagreements(self) -> Sequence[NumberedDisagreement]:
        """All disagreements, by number."""
        ...

    async def events(self) -> Sequence[Event]:
        """All events of current items, by day."""
        ...

    async def search(self, words: Sequence[str], limit: int) -> Sequence[FoundPassage]:
        """Passages that hold words starting like these, best first. Words are plain text, never query syntax."""
        ...

    async def changes(self, item_ids: Sequence[str]) -> Mapping[str, tuple[tuple[Alert, ...], tuple[Update, ...]]]:
        """The alerts and updates each item raised when it was ingested."""
        ...

    @property
    def feeds(self) -> FeedShelf:
        """The feeds that are watched."""
        ...

    @property
    def office(self) -> OfficeShelf:
        """What administrators decided."""
        ...

    @property
    def mail(self) -> Mailbox:
        """Who is told what."""
        ...

    @property
    def history(self) -> HistoryShelf:
        """What became of texts that had been published."""
        ...


class Transaction(Snapshot, Protocol):
    """A write transaction: everything in it is stored at its end, or nothing."""

    @property
    def feeds(self) -> FeedBook:
        """The feeds that are watched, to be changed."""
        ...

    @property
    def office(self) -> OfficeBook:
        """What administrators decided, to be added to."""
        ...

    @property
    def mail(self) -> Mailroom:
        """Who is told what, to be changed."""
        ...

    @property
    def history(self) -> HistoryBook:
        """What became of texts that had been published, to be added to."""
        ...

    async def add_item(self, item: StoredItem, passages: Sequence[Passage], events: Sequence[Event]) -> None:
        """Store an item with what was read from it; a higher version replaces the lower one, which stays as history."""
        ...

    async def save_states(self, states: Iterable[QuestionState], at: datetime) -> None:
        """Store the states of questions: what is new is added, what changed its status is marked; nothing is deleted.

        That they changed is put into the outbox.
        """
        ...

    async def add_alerts(
        self, alerts: Sequence[Alert], updates: Sequence[Update], at: datetime, *, backlog: bool = False
    ) -> None:
        """Record alerts and updates as raised at this time, and queue in the outbox those that are news.

        What was queued before, for the same two claims in either order, is no news when a version of an item raises it that was named
        then. What was never queued is, and what a new version raises.

        `backlog` marks those that an old text raised: they are told in one summary, not one by one. So are all of a new reading.
        """
        ...

    async def begin_generation(self) -> None:
        """Start a new reading of everything.

        States, events, passages and changes written from here on replace the present ones when the transaction ends. Items, outbox
        and the numbers of known disagreements stay. What is recorded as raised is no news: nothing is queued. The generation before
        is kept, the one before that can be pruned.
        """
        ...

    async def add_readings(self, readings: Sequence[tuple[StoredItem, Sequence[Passage], Sequence[Event]]]) -> None:
        """In a new generation, store many items with what was read from each, as `add_item` does for one."""
        ...

    async def drop_item(self, item_id: str) -> None:
        """Leave an item without a current version, until a new one comes in or the generation is undone."""
        ...

    async def undo_generation(self) -> bool:
        """Go back to the generation before this one; False where none is kept.

        Versions of items that came in with this one go with it. What came in later is left `unread`; the caller reads it. As in a new
        generation, nothing is queued.
        """
        ...


class Store(Protocol):
    """The database."""

    def read(self) -> AbstractAsyncContextManager[Snapshot]:
        """A snapshot for reading. Raises StoreError."""
        ...

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        """A write transaction; one at a time. Raises StoreError, StoreBusyError."""
        ...

    async def prune(self) -> None:
        """Delete what generations hold that nobody can go back to. Raises StoreError."""
        ...

    async def close(self) -> None:
        """Let go of the database."""
        ...


class SeedSource(Protocol):
    """Where the seed corpus comes from."""

    def items(self) -> Sequence[tuple[Item, Origin]]:
        """The seed items in order of publication. Raises ConfigError for a broken index or a missing file."""
        ...


class Safe(Protocol):
    """Where backups go."""

    async def back_up(self, at: datetime) -> Backup:
        """Make one now. Raises StoreError."""
        ...

    async def thin(self) -> Sequence[Backup]:
        """Delete the oldest beyond those to keep; which these were. What cannot be deleted is logged. Raises OSError."""
        ...

    async def kept(self) -> Sequence[Backup]:
        """Those there are, the latest first. Raises OSError."""
        ...
