"""Why two positions cannot both be right: the judge's codes as sentences."""

from __future__ import annotations

from bot.answering.view import View
from bot.answering.wording import party_name, value_text
from bot.answering.words import N_, Words
from bot.domain.positions import HeldClaim, Relation
from bot.domain.stored import NumberedDisagreement

SENTENCES = {
    "toll_fell": N_("such a figure does not fall, and {second} is lower than {first}{gap}."),
    "superseded_figure_returned": N_("{second} had been replaced by {first} and is now reported again."),
    "was_already_higher": N_("such a figure does not fall, and {second} is said of a day before {first} was reported."),
    "fixed_count_differs": N_("this number does not change, so {second} and {first} cannot both be right."),
    "two_figures_one_day": N_("{second} and {first} are said of the same day."),
    "two_days": N_("it happened once, so it was not both on {first} and on {second}."),
    "two_ordinals": N_("only one of {first} and {second} can be the right count."),
    "party_against_party": N_("{second_party} says “{second}”, {first_party} says “{first}”."),
    "party_against_outlets": N_("a party says “{second}” or “{first}”, and others report the opposite."),
    "outlets_against_each_other": N_("outlets report both “{first}” and “{second}” in their own voice."),
    "party_changed_its_story": N_("{second_party} said “{first}” before and says “{second}” now."),
    "item_contradicts_itself": N_("one article gives both {first} and {second} for the same day."),
}

_USUAL = {
    Relation.DISPUTE: N_("a named party stands behind “{first}” or “{second}”, and only one of them can be right."),
    Relation.REVERSAL: N_("a party said “{first}” before and says “{second}” now."),
}
_PLAIN = N_("{first} and {second} cannot both be right.")


def why_text(view: View, words: Words, numbered: NumberedDisagreement) -> str:
    """The rule behind a disagreement, with its two claims filled in; where an admin closed it, the given reason follows."""
    disagreement = numbered.disagreement
    code = disagreement.reason
    sentence = SENTENCES.get(code) or _USUAL.get(disagreement.kind) or _PLAIN
    first, second = (_claim(view, numbered, n) for n in (disagreement.against, disagreement.opened_by))
    text = words.gettext(sentence).format(
        first=_value(view, words, first),
        second=_value(view, words, second),
        first_party=_who(view, words, first),
        second_party=_who(view, words, second),
        gap=_gap(words, first, second),
    )
    return text if not code or code in SENTENCES else f"{text} ({code})"


def _claim(view: View, numbered: NumberedDisagreement, number: int) -> HeldClaim | None:
    return next((held for held in view.state(numbered.question).claims if held.number == number), None)


def _value(view: View, words: Words, held: HeldClaim | None) -> str:
    return value_text(words, view.question(held.claim.question), held.claim.value) if held else "?"


def _who(view: View, words: Words, held: HeldClaim | None) -> str:
    named = party_name(words, view.story, held.claim.party) if held else ""
    return named or words.gettext("an outlet")


def _gap(words: Words, first: HeldClaim | None, second: HeldClaim | None) -> str:
    """How much later the second claim applies: ", two days later"."""
    days = (second.claim.as_of - first.claim.as_of).days if first and second else 0
    if days <= 0:
        return ""
    return words.ngettext(", {number} day later", ", {number} days later", days).format(number=words.number(days))
