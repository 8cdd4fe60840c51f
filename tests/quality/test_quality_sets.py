"""The labelled sets are sound, and their claims raise exactly the alerts and updates that stand beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.domain.claims import Item
from bot.domain.positions import HeldClaim
from bot.domain.questions import Question
from bot.services.ledger import Effects, Ledger
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from tests.quality.check import faults
from tests.quality.labels import SETS, Labelled, files, read
from tests.quality.measure import ROOT

Fields = dict[str, Any]
Harm = Callable[[Fields], object]

PATHS = [path for name in SETS for path in files(name)]


@pytest.fixture(scope="module")
def questions() -> Mapping[str, Question]:
    return load_story(ConfigFolder(ROOT / "config")).questions


def test_all_sets_are_sound_and_share_no_item(questions: Mapping[str, Question]) -> None:
    seen: set[str] = set()
    found = [fault for path in PATHS for fault in faults(path.read_text(encoding="utf-8").split("\n"), questions, seen)]
    assert not found
    assert len(seen) >= 336


@pytest.mark.parametrize("name", SETS)
def test_every_question_and_a_third_of_quiet_items(name: str, questions: Mapping[str, Question]) -> None:
    items = [one for path in files(name) for one in read(path, questions)]
    assert {one.claim.question for item in items for one in item.claims} == questions.keys()
    assert sum(not item.alerts for item in items) * 3 >= len(items)
    assert {"en", "nb", "ru", "de", "uk"} <= {item.item.lang for item in items}


@pytest.mark.parametrize("optional", [True, False], ids=["with optional", "without optional"])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_alerts_and_updates_are_those_of_the_labels(
    path: Any, optional: bool, questions: Mapping[str, Question]
) -> None:
    ledgers: dict[str, Ledger] = {}
    for one in read(path, questions):
        ledger = ledgers.setdefault(one.stream, Ledger(questions))
        effects = ledger.take(one.item, [gold.claim for gold in one.claims if optional or not gold.optional])
        _same(one, effects)


def _same(one: Labelled, effects: Effects) -> None:
    raised = {alert.question: (alert.kind.value, set(_items(alert.against))) for alert in effects.alerts}
    gold = {alert.question: (alert.kind, set(alert.against)) for alert in one.alerts}
    assert {name: kind for name, (kind, _) in raised.items()} == {name: kind for name, (kind, _) in gold.items()}
    assert all(against <= gold[name][1] for name, (_, against) in raised.items()), one.item.id
    assert {update.question for update in effects.updates} == one.updates, one.item.id


def _items(against: tuple[HeldClaim, ...]) -> list[str]:
    return [held.claim.item for held in against]


TEXT = "On Friday 40 people died. On Saturday it was 93."


def fields() -> Fields:
    """A sound item."""
    claims: list[Fields] = [
        {"question": "attack_date", "lo": "2024-03-22", "hi": "2024-03-22", "value": None, "quote": "On Friday"},
        {"question": "killed", "lo": 40, "hi": None, "value": None, "quote": "40 people died"},
        {"question": "ukraine_role", "lo": None, "hi": None, "value": "involved", "quote": "it was 93"},
    ]
    rest = {"party": "russia", "as_of": "2024-03-23"}
    return {
        "stream": "s", "id": "x-1", "lang": "en", "source": "a.example", "published": "2024-03-23T10:00:00Z",
        "title": "T", "text": TEXT, "hard": [],
        "gold": {
            "claims": [claim | rest for claim in claims],
            "alerts": [{"question": "killed", "kind": "conflict", "against": ["x-1"]}],
            "updates": [{"question": "attack_date"}],
        },
    }  # fmt: skip


def claim(number: int, **changes: object) -> Harm:
    """Changes one claim of an item."""
    return lambda item: item["gold"]["claims"][number].update(changes)


def alert(**changes: object) -> Harm:
    """Changes the alert of an item."""
    return lambda item: item["gold"]["alerts"][0].update(changes)


def test_a_sound_item_has_no_faults(questions: Mapping[str, Question]) -> None:
    assert not list(faults([json.dumps(fields())], questions))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda item: item.pop("hard"), "x-1: the keys are not those of a labelled item"),
        (lambda item: item.update(published="soon"), "'soon' is no day or time"),
        (claim(1, quote="41 people died"), "x-1: killed: the quote is not in the text: '41 people died'"),
        (claim(1, quote=""), "the quote is not in the text"),
        (claim(1, question="fallen"), "x-1: no such question: fallen"),
        (claim(1, lo=41, hi=40), "killed: 41 to 40 is no interval"),
        (claim(1, lo="40"), "killed: '40' to None is no interval"),
        (claim(1, lo=True), "killed: True to None is no interval"),
        (claim(1, value="forty"), "killed: an answer stands where a number or a day belongs"),
        (claim(0, lo="2024-03-23"), "attack_date: '2024-03-23' to '2024-03-22' are no days in order"),
        (claim(0, hi=None), "attack_date: '2024-03-22' to None are no days in order"),
        (claim(2, value="perhaps"), "ukraine_role: 'perhaps' is no answer"),
        (claim(2, lo=1), "ukraine_role: 'involved' is no answer, or bounds stand beside it"),
        (claim(1, party="mars"), "killed: 'mars' is no party"),
        (claim(1, as_of="today"), "killed: 'today' is no day"),
        (claim(1, as_of="2024-03-24"), "killed: 2024-03-24 is after the publication"),
        (claim(1, optional=False), "killed: the keys are not those of a claim"),
        (lambda item: item["gold"]["claims"].reverse(), "x-1: claims stand in the order of the text"),
        (lambda item: item["gold"]["claims"].append(item["gold"]["claims"][-1]), "x-1: a claim stands there twice"),
        (lambda item: item["gold"]["updates"].append({"question": "killed"}), "one alert or one update"),
        (alert(kind="update"), "killed: update is no kind of alert"),
        (alert(against=["x-2"]), "killed: an alert names items of its stream that came before, or its own"),
    ],
)
def test_a_fault_is_told(harm: Harm, told: str, questions: Mapping[str, Question]) -> None:
    item = fields()
    harm(item)
    (fault, *_) = faults([json.dumps(item)], questions)
    assert told in fault


def test_a_long_quote_is_told(questions: Mapping[str, Question]) -> None:
    item = fields()
    item["text"] = item["gold"]["claims"][0]["quote"] = "a" * 301
    told = list(faults([json.dumps(item)], questions))
    assert any("one line and at most 300 characters" in fault for fault in told)


def test_items_stand_in_order_and_once(questions: Mapping[str, Question]) -> None:
    first, earlier, other = fields(), fields() | {"id": "x-2", "published": "2024-03-23T09:00:00Z"}, fields()
    told = list(faults([json.dumps(one) for one in (first, earlier, other)], questions))
    assert told == [
        "x-2: the items of a stream stand together, in order of publication",
        "x-1: another item has this id",
    ]


def test_labels_are_read_as_claims_of_the_domain(questions: Mapping[str, Question]) -> None:
    one = next(read(PATHS[0], questions))
    assert isinstance(one.item, Item)
    assert all(one.item.text[gold.claim.start : gold.claim.end] == gold.claim.quote for gold in one.claims)
