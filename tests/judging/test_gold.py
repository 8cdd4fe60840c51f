"""The labelled items: their claims must raise exactly the alerts and updates that people gave them, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.claims import Choice, Claim, Party, Value
from bot.domain.interval import Interval
from bot.domain.positions import DisagreementStatus, QuestionState, Verdict
from bot.domain.questions import Behaviour, Question, ValueType
from bot.judging import judge

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "data" / "dev.jsonl").exists(), reason="the labelled items are not here")

WITH_AND_WITHOUT = pytest.mark.parametrize("optional", [True, False], ids=["with optional", "without optional"])

Labelled = Mapping[str, Any]


def lines(name: str) -> list[Labelled]:
    return [json.loads(line) for line in (SHARED / "data" / name).read_text(encoding="utf-8").splitlines() if line]


def questions() -> Mapping[str, Question]:
    """The questions with their types, as the table of the contract gives them."""
    found = {}
    for line in (SHARED / "design" / "claims.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip(" `") for cell in line.split("|")]
        kind, _, behaviour = cells[3].partition(", ") if len(cells) > 5 else ("", "", "")
        kind = kind.partition(":")[0]
        if kind in set(ValueType):
            how = Behaviour(behaviour) if kind == "count" else Behaviour.FIXED
            found[cells[1]] = Question(cells[1], cells[2], ValueType(kind), {}, {}, "", how)
    assert len(found) == 25
    return found


class Replay:
    """A store of labelled items."""

    def __init__(self, *, optional: bool) -> None:
        self.questions = questions()
        self.states: dict[str, QuestionState] = {}
        self.optional = {False} | {optional}
        self.uncertain: set[str] = set()
        self._published: dict[str, datetime] = {}

    def hear(self, item: Labelled) -> Mapping[str, Verdict]:
        """The verdict on each question of which the item speaks."""
        published = datetime.fromisoformat(item["published"])
        self._published[item["id"]] = published if published.tzinfo else published.replace(tzinfo=UTC)
        batches: dict[str, list[Claim]] = {}
        for place, gold in enumerate(item["gold"]["claims"]):
            if gold.get("optional", False) in self.optional:
                batches.setdefault(gold["question"], []).append(self._claim(item["id"], gold, place))
                self.uncertain |= {f"{item['id']}/{place}"} if gold.get("optional") else set()
        return {name: self._judge(name, claims) for name, claims in batches.items()}

    def _judge(self, name: str, claims: list[Claim]) -> Verdict:
        state = self.states.get(name, QuestionState(name))
        verdict = judge(self.questions[name], state, claims, self._published)
        self.states[name] = verdict.state
        return verdict

    def _claim(self, item: str, gold: Labelled, place: int) -> Claim:
        party = Party(gold["party"]) if gold["party"] else None
        as_of = date.fromisoformat(gold["as_of"])
        return Claim(item, gold["question"], self._value(gold), party, as_of, gold["quote"], place, place + 1)

    def _value(self, gold: Labelled) -> Value:
        kind = self.questions[gold["question"]].type
        if kind is ValueType.CHOICE:
            return Choice(gold["value"])
        if kind is ValueType.DATE:
            return Interval(date.fromisoformat(gold["lo"]), date.fromisoformat(gold["hi"]))
        return Interval(gold["lo"], gold["hi"])


def streams(*, optional: bool) -> Iterator[tuple[Replay, list[Labelled]]]:
    """Each stream with the store into which it is read: an empty one, or one that holds the seeds."""
    grouped: dict[str, list[Labelled]] = {}
    for item in lines("dev.jsonl"):
        grouped.setdefault(item["stream"], []).append(item)
    for name, items in grouped.items():
        replay = Replay(optional=optional)
        for seed in lines("seeds_gold.jsonl")[:5] if name == "seeded" else []:
            replay.hear(seed)
        yield replay, items


@WITH_AND_WITHOUT
def test_alerts_and_updates_are_those_of_the_labels(optional: bool) -> None:
    alerts = updates = 0
    for replay, items in streams(optional=optional):
        for item in items:
            verdicts = replay.hear(item)
            raised = {name: verdict.alert for name, verdict in verdicts.items() if verdict.alert}
            gold = {alert["question"]: alert for alert in item["gold"]["alerts"]}
            assert {name: alert.kind.value for name, alert in raised.items()} == {
                name: alert["kind"] for name, alert in gold.items()
            }, item["id"]
            for name, alert in raised.items():
                named = [
                    held.claim
                    for held in alert.against
                    if f"{held.claim.item}/{held.claim.start}" not in replay.uncertain
                ]
                assert named[0].item in gold[name]["against"], item["id"]
            updated = {name for name, verdict in verdicts.items() if verdict.update}
            assert updated == {update["question"] for update in item["gold"]["updates"]}, item["id"]
            alerts, updates = alerts + len(raised), updates + len(updated)
    assert (alerts, updates) == (39, 40)


@WITH_AND_WITHOUT
def test_the_seeds_hold_their_disagreements_and_no_other(optional: bool) -> None:
    replay = Replay(optional=optional)
    *seeds, known = lines("seeds_gold.jsonl")
    alerts = {
        (name, verdict.alert.kind.value, item["id"])
        for item in seeds
        for name, verdict in replay.hear(item).items()
        if verdict.alert
    }
    assert alerts == {(one["question"], one["kind"], one["opened_by"]) for one in known["disagreements"]}
    found = [one for state in replay.states.values() for one in state.disagreements]
    assert len(found) == 3
    assert {one.status for one in found} == {DisagreementStatus.OPEN}
