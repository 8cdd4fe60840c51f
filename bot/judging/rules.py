"""The rules by which claims contradict each other; each has an example in docs/disagreements.md."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """Why two claims cannot both be right. The value is the code that alerts and disagreements carry."""

    TOLL_FELL = "toll_fell"
    WAS_ALREADY_HIGHER = "was_already_higher"
    SUPERSEDED_FIGURE_RETURNED = "superseded_figure_returned"
    TWO_FIGURES_ONE_DAY = "two_figures_one_day"
    FIXED_COUNT_DIFFERS = "fixed_count_differs"
    ITEM_CONTRADICTS_ITSELF = "item_contradicts_itself"
    TWO_DAYS = "two_days"
    TWO_ORDINALS = "two_ordinals"
    PARTY_AGAINST_PARTY = "party_against_party"
    PARTY_AGAINST_OUTLETS = "party_against_outlets"
    OUTLETS_AGAINST_EACH_OTHER = "outlets_against_each_other"
    PARTY_CHANGED_ITS_STORY = "party_changed_its_story"
