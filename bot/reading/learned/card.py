"""A model's card: what it was made from, what it can judge, and how sure it must be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.claims import Party

CARD = "card.json"
FILES = ("encoder.onnx", "embeddings.npy", "pieces.json")


class BadModelError(Exception):
    """A model that cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How sure the model must be: `alone` where the rules find nothing, `agreed` where they find the same."""

    alone: float
    agreed: float


@dataclass(frozen=True, slots=True)
class Card:
    """What a model says of itself.

    `numbers`, `days` and `choices` are the questions it answers, in the order of its outputs; `choices` with the two answers of each.
    `bars` are by kind of answer, or by question where one has its own. `languages` are those it was trained on. `names` tells
    that it was shown whose name is whose. `files` holds the SHA-256 of each of its files.
    """

    version: str
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    choices: Mapping[str, tuple[str, str]]
    parties: tuple[Party | None, ...]
    languages: frozenset[str]
    bars: Mapping[str, Bar]
    files: Mapping[str, str]
    names: bool = False

    @property
    def questions(self) -> frozenset[str]:
        """All questions that it judges."""
        return frozenset((*self.numbers, *self.days, *self.choices))


def read_card(folder: Path) -> Card:
    """The card in a model's folder. Raises BadModelError where it is missing or wrong."""
    try:
        fields: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        return Card(
            fields["version"],
            tuple(fields["numbers"]),
            tuple(fields["days"]),
            {question: (first, second) for question, (first, second) in fields["choices"].items()},
            tuple(Party(name) if name else None for name in fields["parties"]),
            frozenset(fields["languages"]),
            {kind: Bar(float(bar["alone"]), float(bar["agreed"])) for kind, bar in fields["bars"].items()},
            fields["files"],
            bool(fields.get("names")),
        )
    except OSError as error:
        raise BadModelError(f"{folder / CARD}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadModelError(f"{folder / CARD} is no model's card: {type(error).__name__} {error}") from None


def check_files(folder: Path, card: Card) -> None:
    """Raise BadModelError unless every file is the one that the card was written for."""
    for name in FILES:
        path = folder / name
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise BadModelError(f"{path}: {error.strerror or error}") from None
        if found != card.files.get(name):
            raise BadModelError(f"{path} is not the file that the model's card names; fetch it anew or train again")
