"""A row of the table of parts: choices count with and without who says them."""

from __future__ import annotations

from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from tests.fakes import shipped
from tests.quality.labels import files, read
from tests.quality.measure import ROOT, Bench
from tests.quality.parts import choices, row
from tests.quality.scoring import Tally


def test_a_row_tells_claims_alerts_and_choices() -> None:
    questions = load_story(ConfigFolder(ROOT / "config")).questions
    articles = read(files("training")[:1], questions)[:10]
    outcomes = Bench(shipped.rules(), questions, []).run(articles)
    named, unnamed = (choices(outcomes, by_whom=by_whom) for by_whom in (True, False))
    assert 0 < named.right <= unnamed.right
    assert row("z", outcomes).startswith("| z | 10 | ")
    assert row("z", outcomes).count("|") == 8


def test_nothing_read_is_nothing_missed() -> None:
    assert choices([], by_whom=True) == Tally()
