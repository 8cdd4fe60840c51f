"""What every store promises about administrators, the audit log, reviews, corrections and texts that wait (bot/ports.py, OfficeBook)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.domain.claims import Choice, Party
from bot.domain.interval import Interval
from bot.domain.office import (
    Action,
    Admin,
    Amended,
    ClaimKey,
    Correction,
    Deed,
    Dismissal,
    Review,
    Side,
    Submission,
    Verdict,
)
from bot.domain.people import Person
from bot.ports import Store
from bot.store.database import SqlStore
from tests.store.material import NOON, a_claim, an_item, ingest, quarrel

ANN = Admin(Person("telegram", "1"), "telegram:7", NOON)
BEN = Admin(Person("discord", "2"), "telegram:7", NOON + timedelta(seconds=1))
DEED = Deed(NOON, "telegram:7", Action.ADMIN_ADDED, "telegram:1", {"name": "Анна", "known": False, "number": 3})
KEY = ClaimKey.of(a_claim(value=Interval(143, None), party=Party.RUSSIA))
TEXT = Submission(
    "k1", "telegram:7", NOON, "Example News", "en", "Title", "143 died.", NOON, True, "https://x.example/"
)


async def test_administrators_come_and_go(store: Store) -> None:
    async with store.write() as change:
        assert await change.office.add_admin(ANN)
        assert await change.office.add_admin(BEN)
        assert not await change.office.add_admin(replace(ANN, added_by="terminal"))
    async with store.read() as known:
        assert await known.office.admins() == [ANN, BEN] or await known.office.admins() == (ANN, BEN)
        assert await known.office.is_admin(ANN.person)
        assert not await known.office.is_admin(Person("discord", "1"))
    async with store.write() as change:
        assert await change.office.remove_admin(ANN.person)
        assert not await change.office.remove_admin(ANN.person)
    async with store.read() as known:
        assert list(await known.office.admins()) == [BEN]


async def test_the_log_is_read_latest_first_and_in_pages(store: Store) -> None:
    async with store.write() as change:
        await change.office.note(*(replace(DEED, subject=str(number)) for number in range(1, 6)))
        await change.office.note()
    async with store.read() as known:
        assert [deed.subject for deed in await known.office.audit()] == ["5", "4", "3", "2", "1"]
        page = await known.office.audit(limit=2)
        assert page[0] == replace(DEED, subject="5", number=5)
        assert [deed.number for deed in await known.office.audit(limit=2, before=page[-1].number)] == [3, 2]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (id, at, actor, action, subject, detail) VALUES (1, '2024-01-01', 'x', 'x', '', '{}')",
    ],
)
async def test_nothing_can_change_what_is_in_the_log(sql_store: SqlStore, statement: str) -> None:
    async with sql_store.write() as change:
        await change.office.note(DEED)
    with pytest.raises(IntegrityError, match="append-only"):
        async with sql_store._engine.begin() as connection:
            await connection.execute(text(statement))
    async with sql_store.read() as known:
        assert await known.office.audit() == [replace(DEED, number=1)]


async def test_a_review_knows_what_it_is_about_also_after_a_new_reading(store: Store) -> None:
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143, party=Party.RUSSIA))
    review = Review(1, Verdict.DISMISSED, "telegram:7", NOON, Dismissal.OTHER_EVENT)
    async with store.write() as change:
        await ingest(change, an_item("a", "A."))
        await ingest(change, an_item("b", "B."), [state], [alert])
        await change.office.save_review(replace(review, verdict=Verdict.CONFIRMED, reason=None))
        await change.office.save_review(review)
    async with store.write() as change:
        await change.begin_generation()
    async with store.read() as known:
        assert await known.disagreements() == []
        (found,) = (await known.office.reviews()).values()
    pair = frozenset({Side("a", "count:145..145", ""), Side("b", "count:143..143", "russia")})
    assert found == replace(review, question="killed", pair=pair)
    assert found.closes
    async with store.write() as change:
        await change.office.drop_review(1)
        assert await change.office.reviews() == {}


async def test_a_correction_takes_the_place_of_an_earlier_one_of_the_same_claim(store: Store) -> None:
    other = Correction(
        replace(KEY, party=None), Amended("ukraine_role", Choice("involved"), Party.US), "terminal", NOON
    )
    first = Correction(KEY, None, "telegram:7", NOON)
    second = Correction(KEY, Amended("killed", Interval(134, None), None), "telegram:8", NOON)
    async with store.write() as change:
        await ingest(change, an_item("a", "A."))
        for correction in (first, other, second):
            await change.office.save_correction(correction)
    async with store.read() as known:
        assert list(await known.office.corrections()) == [other, second]
    async with store.write() as change:
        assert await change.office.drop_correction(KEY)
        assert not await change.office.drop_correction(KEY)
        assert list(await change.office.corrections()) == [other]


async def test_texts_wait_until_they_are_dropped_or_grow_old(store: Store) -> None:
    later = replace(TEXT, key="k2", at=NOON + timedelta(days=2), url=None)
    async with store.write() as change:
        for one in (replace(TEXT, lang="nb"), TEXT, later, replace(later, key="k3")):
            await change.office.save_submission(one)
        await change.office.drop_submission("k3")
    async with store.read() as known:
        assert await known.office.submission("k1") == TEXT
        assert await known.office.submission("k3") is None
    async with store.write() as change:
        await change.office.forget_submissions(NOON + timedelta(days=1))
    async with store.read() as known:
        assert [await known.office.submission(key) for key in ("k1", "k2")] == [None, later]
