"""Sentences, dates, numbers and plurals in the bot's languages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.words import Words
from bot.services.words import Catalogues
from tests.fakes.corpus import ROOT

MAY = date(2024, 5, 9)


@pytest.fixture(scope="module")
def catalogues() -> Catalogues:
    return Catalogues(ROOT / "config" / "locale")


@pytest.mark.parametrize(
    ("lang", "short", "full", "month", "number"),
    [
        ("en", "9 May", "9 May 2024", "May 2024", "12,345"),
        ("ru", "9 мая", "9 мая 2024\u00a0г.", "май 2024\u00a0г.", "12\u00a0345"),
        ("nb", "9. mai", "9. mai 2024", "mai 2024", "12\u00a0345"),
        ("tg", "9 май", "9 май 2024", "май 2024", "12\u00a0345"),
    ],
)
def test_days_and_numbers(lang: str, short: str, full: str, month: str, number: str) -> None:
    words = Words(lang)
    assert words.day(MAY, 2024) == short
    assert words.long_day(MAY) == full
    assert words.month(MAY) == month
    assert words.number(12345) == number


def test_a_short_day_of_another_year_names_it() -> None:
    assert Words("en").day(MAY, 2023) == "9 May 2024"
    assert Words("en").day(MAY) == "9 May 2024"


@pytest.mark.parametrize(
    ("lang", "number", "text"),
    [
        ("en", 1, "1st"),
        ("en", 2, "2nd"),
        ("en", 13, "13th"),
        ("en", 71, "71st"),
        ("en", 79, "79th"),
        ("nb", 79, "79."),
        ("ru", 79, "79-я"),
    ],
)
def test_ordinals(catalogues: Catalogues, lang: str, number: int, text: str) -> None:
    assert catalogues.words(lang).ordinal(number) == text


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "A, B and C"), ("ru", "A, B и C"), ("nb", "A, B og C"), ("tg", "A, B ва C")]
)
def test_lists(lang: str, text: str) -> None:
    assert Words(lang).listed(["A", "B", "C"]) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1 материал"), (2, "2 материала"), (5, "5 материалов"), (11, "11 материалов"), (21, "21 материал")],
)
def test_russian_plurals(catalogues: Catalogues, number: int, text: str) -> None:
    assert catalogues.words("ru").ngettext("{number} item", "{number} items", number).format(number=number) == text


def test_tajik_has_one_form_after_a_number(catalogues: Catalogues) -> None:
    words = catalogues.words("tg")
    assert {words.ngettext("{number} item", "{number} items", number) for number in (1, 2, 5)} == {"{number} мавод"}


def test_an_untranslated_message_comes_out_in_english() -> None:
    words = Words("nb")
    assert words.gettext("Nothing here.") == "Nothing here."
    assert words.ngettext("{number} item", "{number} items", 2) == "{number} items"


@pytest.mark.parametrize(
    ("lang", "code", "name"),
    [
        ("en", "nb", "Norwegian"),
        ("ru", "en", "английский"),
        ("tg", "nb", "норвегӣ"),
        ("en", "xx", "xx"),
        ("tg", "et", "эстонӣ"),
    ],
)
def test_names_of_languages(lang: str, code: str, name: str) -> None:
    assert Words(lang).language(code) == name


def test_a_wording_falls_back_to_english_then_to_any() -> None:
    assert Words("ru").pick({"en": "Killed", "ru": "Погибшие"}) == "Погибшие"
    assert Words("tg").pick({"en": "Killed", "ru": "Погибшие"}) == "Killed"
    assert Words("tg").pick({"nb": "Drept"}) == "Drept"
    assert Words("tg").pick({}) == ""
