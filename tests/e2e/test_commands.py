"""The commands that need no conversation."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.process import ROOT, Bot

SEEDS_GOLD = ROOT.parent / "shared" / "data" / "seeds_gold.jsonl"


def test_help_lists_every_command(bot: Bot) -> None:
    text = bot.run("--help").stdout
    for command in ("run", "chat", "say", "ask", "replay", "ingest", "reseed", "export", "doctor", "db"):
        assert f"\n  {command} " in text


def test_without_a_token_run_says_what_to_set(bot: Bot) -> None:
    sentence = bot.complaint("run", code=2)
    assert sentence.startswith("No platform is configured: TELEGRAM_TOKEN and DISCORD_TOKEN are not set.")
    assert not bot.database.exists()


def test_with_the_token_of_a_platform_to_come_run_says_so(bot: Bot) -> None:
    sentence = Bot(bot.folder, {"DISCORD_TOKEN": "123:secret"}).complaint("run", code=2)
    assert sentence.startswith("DISCORD_TOKEN is set, but this version knows Telegram and the terminal.")
    assert "secret" not in sentence


def test_run_or_chat_opens_the_chat(bot: Bot) -> None:
    assert "145" in bot.run("run", "--or-chat", stdin="/toll\n").stdout


def test_the_doctor_is_content_before_and_after_the_first_start(bot: Bot) -> None:
    assert "WRONG" not in bot.run("doctor").stdout
    bot.run("doctor", "--quick", code=1)
    bot.say("/toll")
    assert "is sound" in bot.run("doctor").stdout
    bot.run("doctor", "--quick")


def test_the_database_is_shown_checked_upgraded_and_copied(bot: Bot, tmp_path: Path) -> None:
    assert bot.run("db", "path").stdout == f"{bot.database}\n"
    bot.run("db", "upgrade")
    bot.say("/toll")
    assert "is sound" in bot.run("db", "check").stdout
    copy = tmp_path / "copies" / "copy.db"
    assert "There is no folder" in bot.complaint("db", "backup", str(copy), code=4)
    copy.parent.mkdir()
    bot.run("db", "backup", str(copy))
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM items").fetchone() == (5,)
    assert "exists already" in bot.complaint("db", "backup", str(copy), code=4)
    assert not list(copy.parent.glob(".*"))
    bot.ingest("The attack on the Crocus City Hall, in which 143 people died, is still being investigated.")
    assert "is kept as" in bot.run("db", "restore", str(copy)).stdout
    assert "143" not in bot.say("/latest")
    bot.run("db", "backup", str(copy.parent / "another.db"))
    log = json.loads(bot.run("export", "audit", "json").stdout)
    assert [(deed["actor"], deed["action"], deed["subject"]) for deed in log[1:]] == [
        ("terminal", "restored", "copy.db"), ("terminal", "backed_up", "another.db"),
    ]  # fmt: skip
    assert "bot.db.replaced-" in log[1]["detail"]


def test_a_failure_is_one_line_in_the_log_with_the_id_that_was_shown(bot: Bot) -> None:
    done = Bot(bot.folder, {"LOG_LEVEL": "info"}).run("ingest", "none.txt", "--source=a", "--published=2024-05-12",
                                                     "--lang=en", code=3)  # fmt: skip
    record, sentence = done.stderr.splitlines()
    assert json.loads(record)["error"] in sentence


def test_replay_touches_no_database_and_is_the_same_twice(bot: Bot) -> None:
    line = {"id": "d-1", "lang": "en", "source": "a.example", "published": "2024-05-12", "title": "",
            "text": "The attack on the Crocus City Hall, in which 143 people died, is still being investigated."}  # fmt: skip
    lines = "".join(
        json.dumps(line | {"id": f"d-{number}", "source": f"{number}.example"}) + "\n" for number in range(3)
    )
    first = bot.run("replay", "-", "--seeded", "--json", stdin=lines).stdout
    assert first == bot.run("replay", "-", "--seeded", "--json", stdin=lines).stdout
    rows = [json.loads(row) for row in first.splitlines()]
    assert [row["item"] for row in rows] == ["d-0", "d-1", "d-2"]
    assert [len(row["alerts"]) for row in rows] == [1, 0, 0]
    assert rows[0]["alerts"][0] == {"question": "killed", "kind": "conflict", "against": ["000", "001"]}
    assert not bot.database.exists()
    assert bot.run("replay", "-", stdin=lines).stdout.startswith("d-0: killed 143\n")


@pytest.mark.skipif(not SEEDS_GOLD.exists(), reason="no labelled items beside the checkout")
def test_the_order_of_the_seeds_is_the_labelled_one() -> None:
    from bot.settings.seeds import FileSeeds

    gold = [json.loads(line) for line in SEEDS_GOLD.read_text(encoding="utf-8").splitlines()[:5]]
    assert [item.id for item, _ in FileSeeds(ROOT / "seeds").items()] == [row["id"] for row in gold]
