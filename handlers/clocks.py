"""Reads times of the day, stretches of them, weekdays and time zones; what cannot be understood is a UserError with what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from bot.domain.errors import UserError
from bot.services import Words, nearest

OFF = frozenset({"off", "none", "no", "av", "ingen", "выкл", "нет", "не", "хомӯш"})

WEEKDAYS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mandag понедельник душанбе",
            "tuesday tirsdag вторник сешанбе",
            "wednesday onsdag среда чоршанбе",
            "thursday torsdag четверг панҷшанбе",
            "friday fredag пятница ҷумъа",
            "saturday lørdag суббота шанбе",
            "sunday søndag воскресенье якшанбе",
        )
    )
    for name in names.split()
}

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_STRETCH = re.compile(
    r"(\d{1,2}(?:[:.]\d{2})?)\s*(?:-|–|—|to|til|до|то)\s*(\d{1,2}(?:[:.]\d{2})?)\s*(.*)", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})", re.IGNORECASE)


def clock_time(text: str, words: Words, example: str) -> time:
    """A time of the day ("8", "8:30", "08.30"). Raises UserError."""
    match = _TIME.fullmatch(text)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise UserError(
            words.gettext("“{text}” is no time of the day. Try {example}").format(text=text, example=example)
        )
    return time(hour, minute)


def stretch(text: str, words: Words, example: str) -> tuple[time, time, str] | None:
    """Two times and the words after them ("23:00-07:00 Oslo"); None where the text begins otherwise. Raises UserError."""
    match = _STRETCH.fullmatch(text.strip())
    if match is None:
        return None
    start, end = (clock_time(part, words, example) for part in match.group(1, 2))
    if start == end:
        message = words.gettext("Quiet hours begin and end at different times. Try {example}")
        raise UserError(message.format(example=example))
    return start, end, match[3].strip()


def weekday(text: str) -> int | None:
    """A weekday by its name or the first three letters of it; Monday is 0."""
    typed = text.casefold()
    return next((number for name, number in WEEKDAYS.items() if len(typed) > 2 and name.startswith(typed)), None)


def zone(text: str, words: Words) -> str:
    """A time zone: its name, its city, or an offset in whole hours. Raises UserError with the nearest there is."""
    typed = text.strip().casefold().replace(" ", "_")
    if typed in _zones():
        return _zones()[typed]
    match = _OFFSET.fullmatch(typed)
    if match and int(match[2]) <= (14 if match[1] == "+" else 12):
        hours = int(match[2])
        return f"Etc/GMT{'-' if match[1] == '+' else '+'}{hours}" if hours else "UTC"
    near = nearest(typed, _zones())
    if near is not None:
        message = words.gettext("“{text}” is no time zone I know. Did you mean {example}?")
        raise UserError(message.format(text=text, example=_zones()[near]))
    message = words.gettext("“{text}” is no time zone I know. Try a city such as Asia/Dushanbe, or UTC+5")
    raise UserError(message.format(text=text))


@cache
def _zones() -> Mapping[str, str]:
    """The names of zones, and the cities in them, in small letters."""
    names = sorted(
        name for name in available_timezones() if not name.startswith(("posix", "right", "System", "localtime"))
    )
    cities = {
        name.rpartition("/")[2].casefold(): name for name in reversed(names) if "/" in name and name[:4] != "Etc/"
    }
    return {**cities, **{name.casefold(): name for name in names}}
