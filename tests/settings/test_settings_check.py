"""Facts for `bot doctor`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bot.settings import check as checks
from bot.settings.check import Fact, check
from bot.settings.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with the shipped configuration and an own database."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/data/deep/bot.db")


def facts() -> dict[str, Fact]:
    """The facts by what they are about."""
    return {fact.what: fact for fact in check()}


def test_all_is_fine(tmp_path: Path) -> None:
    found = facts()
    assert list(found) == ["Settings", "Configuration", "Seeds", "Telegram", "Database folder", "Disk"]
    assert all(fact.ok for fact in found.values())
    assert found["Settings"].sentence == f"the database is {tmp_path}/data/deep/bot.db"
    assert found["Configuration"].sentence.startswith("25 questions, ")
    assert found["Seeds"].sentence.startswith("5 articles from 2024-03-26 to 2024-05-10 in ")
    assert found["Telegram"].sentence == "no token, so this platform stays off; set TELEGRAM_TOKEN to turn it on"
    assert not (tmp_path / "data").exists(), "looking changes nothing"


def test_a_token_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:hush")
    assert facts()["Telegram"] == Fact("Telegram", True, "a token is set")
    assert "hush" not in str(check())


def test_a_discord_token_is_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "hush")
    assert facts()["Discord"] == Fact(
        "Discord", False, "DISCORD_TOKEN is set, but this version has no Discord; unset it"
    )
    assert "hush" not in str(check())


def test_broken_settings_are_the_only_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_LISTEN", "x")
    (fact,) = check()
    assert not fact.ok
    assert fact.sentence.startswith("environment: HTTP_LISTEN: ")


def test_a_broken_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "config" / "topics.toml").write_text("[casualties]\nlabl = 1\n")
    monkeypatch.setenv("CONFIG_DIR", str(tmp_path / "config"))
    fact = facts()["Configuration"]
    assert not fact.ok
    assert fact.sentence.endswith("topics.toml, line 2: unknown key 'labl' (did you mean 'label'?)")


def test_broken_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEDS_DIR", str(tmp_path))
    assert facts()["Seeds"] == Fact("Seeds", False, f"{tmp_path}/index.toml: there is no such file")
    (tmp_path / "index.toml").write_text("item = []")
    assert facts()["Seeds"] == Fact("Seeds", True, f"no articles in {tmp_path}")


def test_a_folder_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert facts()["Database folder"] == Fact("Database folder", False, f"{tmp_path}/data/deep cannot be written to")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert facts()["Database folder"] == Fact("Database folder", False, f"{tmp_path}/data is no folder")


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "ENOUGH_ROOM", 2**80)
    assert not facts()["Disk"].ok


def test_a_database_on_a_server_has_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me:hush@db/name")
    found = facts()
    assert "Database folder" not in found
    assert found["Settings"].sentence == "the database is postgresql+psycopg://me:<secret>@db/name"
