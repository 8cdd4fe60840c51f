"""What happened to something that people were told of: a new voice, an end, a return, or that it fell."""

from __future__ import annotations

from bot.domain.alerts import Matter, Told
from bot.domain.positions import DisagreementStatus

GONE = "gone"
"""The status of a subject that is no longer found."""

FALLEN = frozenset({DisagreementStatus.WITHDRAWN.value, DisagreementStatus.DISMISSED.value, GONE})


def development(before: Told, present: Told) -> Matter | None:
    """What there is to tell, the gravest only; None where nothing happened that anybody would notice."""
    if present.status != before.status:
        if present.status in FALLEN:
            return None if before.status in FALLEN else Matter.FELL
        return Matter.RESOLVED if present.status == DisagreementStatus.RESOLVED.value else Matter.REOPENED
    if present.status == DisagreementStatus.OPEN.value and set(present.voices) - set(before.voices):
        return Matter.VOICE
    return None
