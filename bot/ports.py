"""What the services need from outside, as small protocols. Fakes in tests/ and adapters in store/ and platforms/ fulfil them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.alerts import (
    Asked,
    Chat,
    ChatAddress,
    Delivery,
    DeliveryState,
    Mute,
    Notice,
    NoticeKind,
    OutboxEntry,
    Scope,
    Subscription,
    Told,
)
from bot.domain.claims import Event, Item
from bot.domain.feeds import Document, Failed, Unchanged, Validators
from bot.domain.history import RecordedChange, SilentChange
from bot.domain.office import Admin, ClaimKey, Correction, Deed, Review, Submission
from bot.domain.pages import Page
from bot.domain.people import Person
from bot.domain.positions import Alert, QuestionState, Update
from bot.domain.reply import Reply
from bot.domain.sending import Begun, Outcome, Step, Waiting
from bot.domain.stored import Backup, FoundPassage, NumberedDisagreement, Origin, Passage, StoredItem
from bot.domain.vitals import Vitals
from bot.domain.watched import EntryRecord, Lease, NewFeed, WatchedFeed


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
        """Record alerts and updates as raised at this time, and queue in the outbox those that no earlier reading raised.

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


class FeedShelf(Protocol):
    """The feeds that are watched, and what became of their entries."""

    async def all(self) -> Sequence[WatchedFeed]:
        """The feeds in the list, in the order they came; those that were removed are left out."""
        ...

    async def get(self, key: int) -> WatchedFeed | None:
        """A feed, be it removed or not."""
        ...

    async def at(self, url: str) -> WatchedFeed | None:
        """The feed that was chosen under this address, else the one read there; those in the list before removed ones."""
        ...

    async def due(self, now: datetime) -> Sequence[tuple[int, str]]:
        """Id and host of the feeds to be read now, the longest due first: not paused, retired, removed, or under a living lease."""
        ...

    async def leased(self, now: datetime) -> Mapping[str, int]:
        """How many feeds of each host are under a living lease."""
        ...

    async def entries(self, feed: int, keys: Sequence[str]) -> Mapping[str, EntryRecord]:
        """Those of these entries that were handled, by key."""
        ...

    async def taken(self, feed: int, urls: Sequence[str]) -> Collection[str]:
        """Those of these addresses at which an item stands that is an entry of this feed."""
        ...


class FeedBook(FeedShelf, Protocol):
    """The same within a write transaction."""

    async def add(self, new: NewFeed, at: datetime) -> WatchedFeed:
        """Put a feed into the list, due at once. Raises ValueError where one was chosen under this address before."""
        ...

    async def save(self, feed: WatchedFeed) -> None:
        """Store a feed as it is now, except for its lease. Raises ValueError for one that is not there."""
        ...

    async def take(self, key: int, lease: Lease, now: datetime) -> bool:
        """Give out the lease, or prolong it for its owner; False where another owner's still lives or there is no such feed."""
        ...

    async def hand_back(self, key: int, owner: str) -> bool:
        """End a lease; False where this owner no longer holds it."""
        ...

    async def record(self, feed: int, entries: Sequence[EntryRecord]) -> None:
        """Store what became of entries; a later record of an entry replaces the earlier one."""
        ...

    async def forget_entries(self, feed: int, before: datetime, keep: Sequence[str]) -> None:
        """Drop what is known of entries handled before this time, except for those that are still in the feed."""
        ...


class OfficeShelf(Protocol):
    """What administrators decided, and the record of who did what. It outlives every new reading."""

    async def admins(self) -> Sequence[Admin]:
        """Those whom owners made administrators, in the order in which they were."""
        ...

    async def is_admin(self, person: Person) -> bool:
        """Whether an owner made them one."""
        ...

    async def audit(self, *, limit: int | None = None, before: int | None = None) -> Sequence[Deed]:
        """The log, latest first; `before` leaves out what has this number or a later one."""
        ...

    async def reviews(self) -> Mapping[int, Review]:
        """What was decided on disagreements, by their numbers."""
        ...

    async def corrections(self) -> Sequence[Correction]:
        """All corrections, the oldest first."""
        ...

    async def submission(self, key: str) -> Submission | None:
        """A text that waits to be kept or discarded."""
        ...


class OfficeBook(OfficeShelf, Protocol):
    """The same within a write transaction."""

    async def add_admin(self, admin: Admin) -> bool:
        """Make somebody an administrator; False where they are one."""
        ...

    async def remove_admin(self, person: Person) -> bool:
        """Take the right back; False where they had none from here."""
        ...

    async def note(self, *deeds: Deed) -> None:
        """Write into the audit log, for good; the log gives the numbers."""
        ...

    async def save_review(self, review: Review) -> None:
        """Keep a decision in place of an earlier one; what it is about the store knows by its number, which must exist."""
        ...

    async def drop_review(self, number: int) -> None:
        """Forget a decision."""
        ...

    async def save_correction(self, correction: Correction) -> None:
        """Keep a correction; it takes the place of an earlier one of the same claim."""
        ...

    async def drop_correction(self, claim: ClaimKey) -> bool:
        """Forget a correction; False where there is none of this claim."""
        ...

    async def save_submission(self, submission: Submission) -> None:
        """Keep a text until somebody decides; it takes the place of one with the same key."""
        ...

    async def drop_submission(self, key: str) -> None:
        """Forget a text."""
        ...

    async def forget_submissions(self, before: datetime) -> None:
        """Forget the texts that were sent in before this time."""
        ...


class Mailbox(Protocol):
    """Chats, what they asked for, and the messages that wait for them."""

    async def chat(self, address: ChatAddress) -> Chat | None:
        """The chat at an address."""
        ...

    async def chat_of(self, chat: int) -> Chat | None:
        """A chat by its id."""
        ...

    async def asked(self, chat: int | None = None) -> Sequence[Asked]:
        """What every chat (or one) asked for, by id; subscriptions and mutes by scope and target."""
        ...

    async def outbox(self, limit: int) -> Sequence[OutboxEntry]:
        """What waits to be dispatched, oldest first."""
        ...

    async def delivery(self, delivery: int) -> Delivery | None:
        """A delivery by its id."""
        ...

    async def deliveries(
        self,
        chat: int | None = None,
        states: Collection[DeliveryState] = (),
        kinds: Collection[NoticeKind] = (),
    ) -> Sequence[Delivery]:
        """The deliveries of a chat (or all) in these states and of these kinds (or any), by id."""
        ...

    async def pulse(self) -> int:
        """A number that is another one whenever the state of a question has changed."""
        ...

    async def that_told(self, keys: Collection[str]) -> Sequence[Delivery]:
        """The deliveries that may have reached somebody with one of these subjects' keys, by id."""
        ...

    async def counts_since(self, moment: datetime, kinds: Collection[NoticeKind]) -> Mapping[int, Sequence[datetime]]:
        """When notices of some kinds were made since a moment, by chat, oldest first."""
        ...

    async def told(self, questions: Collection[str] | None = None) -> Sequence[Told]:
        """What was told on some questions (or all), by key."""
        ...


class Mailroom(Mailbox, Protocol):
    """The same within a write transaction."""

    async def open_chat(self, address: ChatAddress) -> Chat:
        """The chat at an address, made where there is none."""
        ...

    async def save_chat(self, chat: Chat) -> None:
        """Store a chat's address and settings as they are now."""
        ...

    async def forget(self, chat: int) -> None:
        """Delete a chat with all that was kept about it, sent messages too."""
        ...

    async def subscribe(self, subscription: Subscription) -> None:
        """Store a subscription in the place of one of the same scope and target."""
        ...

    async def unsubscribe(self, chat: int, scope: Scope, target: str) -> bool:
        """Drop a subscription; False where there was none."""
        ...

    async def mute(self, mute: Mute) -> None:
        """Store a mute in the place of one of the same scope and target."""
        ...

    async def unmute(self, chat: int, scope: Scope, target: str) -> bool:
        """Drop a mute; False where there was none."""
        ...

    async def add(self, notices: Sequence[Notice]) -> Sequence[int]:
        """Queue messages; their ids, in order."""
        ...

    async def change(self, delivery: int, notice: Notice) -> None:
        """Let a queued message tell something else, or at another time; one that is no longer queued stays as it is."""
        ...

    async def drop(self, delivery: int) -> None:
        """Let a queued message be; its subjects are told elsewhere or no longer matter."""
        ...

    async def save_told(self, tellings: Iterable[Told]) -> None:
        """Remember what was told, in the place of what was told before."""
        ...

    async def dispatched(self, entries: Sequence[int], at: datetime) -> None:
        """Take entries off the outbox."""


class Messenger(Protocol):
    """A platform that takes messages nobody asked for just now. Each request is made once; what became of it is the outcome.

    Raises nothing but cancellation: a request that was cancelled may have arrived.
    """

    async def turn(self) -> None:
        """Wait until the next message may leave soon, whichever chat it is for."""
        ...

    def rest(self, to: ChatAddress) -> float:
        """Seconds until this chat may be written to again."""
        ...

    async def send(self, to: ChatAddress, reply: Reply, *, answers: str | None = None) -> Outcome:
        """Send a message, where `answers` is given as the answer to that one."""
        ...

    async def edit(self, to: ChatAddress, message_id: str, reply: Reply) -> Outcome:
        """Put a reply in the place of a message. `Refused` where it can no longer be edited."""
        ...


class Queue(Protocol):
    """The deliveries as whoever sends them sees them. Every call is one transaction. Raises StoreError, StoreBusyError."""

    async def lease(
        self, platform: str, lease: Lease, now: datetime, limit: int, busy: Collection[int]
    ) -> Sequence[Waiting]:
        """Take deliveries that are due, at most one of each chat, the most urgent first; none of the `busy` chats.

        What another owner was sending when its lease ran out counts as unknown from here on.
        """
        ...

    async def renew(self, lease: Lease) -> None:
        """Keep what this owner has leased."""
        ...

    async def release(self, owner: str) -> None:
        """Give back what this owner has leased and not begun to send."""
        ...

    async def write(self, steps: Sequence[Step]) -> Sequence[Begun | None]:
        """Take steps in order. `Begin` gives the delivery as it is now, None where it is no longer to be sent by this owner."""
        ...

    async def move(self, platform: str, old: str, new: str) -> None:
        """A chat has another id now."""
        ...

    async def suspended(self, platform: str) -> Sequence[str]:
        """The chats that cannot be reached, by the platform's ids."""
        ...

    async def chats_at(self, platform: str, chat: str) -> Sequence[int]:
        """What is kept about a chat and its topics, by our ids."""
        ...

    async def message(self, platform: str, chat: str, message_id: str) -> tuple[Delivery, Chat] | None:
        """The delivery that a message of a chat shows, the first where it was edited since."""
        ...


class Pages(Protocol):
    """Where the pages of articles come from."""

    async def read(self, url: str) -> Page | Failed:
        """The article of a page; waits where its host wants requests apart. Raises nothing but cancellation."""
        ...


class AdminNotices(Protocol):
    """Whom to tell what the people who run the bot should know."""

    async def tell(self, notice: Callable[[str], Reply]) -> bool:
        """Tell them; `notice` writes it in a language. False where nobody could be reached now, and it is worth another try."""
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


class Safe(Protocol):
    """Where backups go."""

    async def back_up(self, at: datetime) -> Backup:
        """Make one now, and delete the oldest beyond those to keep. Raises StoreError."""
        ...

    async def kept(self) -> Sequence[Backup]:
        """Those there are, the latest first. Raises OSError."""
        ...
