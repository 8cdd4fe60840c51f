"""The settings that scripts rely on: the environment first, then config/bot.toml, then defaults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.domain.people import Person, parse_person
from bot.settings.paths import project_root
from bot.settings.secret import Secret

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int


def _owners(value: object) -> tuple[Person, ...]:
    return tuple(map(_owner, _listed(value, "telegram:123,discord:456")))


def _owner(text: str) -> Person:
    try:
        return parse_person(text)
    except ValueError:
        raise ValueError(f"{text!r} is no owner; write telegram:123 or discord:456") from None


def _allowed(value: object) -> tuple[Person, ...]:
    return tuple(map(_allowed_one, _listed(value, "telegram:123,telegram:-100123")))


def _allowed_one(text: str) -> Person:
    """A user, or a group by its id, which Telegram writes with a minus."""
    group = re.fullmatch(r"telegram:(-[1-9]\d{0,15})", text)
    if group:
        return Person("telegram", group[1])
    try:
        return parse_person(text)
    except ValueError:
        raise ValueError(f"{text!r} is no user or group; write telegram:123 or telegram:-100123") from None


def _networks(value: object) -> tuple[Network, ...]:
    return tuple(map(_network, _listed(value, "10.0.0.0/8,fd00::/8")))


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError:
        raise ValueError(f"{text!r} is no network; write 10.0.0.0/8 or fd00::/8") from None


def _listed(value: object, example: str) -> list[str]:
    """The entries of a list, or of a text with commas between them."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f"write entries with commas between them, such as {example}")
    return [part.strip() for part in parts if part.strip()]


def _address(value: object) -> Address | None:
    if value is None or value == "":
        return None
    host, colon, port = str(value).rpartition(":")
    host = host.strip("[]")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"{value!r} is no address to listen on; write 127.0.0.1:8080, or nothing to turn it off")
    return Address(host, int(port))


def _root(value: object, *, schemes: Iterable[str]) -> str:
    text = str(value).rstrip("/")
    try:
        fits = urlsplit(text).scheme in schemes and bool(urlsplit(text).hostname)
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(
            f"{value!r} is no web address; it starts with {' or '.join(f'{scheme}://' for scheme in schemes)}"
        )
    return text


def _contact(value: object) -> str:
    text = str(value).strip()
    if len(text) > 200 or not text.isascii() or not text.isprintable() or set(text) & set("()\\"):
        raise ValueError(f"{value!r} is no contact; write an address of the web or of mail in plain letters")
    return text


def _minutes(value: object) -> timedelta:
    try:
        minutes = float(str(value))
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 60 * 24 * 30:
        raise ValueError(f"{value!r} is no number of minutes; write 5, or 0.5 for half a minute, up to 43200")
    return timedelta(minutes=minutes)


def _hours(value: object) -> timedelta | None:
    """A number of hours; 0 is None."""
    try:
        hours = float(str(value))
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= 24 * 365:
        raise ValueError(f"{value!r} is no number of hours; write 24, or 0 for never")
    return timedelta(hours=hours) or None


Minutes = Annotated[timedelta, BeforeValidator(_minutes)]


def _database(value: object) -> Secret:
    text = value.reveal() if isinstance(value, Secret) else str(value)
    if not re.match(r"(sqlite\+aiosqlite|postgresql\+psycopg)://", text):
        raise ValueError(
            f"{_scheme(text)} is no kind of database that is known; "
            "write sqlite+aiosqlite:///file or postgresql+psycopg://user:password@host/name"
        )
    return Secret(text)


def _scheme(text: str) -> str:
    """What may be shown of an address that can hold a password."""
    scheme, colon, _ = text.partition("://")
    return repr(scheme) if colon and len(scheme) <= 30 else "this"


def _default(*parts: str) -> Callable[[], Path]:
    return lambda: project_root().joinpath(*parts)


def _default_database() -> Secret:
    return Secret(f"sqlite+aiosqlite:///{project_root() / 'var' / 'bot.db'}")


class Settings(BaseSettings):
    """How the bot runs on this machine. Paths are absolute. Build it with `bot.settings.load.load_settings`."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, validate_default=False)

    telegram_token: Secret | None = None
    telegram_base_url: Annotated[str, BeforeValidator(partial(_root, schemes=("https", "http")))] = (
        "https://api.telegram.org"
    )
    telegram_webhook_url: Annotated[str, BeforeValidator(partial(_root, schemes=("https",)))] | None = None
    telegram_webhook_secret: Secret | None = None
    telegram_alerts_a_second: Annotated[int, Field(ge=1, le=10_000)] = 28
    discord_token: Secret | None = None
    alerts_at_once: Annotated[int, Field(ge=1, le=16)] = 1
    alerts_lease_seconds: Annotated[float, Field(ge=0.5, le=3600)] = 30
    owners: Annotated[tuple[Person, ...], BeforeValidator(_owners)] = ()
    allowed: Annotated[tuple[Person, ...], BeforeValidator(_allowed)] = ()
    database_url: Annotated[Secret, BeforeValidator(_database)] = Field(default_factory=_default_database)
    reader: Literal["both", "rules"] = "both"
    http_listen: Annotated[Address | None, BeforeValidator(_address)] = Address("127.0.0.1", 8080)
    feeds_allow_networks: Annotated[tuple[Network, ...], BeforeValidator(_networks)] = ()
    feeds_contact: Annotated[str, BeforeValidator(_contact)] = ""
    feeds_watch: bool = True
    feeds_interval_min: Minutes = timedelta(minutes=5)
    feeds_interval_max: Minutes = timedelta(hours=6)
    feeds_backoff_max: Minutes = timedelta(hours=24)
    feeds_at_once: Annotated[int, Field(ge=1, le=100)] = 8
    feeds_per_host: Annotated[int, Field(ge=1, le=100)] = 1
    notices_url: Secret | None = None
    backup_dir: Path | None = None
    backup_every_hours: Annotated[timedelta | None, BeforeValidator(_hours)] = timedelta(hours=24)
    backup_keep: Annotated[int, Field(ge=1, le=10_000)] = 7
    config_dir: Path = Field(default_factory=_default("config"))
    seeds_dir: Path = Field(default_factory=_default("seeds"))

    @field_validator("feeds_interval_max", "feeds_backoff_max")
    @classmethod
    def _longer(cls, value: timedelta, known: ValidationInfo) -> timedelta:
        least = known.data.get("feeds_interval_min", cls.model_fields["feeds_interval_min"].default)
        if value < least:
            raise ValueError("it is shorter than feeds_interval_min")
        return value

    @property
    def database_file(self) -> Path | None:
        """The file of a SQLite database; None for one in memory or on a server."""
        name = self.database_url.reveal().partition(":///")[2].partition("?")[0]
        is_file = self.database_url.reveal().startswith("sqlite") and name and name != ":memory:"
        return Path(name) if is_file else None

    @property
    def database_shown(self) -> str:
        """The database's address as it may be shown: without its password."""
        return re.sub(r"(://[^:/@]*):.*@", r"\1:<secret>@", self.database_url.reveal())

    @classmethod
    def settings_customise_sources(  # the signature is pydantic-settings'
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment as `Environment` reads it, then what bot.toml gives."""
        from bot.settings.environment import Environment

        return (Environment(settings_cls), init_settings)


def is_secret(name: str) -> bool:
    """Whether a setting may not be shown; each of these can also be given as the name of a file."""
    annotation: Any = Settings.model_fields[name].annotation
    return annotation is Secret or annotation == Secret | None
