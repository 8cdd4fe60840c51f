"""Files that are handed out."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from bot.answering.export import as_csv, bounds
from bot.domain.claims import Choice, Event
from bot.domain.interval import Interval
from tests.answering.conftest import Bot
from tests.fakes.corpus import told


def test_values_as_bounds() -> None:
    assert bounds(Interval(144, None)) == {"lo": 144, "hi": None, "value": None}
    assert bounds(Interval.exactly(date(2024, 4, 27))) == {"lo": "2024-04-27", "hi": "2024-04-27", "value": None}
    assert bounds(Choice("abroad")) == {"lo": None, "hi": None, "value": "abroad"}


def test_a_cell_is_never_a_formula() -> None:
    [row] = csv.DictReader(io.StringIO(as_csv([{"quote": "=1+1", "number": -1}]).decode("utf-8-sig")))
    assert row == {"quote": "'=1+1", "number": "-1"}
    assert as_csv([]) == "\ufeff".encode()


async def test_one_row_a_telling(bot: Bot) -> None:
    corpus = [told("a", 1, "Alpha", ("killed", Interval(144, 144), "«144» погибших.")), told("b", 2, "Beta")]
    day = Interval.exactly(date(2024, 4, 27))
    events = [Event(item.id, day, "day", "other", item.text, 0, 4, "k") for item, _ in corpus]
    services = await bot(corpus, events)
    rows = json.loads(await services.export.content("timeline", "json"))
    assert [(row["event"], row["item"]) for row in rows] == [(1, "a"), (1, "b")]
    assert "погибших" in (await services.export.content("claims", "csv")).decode("utf-8-sig")
    assert json.loads(await services.export.content("disagreements", "json")) == []
