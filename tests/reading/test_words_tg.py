"""The shipped Tajik words: figures, hedges and days, who speaks, and what each question reads and leaves alone."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.domain.claims import Choice, Claim, Item
from bot.reading.reader import Reader
from bot.reading.words import LanguageWords
from bot.settings.folder import ConfigFolder
from tests.fakes.shipped import rules

ROOT = Path(__file__).parents[2]
TITLE = "Ҳамла ба «Крокус Сити Ҳолл»: чӣ маълум аст"
DURING = datetime(2024, 3, 24, 12, tzinfo=UTC)
"""A Sunday, two days after the attack."""
LATER = datetime(2024, 5, 1, 12, tzinfo=UTC)
"""A Wednesday, amid the quarrel about the checks."""


@cache
def words() -> LanguageWords:
    return ConfigFolder(ROOT / "config").table("languages/tg.toml").without("questions").into(LanguageWords)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return rules()


def said(reader: Reader, text: str, title: str = TITLE, published: datetime = DURING) -> set[str]:
    """What a text says, short: `killed=144`, `injured=151+`, `ukraine_role=involved/russia`."""
    item = Item("i", "The Gazette", "tg", title, text, published)
    return {_short(claim) for claim in reader.read(item).claims if not claim.past}


def _short(claim: Claim) -> str:
    if isinstance(claim.value, Choice):
        return f"{claim.question}={claim.value.answer}/{claim.party.value if claim.party else 'none'}"
    lo, hi = claim.value.lo, claim.value.hi
    return f"{claim.question}={lo}" + ("" if lo == hi else "+" if hi is None else f"..{hi}")


def test_monday_in_small_letters_speaks_for_nobody(reader: Reader) -> None:
    """The weekday and the capital, which stands for its government, are one word."""
    text = "Мария Захарова рӯзи душанбе гуфт, ки санҷишҳо дар марз муваққатӣ мебошанд."
    title = "Санҷишҳо дар марзи Русия"
    assert said(reader, text, title, LATER) == {"checks_duration=temporary/russia"}
    assert said(reader, text.replace("рӯзи душанбе", "дирӯз"), title, LATER) == {"checks_duration=temporary/russia"}
