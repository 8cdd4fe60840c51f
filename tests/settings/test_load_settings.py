"""Settings: the environment first, then bot.toml, then defaults."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.domain.people import Person
from bot.settings.load import load_settings
from bot.settings.paths import project_root
from bot.settings.secret import Secret
from bot.settings.settings import Address, Settings

ROOT = Path(__file__).parents[2]
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine counts."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


@pytest.fixture
def bot_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own bot.toml, still empty."""
    file = tmp_path / "config" / "bot.toml"
    file.parent.mkdir()
    file.write_text("")
    monkeypatch.setenv("CONFIG_DIR", str(file.parent))
    return file


def refused() -> str:
    """What is said of the settings as they are."""
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_all_names_that_scripts_rely_on() -> None:
    assert NAMES == [
        "TELEGRAM_TOKEN", "TELEGRAM_BASE_URL", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET",
        "TELEGRAM_ALERTS_A_SECOND", "DISCORD_TOKEN", "ALERTS_AT_ONCE", "ALERTS_LEASE_SECONDS", "OWNERS",
        "ALLOWED", "DATABASE_URL", "READER",
        "HTTP_LISTEN", "FEEDS_ALLOW_NETWORKS", "FEEDS_CONTACT", "FEEDS_WATCH", "FEEDS_INTERVAL_MIN",
        "FEEDS_INTERVAL_MAX", "FEEDS_BACKOFF_MAX", "FEEDS_AT_ONCE", "FEEDS_PER_HOST",
        "NOTICES_URL", "BACKUP_DIR", "BACKUP_EVERY_HOURS", "BACKUP_KEEP", "CONFIG_DIR", "SEEDS_DIR",
    ]  # fmt: skip


def test_defaults_do_not_depend_on_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings.config_dir == ROOT / "config"
    assert settings.seeds_dir == ROOT / "seeds"
    assert settings.database_file == ROOT / "var" / "bot.db"
    assert settings.telegram_token is None
    assert settings.telegram_base_url == "https://api.telegram.org"
    assert settings.http_listen == Address("127.0.0.1", 8080)
    assert settings.owners == ()
    assert settings.feeds_allow_networks == ()


def test_everything_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:a")
    monkeypatch.setenv("TELEGRAM_BASE_URL", "http://127.0.0.1:9000/")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "https://bot.example/hook")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "s")
    monkeypatch.setenv("DISCORD_TOKEN", "d")
    monkeypatch.setenv("OWNERS", "telegram:123, discord:456,")
    monkeypatch.setenv("ALLOWED", "telegram:-100123, terminal:ann")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me:pass@word@db/name")
    monkeypatch.setenv("HTTP_LISTEN", "[::1]:80")
    monkeypatch.setenv("FEEDS_ALLOW_NETWORKS", "10.0.0.0/8,fd00::/8")
    monkeypatch.setenv("SEEDS_DIR", str(tmp_path))
    settings = load_settings()
    assert settings.telegram_token == Secret("1:a")
    assert settings.telegram_base_url == "http://127.0.0.1:9000"
    assert settings.telegram_webhook_url == "https://bot.example/hook"
    assert settings.telegram_webhook_secret == Secret("s")
    assert settings.discord_token == Secret("d")
    assert settings.owners == (Person("telegram", "123"), Person("discord", "456"))
    assert settings.allowed == (Person("telegram", "-100123"), Person("terminal", "ann"))
    assert settings.database_url.reveal() == "postgresql+psycopg://me:pass@word@db/name"
    assert settings.database_shown == "postgresql+psycopg://me:<secret>@db/name"
    assert settings.database_file is None
    assert settings.http_listen == Address("::1", 80)
    assert settings.feeds_allow_networks == (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
    assert settings.seeds_dir == tmp_path


def test_no_secret_is_ever_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:topsecret")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me:topsecret@db/name")
    settings = load_settings()
    assert "topsecret" not in f"{settings!r} {settings} {settings.model_dump()} {settings.database_shown}"


def test_bot_toml_gives_what_the_environment_leaves_open(bot_toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot_toml.write_text('http_listen = "0.0.0.0:1"\nowners = ["telegram:1"]\nfeeds_allow_networks = "10.0.0.0/8"\n')
    monkeypatch.setenv("OWNERS", "discord:2")
    settings = load_settings()
    assert settings.http_listen == Address("0.0.0.0", 1)  # noqa: S104
    assert settings.owners == (Person("discord", "2"),)
    assert settings.feeds_allow_networks == (ip_network("10.0.0.0/8"),)
    assert settings.config_dir == bot_toml.parent


def test_relative_paths(bot_toml: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot_toml.write_text('seeds_dir = "other"\ndatabase_url = "sqlite+aiosqlite:///data/a.db?timeout=5"\n')
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    assert settings.seeds_dir == project_root() / "other"
    assert settings.database_file == project_root() / "data" / "a.db"
    monkeypatch.setenv("CONFIG_DIR", "config")
    monkeypatch.setenv("SEEDS_DIR", "mine")
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///b.db")
    settings = load_settings()
    assert (settings.config_dir, settings.seeds_dir) == (tmp_path / "config", tmp_path / "mine")
    assert settings.database_file == tmp_path / "b.db"


@pytest.mark.parametrize("url", ["sqlite+aiosqlite:///:memory:", "sqlite+aiosqlite://"])
def test_databases_in_memory_have_no_file(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert load_settings().database_url.reveal() == url
    assert load_settings().database_file is None


def test_absolute_paths_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:////srv/bot.db")
    assert load_settings().database_file == Path("/srv/bot.db")


def test_empty_variables_count_as_unset_but_turn_listening_off(bot_toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot_toml.write_text('telegram_token = "1:a"\nhttp_listen = "127.0.0.1:1"\ndiscord_token = ""\n')
    for name in ("TELEGRAM_TOKEN", "OWNERS", "DATABASE_URL", "HTTP_LISTEN", "SEEDS_DIR", "TELEGRAM_TOKEN_FILE"):
        monkeypatch.setenv(name, "")
    settings = load_settings()
    assert settings.telegram_token == Secret("1:a")
    assert settings.discord_token is None
    assert settings.http_listen is None
    assert settings.database_file == project_root() / "var" / "bot.db"


def test_secrets_from_files(bot_toml: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("telegram", "discord", "hook", "database"):
        (tmp_path / name).write_text(f" {name}-secret\n")
    (tmp_path / "database").write_text("postgresql+psycopg://me:p@db/name\n")
    monkeypatch.setenv("TELEGRAM_TOKEN_FILE", str(tmp_path / "telegram"))
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET_FILE", str(tmp_path / "hook"))
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "database"))
    bot_toml.write_text(f'discord_token_file = "{tmp_path}/discord"\ntelegram_token = "another"\n')
    settings = load_settings()
    assert settings.telegram_token == Secret("telegram-secret")
    assert settings.telegram_webhook_secret == Secret("hook-secret")
    assert settings.discord_token == Secret("discord-secret")
    assert settings.database_url.reveal() == "postgresql+psycopg://me:p@db/name"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("OWNERS", "me", "environment: OWNERS: 'me' is no owner; write telegram:123 or discord:456"),
        ("OWNERS", "telegram:ann", "environment: OWNERS: 'telegram:ann' is no owner; write telegram:123 or discord:456"),
        ("ALLOWED", "telegram:-0", "environment: ALLOWED: 'telegram:-0' is no user or group; write telegram:123 or telegram:-100123"),
        ("OWNERS", "icq:1", "environment: OWNERS: 'icq:1' is no owner; write telegram:123 or discord:456"),
        ("HTTP_LISTEN", "8080", "environment: HTTP_LISTEN: '8080' is no address to listen on; write 127.0.0.1:8080, or"),
        ("HTTP_LISTEN", "a:99999", "environment: HTTP_LISTEN: 'a:99999' is no address to listen on; write 127.0.0.1:8080, or"),
        ("FEEDS_ALLOW_NETWORKS", "10.0.0.1/8", "environment: FEEDS_ALLOW_NETWORKS: '10.0.0.1/8' is no network; write 10.0.0.0/8"),
        ("TELEGRAM_BASE_URL", "api", "environment: TELEGRAM_BASE_URL: 'api' is no web address; it starts with https:// or http://"),
        ("TELEGRAM_BASE_URL", "http://[", "environment: TELEGRAM_BASE_URL: 'http://[' is no web address"),
        ("TELEGRAM_WEBHOOK_URL", "http://x", "environment: TELEGRAM_WEBHOOK_URL: 'http://x' is no web address; it starts with https://"),
        ("DATABASE_URL", "mysql://me:hush@db", "environment: DATABASE_URL: 'mysql' is no kind of database that is known; write sqlite"),
        ("CONFIG_DIR", "/nonexistent/one", "CONFIG_DIR is /nonexistent/one, and there is no such folder"),
        ("TELEGRAM_TOKEN_FILE", "/nonexistent/one", "environment: TELEGRAM_TOKEN_FILE: the file /nonexistent/one cannot be read"),
        ("TELEGRAM_TOKEN_FILE", "/dev/null", "environment: TELEGRAM_TOKEN_FILE: the file /dev/null is empty"),
    ],
)  # fmt: skip
def test_wrong_values_in_the_environment(monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str) -> None:
    monkeypatch.setenv(name, value)
    assert refused().startswith(sentence)


def test_a_secret_and_its_file_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text("b")
    monkeypatch.setenv("TELEGRAM_TOKEN", "a")
    monkeypatch.setenv("TELEGRAM_TOKEN_FILE", str(tmp_path / "token"))
    assert refused() == "environment: TELEGRAM_TOKEN_FILE: telegram_token is set as well; keep one of the two"


def test_a_file_of_a_secret_that_is_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_bytes(b"\xff\xfe")
    monkeypatch.setenv("TELEGRAM_TOKEN_FILE", str(tmp_path / "token"))
    assert refused().endswith("is not text")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\nhttp_lisen = 'x'", "line 2: unknown key 'http_lisen' (did you mean 'http_listen'?)"),
        ("owners_file = 'x'", "line 1: unknown key 'owners_file'"),
        ("[table]\nx = 1", "line 1: unknown key 'table' (known: telegram_token"),
        ("\n\nconfig_dir = 'x'", "line 3: the configuration folder is set by CONFIG_DIR in the environment only"),
        ("# a\nhttp_listen = 8080", "line 2: 'http_listen': 8080 is no address to listen on"),
        ("owners = 5", "line 1: 'owners': write entries with commas between them, such as telegram:123,discord:456"),
        ("telegram_token = 5", "line 1: 'telegram_token': must be a text"),
        ("seeds_dir = 5", "line 1: 'seeds_dir': input is not a valid path"),
        ("telegram_token_file = 5", "line 1: 'telegram_token_file': the name of a file must be a text in quotes"),
        ("\ndiscord_token_file = '/nonexistent/one'", "line 2: 'discord_token_file': the file /nonexistent/one cannot be read"),
        ("discord_token_file = '/etc/hostname'\ndiscord_token = 'x'", "line 1: 'discord_token_file': discord_token is set as well"),
        ("owners = ", "line 1: not valid TOML: invalid value"),
    ],
)  # fmt: skip
def test_wrong_values_in_bot_toml(bot_toml: Path, text: str, sentence: str) -> None:
    bot_toml.write_text(text)
    assert refused().startswith(f"{bot_toml}, {sentence}")


def test_a_wrong_value_names_the_place_it_came_from(bot_toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot_toml.write_text('http_listen = "1.1.1.1:1"')
    monkeypatch.setenv("HTTP_LISTEN", "x")
    assert refused().startswith("environment: HTTP_LISTEN: ")


def test_without_any_configuration_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.settings.load.project_root", lambda: tmp_path)
    assert refused() == f"{tmp_path}/config: there is no such folder of the configuration; set CONFIG_DIR"


def test_bot_toml_may_be_absent(bot_toml: Path) -> None:
    bot_toml.unlink()
    assert load_settings().http_listen == Address("127.0.0.1", 8080)


def test_the_bot_toml_that_ships_changes_nothing() -> None:
    settings = load_settings()
    assert settings == Settings()


def test_every_line_that_bot_toml_offers_is_accepted(bot_toml: Path, tmp_path: Path) -> None:
    offered = []
    for line in (ROOT / "config" / "bot.toml").read_text().splitlines():
        key, equals, value = line.removeprefix("# ").partition(" = ")
        if equals and key.replace("_", "").isalnum():
            offered.append(f'{key} = "{tmp_path}/secret"' if key.endswith("_file") else f"{key} = {value}")
    (tmp_path / "secret").write_text("x")
    bot_toml.write_text("\n".join(offered))
    assert len(offered) >= 9
    assert load_settings().owners == (Person("telegram", "123"), Person("discord", "456"))


def test_the_light_modules_do_not_load_pydantic() -> None:
    modules = "bot.settings.paths, bot.settings.secret, bot.settings.toml_table, bot.settings.folder"
    code = f"import sys, {modules}; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=os.sep, check=False).returncode == 0


def test_how_often_feeds_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    assert (settings.feeds_interval_min, settings.feeds_interval_max) == (timedelta(minutes=5), timedelta(hours=6))
    monkeypatch.setenv("FEEDS_INTERVAL_MIN", "0.5")
    monkeypatch.setenv("FEEDS_BACKOFF_MAX", "90")
    monkeypatch.setenv("FEEDS_AT_ONCE", "3")
    monkeypatch.setenv("FEEDS_WATCH", "no")
    settings = load_settings()
    assert (settings.feeds_interval_min, settings.feeds_backoff_max) == (timedelta(seconds=30), timedelta(hours=1.5))
    assert (settings.feeds_at_once, settings.feeds_watch) == (3, False)


@pytest.mark.parametrize("minutes", ["soon", "0", "-1", "nan", "inf", "1e9"])
def test_what_is_no_time_between_polls(minutes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDS_INTERVAL_MIN", minutes)
    assert "is no number of minutes" in refused()


def test_the_longest_interval_is_not_shorter_than_the_shortest(bot_toml: Path) -> None:
    bot_toml.write_text("feeds_interval_min = 30\nfeeds_interval_max = 10\n")
    assert refused().endswith("bot.toml, line 2: 'feeds_interval_max': it is shorter than feeds_interval_min")
