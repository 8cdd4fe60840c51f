"""Corpora in an in-memory store: small invented ones, and the five seed articles with the claims a person read in them."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bot.domain.claims import Choice, Claim, Event, Item, Party, Value
from bot.domain.interval import Interval
from bot.domain.questions import Question, Story
from bot.domain.stored import Origin, Passage, StoredItem
from bot.feeds.signature import signature
from bot.services.ledger import Ledger
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from bot.store.memory import MemoryStore

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
needs_seeds = pytest.mark.skipif(
    not (SHARED / "seeds_gold.jsonl").exists(), reason="the labelled seeds are not beside the checkout"
)


def story() -> Story:
    """The configured story."""
    return load_story(ConfigFolder(ROOT / "config"))


def seeds() -> list[tuple[Item, list[Claim]]]:
    """The seed articles in order of publication with their labelled claims."""
    index = {row["id"]: row for row in tomllib.loads((SHARED / "seeds" / "index.toml").read_text())["item"]}
    lines = (SHARED / "seeds_gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [_seed(row, index[row["id"]]) for line in lines if "id" in (row := json.loads(line))]


def _seed(gold: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[Item, list[Claim]]:
    text = (SHARED / "seeds" / row["file"]).read_text(encoding="utf-8")
    published = datetime.combine(row["published"], datetime.min.time(), UTC)
    title = text.strip().split("\n")[0][:80]
    item = Item(row["id"], row["source"], row["lang"], title, text, published, row["url"], published_is_day=True)
    claims = [claim_of(item, each) for each in gold["gold"]["claims"] if not each.get("optional")]
    return item, sorted(claims, key=lambda claim: claim.start)


def claim_of(item: Item, gold: Mapping[str, Any]) -> Claim:
    """A labelled claim of an item."""
    start = item.text.index(gold["quote"])
    party = Party(gold["party"]) if gold["party"] else None
    as_of = date.fromisoformat(gold["as_of"])
    end = start + len(gold["quote"])
    return Claim(item.id, gold["question"], _value(gold), party, as_of, gold["quote"], start, end)


def _value(gold: Mapping[str, Any]) -> Value:
    if gold["value"] is not None:
        return Choice(gold["value"])
    if isinstance(gold["lo"], str):
        return Interval(date.fromisoformat(gold["lo"]), date.fromisoformat(gold["hi"]))
    return Interval(gold["lo"], gold["hi"])


def told(
    name: str, day: int, source: str, *answers: tuple[str, Value, str] | tuple[str, Value, str, Party], **more: Any
) -> tuple[Item, list[Claim]]:
    """An invented item of a day in May 2024: each answer is a question, a value and the sentence that gives it, with or without a party."""
    text = " ".join(answer[2] for answer in answers) or "Nothing of note."
    published = datetime(2024, 5, day, 12, tzinfo=UTC)
    item = Item(
        name, source, more.pop("lang", "en"), f"Title of {name}", text, published, f"https://news.example/{name}"
    )
    claims = []
    for question, value, quote, *party in answers:
        start = text.index(quote)
        who = party[0] if party else None
        claims.append(Claim(name, question, value, who, item.day, quote, start, start + len(quote)))
    return item, claims


async def filled(
    questions: Mapping[str, Question], corpus: Iterable[tuple[Item, list[Claim]]], events: Iterable[Event] = ()
) -> MemoryStore:
    """A store that took in items one after another, a minute apart; every sentence is a passage.

    An item that comes again is a new version.
    """
    store, ledger = MemoryStore(), Ledger(questions)
    versions: Counter[str] = Counter()
    told = list(events)
    at = datetime(2024, 5, 13, 8, tzinfo=UTC)
    for item, claims in corpus:
        at += timedelta(minutes=1)
        versions[item.id] += 1
        effects = ledger.take(item, claims, versions[item.id])
        mark = sha256(item.text.encode()).hexdigest()
        async with store.write() as tx:
            own = [event for event in told if event.item == item.id]
            await tx.add_item(StoredItem(item, mark, Origin.SEED, versions[item.id], at), passages(item), own)
            await tx.save_states(effects.states, at)
            await tx.add_alerts(effects.alerts, effects.updates, at)
            await tx.history.add_silent_changes(effects.silent, at)
            await tx.history.sign(item.id, versions[item.id], signature(item.text))
    return store


def passages(item: Item) -> list[Passage]:
    """The sentences of an item, roughly."""
    found = re.finditer(r"[^\s].*?(?:[.!?](?=\s)|$)", item.text, re.MULTILINE)
    return [Passage(item.id, number, one.start(), one.end(), one[0]) for number, one in enumerate(found)]
