"""How outcomes are counted and sorted, on items made up for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from bot.domain.claims import Choice, Claim, Item, Party, Reason, Value
from bot.domain.interval import Interval
from bot.reading.result import Rejected
from bot.services.labelled import AlertLabel, Label, Labelled
from bot.services.replay import AlertRow
from tests.quality.faults import faults
from tests.quality.measure import Outcome
from tests.quality.report import calibration, classes, listing, report
from tests.quality.scoring import merged_steps, score

DAY = date(2024, 3, 23)
ITEM = Item("x-1", "a.example", "en", "", "", datetime(2024, 3, 23, tzinfo=UTC))


def killed(number: int, *, day: date = DAY, confidence: float = 0.9, past: bool = False, start: int = 0) -> Claim:
    """A number of dead."""
    return _claim("killed", Interval.exactly(number), None, day, confidence, past, start)


def role(answer: str, party: Party | None) -> Claim:
    """What Ukraine's part was."""
    return _claim("ukraine_role", Choice(answer), party, DAY, 0.9, False, 0)


def _claim(
    question: str, value: Value, party: Party | None, day: date, confidence: float, past: bool, start: int
) -> Claim:
    return Claim("x-1", question, value, party, day, "words", start, start + 5, past, confidence)


def outcome(
    gold: Sequence[Claim] = (),
    found: Sequence[Claim] = (),
    *,
    optional: Sequence[Claim] = (),
    alerts: Sequence[AlertLabel] = (),
    raised: Sequence[AlertRow] = (),
    rejected: Sequence[Rejected] = (),
    readable: bool = True,
) -> Outcome:
    """What the bot made of one item."""
    claims = (*(Label(one) for one in gold), *(Label(one, optional=True) for one in optional))
    labels = Labelled(ITEM, "s", claims, tuple(alerts), frozenset(), ())
    return Outcome(labels, tuple(found), tuple(rejected), raised, [], readable)


def alert(kind: str, *against: str) -> AlertRow:
    """An alert on the toll."""
    return {"question": "killed", "kind": kind, "against": list(against)}


GOLD_ALERT = AlertLabel("killed", "conflict", ("x-0",))


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (outcome([killed(1)], [killed(1)]), (1, 0, 0)),
        (outcome([killed(1)], [killed(1), killed(1, start=9)]), (1, 0, 0)),
        (outcome([killed(1)], [killed(2)]), (0, 1, 1)),
        (outcome([], [killed(2)], optional=[killed(2)]), (0, 0, 0)),
        (outcome([role("involved", Party.RUSSIA)], [role("involved", None)]), (0, 1, 1)),
        (outcome([killed(1)], [killed(1, past=True)]), (1, 0, 0)),
    ],
    ids=["right", "repeated", "other value", "optional", "other speaker", "past"],
)
def test_claims_are_matched_by_question_value_and_the_party_of_a_choice(
    one: Outcome, counts: tuple[int, int, int]
) -> None:
    claims = score([one]).claims
    assert (claims.right, claims.false, claims.missed) == counts


def test_a_right_claim_on_a_wrong_day_is_counted_apart() -> None:
    found = score([outcome([killed(1)], [killed(1, day=date(2024, 3, 22))])])
    assert (found.claims.right, found.days.so, found.days.seen) == (1, 0, 1)


def test_alerts_are_matched_by_question_and_their_kinds_and_opponents_among_the_matched() -> None:
    wrong = outcome(alerts=[GOLD_ALERT], raised=[alert("dispute", "x-9", "x-0")])
    quiet = outcome(raised=[alert("conflict", "x-0")])
    found = score([wrong, quiet, outcome()])
    assert (found.alerts.right, found.alerts.false, found.alerts.missed) == (1, 1, 0)
    assert (found.kinds.so, found.opponents.so, found.kinds.seen) == (0, 0, 1)
    assert (found.alarmed.so, found.alarmed.seen) == (1, 2)
    assert (found.by_kind["conflict"].missed, found.by_kind["conflict"].false, found.by_kind["dispute"].false) == (1, 1, 1)  # fmt: skip


def test_an_opponent_is_right_where_it_is_one_of_the_opposing_items() -> None:
    found = score([outcome(alerts=[GOLD_ALERT], raised=[alert("conflict", "x-0")])])
    assert (found.kinds.value, found.opponents.value) == (1, 1)


def test_shares_of_nothing_are_one() -> None:
    nothing = score([])
    assert (nothing.claims.precision, nothing.claims.recall, nothing.kinds.value) == (1, 1, 1)


def test_confidence_falls_into_steps() -> None:
    found = [outcome([killed(1)], [killed(1, confidence=0.95), killed(2, confidence=0.949), killed(3, confidence=0.1)])]
    steps = merged_steps([score(found), score(found)])
    assert {step: (share.so, share.seen) for step, share in steps.items()} == {0: (0, 2), 0.9: (0, 2), 0.95: (2, 2)}
    assert "| 0.95 to 1.00 |      2 |     2 |       1.000 |" in calibration(steps)


REFUSED = Rejected("killed", "words", 0, 5, (Reason("number", "1"), Reason("refused", "another event")))


@pytest.mark.parametrize(
    ("one", "names"),
    [
        (outcome([killed(1)], readable=False), ["claim missed: no words for the language"]),
        (outcome([killed(1)]), ["claim missed: not found"]),
        (outcome([killed(1)], rejected=[REFUSED]), ["claim missed: refused, another event"]),
        (outcome([killed(1, start=9)], rejected=[REFUSED]), ["claim missed: not found"]),
        (outcome([killed(1)], [killed(2)]), ["claim missed: another value", "claim false: another value"]),
        (
            outcome([role("involved", Party.RUSSIA)], [role("involved", None)]),
            ["claim missed: another speaker", "claim false: another speaker"],
        ),
        (outcome([], [killed(2)]), ["claim false: the text says nothing on it"]),
        (outcome([killed(1)], [killed(1), killed(2)]), ["claim false: one more than the text says"]),
        (outcome([killed(1)], [killed(1), killed(2, past=True)]), ["claim false: a superseded figure"]),
        (outcome(alerts=[GOLD_ALERT]), ["alert missed: what it contradicts was missed, or dated otherwise"]),
        (
            outcome([killed(1)], alerts=[GOLD_ALERT]),
            ["claim missed: not found", "alert missed: its claim was missed"],
        ),
        (outcome(raised=[alert("conflict", "x-0")]), ["alert false: an earlier claim was missed or false"]),
        (
            outcome([], [killed(1)], raised=[alert("conflict", "x-0")]),
            ["claim false: the text says nothing on it", "alert false: its claim is false"],
        ),
    ],
)
def test_each_error_has_a_class(one: Outcome, names: list[str]) -> None:
    assert [fault.name for fault in faults([one])] == names


def test_errors_are_counted_and_listed() -> None:
    found = list(faults([outcome([killed(1)]), outcome([], [killed(2)])]))
    assert "| claim missed: not found                  |      1 |" in classes(found)
    assert "claim missed: not found | x-1 | killed 1 :: words" in listing(found)


def test_a_report_has_a_dash_where_nothing_was_said() -> None:
    drawn = report(score([outcome([killed(1)])]))
    assert "| killed |        - | 0.000 |" in drawn
    assert drawn.count("\n|---") == 4
