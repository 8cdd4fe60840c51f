"""The labelled sets of this folder, and labelled items of other places that come as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.interval import Interval
from bot.domain.questions import Question, ValueType
from bot.services.labelled import AlertLabel, Label, Labelled, in_streams
from bot.services.replay import parse
from bot.training import articles

SETS = ("training", "validation", "sealed")
"""The sets of this folder; what each is for stands in README.md."""

HERE = Path(__file__).parent


def files(name: str) -> list[Path]:
    """The files of a set, in order of languages and authors."""
    return articles.files([HERE / name])


def read(paths: Sequence[Path], questions: Mapping[str, Question]) -> list[Labelled]:
    """The articles of files, stream after stream. Raises BadItemError, OSError, KeyError or ValueError where a label cannot be read."""
    plain = [path for path in paths if path.suffix != ".jsonl"]
    of_lines = (one for path in paths if path.suffix == ".jsonl" for one in _json_lines(path, questions))
    return [*in_streams(articles.read(plain, questions)), *of_lines]


def _json_lines(path: Path, questions: Mapping[str, Question]) -> Iterator[Labelled]:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    for item, line in zip(parse(lines), lines, strict=True):
        fields = json.loads(line)
        gold = fields["gold"]
        yield Labelled(
            item,
            fields["stream"],
            tuple(_label(item, one, questions[one["question"]]) for one in gold["claims"]),
            tuple(AlertLabel(one["question"], one["kind"], tuple(one["against"])) for one in gold["alerts"]),
            frozenset(one["question"] for one in gold["updates"]),
            tuple(fields["hard"]),
        )


def _label(item: Item, gold: Mapping[str, Any], question: Question) -> Label:
    start = item.text.index(gold["quote"])
    party = Party(gold["party"]) if gold["party"] is not None else None
    as_of, value = date.fromisoformat(gold["as_of"]), _value(gold, question.type)
    claim = Claim(item.id, question.id, value, party, as_of, gold["quote"], start, start + len(gold["quote"]))
    return Label(claim, bool(gold.get("optional")))


def _value(gold: Mapping[str, Any], kind: ValueType) -> Value:
    if kind is ValueType.CHOICE:
        return Choice(gold["value"])
    if kind is ValueType.DATE:
        return Interval(date.fromisoformat(gold["lo"]), date.fromisoformat(gold["hi"]))
    return Interval(gold["lo"], gold["hi"])
