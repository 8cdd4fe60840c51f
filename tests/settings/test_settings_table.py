"""The table of settings is what the code knows."""

from __future__ import annotations

from bot.settings.environment import SECRET_FILES
from bot.settings.settings import Settings
from bot.settings.table import MEANINGS, placed, table
from tests.fakes.corpus import ROOT


def test_the_page_holds_the_present_table() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert table() in page, "run: .venv/bin/python -m bot.settings.table docs/configuration.md"
    assert placed(page) == page


def test_every_setting_and_every_secret_file_is_in_it() -> None:
    assert list(MEANINGS) == list(Settings.model_fields)
    for name in (*Settings.model_fields, *SECRET_FILES, "log_level", "log_format"):
        assert f"`{name.upper()}`" in table()
