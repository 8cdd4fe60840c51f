"""The store in plain Python, for replays and tests; it keeps the same contract and loads no database."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.alerts import DeliveryState, OutboxEntry, Subject
from bot.domain.claims import Event
from bot.domain.identity import Opening, change_identity, change_items, change_kind, change_pair, opening_of
from bot.domain.positions import Alert, QuestionState, Update
from bot.domain.stored import FoundPassage, NumberedDisagreement, Passage, StoredItem
from bot.domain.vitals import Vitals
from bot.store.delta import delta
from bot.store.memory_feeds import MemoryFeedBook, MemoryFeedShelf, Watched
from bot.store.memory_history import Lineage, MemoryHistoryBook, MemoryHistoryShelf
from bot.store.memory_mail import Mail, MemoryMailbox, MemoryMailroom
from bot.store.memory_office import Files, MemoryOfficeBook, MemoryOfficeShelf
from bot.store.versions import is_new
from bot.store.wordsearch import best, terms, tokens

ItemChanges = tuple[tuple[Alert, ...], tuple[Update, ...]]


@dataclass(slots=True)
class _Reading:
    """The rows of one generation."""

    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    events: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    states: dict[str, QuestionState] = field(default_factory=dict)
    shown: dict[tuple[str, int], int] = field(default_factory=dict)
    changes: dict[tuple[str, int], ItemChanges] = field(default_factory=dict)
    read: frozenset[tuple[str, int]] = frozenset()
    brought: frozenset[tuple[str, int]] = frozenset()

    def copy(self) -> _Reading:
        return replace(
            self,
            passages=dict(self.passages),
            events=dict(self.events),
            states=dict(self.states),
            shown=dict(self.shown),
            changes=dict(self.changes),
        )


@dataclass(slots=True)
class _Content:
    """All that is stored. A snapshot holds one that is never changed again."""

    versions: dict[str, tuple[StoredItem, ...]] = field(default_factory=dict)
    current: dict[str, int] = field(default_factory=dict)
    numbers: dict[int, tuple[Opening, datetime]] = field(default_factory=dict)
    raised: frozenset[tuple[str, str, str, int]] = frozenset()
    reading: _Reading = field(default_factory=_Reading)
    watched: Watched = field(default_factory=Watched)
    office: Files = field(default_factory=Files)
    mail: Mail = field(default_factory=Mail)
    lineage: Lineage = field(default_factory=Lineage)
    previous: _Reading | None = None

    def opening(self, number: int) -> Opening:
        """What the disagreement with this number is known by."""
        return self.numbers[number][0]

    def copy(self) -> _Content:
        return replace(
            self,
            versions=dict(self.versions),
            current=dict(self.current),
            mail=self.mail.copy(),
            lineage=self.lineage.copy(),
            numbers=dict(self.numbers),
            reading=self.reading.copy(),
            watched=self.watched.copy(),
            office=self.office.copy(),
        )


class MemorySnapshot:
    """One moment of the store. See bot.ports.Snapshot."""

    def __init__(self, content: _Content) -> None:
        self._content = content

    async def item(self, item_id: str) -> StoredItem | None:
        """The current version of an item."""
        number = self._content.current.get(item_id)
        return next((one for one in self._content.versions.get(item_id, ()) if one.version == number), None)

    async def versions(self) -> Mapping[str, int]:
        """The number of the current version of every item that has one, withdrawn ones too."""
        return dict(self._content.current)

    async def last_version(self, item_id: str) -> int:
        """The highest number that a version of an item ever had, be it current or not; 0 for an unknown item."""
        return max((one.version for one in self._content.versions.get(item_id, ())), default=0)

    async def vitals(self, now: datetime) -> Vitals:
        """How things are at this moment, in numbers."""
        content = self._content
        waiting = [one.at for one in content.mail.waiting.values() if one.subject is not None]
        queued = [one for one in content.mail.deliveries.values() if one.state is DeliveryState.QUEUED]
        due = [one.notice.due_at for one in queued if one.notice.due_at is not None and one.notice.due_at <= now]
        quarrels = [one for state in content.reading.states.values() for one in state.disagreements]
        return Vitals(
            items=len(self._current()),
            disagreements=Counter(one.status.value for one in quarrels),
            feeds=Counter(one.health.state.value for one in content.watched.feeds.values()),
            deliveries=Counter(one.state.value for one in content.mail.deliveries.values()),
            waiting=len(waiting),
            waiting_since=min(waiting, default=None),
            overdue_since=min(due, default=None),
        )

    async def unread(self) -> Sequence[StoredItem]:
        """Current versions, withdrawn ones too, that are not in this reading, in the order they came in."""
        read = self._content.reading.read
        missing = [one for one in self._present() if (one.item.id, one.version) not in read]
        return sorted(missing, key=lambda stored: (stored.ingested, stored.item.id))

    async def items(self, *, limit: int | None = None) -> Sequence[StoredItem]:
        """Current versions of all items (withdrawn ones left out), latest ingested first, then by id."""
        by_id = sorted(self._current(), key=lambda stored: stored.item.id)
        return sorted(by_id, key=lambda stored: stored.ingested, reverse=True)[:limit]

    async def published(self) -> Mapping[str, datetime]:
        """When each current item was published, by id; withdrawn ones are left out."""
        return {stored.item.id: stored.item.published for stored in self._current()}

    async def find_item(self, fingerprint: str, url: str | None) -> StoredItem | None:
        """The version that has this fingerprint (the latest, be it current or not), else the current one at this URL."""
        every = self._content.versions.values()
        same = [stored for versions in every for stored in versions if stored.fingerprint == fingerprint]
        if not same and url is not None:
            same = [stored for stored in self._present() if stored.item.url == url]
        by_id = sorted(same, key=lambda stored: stored.item.id)
        return max(by_id, key=lambda stored: (stored.ingested, stored.version), default=None)

    async def states(self) -> Mapping[str, QuestionState]:
        """The state of every question that has one, by question id."""
        return dict(sorted(self._content.reading.states.items()))

    async def disagreements(self) -> Sequence[NumberedDisagreement]:
        """All disagreements, by number."""
        reading = self._content.reading
        return [
            NumberedDisagreement(
                number, question, reading.states[question].disagreements[index - 1], self._content.numbers[number][1]
            )
            for (question, index), number in sorted(reading.shown.items(), key=lambda shown: shown[1])
        ]

    async def events(self) -> Sequence[Event]:
        """All events of current items, by day."""
        told = [
            (event.when.lo, stored.item.published, stored.item.id, number, event)
            for stored in self._current()
            for number, event in enumerate(self._content.reading.events.get(stored.item.id, ()))
        ]
        return [row[-1] for row in sorted(told, key=lambda row: row[:-1])]

    async def search(self, words: Sequence[str], limit: int) -> Sequence[FoundPassage]:
        """Passages that hold words starting like these, best first. Words are plain text, never query syntax."""
        reading = self._content.reading
        found = [(one, stored.item) for stored in self._current() for one in reading.passages.get(stored.item.id, ())]
        hits = best([tokens(passage.text) for passage, _ in found], terms(words), limit)
        return [FoundPassage(*found[hit.index], hit.score) for hit in hits]

    async def changes(self, item_ids: Sequence[str]) -> Mapping[str, ItemChanges]:
        """What the current version of each item raised; empty tuples for one that raised nothing."""
        nothing: ItemChanges = (), ()
        raised, current = self._content.reading.changes, self._content.current
        return {item: raised.get((item, current.get(item, 0)), nothing) for item in item_ids}

    def _present(self) -> list[StoredItem]:
        """Current versions, withdrawn ones too."""
        every = (stored for versions in self._content.versions.values() for stored in versions)
        return [stored for stored in every if self._content.current.get(stored.item.id) == stored.version]

    @property
    def feeds(self) -> MemoryFeedShelf:
        """The feeds that are watched."""
        return MemoryFeedShelf(self._content.watched, self._content.versions)

    @property
    def office(self) -> MemoryOfficeShelf:
        """What administrators decided."""
        return MemoryOfficeShelf(self._content.office, self._content.opening)

    @property
    def mail(self) -> MemoryMailbox:
        """Who is told what."""
        return MemoryMailbox(self._content.mail)

    @property
    def history(self) -> MemoryHistoryShelf:
        """What became of texts that had been published."""
        return MemoryHistoryShelf(self._content.lineage, self._present())

    def _current(self) -> list[StoredItem]:
        return [stored for stored in self._present() if not stored.withdrawn]


class MemoryTransaction(MemorySnapshot):
    """A write transaction on a copy of the content. See bot.ports.Transaction."""

    def __init__(self, content: _Content) -> None:
        super().__init__(content)
        self._anew: bool | None = None  # in a new reading: whether nothing was saved yet

    @property
    def feeds(self) -> MemoryFeedBook:
        """The feeds that are watched, to be changed."""
        return MemoryFeedBook(self._content.watched, self._content.versions)

    @property
    def office(self) -> MemoryOfficeBook:
        """What administrators decided."""
        return MemoryOfficeBook(self._content.office, self._content.opening)

    @property
    def mail(self) -> MemoryMailroom:
        """Who is told what, to be changed."""
        return MemoryMailroom(self._content.mail)

    @property
    def history(self) -> MemoryHistoryBook:
        """What became of texts that had been published, to be added to."""
        return MemoryHistoryBook(self._content.lineage, self._present(), self._content.mail.queue)

    async def add_item(self, item: StoredItem, passages: Sequence[Passage], events: Sequence[Event]) -> None:
        """Store a version of an item, or in a new generation read the present version anew. Raises ValueError for an older one."""
        key, reading = item.item.id, self._content.reading
        new = is_new(item, await self.item(key))
        if new:
            self._content.versions[key] = (*self._content.versions.get(key, ()), item)
            self._content.current[key] = item.version
            reading.brought |= {(key, item.version)} if self._anew is not None else set()
        elif (key, item.version) in reading.read:
            raise ValueError(f"item {key}: version {item.version} was read already")
        reading.read |= {(key, item.version)}
        reading.passages[key] = tuple(passages)
        reading.events[key] = tuple(events)

    async def save_states(self, states: Iterable[QuestionState], at: datetime) -> None:
        """Store the states of questions. Raises ValueError for one that leaves out or rewrites what is stored."""
        present = self._content.reading.states
        changed: list[str] = []
        for state in states:
            if not state.claims:
                continue
            difference = delta(present.get(state.question, QuestionState(state.question)), state)
            for held in difference.claims:
                self._version(held.claim.item)
            if difference.claims or difference.marks:
                changed.append(state.question)
            present[state.question] = state
            for disagreement in difference.disagreements:
                number = self._number(opening_of(state, disagreement), at)
                self._content.reading.shown[state.question, disagreement.number] = number
        if self._anew is not None:
            changed, self._anew = [""] if self._anew else [], False
        self._content.mail.queue(OutboxEntry(0, question, at) for question in changed)

    async def add_alerts(
        self, alerts: Sequence[Alert], updates: Sequence[Update], at: datetime, *, backlog: bool = False
    ) -> None:
        """Record alerts and updates; those that were not queued before are queued in the outbox, unless this is a new reading."""
        raised = self._content.reading.changes
        both: tuple[Alert | Update, ...] = (*alerts, *updates)
        for change in both:
            item = change.claim.claim.item
            key = item, self._version(item)
            before = raised.get(key, ((), ()))
            raised[key] = (
                (before[0], (*before[1], change)) if isinstance(change, Update) else ((*before[0], change), before[1])
            )
            if self._anew is None and self._is_news(change):
                self._content.mail.queue([OutboxEntry(0, change.question, at, self._subject(change), backlog)])

    async def begin_generation(self) -> None:
        """Start a new reading of everything."""
        self._content.previous, self._content.reading = self._content.reading, _Reading()
        self._anew = True

    async def add_readings(self, readings: Sequence[tuple[StoredItem, Sequence[Passage], Sequence[Event]]]) -> None:
        """Store many items with what was read from each."""
        for reading in readings:
            await self.add_item(*reading)

    async def drop_item(self, item_id: str) -> None:
        """Leave an item without a current version."""
        self._content.current.pop(item_id, None)

    async def undo_generation(self) -> bool:
        """Go back to the generation before; False where none is kept."""
        content, kept = self._content, self._content.previous
        if kept is None:
            return False
        for item in content.versions:
            version = content.current.get(item)
            if version is None or (item, version) in content.reading.brought:
                content.current.pop(item, None)
                known = [number for name, number in kept.read if name == item]
                content.current.update({item: max(known)} if known else {})
        content.reading, content.previous, self._anew = kept.copy(), None, True
        return True

    def _is_news(self, change: Alert | Update) -> bool:
        """Whether this pair was never queued with this version of the item that raises it; from now on it was."""
        item, known, current = change.claim.claim.item, self._content.raised, self._content.current
        named = {
            name: (change.question, change_pair(change), name, current.get(name, 0)) for name in change_items(change)
        }
        self._content.raised |= set(named.values())
        return named[item] not in known

    def _subject(self, change: Alert | Update) -> Subject:
        opened = change.disagreement if isinstance(change, Alert) else None
        shown = self._content.reading.shown[change.question, opened] if opened is not None else None
        item = change.claim.claim.item
        return Subject(change.question, change_kind(change), item, change_identity(change), shown)

    def _version(self, item_id: str) -> int:
        if item_id not in self._content.current:
            raise ValueError(f"item {item_id} is not stored")
        return self._content.current[item_id]

    def _number(self, opening: Opening, at: datetime) -> int:
        """The latest number of these two claims, in either order, that this generation has not used, else a new one."""
        used = set(self._content.reading.shown.values())
        numbers = self._content.numbers
        same = [
            number
            for number, (known, _) in numbers.items()
            if known in (opening, opening.turned) and number not in used
        ]
        number = max(same, default=None) or len(numbers) + 1
        numbers.setdefault(number, (opening, at))
        return number


class MemoryStore:
    """The store in memory. See bot.ports.Store."""

    def __init__(self) -> None:
        self._content = _Content()
        self._turn = asyncio.Lock()

    @property
    def queued(self) -> Sequence[Subject]:
        """The alerts and updates in the outbox."""
        return [entry.subject for entry in self._content.mail.waiting.values() if entry.subject]

    @property
    def backlog(self) -> Sequence[Subject]:
        """Those of them that are old news."""
        return [entry.subject for entry in self._content.mail.waiting.values() if entry.subject and entry.backlog]

    @asynccontextmanager
    async def read(self) -> AsyncIterator[MemorySnapshot]:
        """A snapshot as of this moment."""
        yield MemorySnapshot(self._content)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[MemoryTransaction]:
        """A write transaction; tasks take turns, so one must not open a second inside."""
        async with self._turn:
            content = self._content.copy()
            yield MemoryTransaction(content)
            self._content = content

    async def prune(self) -> None:
        """Nothing to forget: what nobody can go back to is gone already."""

    async def close(self) -> None:
        """Nothing to let go of."""
