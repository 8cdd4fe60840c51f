"""docs/quality.md as data, and the command that keeps it true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.claims import Item
from bot.reading.result import Reading
from tests.quality import __main__ as command
from tests.quality.__main__ import RULES, EmptySetError, check_floors
from tests.quality.labels import SETS, files
from tests.quality.measure import Bench
from tests.quality.page import PAGE, SHARES, PageError, floors, raised, replaced, shortfalls
from tests.quality.scoring import Score, Share, Tally

TEXT = """# Page

<!-- floors: make quality -->

| set | claims P | claims R | alerts P | alerts R | updates F1 | kinds right | quiet alarmed |
|-----|---------:|---------:|---------:|---------:|-----------:|------------:|--------------:|
| one | 0.80 | 0.70 | 0.60 | 0.50 | 0.40 | 0.30 | 0.10 |

<!-- end of floors -->

<!-- one: make quality -->

old

<!-- end of one -->
"""


def measured(right: int) -> Score:
    """The figures of so many right claims of a hundred found and a hundred there, all else as good as it gets."""
    return Score(claims=Tally(right, 100 - right, 100 - right), alarmed=Share(0, 10))


def test_floors_are_read_from_the_page() -> None:
    assert floors(TEXT)["one"] == dict(zip(SHARES, (0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.1), strict=True))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<!-- floors: make quality -->", "", "the page has no <!-- floors: make quality -->"),
        ("claims R", "claims recall", "the table of floors has the columns set, claims P"),
        ("0.70", "most", "the table of floors: could not convert string to float: 'most'"),
        (" | 0.10 |", " |", "the table of floors: zip"),
    ],
)
def test_a_page_without_a_proper_table_is_told(old: str, new: str, told: str) -> None:
    with pytest.raises(PageError, match=told):
        floors(TEXT.replace(old, new))


def test_a_figure_below_its_floor_is_a_shortfall() -> None:
    (short,) = shortfalls("one", measured(79), floors(TEXT))
    assert str(short) == "one: claims P is 0.790, below the 0.80 that docs/quality.md states"
    assert not list(shortfalls("one", measured(80), floors(TEXT)))


def test_quiet_items_alarmed_have_a_ceiling() -> None:
    score = Score(alarmed=Share(2, 10))
    (short,) = shortfalls("one", score, floors(TEXT))
    assert str(short) == "one: quiet alarmed is 0.200, over the 0.10 that docs/quality.md states"


def test_a_set_without_floors_is_told() -> None:
    with pytest.raises(PageError, match="no line for two"):
        list(shortfalls("two", measured(80), floors(TEXT)))


def test_floors_are_raised_and_never_lowered() -> None:
    page = raised(TEXT, "one", measured(75))
    line = floors(page)["one"]
    assert [line[what] for what in SHARES] == [0.8, 0.75, 1.0, 1.0, 1.0, 1.0, 0.0]
    assert floors(raised(page, "two", Score(alarmed=Share(1, 3))))["two"]["quiet alarmed"] == 0.34


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    page = replaced(TEXT, "one", "new\n")
    assert page == TEXT.replace("old", "new")
    with pytest.raises(PageError, match="two"):
        replaced(TEXT, "two", "new")


def test_the_page_has_a_place_and_floors_for_every_set() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = [*(f"{name}{RULES}" for name in (*SETS, "dev")), "validation", "sealed", "dev"]
    assert set(names) == floors(page).keys()
    for name in (*names, "calibration"):
        replaced(page, name, "")


class NoReader:
    """Reads nothing."""

    def read(self, item: Item) -> Reading:
        """See ItemReader."""
        raise AssertionError(item.id)


@pytest.mark.parametrize("found", [[], ["empty.txt"]], ids=["no file", "an empty file"])
def test_a_set_without_items_is_told_and_not_measured(
    found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    monkeypatch.setattr(
        command, "files", lambda name: [tmp_path / one for one in found] if name == "validation" else files(name)[:1]
    )
    page = tmp_path / "quality.md"
    page.write_bytes(PAGE.read_bytes())
    monkeypatch.setattr(command, "PAGE", page)
    with pytest.raises(EmptySetError, match="the set validation has no items"):
        list(check_floors(Bench(NoReader(), {}, []), "validation"))
    assert command.main(["--labelled", str(tmp_path), "--write"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "the set validation has no items\n")
    assert page.read_bytes() == PAGE.read_bytes()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One file of each set: what the command says of them is looked at here, not how they are read."""
    monkeypatch.setattr(command, "files", lambda name: files(name)[:1])


@pytest.mark.usefixtures("few")
def test_dev_is_passed_over_where_it_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--labelled", str(tmp_path)])
    told = capsys.readouterr().out
    assert f"dev is not measured: there is no {tmp_path / 'data' / 'dev.jsonl'}" in told
    assert "sealed is not measured" in told
    assert "## sealed" not in told


@pytest.mark.usefixtures("few")
def test_errors_of_validation_are_counted_and_never_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["--labelled", str(tmp_path), "--errors"])
    told = capsys.readouterr().out
    training, *others = re.split("## validation", told)
    assert f"{files('training')[0].stem}-0" in training
    assert len(others) == 2
    for part in others:
        assert "Errors by class" in part
        assert files("validation")[0].stem not in part
