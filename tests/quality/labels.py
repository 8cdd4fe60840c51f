"""Labelled items: articles with what each claims and changes, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.claims import Claim, Item
from bot.domain.questions import Question
from bot.services.replay import parse
from bot.training.labelled import Key, gold_claim, key

SETS = ("training", "validation", "sealed")
"""The sets of this folder; what each is for stands in README.md."""

HERE = Path(__file__).parent

__all__ = ["SETS", "GoldAlert", "GoldClaim", "Key", "Labelled", "files", "key", "labelled", "read"]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim that a text makes; `optional` where two careful readers would differ."""

    claim: Claim
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldAlert:
    """An alert that the claims raise; `against` are the items on the opposing sides, of which the bot has to name one."""

    question: str
    kind: str
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article with its labels. `hard` are free words for what makes it hard."""

    item: Item
    stream: str
    claims: tuple[GoldClaim, ...]
    alerts: tuple[GoldAlert, ...]
    updates: frozenset[str]
    hard: tuple[str, ...]


def files(name: str) -> list[Path]:
    """The files of a set, in order of their names."""
    return sorted((HERE / name).glob("*.jsonl"))


def read(path: Path, questions: Mapping[str, Question]) -> Iterator[Labelled]:
    """The articles of a file in its order. Raises BadItemError, KeyError or ValueError where a label cannot be read."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for item, line in zip(parse(lines), filter(str.strip, lines), strict=True):
        yield labelled(item, json.loads(line), questions)


def labelled(item: Item, fields: Mapping[str, Any], questions: Mapping[str, Question]) -> Labelled:
    """An article with the labels that stand beside it in its line."""
    gold = fields["gold"]
    alerts = (GoldAlert(one["question"], one["kind"], tuple(one["against"])) for one in gold["alerts"])
    return Labelled(
        item,
        fields["stream"],
        tuple(_gold(item, one, questions) for one in gold["claims"]),
        tuple(alerts),
        frozenset(one["question"] for one in gold["updates"]),
        tuple(fields["hard"]),
    )


def _gold(item: Item, one: Mapping[str, Any], questions: Mapping[str, Question]) -> GoldClaim:
    return GoldClaim(gold_claim(item, one, questions[one["question"]]), bool(one.get("optional")))
