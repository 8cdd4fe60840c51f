"""The harmless reading of a contradiction, and why it does not hold: what an attentive reader would ask first."""

from __future__ import annotations

from bot.answering.words import N_, Words

RULED_OUT = {
    "toll_fell": N_("Not an update: it is newer and lower."),
    "superseded_figure_returned": N_("Not an old report: it is told as a present figure."),
    "was_already_higher": N_("Not an update: it is higher, but said of an earlier day."),
    "fixed_count_differs": N_("Not an update: this number does not change with time."),
    "two_figures_one_day": N_("Not a later count: both are of the same day."),
    "two_days": N_("Not a rough date: the days do not touch."),
    "two_ordinals": N_("Not a rough number: both are exact."),
    "party_against_party": N_("Not a change of mind: each party keeps to its own answer."),
    "party_against_outlets": N_("Not a matter of words: one answer excludes the other."),
    "outlets_against_each_other": N_("Not a quoted opinion: both are in the outlets' own voice."),
    "party_changed_its_story": N_("Not another speaker: the same party said both."),
    "item_contradicts_itself": N_("Not two reports: both figures stand in one article."),
    "changed_by_outlet": N_("Not a new report: the same article said something else before."),
}
"""By the judge's code, as in docs/disagreements.md."""


def ruled_out(words: Words, code: str) -> str:
    """Why it is no harmless difference; empty for a code that nobody wrote a sentence for."""
    return words.gettext(RULED_OUT[code]) if code in RULED_OUT else ""
