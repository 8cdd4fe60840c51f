"""Labelled articles from files of JSON lines, in the format that tests/quality/README.md describes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.interval import Interval
from bot.domain.questions import Question, ValueType
from bot.services.replay import parse

Key = tuple[str, Value, Party | None]


@dataclass(frozen=True, slots=True)
class Article:
    """An item with the claims that it makes, each with whether a careful reader may leave it out."""

    item: Item
    claims: Sequence[tuple[Claim, bool]]

    @property
    def true(self) -> frozenset[Key]:
        """What it claims for every careful reader."""
        return frozenset(key(claim) for claim, optional in self.claims if not optional)

    @property
    def optional(self) -> frozenset[Key]:
        """What it claims for some."""
        return frozenset(key(claim) for claim, _ in self.claims) - self.true


def key(claim: Claim) -> Key:
    """What makes two claims of one item the same: the party counts for choices only."""
    return claim.question, claim.value, claim.party if isinstance(claim.value, Choice) else None


def read(paths: Sequence[Path], questions: Mapping[str, Question]) -> Iterator[Article]:
    """The articles of files in order. Raises BadItemError, OSError, KeyError or ValueError where one cannot be read."""
    for path in paths:
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        for item, line in zip(parse(lines), lines, strict=True):
            gold = json.loads(line)["gold"]["claims"]
            yield Article(
                item, [(gold_claim(item, one, questions[one["question"]]), bool(one.get("optional"))) for one in gold]
            )


def files(names: Sequence[str | Path]) -> list[Path]:
    """The files that are named, and those of labelled articles in folders that are."""
    paths = [Path(name) for name in names]
    return [file for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]


def gold_claim(item: Item, gold: Mapping[str, Any], question: Question) -> Claim:
    """A label as the claim that it stands for. Raises KeyError or ValueError where it cannot be read."""
    start = item.text.index(gold["quote"])
    party = Party(gold["party"]) if gold["party"] is not None else None
    as_of = date.fromisoformat(gold["as_of"])
    value = _value(gold, question.type)
    return Claim(item.id, question.id, value, party, as_of, gold["quote"], start, start + len(gold["quote"]))


def _value(gold: Mapping[str, Any], kind: ValueType) -> Value:
    if kind is ValueType.CHOICE:
        return Choice(gold["value"])
    if kind is ValueType.DATE:
        return Interval(date.fromisoformat(gold["lo"]), date.fromisoformat(gold["hi"]))
    return Interval(gold["lo"], gold["hi"])
