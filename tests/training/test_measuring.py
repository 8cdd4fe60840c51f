"""The scores on a model's card: what is counted, under which heading, and that they can be written into a card that has bars by hand."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.domain.claims import Choice, Party
from bot.domain.interval import Interval
from bot.reading.learned.card import CARD, FILES, read_card
from bot.services.labelled import Key, parse
from bot.services.labelwriting import written
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from bot.training.bars import Score
from bot.training.measuring import GROUPS, Reading, by, report
from bot.training.provenance import CHANGED, commit
from bot.training.scoring import PART, main
from tests.quality.labels import files
from tests.quality.measure import ROOT

TOLL: Key = ("killed", Interval(145, 145), None)
OTHER: Key = ("killed", Interval(334, 334), None)
BY_RUSSIA: Key = ("ukraine_role", Choice("involved"), Party.RUSSIA)
BY_KYIV: Key = ("ukraine_role", Choice("involved"), Party.UKRAINE)

SEEN = [
    Reading("en", frozenset({TOLL, BY_RUSSIA}), frozenset({TOLL, BY_KYIV})),
    Reading("ru", frozenset({TOLL}), frozenset({TOLL, OTHER})),
]


def test_scores_are_told_by_kind_by_language_and_by_question() -> None:
    assert by(GROUPS["kind"], SEEN) == {"choice": Score(0, 1, 1), "number": Score(2, 1, 0)}
    assert by(GROUPS["language"], SEEN) == {"en": Score(1, 1, 1), "ru": Score(1, 1, 0)}
    assert by(GROUPS["question"], SEEN) == {"killed": Score(2, 1, 0), "ukraine_role": Score(0, 1, 1)}


def test_a_report_says_on_how_much_it_rests() -> None:
    told = report(SEEN)
    assert (told["articles"], told["claims"]) == (2, 3)
    assert told["question"] == {
        "killed": {"precision": 0.667, "recall": 1.0, "claims": 2},
        "ukraine_role": {"precision": 0.0, "recall": 0.0, "claims": 1},
    }


def test_a_card_keeps_all_else_when_scores_are_written(tmp_path: Path) -> None:
    model, articles = tmp_path / "model", tmp_path / "one.txt"
    shutil.copytree(ROOT / "config" / "model", model)
    first = next(
        parse(files("training")[0].read_text(encoding="utf-8"), load_story(ConfigFolder(ROOT / "config")).questions)
    )
    articles.write_text(written([first]), encoding="utf-8")
    assert main([str(model), str(articles)]) == 0
    before, after = (json.loads((one / CARD).read_text()) for one in (ROOT / "config" / "model", model))
    assert after[PART]["articles"] == 1
    assert {name: after[name] for name in after if name != PART} == {
        name: before[name] for name in before if name != PART
    }
    assert read_card(model).files.keys() == set(FILES)


def test_without_articles_nothing_is_scored(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config/model"]) == 2
    assert "usage:" in capsys.readouterr().err


def test_a_model_that_is_not_there_is_said_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path / "none.txt")]) == 1
    assert "card.json" in capsys.readouterr().err


def test_the_card_names_the_commit_of_the_articles(tmp_path: Path) -> None:
    assert commit([tmp_path / "a.txt"]) is None
    git = (
        "git",
        "-C",
        str(tmp_path),
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    article = tmp_path / "a.txt"
    article.write_text("{}\n")
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "articles")):
        subprocess.run([*git, *command], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    (tmp_path / "other").write_text("not an article")
    assert commit([article]) == head
    new = tmp_path / "b.txt"
    new.write_text("{}\n")
    assert commit([article, new]) == head + CHANGED
    assert commit([article]) == head
    article.write_text("{}\n{}\n")
    assert commit([article]) == head + CHANGED


def test_the_shipped_card_says_what_it_was_made_from() -> None:
    card = json.loads((ROOT / "config" / "model" / CARD).read_text())
    assert len(card["base"]["sha256"]) == 64
    assert len(card["data"].removesuffix(CHANGED)) == 40
    assert {"date", "articles", *GROUPS} <= card[PART].keys()
    assert set(card[PART]["language"]) <= set(card["languages"])
