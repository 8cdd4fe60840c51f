"""The pictures themselves: PNG files for any text, and lines that run where the figures are."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.answering.plot import Line, Mark, Point, _levels, draw_lines, draw_marks

BLNS = Path(__file__).parents[3] / "shared" / "material" / "hostile" / "blns" / "blns.json"
DAY = date(2024, 5, 9)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def line(*figures: tuple[int, int | None, bool]) -> Line:
    points = (
        Point(date(2024, 5, day), low, high, str(low), "Source", against)
        for day, (low, high, against) in enumerate(figures, 1)
    )
    return Line("Killed", tuple(points))


def test_a_line_rises_stays_where_a_figure_allows_it_and_passes_what_is_contradicted() -> None:
    levels = _levels(
        line((139, 139, False), (145, 145, False), (144, None, False), (143, 143, True), (146, 146, False))
    )
    assert [level for _, level in levels] == [139, 145, 145, 146]
    assert [level for _, level in _levels(line((143, 143, True)))] == [143]


def test_panels_share_a_picture_that_telegram_takes() -> None:
    one = draw_lines([line((139, 139, False))], {date(2024, 5, 1): "1 May"}, "contradicted")
    four = draw_lines(
        [line((139, 139, False), (143, 143, True))] * 4, {date(2024, 5, d): f"{d} May" for d in (1, 2)}, "x"
    )
    assert size(one)[0] == size(four)[0]
    assert size(one)[1] < size(four)[1]
    for png in (one, four):
        width, height = size(png)
        assert width + height < 10_000
        assert max(width, height) / min(width, height) < 20
        assert len(png) < 1_000_000


@pytest.mark.skipif(not BLNS.exists(), reason="no test material beside the checkout")
def test_naughty_strings_are_drawn_without_an_exception_or_a_warning() -> None:
    naughty = json.loads(BLNS.read_text(encoding="utf-8"))
    for start in range(0, len(naughty), 43):
        texts = naughty[start : start + 43]
        marks = [Mark(text, text, text) for text in texts]
        size(draw_marks(marks, texts[0]))
        points = tuple(Point(DAY, number, None, text, text) for number, text in enumerate(texts[:3]))
        size(draw_lines([Line(texts[0], points)], {DAY: texts[-1]}, texts[1]))


def test_nothing_is_loaded_before_the_first_picture() -> None:
    code = "import sys, bot.app; sys.exit('matplotlib' in sys.modules or 'telegram' in sys.modules or 'aiohttp' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True)
