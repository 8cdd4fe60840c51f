"""Turns what follows a command into typed values; what cannot be understood is a UserError with what to type instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.domain.claims import Party
from bot.domain.errors import UserError
from bot.domain.questions import Question, Topic
from bot.services import Services, Words
from handlers.command import Request
from handlers.days import DayReader

MOST = 999_999
"""More than anything that is numbered here."""

CHART = frozenset({"chart", "график", "graf", "diagram", "диаграмма"})
"""Words that ask for a picture, in the bot's languages."""

_AT = frozenset({"at", "per", "på", "на", "дар"})


def chart(text: str) -> tuple[str, bool]:
    """The words without those that ask for a picture, and whether one did."""
    typed = text.split()
    kept = [word for word in typed if word.lower() not in CHART]
    return " ".join(kept), len(kept) < len(typed)


def page(typed: Sequence[str]) -> tuple[list[str], int]:
    """The words before a trailing page number, and the number (1 where there is none)."""
    if typed and re.fullmatch(r"\d{1,3}", typed[-1]):
        return list(typed[:-1]), int(typed[-1])
    return list(typed), 1


def feed(request: Request, command: str) -> str:
    """What names a feed. Raises UserError where nothing does."""
    if not request.text:
        message = request.words.gettext(
            "Name a feed by its number, address or outlet. /feeds lists them. Try {example}"
        )
        raise UserError(message.format(example=f"{command} 3"))
    return request.text


def number(text: str, words: Words, example: str, most: int = MOST) -> int:
    """A whole number from 1 to `most` ("3", "#3", "d3"). Raises UserError with an example to follow."""
    match = re.fullmatch(r"[#d]?([0-9]+)", text.strip().lower())
    if match is None:
        raise UserError(words.gettext("“{text}” is no number. Try {example}").format(text=text, example=example))
    digits = match[1].lstrip("0")
    if not digits or len(digits) > len(str(most)) or int(digits) > most:
        message = words.gettext("Give a number from 1 to {most}. Try {example}")
        raise UserError(message.format(most=words.number(most), example=example))
    return int(digits)


async def day_reader(request: Request, services: Services, command: str) -> DayReader:
    """Reads days for a command; a day without a year is one of the latest item's year."""
    year = await services.answer.year() or services.clock.now().year
    return DayReader(request.words, year, command)


async def as_of(request: Request, services: Services, command: str) -> tuple[str, date | None]:
    """The words before "at DAY", and the day; of a month or year the last day. Raises UserError for one that has not come."""
    typed = request.text.split()
    place = next((index for index, word in enumerate(typed) if word.lower() in _AT), None)
    if place is None or place + 1 == len(typed):
        return request.text, None
    reader = await day_reader(request, services, f"{command} at")
    days, rest = reader.first(typed[place + 1 :])
    if days is None or rest:
        if not any(character.isdigit() for character in "".join(typed[place + 1 :])):
            return request.text, None
        reader.one(" ".join(typed[place + 1 :]))
    if days is not None and days.lo > services.clock.now().date():
        message = request.words.gettext("{day} has not come yet.")
        raise UserError(message.format(day=request.words.long_day(days.lo)))
    return " ".join(typed[:place]), (days.hi or days.lo) if days else None


def topic_or_question(text: str, services: Services, words: Words) -> tuple[Question | None, Topic | None]:
    """What the words name; neither where there are none. Raises UserError for words that name nothing."""
    if not text.strip():
        return None, None
    topic = services.catalog.find_topic(text)
    return (None, topic) if topic else (services.catalog.question(text, words), None)


def topic(text: str, services: Services, words: Words, *, day: str = "") -> Topic | None:
    """The topic that the words name, None without words. Raises UserError with the topics there are.

    `day` is an example of how to type a day, where one could have been meant.
    """
    if not text.strip():
        return None
    found = services.catalog.find_topic(text)
    if found is None:
        names = ", ".join(services.catalog.story.topics)
        message = words.gettext("“{text}” is no topic. Topics: {names}")
        if day:
            message = words.gettext("“{text}” is no day and no topic. Try {example}. Topics: {names}")
        raise UserError(message.format(text=text, names=names, example=day))
    return found


def two_parties(typed: Sequence[str], services: Services, words: Words) -> tuple[Party, Party, list[str]]:
    """Two different parties and the words after them. A name may be of several words. Raises UserError."""
    first, rest = _party(typed, services, words)
    second, rest = _party(rest, services, words)
    if first is second:
        raise UserError(words.gettext("Name two different parties. Try /compare russia tajikistan"))
    return first, second, rest


def _party(typed: Sequence[str], services: Services, words: Words) -> tuple[Party, list[str]]:
    fillers = {"and", "vs", "og", "и", "ва", "&", ","}
    typed = [word for word in typed if word.lower() not in fillers]
    if not typed:
        raise UserError(words.gettext("Name two parties. Try /compare russia tajikistan"))
    for size in range(min(3, len(typed)), 0, -1):
        info = services.catalog.find_party(" ".join(typed[:size]).rstrip(","))
        if info:
            return info.party, typed[size:]
    return services.catalog.party(typed[0].rstrip(","), words).party, typed[1:]
