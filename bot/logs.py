"""The log: lines on standard error, key=value on a terminal, JSON elsewhere or as LOG_FORMAT says.

Quiet below a warning unless LOG_LEVEL says otherwise."""

from __future__ import annotations

import logging
import os
import re
import sys

DEFAULT = "WARNING"

TALKATIVE = ("telegram", "httpx", "httpcore", "aiosqlite", "aiohttp.access")
"""Libraries that log addresses with tokens in them, or what users typed: never below a warning."""

HIDDEN = "<secret>"
_BOT_TOKEN = re.compile(r"(?<!\d)\d{5,}:[\w-]{20,}")
_kept_out: set[str] = set()


def keep_out(secret: str) -> None:
    """Never write this text to the log, in no message and in no traceback."""
    if secret:
        _kept_out.add(secret)


def scrubbed(line: str) -> str:
    """A line without secrets, and without what looks like a bot's token."""
    for secret in _kept_out:
        line = line.replace(secret, HIDDEN)
    return _BOT_TOKEN.sub(HIDDEN, line)


class _LateFormatter(logging.Formatter):
    """Loads structlog with the first line that is written: most commands write none."""

    _made: logging.Formatter | None = None

    def format(self, record: logging.LogRecord) -> str:
        """The line for one record."""
        if self._made is None:
            self._made = _structured(as_json=_wants_json())
        return scrubbed(self._made.format(record))


def set_up() -> None:
    """Send what is logged to standard error; an unknown LOG_LEVEL counts as the default."""
    handler = logging.StreamHandler()
    handler.setFormatter(_LateFormatter())
    level = os.environ.get("LOG_LEVEL", DEFAULT).upper()
    known = logging.getLevelNamesMapping()
    logging.basicConfig(level=known.get(level, known[DEFAULT]), handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def _wants_json() -> bool:
    """What LOG_FORMAT says, json or text; without it text on a terminal."""
    wanted = os.environ.get("LOG_FORMAT", "").lower()
    return wanted == "json" if wanted in ("json", "text") else not sys.stderr.isatty()


def _structured(*, as_json: bool) -> logging.Formatter:
    import structlog

    before: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    drawn: list[structlog.typing.Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    drawn.append(structlog.processors.format_exc_info)
    if as_json:
        drawn.append(structlog.processors.JSONRenderer(ensure_ascii=False))
    else:
        drawn.append(
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], drop_missing=True)
        )
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=drawn)
