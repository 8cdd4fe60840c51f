"""How a claim is rated in the Admiralty system: the outlet's letter, and a digit for how far others bear the claim out."""

from __future__ import annotations

from bot.answering.view import View
from bot.answering.wording import grade_of, independent_voices
from bot.answering.words import N_, Words
from bot.domain.positions import HeldClaim, PositionStatus

DIGITS = {
    1: N_("borne out by others"),
    2: N_("borne out by one other"),
    3: N_("uncontradicted, or by fewer"),
    4: N_("as many voices against it"),
    5: N_("more voices against it"),
    6: N_("cannot be judged"),
}
"""The digits in words: what was counted, for who is right is not for the bot to say."""


def rating(view: View, words: Words, held: HeldClaim) -> str:
    """The rating with its digit in words: "B2, borne out by one other"."""
    grade, number = grade_of(view.story, view.item(held.claim).source), digit(view, held)
    return f"{grade.value}{number}, {words.gettext(DIGITS[number])}"


def digit(view: View, held: HeldClaim) -> int:
    """From 1 to 6, counted from independent voices.

    Where nobody contradicts: three voices or more are 1, two are 2, one is 3. Where an open disagreement does: more voices than the
    strongest other side are 3, as many are 4, fewer are 5. A claim that forms no live position is 6.
    """
    state = view.state(held.claim.question)
    if held.position is None or held.claim.past or state.positions[held.position - 1].status is not PositionStatus.LIVE:
        return 6
    own = _voices(view, held.claim.question, held.position)
    against = [
        _voices(view, each.question, each.disagreement.first + each.disagreement.second - held.position)
        for each in view.open_disagreements
        if each.question == held.claim.question and held.position in (each.disagreement.first, each.disagreement.second)
    ]
    if not against:
        return max(1, 4 - own)
    return 3 if own > max(against) else 4 if own == max(against) else 5


def _voices(view: View, question: str, position: int) -> int:
    return independent_voices(view, [held for held in view.claims(question) if held.position == position])
