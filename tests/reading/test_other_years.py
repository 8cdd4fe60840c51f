"""Which year a place in a row belongs to: last year's anniversary is not this year's, in any language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.reading.reader import Reader
from tests.reading.shippedwords import claims_in

MAY = datetime(2024, 5, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Last year, for the 78th anniversary of Victory, one tank rolled over Red Square."),
        ("en", "The 78th anniversary of Victory was celebrated last year with a single tank."),
        ("de", "Der 78. Jahrestag des Sieges wurde 2023 in Moskau mit einem Panzer gefeiert."),
        ("en", "In 2023 Moscow celebrated the 78th anniversary of Victory without aircraft."),
        ("nb", "I fjor feiret Moskva 78-årsdagen for seieren uten fly."),
        ("de", "Im Vorjahr beging Moskau den 78. Jahrestag des Sieges ohne Flugzeuge."),
        ("ru", "В прошлом году в Москве отмечали 78-ю годовщину Победы без самолётов."),
        ("uk", "Торік у Москві відзначали 78-му річницю Перемоги без літаків."),
        ("fr", "L'année dernière, Moscou fêtait le 78e anniversaire de la victoire sans avions."),
        ("es", "El año pasado Moscú celebró el 78.º aniversario de la Victoria sin aviones."),
        ("tr", "Moskova geçen yıl Zafer'in 78. yıl dönümünü uçaksız kutlamıştı."),
        ("tg", "Соли гузашта дар Маскав 78-солагии Ғалаба бе ҳавопаймо ҷашн гирифта шуд."),
    ],
)
def test_an_anniversary_of_another_year_is_not_this_years(reader: Reader, lang: str, text: str) -> None:
    assert claims_in(reader, lang, text, "", MAY) == set()


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday Moscow celebrated the 79th anniversary of Victory, as it had done the year before.",
        "Last year it was the 78th, now Moscow celebrated the 79th anniversary of Victory.",
        "Moscow celebrated the 79th anniversary of Victory in the war of 1941 to 1945.",
        "Putin, who returned to office in 2012, reviewed the parade for the 79th anniversary of Victory.",
        "2,020 soldiers marched over Red Square for the 79th anniversary of Victory.",
        "In 2024 Moscow celebrated the 79th anniversary of Victory.",
    ],
)
def test_this_years_is_read_beside_another_year(reader: Reader, text: str) -> None:
    assert claims_in(reader, "en", text, "", MAY) == {"victory_anniversary=79"}
