"""What administrators decided, in the database. See bot.ports.OfficeBook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.office import Admin, ClaimKey, Correction, Deed, Review, Submission
from bot.domain.people import Person
from bot.store.office_rows import (
    admin_in,
    correction_in,
    correction_row,
    deed_in,
    deed_row,
    key_row,
    review_in,
    review_row,
    submission_in,
    submission_row,
)
from bot.store.office_tables import admins, audit, corrections, reviews, submissions
from bot.store.schema import disagreement_numbers


class SqlOfficeShelf:
    """What a transaction sees of the office. See bot.ports.OfficeShelf."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def admins(self) -> Sequence[Admin]:
        """Those whom owners made administrators, in the order in which they were."""
        query = select(admins).order_by(admins.c.added_at, admins.c.platform, admins.c.user)
        return [admin_in(row) for row in (await self._connection.execute(query)).mappings()]

    async def is_admin(self, person: Person) -> bool:
        """Whether an owner made them one."""
        return await self._connection.scalar(select(admins.c.user).where(_is(person))) is not None

    async def audit(self, *, limit: int | None = None, before: int | None = None) -> Sequence[Deed]:
        """The log, latest first; `before` leaves out what has this number or a later one."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(audit.c.id < before)
        return [deed_in(row) for row in (await self._connection.execute(query)).mappings()]

    async def reviews(self) -> Mapping[int, Review]:
        """What was decided on disagreements, by their numbers."""
        about = reviews.c.number == disagreement_numbers.c.number
        known = [column for column in disagreement_numbers.c if column.name != "number"]
        query = select(reviews, *known).join(disagreement_numbers, about).order_by(reviews.c.number)
        rows = (await self._connection.execute(query)).mappings()
        return {row["number"]: review_in(row) for row in rows}

    async def corrections(self) -> Sequence[Correction]:
        """All corrections, the oldest first."""
        rows = (await self._connection.execute(select(corrections).order_by(corrections.c.id))).mappings()
        return [correction_in(row) for row in rows]

    async def submission(self, key: str) -> Submission | None:
        """A text that waits."""
        query = select(submissions).where(submissions.c.key == key)
        row = (await self._connection.execute(query)).mappings().first()
        return None if row is None else submission_in(row)


class SqlOfficeBook(SqlOfficeShelf):
    """The same within a write transaction."""

    async def add_admin(self, admin: Admin) -> bool:
        """Make somebody an administrator; False where they are one."""
        if await self.is_admin(admin.person):
            return False
        row = {"platform": admin.person.platform, "user": admin.person.user}
        await self._connection.execute(insert(admins).values(**row, added_by=admin.added_by, added_at=admin.at))
        return True

    async def remove_admin(self, person: Person) -> bool:
        """Take the right back; False where they had none from here."""
        return (await self._connection.execute(delete(admins).where(_is(person)))).rowcount > 0

    async def note(self, *deeds: Deed) -> None:
        """Write into the audit log, for good."""
        if deeds:
            await self._connection.execute(insert(audit), [deed_row(deed) for deed in deeds])

    async def save_review(self, review: Review) -> None:
        """Keep a decision; it takes the place of an earlier one on the same disagreement."""
        await self.drop_review(review.number)
        await self._connection.execute(insert(reviews).values(review_row(review)))

    async def drop_review(self, number: int) -> None:
        """Forget a decision."""
        await self._connection.execute(delete(reviews).where(reviews.c.number == number))

    async def save_correction(self, correction: Correction) -> None:
        """Keep a correction; it takes the place of an earlier one of the same claim."""
        await self.drop_correction(correction.claim)
        await self._connection.execute(insert(corrections).values(correction_row(correction)))

    async def drop_correction(self, claim: ClaimKey) -> bool:
        """Forget a correction; False where there is none of this claim."""
        same = [corrections.c[name].is_not_distinct_from(value) for name, value in key_row(claim).items()]
        return (await self._connection.execute(delete(corrections).where(and_(*same)))).rowcount > 0

    async def save_submission(self, submission: Submission) -> None:
        """Keep a text until somebody decides; it takes the place of one with the same key."""
        await self.drop_submission(submission.key)
        await self._connection.execute(insert(submissions).values(submission_row(submission)))

    async def drop_submission(self, key: str) -> None:
        """Forget a text."""
        await self._connection.execute(delete(submissions).where(submissions.c.key == key))

    async def forget_submissions(self, before: datetime) -> None:
        """Forget the texts that were sent in before this time."""
        await self._connection.execute(delete(submissions).where(submissions.c.at < before))


def _is(person: Person) -> ColumnElement[bool]:
    return and_(admins.c.platform == person.platform, admins.c.user == person.user)
