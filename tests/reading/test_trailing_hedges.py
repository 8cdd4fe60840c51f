"""Hedges that stand a few words behind their figure: "143 dead at the very least"."""

from __future__ import annotations

import pytest

from bot.reading.numbers import Hedge, NumberGrammar
from bot.reading.tokens import tokenize
from tests.reading.shippedwords import words


def read(lang: str, text: str) -> list[tuple[int, int | None, Hedge | None]]:
    found = NumberGrammar(words(lang).numbers).find(tokenize(text, 0, len(text)))
    return [(one.value.lo, one.value.hi, one.hedge) for one in found]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It killed 143 people at the very least."),
        ("en", "It left 143 dead, at a minimum."),
        ("de", "Es starben 143 Menschen, mindestens."),
        ("nb", "Det ble funnet 143 døde, i det minste."),
        ("ru", "Погибли 143 человека, не меньше."),
        ("uk", "Загинули 143 людини, щонайменше."),
        ("fr", "Ils ont compté 143 morts au bas mot."),
        ("es", "Murieron 143 personas como mínimo."),
        ("tr", "Orada 143 kişi, en azından, öldü."),
        ("tg", "Кушташудагон 143 нафар, ҳадди ақал."),
    ],
)
def test_a_lower_bound_is_heard_behind_what_is_counted(lang: str, text: str) -> None:
    assert read(lang, text) == [(143, None, Hedge.AT_LEAST)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It killed 143 people at most."),
        ("de", "Es waren 143 Menschen, höchstens."),
        ("nb", "Det var 143 mennesker, på det meste."),
        ("ru", "Погибли 143 человека, не более."),
        ("uk", "Загинули 143 людини, щонайбільше."),
        ("fr", "Il y a eu 143 morts tout au plus."),
        ("es", "Murieron 143 personas como máximo."),
        ("tr", "Ölenlerin sayısı 143'ü geçmiyor."),
        ("tg", "Дар он ҷо 143 нафар, на бештар, кушта шуданд."),
    ],
)
def test_so_is_an_upper_bound(lang: str, text: str) -> None:
    assert read(lang, text) == [(0, 143, Hedge.UP_TO)]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("It killed 143 people, at least three of them children.", (3, None, Hedge.AT_LEAST)),
        ("Of 143 dead at least 41 are known by name.", (41, None, Hedge.AT_LEAST)),
    ],
)
def test_a_hedge_before_a_figure_is_that_figures(text: str, second: tuple[int, int | None, Hedge | None]) -> None:
    assert read("en", text) == [(143, 143, None), second]


@pytest.mark.parametrize(
    "text",
    [
        "It killed 143 people, at least according to the ministry.",
        "It killed 143 people; at least the doors held.",
        "It killed 143 people in the hall and beside it at the very least.",
        "It killed 143 people at least partly because of the smoke.",
    ],
)
def test_a_hedge_of_something_else_leaves_the_figure_alone(text: str) -> None:
    assert read("en", text) == [(143, 143, None)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It remanded 4 men at least until Wednesday."),
        ("de", "Es wurden 4 Männer mindestens bis Mittwoch festgesetzt."),
        ("nb", "Retten fengslet 4 menn minst til onsdag."),
        ("ru", "Суд арестовал 4 мужчин как минимум до среды."),
        ("fr", "Ces 4 hommes risquent au minimum la perpétuité."),
        ("tr", "Bu, 4 ölüyle yılın en çok can alan saldırısı."),
    ],
)
def test_a_hedge_that_goes_on_to_something_else_is_not_the_figures(lang: str, text: str) -> None:
    assert read(lang, text) == [(4, 4, None)]


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("sayısı bini geçti", 1001, None),
        ("vatandaşı binden fazlaydı", 1001, None),
        ("550'den fazlasının yaralandığı", 551, None),
        ("hastanede yatanların 80'i aşmadığını", 0, 80),
    ],
)
def test_turkish_bounds_take_the_endings_of_their_clause(text: str, lo: int, hi: int | None) -> None:
    assert [(low, high) for low, high, _ in read("tr", text)] == [(lo, hi)]
