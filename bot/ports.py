"""What the services need from outside, as small protocols. Fakes in tests/ and adapters in store/ and platforms/ fulfil them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.claims import Event, Item
from bot.domain.feeds import Document, Failed, Unchanged, Validators
from bot.domain.positions import Alert, QuestionState, Update
from bot.domain.stored import FoundPassage, NumberedDisagreement, Origin, Passage, StoredItem


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class Snapshot(Protocol):
    """A consistent view of the store: all calls on one snapshot see the same moment."""

    async def item(self, item_id: str) -> StoredItem | None:
        """The current version of an item."""
        ...

    async def items(self, *, limit: int | None = None) -> Sequence[StoredItem]:
        """Current versions of all items (withdrawn ones left out), latest ingested first, then by id."""
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


class Transaction(Snapshot, Protocol):
    """A write transaction: everything in it is stored at its end, or nothing."""

    async def add_item(self, item: StoredItem, passages: Sequence[Passage], events: Sequence[Event]) -> None:
        """Store an item with what was read from it; a higher version replaces the lower one, which stays as history."""
        ...

    async def save_states(self, states: Iterable[QuestionState], at: datetime) -> None:
        """Store the states of questions: what is new is added, what changed its status is marked; nothing is deleted."""
        ...

    async def add_alerts(self, alerts: Sequence[Alert], updates: Sequence[Update], at: datetime) -> None:
        """Record alerts and updates as raised at this time, and queue the alerts in the outbox."""
        ...

    async def begin_generation(self) -> None:
        """Start a new reading of everything.

        States, events, passages and changes written from here on replace the present ones when the transaction ends. Items, outbox
        and the numbers of known disagreements stay.
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

    async def close(self) -> None:
        """Let go of the database."""
        ...


class Feeds(Protocol):
    """Where feeds come from."""

    async def read(self, url: str, validators: Validators | None = None) -> Document | Unchanged | Failed:
        """The feed at an address, with `validators` only if it changed since. Raises nothing but cancellation."""
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...


class SeedSource(Protocol):
    """Where the seed corpus comes from."""

    def items(self) -> Sequence[tuple[Item, Origin]]:
        """The seed items in order of publication. Raises ConfigError for a broken index or a missing file."""
        ...
