"""What administrators decided as rows of the database, and back."""

from __future__ import annotations

from typing import Any

from bot.domain.claims import Party
from bot.domain.identity import ValueText
from bot.domain.office import Admin, Amended, ClaimKey, Correction, Deed, Dismissal, Review, Side, Submission, Verdict
from bot.domain.people import Person
from bot.store.mapping import Row


def admin_in(row: Row) -> Admin:
    """An administrator."""
    return Admin(Person(row["platform"], row["user"]), row["added_by"], row["added_at"])


def deed_row(deed: Deed) -> dict[str, Any]:
    """Everything but the number, which the log gives."""
    return {
        "at": deed.at,
        "actor": deed.actor,
        "action": str(deed.action),
        "subject": deed.subject,
        "detail": dict(deed.detail),
    }


def deed_in(row: Row) -> Deed:
    """A line of the audit log."""
    return Deed(row["at"], row["actor"], row["action"], row["subject"], row["detail"], row["id"])


def review_row(review: Review) -> dict[str, Any]:
    """Everything but the pair, which the disagreement's number stands for."""
    return {
        "number": review.number,
        "verdict": review.verdict.value,
        "reason": review.reason.value if review.reason else None,
        "into": review.into,
        "by": review.by,
        "at": review.at,
    }


def review_in(row: Row) -> Review:
    """A review, joined with its disagreement's number."""
    return Review(
        row["number"],
        Verdict(row["verdict"]),
        row["by"],
        row["at"],
        Dismissal(row["reason"]) if row["reason"] else None,
        row["into"],
        row["question"],
        frozenset(
            Side(row[f"{side}_item"], row[f"{side}_value"], row[f"{side}_party"]) for side in ("opened", "against")
        ),
    )


def key_row(key: ClaimKey) -> dict[str, Any]:
    """By what a claim is known."""
    value = ValueText.of(key.value)
    return {
        "item": key.item,
        "question": key.question,
        "value_type": value.type,
        "lo": value.lo,
        "hi": value.hi,
        "party": key.party.value if key.party else None,
        "start": key.start,
        "end": key.end,
        "quote": key.quote,
    }


def correction_row(correction: Correction) -> dict[str, Any]:
    """A correction, without its id."""
    to = correction.becomes
    value = ValueText.of(to.value) if to else None
    return {
        **key_row(correction.claim),
        "deleted": to is None,
        "new_question": to.question if to else None,
        "new_value_type": value.type if value else None,
        "new_lo": value.lo if value else None,
        "new_hi": value.hi if value else None,
        "new_party": to.party.value if to and to.party else None,
        "by": correction.by,
        "at": correction.at,
    }


def correction_in(row: Row) -> Correction:
    """A correction."""
    value = ValueText(row["value_type"], row["lo"], row["hi"]).value()
    key = ClaimKey(
        row["item"], row["question"], value, _party(row["party"]), row["start"], row["end"], row["quote"]
    )  # fmt: skip
    becomes = None
    if not row["deleted"]:
        new = ValueText(row["new_value_type"], row["new_lo"], row["new_hi"]).value()
        becomes = Amended(row["new_question"], new, _party(row["new_party"]))
    return Correction(key, becomes, row["by"], row["at"])


def submission_row(one: Submission) -> dict[str, Any]:
    """A text that waits."""
    return {name: getattr(one, name) for name in Submission.__dataclass_fields__}


def submission_in(row: Row) -> Submission:
    """A text that waits."""
    return Submission(**{name: row[name] for name in Submission.__dataclass_fields__})


def _party(name: str | None) -> Party | None:
    return Party(name) if name else None
