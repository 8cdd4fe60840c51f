"""docs/operating.md and the unit file: every command that needs no root is tried."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from bot.domain.vitals import Vitals
from bot.metrics import Metrics
from bot.settings.environment import SECRET_FILES
from bot.settings.table import table
from tests.e2e.process import ROOT, Bot
from tests.store.material import NOON

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "counterclaim.service"


def test_every_command_of_the_page_works(tmp_path: Path) -> None:
    bot = Bot(tmp_path, {"READER": "rules"})
    bot.say("/start")
    commands = [shlex.split(line) for line in re.findall(r"^    \$ bot (.*)$", PAGE, re.MULTILINE)]
    assert len(commands) >= 10
    for words in commands:
        bot.run(*(str(tmp_path / word) if word.endswith(".db") else word for word in words))
    assert "145" in bot.say("/toll")
    assert len(list(tmp_path.glob("bot.db.replaced-*"))) == 1


def test_the_settings_it_names_are_settings() -> None:
    known = set(re.findall(r"[A-Z]+(?:_[A-Z]+)+", table())) | {name.upper() for name in SECRET_FILES}
    assert set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", PAGE)) <= known


def test_the_metrics_it_names_are_those_there_are() -> None:
    page = Metrics().page(Vitals(), NOON).decode()
    found = text_string_to_metric_families(page)
    families = {family.name for family in found if not family.name.endswith("_created")}
    named = {name.removesuffix("_total") for name in re.findall(r"`(counterclaim_\w+)", PAGE)}
    assert named == families


def test_the_unit_starts_the_bot_and_lets_it_write_only_to_its_state() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT, encoding="utf-8")
    service = dict(unit["Service"])
    assert service["ExecStart"] == "/opt/counterclaim/.venv/bin/bot run"
    assert service["ProtectSystem"] == "strict"
    text = UNIT.read_text(encoding="utf-8")
    assert "DATABASE_URL=sqlite+aiosqlite:////var/lib/counterclaim/bot.db" in text
    assert "TELEGRAM_TOKEN_FILE" in text
    assert service["StateDirectory"] == "counterclaim"
