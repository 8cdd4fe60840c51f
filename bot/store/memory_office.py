"""What administrators decided, in plain Python. See bot.ports.OfficeBook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.identity import Opening
from bot.domain.office import Admin, ClaimKey, Correction, Deed, Review, Side, Submission
from bot.domain.people import Person

Openings = Callable[[int], Opening]
"""What a disagreement is known by. Raises KeyError for a number that was never given."""


@dataclass(slots=True)
class Files:
    """The rows."""

    admins: tuple[Admin, ...] = ()
    audit: tuple[Deed, ...] = ()
    reviews: dict[int, Review] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    submissions: dict[str, Submission] = field(default_factory=dict)

    def copy(self) -> Files:
        """Another one with the same content."""
        return replace(self, reviews=dict(self.reviews), submissions=dict(self.submissions))


class MemoryOfficeShelf:
    """What a snapshot sees of the office. See bot.ports.OfficeShelf."""

    def __init__(self, files: Files, openings: Openings) -> None:
        self._files = files
        self._openings = openings

    async def admins(self) -> Sequence[Admin]:
        """Those whom owners made administrators, in the order in which they were."""
        return self._files.admins

    async def is_admin(self, person: Person) -> bool:
        """Whether an owner made them one."""
        return any(admin.person == person for admin in self._files.admins)

    async def audit(self, *, limit: int | None = None, before: int | None = None) -> Sequence[Deed]:
        """The log, latest first; `before` leaves out what has this number or a later one."""
        return [deed for deed in reversed(self._files.audit) if before is None or deed.number < before][:limit]

    async def reviews(self) -> Mapping[int, Review]:
        """What was decided on disagreements, by their numbers."""
        return dict(sorted(self._files.reviews.items()))

    async def corrections(self) -> Sequence[Correction]:
        """All corrections, the oldest first."""
        return self._files.corrections

    async def submission(self, key: str) -> Submission | None:
        """A text that waits."""
        return self._files.submissions.get(key)


class MemoryOfficeBook(MemoryOfficeShelf):
    """The same within a write transaction."""

    async def add_admin(self, admin: Admin) -> bool:
        """Make somebody an administrator; False where they are one."""
        if await self.is_admin(admin.person):
            return False
        self._files.admins += (admin,)
        return True

    async def remove_admin(self, person: Person) -> bool:
        """Take the right back; False where they had none from here."""
        known = self._files.admins
        self._files.admins = tuple(admin for admin in known if admin.person != person)
        return len(self._files.admins) < len(known)

    async def note(self, *deeds: Deed) -> None:
        """Write into the audit log, for good."""
        for deed in deeds:
            self._files.audit += (replace(deed, number=len(self._files.audit) + 1),)

    async def save_review(self, review: Review) -> None:
        """Keep a decision; it takes the place of an earlier one on the same disagreement."""
        known = self._openings(review.number)
        pair = frozenset(
            {
                Side(known.opened_item, known.opened_value, known.opened_party),
                Side(known.against_item, known.against_value, known.against_party),
            }
        )
        self._files.reviews[review.number] = replace(review, question=known.question, pair=pair)

    async def drop_review(self, number: int) -> None:
        """Forget a decision."""
        self._files.reviews.pop(number, None)

    async def save_correction(self, correction: Correction) -> None:
        """Keep a correction; it takes the place of an earlier one of the same claim."""
        await self.drop_correction(correction.claim)
        self._files.corrections += (correction,)

    async def drop_correction(self, claim: ClaimKey) -> bool:
        """Forget a correction; False where there is none of this claim."""
        known = self._files.corrections
        self._files.corrections = tuple(one for one in known if one.claim != claim)
        return len(self._files.corrections) < len(known)

    async def save_submission(self, submission: Submission) -> None:
        """Keep a text until somebody decides; it takes the place of one with the same key."""
        self._files.submissions[submission.key] = submission

    async def drop_submission(self, key: str) -> None:
        """Forget a text."""
        self._files.submissions.pop(key, None)

    async def forget_submissions(self, before: datetime) -> None:
        """Forget the texts that were sent in before this time."""
        kept = {key: one for key, one in self._files.submissions.items() if one.at >= before}
        self._files.submissions = kept
