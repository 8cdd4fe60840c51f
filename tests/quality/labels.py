"""Labelled items: articles with what each claims and changes, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.interval import Interval
from bot.domain.questions import Question, ValueType
from bot.services.replay import parse

SETS = ("training", "validation", "sealed")
"""The sets of this folder; what each is for stands in README.md."""

HERE = Path(__file__).parent

Key = tuple[str, Value, Party | None]


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


def key(claim: Claim) -> Key:
    """What makes two claims of one item the same: the party counts for choices only."""
    return claim.question, claim.value, claim.party if isinstance(claim.value, Choice) else None


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
        tuple(_claim(item, one, questions[one["question"]]) for one in gold["claims"]),
        tuple(alerts),
        frozenset(one["question"] for one in gold["updates"]),
        tuple(fields["hard"]),
    )


def _claim(item: Item, gold: Mapping[str, Any], question: Question) -> GoldClaim:
    start = item.text.index(gold["quote"])
    party = Party(gold["party"]) if gold["party"] is not None else None
    as_of = date.fromisoformat(gold["as_of"])
    value = _value(gold, question.type)
    claim = Claim(item.id, question.id, value, party, as_of, gold["quote"], start, start + len(gold["quote"]))
    return GoldClaim(claim, bool(gold.get("optional")))


def _value(gold: Mapping[str, Any], kind: ValueType) -> Value:
    if kind is ValueType.CHOICE:
        return Choice(gold["value"])
    if kind is ValueType.DATE:
        return Interval(date.fromisoformat(gold["lo"]), date.fromisoformat(gold["hi"]))
    return Interval(gold["lo"], gold["hi"])
