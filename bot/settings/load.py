"""Reads the settings once, and says in one sentence which of them is wrong and where it was set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.errors import ConfigError
from bot.settings.environment import FILE, SECRET_FILES, SettingError, from_environment, resolved
from bot.settings.paths import project_root, shown
from bot.settings.settings import Settings
from bot.settings.toml_table import Table, read_toml
from bot.settings.wording import hint

BOT = "bot.toml"


def load_settings() -> Settings:
    """The settings from the environment, then from bot.toml in the configuration folder, then the defaults.

    Relative paths count from the working directory where the environment names them, else from the project's root. Raises ConfigError.
    """
    environment = from_environment()
    folder: Path = environment.get("config_dir", project_root() / "config")
    if not folder.is_dir():
        raise ConfigError(
            f"CONFIG_DIR is {folder}, and there is no such folder" if "config_dir" in environment else _lost(folder)
        )
    table = read_toml(folder / BOT) if (folder / BOT).exists() else None
    try:
        return Settings(**_from_file(table, environment))
    except ValidationError as error:
        raise _complaint(table, environment, error.errors(include_url=False, include_input=False)[0]) from None


def _lost(folder: Path) -> str:
    return f"{shown(folder)}: there is no such folder of the configuration; set CONFIG_DIR"


def _from_file(table: Table | None, environment: dict[str, Any]) -> dict[str, Any]:
    """What bot.toml gives for settings that the environment leaves open. Raises ConfigError with file and line."""
    if table is None:
        return {}
    known = [name for name in Settings.model_fields if name != "config_dir"]
    for key in table.data:
        if key == "config_dir":
            raise table.error("the configuration folder is set by CONFIG_DIR in the environment only", key)
        if key not in known and key not in SECRET_FILES:
            raise table.error(f"unknown key {key!r} {hint(key, known)}", key)
    given = {key: value for key, value in table.data.items() if key.removesuffix(FILE) not in environment}
    try:
        return resolved(given, project_root())
    except SettingError as error:
        raise table.error(f"{error.key!r}: {error}", error.key) from None


def _complaint(table: Table | None, environment: Mapping[str, Any], details: ErrorDetails) -> ConfigError:
    name = str(details["loc"][0])
    context = details.get("ctx", {}).get("error")
    reason = str(context) if context else f"{details['msg'][:1].lower()}{details['msg'][1:]}"
    if table is None or name in environment:
        return ConfigError(f"environment: {name.upper()}: {reason}")
    return table.error(f"{name!r}: {reason}", name if name in table.data else name + FILE)
