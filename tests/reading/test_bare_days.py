"""Days without their month: "on the 27th"."""

from __future__ import annotations

from datetime import date

import pytest

from bot.reading.dates import DateGrammar
from bot.reading.numbers import NumberGrammar
from bot.reading.tokens import tokenize
from tests.reading.shippedwords import words

PUBLISHED = date(2024, 5, 2)


def days(lang: str, text: str, published: date = PUBLISHED) -> list[str]:
    tokens = tokenize(text, 0, len(text))
    numbers = NumberGrammar(words(lang).numbers).find(tokens)
    found = DateGrammar(words(lang).dates).find(tokens, text, published, numbers)
    return [span.days.lo.isoformat() for span in found]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The advice dates from the 27th, it says."),
        ("de", "Das Land riet am 27. von Reisen ab."),
        ("nb", "Rådet kom den 27. da køen vokste."),
        ("ru", "Совет опубликован 27-го, без срока."),
        ("ru", "Совет дали 27 числа вечером."),
        ("uk", "Пораду оприлюднили 27 числа ввечері."),
        ("fr", "L'avis date du 27."),
        ("es", "La advertencia del 27, sigue en la web."),
        ("tr", "Uyarı ayın 27'sinde yayımlandı."),
        ("tg", "Тавсия санаи 27-ум, бегоҳӣ, баромад."),
    ],
)
def test_a_day_without_its_month_is_the_latest_of_that_number(lang: str, text: str) -> None:
    assert days(lang, text) == ["2024-04-27"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They met on the 27th floor."),
        ("en", "They met on the 27th anniversary."),
        ("en", "It was the 140th."),
        ("de", "Es war am 27. Verhandlungstag."),
        ("nb", "Han er den 27. siktede."),
        ("ru", "Он стал восьмого по счету заменой."),
        ("fr", "Les 27 pays ont protesté."),
        ("es", "Votó el 27 % de ellos."),
        ("es", "No hubo otro desde el 11-M en Madrid."),
        ("fr", "Il vit dans le 16e, près de la gare."),
        ("ru", "Он стал 12-м по счету."),
        ("ru", "Речь о 9-й и 10-й палатах."),
        ("nb", "Den 12. som ble siktet, er ung."),
        ("tr", "Evlerin yüzde 20'sinde yangın çıktı."),
    ],
)
def test_a_number_of_something_is_no_day(lang: str, text: str) -> None:
    assert days(lang, text) == []


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (date(2024, 4, 28), "2024-05-01"),
        (date(2024, 5, 2), "2024-05-01"),
        (date(2024, 1, 15), "2024-01-01"),
        (date(2024, 4, 20), "2024-04-01"),
    ],
)
def test_a_day_to_come_is_at_most_a_week_away(published: date, day: str) -> None:
    assert days("en", "The queue opens on the 1st.", published) == [day]


def test_a_month_that_lacks_the_day_is_passed_over() -> None:
    assert days("en", "It was done on the 31st.", date(2024, 5, 2)) == ["2024-03-31"]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "The attack on the 22nd of March killed many.", ["2024-03-22"]),
        ("en", "It lasted from the 22nd to the 24th of March.", ["2024-03-24"]),
        ("fr", "Entre le 22 et le 24 mars rien ne bougea.", ["2024-03-24"]),
        ("es", "El 22 y el 23 de marzo llovió.", ["2024-03-23"]),
        ("de", "Am 22. und 23. März regnete es.", ["2024-03-23"]),
        ("nb", "Mellom den 22. og den 24. mars regnet det.", ["2024-03-24"]),
        ("ru", "22-го и 23-го марта шел дождь.", ["2024-03-23"]),
    ],
)
def test_a_month_that_follows_is_the_days_own(lang: str, text: str, found: list[str]) -> None:
    assert days(lang, text) == found
