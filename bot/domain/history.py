"""What an outlet made of a text it had published, and which texts are copies of one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.claims import Claim
from bot.domain.identity import claim_identity
from bot.domain.positions import HeldClaim, Relation, Update

SILENT_CHANGE = "silent_change"


@dataclass(frozen=True, slots=True)
class SilentChange:
    """An outlet changed its own figure or answer without saying so: an item claimed `before`, its version `version` claims `now`.

    Both are claims on the same question; they cannot both be right. `before` is quoted from the earlier text.
    """

    version: int
    before: Claim
    now: Claim

    @property
    def item(self) -> str:
        """The item that was changed."""
        return self.now.item

    @property
    def question(self) -> str:
        """The question that it answers otherwise now."""
        return self.now.question

    @property
    def identity(self) -> str:
        """What makes it the same one in another reading; the version stands with the kind, the rest names the present claim."""
        return "|".join((f"{SILENT_CHANGE}:{self.version}", *claim_identity(self.now)))


def as_update(change: SilentChange) -> Update:
    """The change as if the new claim had overtaken the old one; their numbers say nothing."""
    before = HeldClaim(0, change.before, Relation.NEW, None, withdrawn=True)
    return Update(change.question, HeldClaim(0, change.now, Relation.NEW, None), (before,))


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A silent change with the aware UTC time at which it was noticed; `backlog` marks one of an old text."""

    change: SilentChange
    at: datetime
    backlog: bool = False


SLOT = 4
"""The bytes of one slot of a signature."""

ALIKE = 0.3
"""From which share of equal slots on two texts are copies of one another; docs/feeds.md says how it was chosen."""


def likeness(one: bytes, other: bytes) -> float:
    """How much two signatures have in common, from 0 to 1: about the share of word sequences that their texts share."""
    if not one or len(one) != len(other):
        return 0.0
    slots = range(0, len(one), SLOT)
    return sum(one[at : at + SLOT] == other[at : at + SLOT] for at in slots) / len(slots)


def copies(signatures: Mapping[str, bytes]) -> Mapping[str, str]:
    """Groups of texts that are copies: for each name the first name of its group, in the order given.

    A text without a signature is alone.
    """
    first: dict[str, str] = {}
    for name, signature in signatures.items():
        same = (other for other in first if likeness(signatures[other], signature) >= ALIKE)
        first[name] = first[found] if (found := next(same, None)) is not None else name
    return first


def independent(voices: Iterable[tuple[str, str]]) -> int:
    """How many independent voices there are among outlets and the texts they published, given as (outlet, group of copies).

    No outlet counts twice, and no text either: the most pairs that share neither.
    """
    texts: dict[str, list[str]] = {}
    for outlet, group in voices:
        texts.setdefault(outlet, []).append(group)
    holder: dict[str, str] = {}
    return sum(_placed(outlet, texts, holder, set()) for outlet in texts)


def _placed(outlet: str, texts: Mapping[str, Sequence[str]], holder: dict[str, str], tried: set[str]) -> bool:
    """Give an outlet a text of its own, moving others to another of theirs where that makes room."""
    for group in texts[outlet]:
        if group in tried:
            continue
        tried.add(group)
        if group not in holder or _placed(holder[group], texts, holder, tried):
            holder[group] = outlet
            return True
    return False
