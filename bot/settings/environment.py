"""Settings from environment variables, secrets also from the files that NAME_FILE names."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from bot.domain.errors import ConfigError
from bot.settings.settings import Settings, is_secret

FILE = "_file"
SECRET_FILES = frozenset(name + FILE for name in Settings.model_fields if is_secret(name))
_EMPTY_MEANS_OFF = frozenset({"http_listen"})
_SQLITE_PATH = re.compile(r"(sqlite\+\w+:///)(?!:memory:|/|file:)([^?]+)(.*)", re.DOTALL)


class Environment(PydanticBaseSettingsSource):
    """The variables that are set. An empty one counts as unset, but for HTTP_LISTEN, which it turns off."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        """The value of one setting, as pydantic-settings asks for it."""
        return from_environment().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        return from_environment()


class SettingError(ValueError):
    """A setting cannot be used; `key` is the one to name."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


def from_environment() -> dict[str, Any]:
    """The settings that the environment gives; relative paths count from the working directory. Raises ConfigError."""
    names = [*Settings.model_fields, *SECRET_FILES]
    given = {name: os.environ[name.upper()] for name in names if name.upper() in os.environ}
    try:
        return resolved(given, Path.cwd())
    except SettingError as error:
        raise ConfigError(f"environment: {error.key.upper()}: {error}") from None


def resolved(given: Mapping[str, Any], base: Path) -> dict[str, Any]:
    """The settings that are not left empty, with files of secrets read and relative paths put below `base`. Raises SettingError."""
    values = {name: value for name, value in given.items() if value != "" or name in _EMPTY_MEANS_OFF}
    for key in SECRET_FILES & values.keys():
        name = key.removesuffix(FILE)
        if name in values:
            raise SettingError(key, f"{name} is set as well; keep one of the two")
        values[name] = _content(key, base, values.pop(key))
    for name in ("config_dir", "seeds_dir", "backup_dir"):
        if isinstance(values.get(name), str):
            values[name] = base / Path(values[name]).expanduser()
    if isinstance(values.get("database_url"), str):
        values["database_url"] = _anchored(values["database_url"].strip(), base)
    return values


def _content(key: str, base: Path, name: object) -> str:
    if not isinstance(name, str):
        raise SettingError(key, "the name of a file must be a text in quotes")
    file = base / Path(name).expanduser()
    try:
        text = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(key, f"the file {file} cannot be read ({error.strerror or error})") from None
    except UnicodeDecodeError:
        raise SettingError(key, f"the file {file} is not text") from None
    if not text:
        raise SettingError(key, f"the file {file} is empty")
    return text


def _anchored(url: str, base: Path) -> str:
    """A SQLite address with an absolute path."""
    match = _SQLITE_PATH.fullmatch(url)
    return f"{match[1]}{base / match[2]}{match[3]}" if match else url
