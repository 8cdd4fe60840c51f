"""Administrators, their decisions, and the log of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.office import Admin, ClaimKey, Correction, Deed, Review, Submission
from bot.domain.people import Person


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
