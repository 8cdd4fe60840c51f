"""The names of parties and events that all languages share: no ordinary word of one language is taken for a name of another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.claims import Choice, Item
from tests.fakes.shipped import rules

PUBLISHED = datetime(2024, 3, 26, 12, tzinfo=UTC)


def said(lang: str, text: str) -> set[str]:
    """What a text says, short: `killed=144`, `ukraine_role=involved/russia`."""
    item = Item("i", "s", lang, "Crocus City Hall", text, PUBLISHED)
    return {
        f"{claim.question}={claim.value.answer}/{claim.party.value if claim.party else 'none'}"
        if isinstance(claim.value, Choice)
        else f"{claim.question}={claim.value.lo}"
        for claim in rules().read(item).claims
    }


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("es", "En el Crocus City Hall reinaba el pánico: murieron 140 personas.", "killed=140"),
        ("es", "Crocus City Hall: con la aurora llegó el balance: 140 muertos.", "killed=140"),
        ("fr", "Après l'attaque du Crocus City Hall, le bilan bondit à 137 morts.", "killed=137"),
        ("tr", "Crocus City Hall saldırısını kabul eden 11 kişi gözaltına alındı.", "detained=11"),
        ("tr", "Crocus City Hall: Ödül kazanan 11 kişi gözaltına alındı.", "detained=11"),
        (
            "en",
            "Crocus City Hall: Fiscal rules or not, some insist that Ukraine was involved.",
            "ukraine_role=involved/none",
        ),
        ("en", "The bazaar said that Ukraine was involved in the Crocus attack.", "ukraine_role=involved/none"),
    ],
)
def test_an_ordinary_word_of_one_language_is_no_name_of_another(lang: str, text: str, found: str) -> None:
    assert said(lang, text) == {found}


def test_an_uncle_in_tajik_is_not_the_news_agency_of_a_group() -> None:
    uncle = said("tg", "Амакаш гуфт, ки Украина дар ҳамла ба Крокус даст дорад.")
    assert uncle
    assert "ukraine_role=involved/islamic_state" not in uncle


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "At Kabul airport 145 people were killed."),
        ("nb", "På nattklubben Reina i Istanbul ble 139 mennesker drept."),
        ("tr", "Reina saldırısında 139 kişi öldü."),
        ("en", "After Bondi the police said 16 people were killed."),
    ],
)
def test_other_events_are_still_known_by_name(lang: str, text: str) -> None:
    assert said(lang, text) == set()
