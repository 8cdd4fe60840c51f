"""Number words, hedges and days of the shipped languages, side by side."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.reading.dates import DateGrammar
from bot.reading.numbers import NumberGrammar
from bot.reading.tokens import tokenize
from bot.reading.words import LanguageWords
from bot.settings.folder import ConfigFolder

ROOT = Path(__file__).parents[2]
A_YEAR_LATER = date(2025, 3, 24)


@cache
def words(code: str) -> LanguageWords:
    return ConfigFolder(ROOT / "config").table(f"languages/{code}.toml").without("questions").into(LanguageWords)


@cache
def _numbers(code: str) -> NumberGrammar:
    return NumberGrammar(words(code).numbers)


@cache
def _dates(code: str) -> DateGrammar:
    return DateGrammar(words(code).dates)


def figures(code: str, text: str) -> list[tuple[int, int | None]]:
    return [(one.value.lo, one.value.hi) for one in _numbers(code).find(tokenize(text, 0, len(text)))]


def days(code: str, text: str, published: date = A_YEAR_LATER) -> list[str]:
    found = _dates(code).find(tokenize(text, 0, len(text)), text, published)
    return [span.days.lo.isoformat() for span in found]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("tr", "salonda on dokuz sanık vardı", [(19, 19)]),
        ("tr", "yüz on iki kişi", [(112, 112)]),
        ("uk", "одинадцятеро затриманих", [(11, 11)]),
        ("ru", "о тысяче застрявших", [(1000, 1000)]),
        ("tg", "нӯҳумин маҳбус", [(9, 9)]),
        ("fr", "ils sont sept", [(7, 7)]),
        ("fr", "plus d'une centaine de blessés", [(101, None)]),
        ("fr", "les blessés dépassent la centaine", [(101, None)]),
        ("fr", "près d'un millier de voyageurs", [(900, 1000)]),
        ("fr", "une centaine de blessés", [(90, 110)]),
        ("es", "más de un centenar de heridos", [(101, None)]),
        ("nb", "tallet har nærmet seg 1500", [(1350, 1500)]),
        ("tr", "üç ya da dört saldırgan", [(3, 4)]),
        ("tr", "üç veya dört saldırgan", [(3, 4)]),
        ("en", "close on a thousand travellers", [(900, 1000)]),
    ],
)
def test_figures(code: str, text: str, expected: list[tuple[int, int | None]]) -> None:
    assert figures(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "the count crept up to 144"), ("nb", "tallet ble skrevet opp til 144"), ("ru", "число выросло до 144")],
)
def test_a_sum_that_grew_to_a_figure_is_that_figure(code: str, text: str) -> None:
    assert figures(code, text) == [(144, 144)]


def test_up_to_is_a_hedge_elsewhere() -> None:
    assert figures("en", "the hall held up to 144 people") == [(0, 144)]
    assert figures("nb", "det var plass til opp til 144") == [(0, 144)]


@pytest.mark.parametrize(
    ("code", "text"), [("fr", "le bilan passe de 137 à 139 morts"), ("es", "el balance pasó de 137 a 139 muertos")]
)
def test_a_change_is_no_range(code: str, text: str) -> None:
    assert figures(code, text) == [(137, 137), (139, 139)]
    assert figures("fr", "entre 137 et 139 morts") == [(137, 139)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "on March 22 last year"), ("en", "on the 22nd of March of last year"), ("ru", "22 марта прошлого года"),
        ("uk", "22 березня минулого року"), ("de", "am 22. März vergangenen Jahres"), ("nb", "22. mars i fjor"),
        ("es", "el 22 de marzo del año pasado"), ("fr", "le 22 mars de l'an dernier"), ("tg", "22 марти соли гузашта"),
    ],
)  # fmt: skip
def test_a_day_of_last_year(code: str, text: str) -> None:
    assert days(code, text) == ["2024-03-22"]


def test_the_tajik_monday_is_no_capital() -> None:
    assert days("tg", "рӯзи душанбе даъват шуд") == ["2025-03-24"]
    assert days("tg", "дар Душанбе даъват шуд") == []
