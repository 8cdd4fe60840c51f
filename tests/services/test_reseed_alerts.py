"""What subscribers hear of a new reading of everything, and of going back to the one before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.answering.words import Words
from bot.domain.alerts import Chat, ChatAddress, Matter, NoticeKind, Scope, Subscription
from bot.domain.claims import Item
from bot.domain.people import Asker, Person, Role
from bot.domain.sending import Begin, Finish, Sent
from bot.domain.stored import Origin
from bot.domain.watched import Lease
from bot.reading.result import Reading
from bot.services import make_services
from bot.services.compose import Compose
from bot.services.dispatch import Dispatch
from bot.services.ingest import Ingest
from bot.services.reseed import Reseed
from bot.services.words import Catalogues
from bot.store.database import SqlStore, open_store
from handlers.dispatch import dispatch
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT, story
from tests.fakes.drawn import drawn
from tests.fakes.newsroom import START
from tests.fakes.reader import LineReader
from tests.fakes.tools import tools
from tests.fakes.world import Seeds, item, silent

STORY, NO_WORDS = story(), Words("en")
CATALOGUES = Catalogues(ROOT / "config" / "locale")


class Blind(LineReader):
    """Finds no claim in what one outlet says."""

    def read(self, item: Item) -> Reading:
        """What a `LineReader` reads, but of others alone."""
        return Reading(item.lang) if item.source == "Bravo" else super().read(item)


class Subscribed:
    """A store with a chat that hears of everything, and what it is sent."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.clock = StoppedClock(START)
        self.chat = Chat(0, ChatAddress("telegram", "1"))

    async def open(self) -> Subscribed:
        async with self.store.write() as tx:
            self.chat = await tx.mail.open_chat(self.chat.address)
            await tx.mail.subscribe(Subscription(self.chat.id, Scope.ALL, "", START))
        return self

    async def take(self, toll: int, source: str, day: int, reader: LineReader | None = None) -> None:
        taken = item("", f"killed {toll}", day, source=source)
        await Ingest(self.store, reader or LineReader(), STORY.questions, {"en"}, self.clock)(taken, Origin.ADMIN)

    async def take_text(self, text: str, reader: LineReader | None = None) -> None:
        """What Bravo writes at one address, in as many versions as it likes."""
        taken = item("", text, 12, source="Bravo", url="https://bravo.example/a")
        await Ingest(self.store, reader or LineReader(), STORY.questions, {"en"}, self.clock)(taken, Origin.ADMIN)

    async def say(self, line: str) -> list[str]:
        """What an administrator is answered."""
        services = make_services(self.store, STORY, self.clock, CATALOGUES, tools())
        return drawn(await dispatch(line, services, role=Role.ADMIN, asker=Asker(Person("telegram", "9")), lang="en"))

    async def correction(self) -> str:
        """The name of the one correction."""
        async with self.store.read() as snapshot:
            (known,) = await snapshot.office.corrections()
        return known.claim.name

    def reseed(self, reader: LineReader | None = None) -> Reseed:
        return Reseed(self.store, reader or LineReader(), STORY.questions, Seeds(), self.clock)

    async def told(self) -> list[tuple[NoticeKind, Matter, list[str]]]:
        """Dispatch, and send all that is due: kind, what there is to tell, and the lines of each message."""
        await Dispatch(self.store, STORY, self.clock)()
        now = self.clock.now()
        lease, sent = Lease("me", now + timedelta(seconds=30)), []
        while leased := await self.store.queue.lease("telegram", lease, now, 32, ()):
            [begun] = await self.store.queue.write([Begin(leased[0].id, lease, now)])
            assert begun
            reply = await Compose(self.store, STORY)(begun.delivery, NO_WORDS)
            outcome = Sent(begun.parent or str(begun.delivery.id)) if reply else None
            await self.store.queue.write([Finish(begun.delivery.id, "me", now, outcome)])
            notice = begun.delivery.notice
            sent.append((notice.kind, notice.subjects[0].matter, drawn(reply) if reply else []))
        return sorted(sent, key=lambda one: one[0] is NoticeKind.CORRECTION)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    made = await open_store(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    yield made
    await made.close()


async def test_who_was_told_of_what_a_new_reading_drops_hears_so_and_that_it_is_back_after_an_undo(
    store: SqlStore,
) -> None:
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9)
    await room.take(143, "Bravo", 12)
    assert [kind for kind, _, _ in await room.told()] == [NoticeKind.ALERT]
    await room.reseed(Blind())(silent)
    edit, answer = await room.told()
    assert (edit[0], answer[0]) == (NoticeKind.DEVELOPMENT, NoticeKind.CORRECTION)
    assert answer[2][0] == "An alert has fallen"
    await room.reseed(Blind()).undo(silent)
    [(kind, matter, lines)] = await room.told()
    assert (kind, matter) == (NoticeKind.DEVELOPMENT, Matter.REOPENED)
    assert "143" in "".join(lines[:2])
    assert await room.told() == []


async def test_who_was_told_of_what_only_the_undone_reading_found_hears_that_it_fell(store: SqlStore) -> None:
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9, Blind())
    await room.take(150, "Bravo", 12, Blind())
    await room.reseed()(silent)
    assert await room.told() == [], "what a new reading finds is old news"
    await room.take(147, "Charlie", 13)
    assert [kind for kind, _, _ in await room.told()] == [NoticeKind.ALERT]
    await room.reseed(Blind()).undo(silent)
    edit, answer = await room.told()
    assert (edit[0], answer[0], answer[1]) == (NoticeKind.DEVELOPMENT, NoticeKind.CORRECTION, Matter.FELL)
    assert answer[2][0] == "An alert has fallen"
    assert await room.told() == []


async def test_nobody_is_alerted_to_what_an_undo_takes_up(store: SqlStore) -> None:
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9)
    await room.reseed(Blind())(silent)
    await room.take(143, "Bravo", 12, Blind())
    assert await room.told() == []
    await room.reseed().undo(silent)
    assert await room.told() == [], "it came in before the undo: old news"


@pytest.mark.parametrize("times", [0, 1, 2, 3])
async def test_a_correction_that_is_taken_back_edits_the_message_however_often_all_was_read_anew_since(
    store: SqlStore, times: int
) -> None:
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9)
    await room.take(143, "Bravo", 12)
    [(kind, _, first)] = await room.told()
    assert kind is NoticeKind.ALERT
    await room.say("/review 1 delete 2")
    edit, answer = await room.told()
    assert (edit[0], edit[2][0], answer[0]) == (
        NoticeKind.DEVELOPMENT, "Withdrawn: killed (casualties)", NoticeKind.CORRECTION
    )  # fmt: skip
    for _ in range(times):
        await room.reseed()(silent)
        assert await room.told() == []
    assert "is taken back" in (await room.say(f"/review takeback {await room.correction()}"))[0]
    assert await room.told() == [(NoticeKind.DEVELOPMENT, Matter.REOPENED, first)], "it is what it was, and no news"
    await room.take(143, "Charlie", 13)
    [(_, matter, lines)] = await room.told()
    assert (matter, [line for line in lines if line.startswith("Since then")]) == (
        Matter.VOICE, ["Since then: 143 Charlie, 13 May"]
    )  # fmt: skip


@pytest.mark.parametrize("times", [0, 1, 2, 3])
async def test_so_it_is_when_the_corrected_claim_is_the_one_that_was_there_first(store: SqlStore, times: int) -> None:
    """It then comes in after the one that it was contradicted by: the same two claims, the other way round."""
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9)
    await room.take(143, "Bravo", 12)
    await room.told()
    await room.say("/review 1 delete 1")
    assert [matter for _, matter, _ in await room.told()] == [Matter.FELL, Matter.FELL]
    for _ in range(times):
        await room.reseed()(silent)
    await room.say(f"/review takeback {await room.correction()}")
    [(kind, matter, lines)] = await room.told()
    assert (kind, matter, lines[0]) == (
        NoticeKind.DEVELOPMENT, Matter.REOPENED, "New contradiction: killed (casualties)"
    )  # fmt: skip
    assert await room.told() == []


@pytest.mark.parametrize("undone", [True, False])
async def test_what_a_faulty_reading_found_is_told_when_the_outlet_really_writes_it(
    store: SqlStore, *, undone: bool
) -> None:
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9)
    await room.take_text("killed 143", Blind())
    await room.reseed()(silent)
    if undone:
        await room.reseed(Blind()).undo(silent)
    for _ in range(3):
        await room.reseed(Blind())(silent)
    assert await room.told() == []
    await room.take_text("Corrected.\nkilled 143")
    [(kind, _, lines)] = await room.told()
    assert (kind, lines[0]) == (NoticeKind.ALERT, "New contradiction: killed (casualties)")


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_a_new_version_that_says_again_what_had_fallen_is_told_as_new(store: SqlStore, times: int) -> None:
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9)
    await room.take_text("killed 143")
    await room.told()
    await room.take_text("Nothing is known.")
    assert [matter for _, matter, _ in await room.told()] == [Matter.FELL, Matter.FELL]
    for _ in range(times):
        await room.reseed()(silent)
    await room.take_text("After all.\nkilled 143")
    assert NoticeKind.ALERT in [kind for kind, _, _ in await room.told()]


@pytest.mark.parametrize("times", [0, 1, 2])
async def test_a_dismissal_that_is_taken_back_brings_the_message_back_with_its_quotes(
    store: SqlStore, times: int
) -> None:
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9)
    await room.take(143, "Bravo", 12)
    [(_, _, first)] = await room.told()
    await room.say("/review 1 dismiss other event")
    edit, _ = await room.told()
    assert edit[2][0] == "Dismissed: killed (casualties)"
    for _ in range(times):
        await room.reseed()(silent)
    await room.say("/review 1 reopen")
    assert await room.told() == [(NoticeKind.DEVELOPMENT, Matter.REOPENED, first)]


async def test_an_alert_that_is_settled_is_headed_so(store: SqlStore) -> None:
    room = await Subscribed(store).open()
    await room.take(145, "Alpha", 9)
    await room.take(143, "Bravo", 12)
    await room.told()
    await room.take(150, "Charlie", 13)
    [(kind, matter, lines)] = await room.told()
    assert (kind, matter) == (NoticeKind.DEVELOPMENT, Matter.RESOLVED)
    assert lines[:2] == ["Resolved: killed (casualties)", "The sides no longer contradict each other."]
