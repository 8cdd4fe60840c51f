"""The table of settings in docs/configuration.md. `python -m bot.settings.table FILE` writes it anew."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from bot.settings.environment import FILE, SECRET_FILES
from bot.settings.settings import Address, Settings

MEANINGS: Mapping[str, str] = {
    "telegram_token": "the bot's token; without it Telegram stays off",
    "telegram_base_url": "root address of the Bot API server",
    "telegram_webhook_url": "public address for webhook mode; without it long polling",
    "telegram_webhook_secret": "what deliveries to the webhook must carry",
    "telegram_alerts_a_second": "how many alerts leave in a second; Telegram bears about 30 messages: [delivery](delivery.md)",
    "discord_token": "kept for Discord, which this version does not have; `bot doctor` complains of it",
    "alerts_at_once": "alerts under way at once, which is also how many a crash can repeat",
    "alerts_lease_seconds": "for how long after a crash nobody else sends what was in hand",
    "owners": "who may do everything: `telegram:123,discord:456`",
    "allowed": "the only users and groups that are answered, besides owners and administrators: `telegram:123,telegram:-100123`",
    "database_url": "the database's file, as `sqlite+aiosqlite:///path`",
    "reader": "`both`: the rules and the model in `config/model`; `rules`: the rules alone ([reading](reading.md))",
    "http_listen": "where health, metrics and the webhook are served; empty turns it off",
    "feeds_allow_networks": "networks that feeds may be fetched from although they are not public: `10.0.0.0/8,fd00::/8`",
    "feeds_contact": "an address of the web or of mail by which servers can reach whoever runs the bot",
    "feeds_watch": "whether feeds are watched while the bot runs",
    "feeds_interval_min": "minutes between two readings of a lively feed",
    "feeds_interval_max": "minutes between two readings of a quiet one",
    "feeds_backoff_max": "the longest pause of a feed in trouble, in minutes",
    "feeds_at_once": "feeds that are read at the same time",
    "feeds_per_host": "of these, how many on one host",
    "notices_url": "another way to whoever runs the bot, as an Apprise address: `mailto://…`, `ntfy://…`",
    "backup_dir": "where backups go; the folder above it must be there",
    "backup_every_hours": "hours between two backups by the clock; 0 for none",
    "backup_keep": "how many backups are kept",
    "config_dir": "another story's configuration (environment only)",
    "seeds_dir": "another story's corpus",
}

OUTSIDE: Mapping[str, tuple[str, str]] = {
    "LOG_LEVEL": ("`warning`", "the least that is logged: `debug`, `info`, `warning`, `error` (environment only)"),
    "LOG_FORMAT": ("`text` on a terminal, else `json`", "`text` (key=value) or `json` (environment only)"),
}
"""What is read before the settings are."""

_FOLDERS = {"database_url": "`sqlite+aiosqlite:///var/bot.db`", "config_dir": "`config`", "seeds_dir": "`seeds`",
            "backup_dir": "`backups` beside the database"}  # fmt: skip
_PLACE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- end of settings -->)", re.DOTALL)


def table() -> str:
    """The table in Markdown: a row for each setting, in their order."""
    rows = [(_name(name), _default(name), MEANINGS[name]) for name in Settings.model_fields]
    rows += [(f"`{name}`", *row) for name, row in OUTSIDE.items()]
    lines = [f"| {name} | {default} | {meaning} |" for name, default, meaning in rows]
    return "\n".join(["| name | default | meaning |", "|---|---|---|", *lines, ""])


def placed(page: str) -> str:
    """A page with the present table between its marks."""
    return _PLACE.sub(lambda _: table(), page)


def _name(name: str) -> str:
    secret = f", `{name.upper()}{FILE.upper()}`" if name + FILE in SECRET_FILES else ""
    return f"`{name.upper()}`{secret}"


def _default(name: str) -> str:
    if name in _FOLDERS:
        return _FOLDERS[name]
    value = Settings.model_fields[name].default
    if value is None or value in ((), ""):
        return "none"
    if isinstance(value, Address):
        return f"`{value.host}:{value.port}`"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    if isinstance(value, timedelta):
        unit = timedelta(hours=1) if name.endswith("_hours") else timedelta(minutes=1)
        return f"`{value // unit}`"
    return f"`{value}`"


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(placed(file.read_text(encoding="utf-8")), encoding="utf-8")
