"""Finds what is wrong with labelled items: `python -m tests.quality.check FILE...` prints a sentence for each fault."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.domain.claims import Item, Party
from bot.domain.errors import BadItemError
from bot.domain.positions import ALERTING
from bot.domain.questions import Question, ValueType
from bot.services.replay import parse
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from tests.quality.measure import ROOT

QUOTE = 300
"""The longest quote, in characters."""

ITEM_KEYS = {"stream", "id", "lang", "source", "published", "title", "text", "gold", "hard"}
GOLD_KEYS = {"claims", "alerts", "updates"}
CLAIM_KEYS = {"question", "lo", "hi", "value", "party", "as_of", "quote"}


def faults(lines: Iterable[str], questions: Mapping[str, Question], seen: set[str] | None = None) -> Iterator[str]:
    """A sentence for each fault of a file's lines. `seen` are the ids of other files; those of this one are added to it."""
    known = set() if seen is None else seen
    streams: dict[str, list[Item]] = {}
    last = ""
    for line in filter(str.strip, lines):
        try:
            (item,) = parse([line])
        except BadItemError as error:
            yield str(error)
            continue
        fields = json.loads(line)
        if fields.keys() != ITEM_KEYS or fields["gold"].keys() != GOLD_KEYS:
            yield f"{item.id}: the keys are not those of a labelled item"
            continue
        if item.id in known:
            yield f"{item.id}: another item has this id"
        known.add(item.id)
        earlier = streams.setdefault(fields["stream"], [])
        if earlier and (last != fields["stream"] or item.published < earlier[-1].published):
            yield f"{item.id}: the items of a stream stand together, in order of publication"
        last = fields["stream"]
        earlier.append(item)
        for fault in _labels(item, fields["gold"], [one.id for one in earlier], questions):
            yield f"{item.id}: {fault}"


def _labels(item: Item, gold: Mapping[str, Any], stream: list[str], questions: Mapping[str, Question]) -> Iterator[str]:
    named = [one.get("question") for part in GOLD_KEYS for one in gold[part]]
    if strange := sorted({str(name) for name in named if name not in questions}):
        yield f"no such question: {', '.join(strange)}"
        return
    for claim in gold["claims"]:
        yield from (f"{claim['question']}: {fault}" for fault in _claim(item, claim, questions[claim["question"]]))
    yield from _claims_together(item, gold["claims"])
    alerted = [one["question"] for one in gold["alerts"]]
    updated = [one["question"] for one in gold["updates"]]
    if len({*alerted, *updated}) < len(alerted) + len(updated):
        yield "a question raises one alert or one update"
    for alert in gold["alerts"]:
        if alert["kind"] not in {kind.value for kind in ALERTING}:
            yield f"{alert['question']}: {alert['kind']} is no kind of alert"
        if not alert["against"] or not set(alert["against"]) <= set(stream):
            yield f"{alert['question']}: an alert names items of its stream that came before, or its own"


def _claim(item: Item, claim: Mapping[str, Any], question: Question) -> Iterator[str]:
    if not CLAIM_KEYS <= claim.keys() <= CLAIM_KEYS | {"optional"} or claim.get("optional", True) is not True:
        yield "the keys are not those of a claim"
        return
    yield from _quote(item, claim["quote"])
    yield from _value(claim, question)
    if claim["party"] is not None and claim["party"] not in set(Party):
        yield f"{claim['party']!r} is no party"
    as_of = _day(claim["as_of"])
    if as_of is None:
        yield f"{claim['as_of']!r} is no day"
    elif as_of > item.day:
        yield f"{as_of} is after the publication"


def _quote(item: Item, quote: str) -> Iterator[str]:
    if not quote or quote not in item.text:
        yield f"the quote is not in the text: {quote!r}"
    if len(quote) > QUOTE or "\n" in quote:
        yield f"a quote has one line and at most {QUOTE} characters: {quote[:40]!r}"


def _value(claim: Mapping[str, Any], question: Question) -> Iterator[str]:
    lo, hi, value = claim["lo"], claim["hi"], claim["value"]
    if question.type is ValueType.CHOICE:
        if value not in question.answers or lo is not None or hi is not None:
            yield f"{value!r} is no answer, or bounds stand beside it"
        return
    if value is not None:
        yield "an answer stands where a number or a day belongs"
    if question.type is ValueType.DATE:
        first, final = _day(lo), _day(hi)
        if first is None or final is None or first > final:
            yield f"{lo!r} to {hi!r} are no days in order"
    elif not _is_count(lo) or (hi is not None and (not _is_count(hi) or hi < lo)):
        yield f"{lo!r} to {hi!r} is no interval"


def _claims_together(item: Item, claims: list[Mapping[str, Any]]) -> Iterator[str]:
    places = [item.text.find(claim["quote"]) for claim in claims]
    if places != sorted(places):
        yield "claims stand in the order of the text"
    same = [json.dumps([claim[name] for name in sorted(CLAIM_KEYS - {"quote"})]) for claim in claims]
    if len(set(same)) < len(same):
        yield "a claim stands there twice"


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0


def main(names: list[str]) -> int:
    """Check files together; 1 where something is wrong."""
    questions = load_story(ConfigFolder(ROOT / "config")).questions
    seen: set[str] = set()
    found = [
        f"{name}: {fault}\n"
        for name in names
        for fault in faults(Path(name).read_text(encoding="utf-8").split("\n"), questions, seen)
    ]
    sys.stdout.writelines(found or [f"{len(seen)} items, all well\n"])
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
