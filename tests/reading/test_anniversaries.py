"""Anniversaries date the day they remember: "a year ago today" is a day, in every language that says so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.claims import Item
from bot.reading.reader import Reader
from bot.settings.folder import ConfigFolder
from bot.settings.reading import load_reader
from bot.settings.story import load_story

SAID = [
    ("en", "The shooting at Crocus City Hall began a year ago today.", 2025),
    ("en", "Two years to the day since the gunmen came, the hall is still shut.", 2026),
    ("de", "Heute vor einem Jahr fielen in der Crocus City Hall die ersten Schüsse.", 2025),
    ("de", "Vor genau zwei Jahren drangen die Täter in die Konzerthalle ein.", 2026),
    ("nb", "I dag for ett år siden stormet gjerningsmennene konserthuset.", 2025),
    ("nb", "Skytingen i Crocus City Hall var for to år siden i dag.", 2026),
    ("ru", "Ровно два года назад боевики вошли в «Крокус».", 2026),
    ("ru", "В этот день год назад в «Крокусе» раздались первые выстрелы.", 2025),
    ("uk", "Рік тому цього дня у «Крокусі» почалася стрілянина.", 2025),
    ("fr", "Il y a un an jour pour jour, des hommes armés entraient dans la salle.", 2025),
    ("es", "Hace hoy un año, hombres armados entraron en la sala.", 2025),
    ("tr", "Silahlı kişiler salona tam bir yıl önce girmişti.", 2025),
    ("tg", "Як сол пеш дар ҳамин рӯз мусаллаҳон ба толор даромаданд.", 2025),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    folder = ConfigFolder(Path(__file__).parents[2] / "config")
    return load_reader(folder, load_story(folder))


@pytest.mark.parametrize(("lang", "text", "year"), SAID)
def test_an_anniversary_tells_the_day(reader: Reader, lang: str, text: str, year: int) -> None:
    item = Item("a", "some.example", lang, "", text, datetime(year, 3, 22, 12, tzinfo=UTC))
    days = [span.days.lo for sentence in reader.sentences(item) for span in sentence.dates]
    assert days == [date(2024, 3, 22)]
