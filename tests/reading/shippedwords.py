"""What the tests of the shipped languages share: a language's words, and what the rules read in a text, short."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from bot.domain.claims import Choice, Claim, Item
from bot.reading.words import LanguageWords
from bot.services.ledger import ItemReader
from bot.settings.folder import ConfigFolder
from tests.fakes.corpus import ROOT

DURING = datetime(2024, 3, 24, 12, tzinfo=UTC)
"""A Sunday, two days after the attack."""
LATER = datetime(2024, 5, 1, 12, tzinfo=UTC)
"""A Wednesday, amid the quarrel about the checks."""
MAY_14 = datetime(2024, 5, 14, 12, tzinfo=UTC)
"""A Tuesday, when all of it is past."""


@cache
def words(code: str) -> LanguageWords:
    """The words of a language as they ship, without those of the questions."""
    return ConfigFolder(ROOT / "config").table(f"languages/{code}.toml").without("questions").into(LanguageWords)


def claims_in(reader: ItemReader, lang: str, text: str, title: str, published: datetime) -> set[str]:
    """What a text says, short: `killed=144`, `injured=151+`, `ukraine_role=involved/russia`."""
    item = Item("i", "The Gazette", lang, title, text, published)
    return {_short(claim) for claim in reader.read(item).claims if not claim.past}


def _short(claim: Claim) -> str:
    if isinstance(claim.value, Choice):
        return f"{claim.question}={claim.value.answer}/{claim.party.value if claim.party else 'none'}"
    lo, hi = claim.value.lo, claim.value.hi
    return f"{claim.question}={lo}" + ("" if lo == hi else "+" if hi is None else f"..{hi}")
