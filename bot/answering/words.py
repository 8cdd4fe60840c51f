"""The bot's own words in one language: sentences by gettext, dates, numbers and plurals by CLDR."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

Messages = Mapping[str, tuple[str, ...]]
"""Translations by English message: one text, or one for each plural form."""

_CLDR_NAMES = {"en": "en_GB"}
_LANGUAGE_CODES = {"nb": "no"}  # readers say Norwegian, not Norwegian Bokmål


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a message for translation where it stands; it is translated when it is drawn."""
    return message


def _english_plural(number: int) -> int:
    return 0 if number == 1 else 1


class Words:
    """One language. Messages without a translation come out in English."""

    def __init__(
        self, lang: str, messages: Messages | None = None, plural: Callable[[int], int] = _english_plural
    ) -> None:
        self.lang = lang
        self._messages = messages or {}
        self._plural = plural
        self._locale = Locale.parse(_CLDR_NAMES.get(lang, lang))

    def gettext(self, message: str) -> str:
        """The message in this language."""
        return self._messages.get(message, (message,))[0]

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form of a message that fits a number; the number is filled in by the caller."""
        forms = self._messages.get(singular)
        if forms is None:
            return singular if number == 1 else plural
        return forms[min(self._plural(number), len(forms) - 1)]

    def number(self, number: int) -> str:
        """A whole number with the language's grouping."""
        return str(format_decimal(number, locale=self._locale))

    def ordinal(self, number: int) -> str:
        """The number's place in a row: "71st"."""
        if self.lang != "en":
            return self.gettext("{number}th").format(number=number)
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"

    def day(self, day: date, year: int | None = None) -> str:
        """A short day ("9 May"), with its year unless it is the given one ("9 May 2024")."""
        return self._tidy(format_skeleton("MMMd" if day.year == year else "yMMMd", day, locale=self._locale))

    def long_day(self, day: date) -> str:
        """A day in full: "9 May 2024"."""
        style = "d MMMM y" if self.lang == "tg" else "long"  # CLDR pads Tajik days with a zero
        return self._tidy(format_date(day, style, locale=self._locale))

    def month(self, day: date) -> str:
        """The month of a day: "May 2024"."""
        return self._tidy(format_skeleton("yMMMM", day, locale=self._locale))

    def listed(self, texts: Sequence[str]) -> str:
        """Texts as a list in a sentence: "A, B and C"."""
        if self.lang == "tg" and len(texts) > 1:  # CLDR has no list pattern for Tajik and joins with commas
            return f"{', '.join(texts[:-1])} ва {texts[-1]}"
        return format_list(list(texts), locale=self._locale)

    def language(self, code: str) -> str:
        """The name of a language, or its code where this language has no name for it."""
        return self._locale.languages.get(_LANGUAGE_CODES.get(code, code)) or code

    def pick(self, wording: Mapping[str, str]) -> str:
        """A configured wording in this language, else in English, else the first there is."""
        return wording.get(self.lang) or wording.get("en") or next(iter(wording.values()), "")

    def _tidy(self, text: str) -> str:
        return text.replace("\u202f", "\u00a0").lower() if self.lang == "tg" else text.replace("\u202f", "\u00a0")
