"""What the examples of docs/disagreements.md leave open: who is named, what is kept, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.claims import Party, Value
from bot.domain.interval import Interval
from bot.domain.positions import (
    Disagreement,
    DisagreementStatus,
    HeldClaim,
    PositionStatus,
    QuestionState,
    Relation,
    Verdict,
)
from bot.domain.questions import Question
from bot.judging import fold, judge
from bot.judging.board import open_disagreement
from bot.judging.settling import settle
from tests.judging.telling import (
    CALL_DATE,
    HOSPITALISED,
    KILLED,
    ROLE,
    Room,
    at_least,
    choice,
    claim,
)

MARCH = [date(2024, 3, day) for day in range(1, 32)]


def named(verdict: Verdict) -> list[str]:
    assert verdict.alert
    return [held.claim.item for held in verdict.alert.against]


def test_the_strongest_opponents_are_named_first() -> None:
    room = Room(KILLED)
    room.hear(claim("open", at_least(144), MARCH[5]))
    room.hear(claim("early", 145, MARCH[6]))
    room.hear(claim("late", 145, MARCH[8]))
    room.hear(claim("later heard", 145, MARCH[8]))
    room.hear(claim("range", Interval(140, 150), MARCH[9]))
    assert named(room.hear(claim("new", 130, MARCH[10]))) == ["later heard", "late", "early", "range", "open"]


def test_a_reversal_names_first_what_the_party_said() -> None:
    room = Room(ROLE)
    room.hear(claim("party", choice("no"), MARCH[1], party=Party.TAJIKISTAN))
    room.hear(claim("outlet", choice("no"), MARCH[3]))
    verdict = room.hear(claim("new", choice("yes"), MARCH[5], party=Party.TAJIKISTAN))
    assert named(verdict) == ["party", "outlet"]
    assert verdict.alert
    assert (verdict.alert.kind, verdict.alert.disagreement) == (Relation.REVERSAL, 1)
    assert room.statuses == ["open"]


def test_each_change_of_mind_alerts_and_points_at_the_known_disagreement() -> None:
    room = Room(ROLE)
    answers = ["no", "yes", "no", "yes"]
    heard = [
        room.hear(claim(f"i{n}", choice(answer), MARCH[n], party=Party.RUSSIA)) for n, answer in enumerate(answers)
    ]
    assert [verdict.alert and verdict.alert.kind for verdict in heard] == [None, *[Relation.REVERSAL] * 3]
    assert [verdict.alert and verdict.alert.disagreement for verdict in heard] == [None, 1, None, None]


def test_somebody_else_never_reverses() -> None:
    room = Room(ROLE)
    room.hear(claim("one", choice("no"), MARCH[1], party=Party.OTHER))
    verdict = room.hear(claim("two", choice("yes"), MARCH[2], party=Party.OTHER))
    assert verdict.alert
    assert verdict.alert.kind is Relation.DISPUTE


def test_a_choice_that_the_item_itself_calls_given_up_is_history() -> None:
    room = Room(ROLE)
    verdict = room.hear(
        claim("one", choice("yes"), MARCH[20], party=Party.TAJIKISTAN),
        claim("one", choice("no"), MARCH[1], party=Party.TAJIKISTAN, start=9),
    )
    assert verdict.alert is None
    assert [held.relation for held in room.state.claims] == [Relation.NEW, Relation.HISTORICAL]


def test_a_reversal_in_an_item_that_also_restates_the_old_choice_alerts_in_either_order() -> None:
    for answers in (["yes", "no"], ["no", "yes"]):
        room = Room(ROLE)
        room.hear(claim("old", choice("no"), MARCH[1], party=Party.RUSSIA))
        told = [claim("new", choice(a), MARCH[5], party=Party.RUSSIA, start=n) for n, a in enumerate(answers)]
        verdict = room.hear(*told)
        assert verdict.alert
        assert (verdict.alert.kind, named(verdict)) == (Relation.REVERSAL, ["old"])


def test_a_dispute_between_two_that_both_stay_is_open_again_when_the_party_comes_back() -> None:
    room = Room(ROLE)
    room.hear(claim("one", choice("no"), MARCH[1], party=Party.TAJIKISTAN))
    room.hear(claim("two", choice("yes"), MARCH[2], party=Party.RUSSIA))
    room.hear(claim("three", choice("yes"), MARCH[3], party=Party.TAJIKISTAN))
    assert room.statuses == ["resolved"]
    room.hear(claim("four", choice("no"), MARCH[4]))
    assert room.statuses == ["open"]


def test_a_third_choice_opens_one_disagreement_with_each_and_one_alert() -> None:
    room = Room(ROLE)
    room.hear(claim("one", choice("a"), MARCH[1]))
    room.hear(claim("two", choice("b"), MARCH[2], party=Party.US))
    verdict = room.hear(claim("three", choice("c"), MARCH[3]))
    assert verdict.alert
    assert (verdict.alert.kind, named(verdict)) == (Relation.DISPUTE, ["two"])
    assert [(d.first, d.second, d.kind) for d in room.state.disagreements] == [
        (1, 2, Relation.DISPUTE),
        (1, 3, Relation.CONFLICT),
        (2, 3, Relation.DISPUTE),
    ]


def test_a_claim_that_meets_several_positions_joins_the_one_of_the_latest_day() -> None:
    room = Room(HOSPITALISED)
    room.hear(claim("one", 74, MARCH[5]))
    room.hear(claim("two", 77, MARCH[5]))
    room.hear(claim("three", 74, MARCH[6]))
    verdict = room.hear(claim("four", Interval(70, 80), MARCH[6]))
    assert room.live == [["one", "three", "four"], ["two"]]
    assert [held.claim.item for held in verdict.joined] == ["four"]


def test_days_that_overlap_agree() -> None:
    room = Room(CALL_DATE)
    room.hear(claim("one", Interval(MARCH[1], MARCH[3]), MARCH[10]))
    assert room.hear(claim("two", Interval.exactly(MARCH[2]), MARCH[11])).alert is None
    assert named(room.hear(claim("three", Interval.exactly(MARCH[1]), MARCH[12]))) == ["two"]


def test_one_claim_against_two_sides_opens_two_disagreements_and_alerts_once() -> None:
    room = Room(CALL_DATE)
    for number, item in enumerate(["one", "two", "three"]):
        verdict = room.hear(claim(item, Interval.exactly(MARCH[number]), MARCH[20]))
    assert named(verdict) == ["two", "one"]
    assert room.statuses == ["open"] * 3
    assert verdict.alert
    assert verdict.alert.disagreement == 3


def test_an_update_takes_the_side_of_two_opponents_of_one_position_in_a_single_disagreement() -> None:
    room = Room(KILLED)
    room.hear(claim("high", 200, MARCH[1]))
    room.hear(claim("low", 100, MARCH[2]))
    room.hear(claim("lower", 90, MARCH[3]))
    verdict = room.hear(claim("new", 150, MARCH[4]))
    assert verdict.alert is None
    assert verdict.update
    assert room.live == [["high"], ["new"]]
    assert room.statuses == ["open", "resolved", "resolved"]


def test_a_dismissed_disagreement_stays_dismissed_and_never_alerts_again() -> None:
    room = Room(KILLED)
    room.hear(claim("one", 145, MARCH[1]))
    room.hear(claim("two", 143, MARCH[2]))
    dismissed = replace(room.state.disagreements[0], status=DisagreementStatus.DISMISSED)
    room.state = replace(room.state, disagreements=(dismissed,))
    assert room.hear(claim("three", 143, MARCH[3])).alert is None
    assert room.hear(claim("four", 144, MARCH[4])).alert is None
    assert room.statuses == ["dismissed"]
    assert (room.state.disagreements[0].first, room.state.disagreements[0].second) == (1, 3)


def test_what_an_item_has_said_is_passed_over_and_what_it_adds_is_not() -> None:
    room = Room(KILLED)
    first = claim("one", 145, MARCH[1])
    room.hear(first)
    before = room.state
    assert room.hear(replace(first, confidence=0.5)) == Verdict(before)
    assert room.hear(first, claim("one", 145, MARCH[1], start=40)).joined[0].number == 2


def test_no_claims_change_nothing() -> None:
    state = QuestionState("it")
    assert judge(KILLED, state, [], {}) == Verdict(state)


def test_a_past_figure_is_kept_even_where_it_is_all_there_is() -> None:
    room = Room(KILLED)
    verdict = room.hear(claim("one", 93, MARCH[1], past=True))
    assert (verdict.alert, verdict.update, room.state.positions) == (None, None, ())
    assert room.state.claims[0].relation is Relation.HISTORICAL


def test_the_state_as_of_a_day_is_the_fold_of_what_was_heard_by_then() -> None:
    batches = [[claim("one", 139, MARCH[1])], [claim("two", 144, MARCH[2])], [claim("three", 145, MARCH[3])]]
    published = {one.item: datetime(2024, 3, 1, tzinfo=UTC) for (one,) in batches}
    state = fold(KILLED, batches[:2], published)
    assert [p.status for p in state.positions] == [PositionStatus.OVERTAKEN, PositionStatus.LIVE]
    assert fold(KILLED, [], {}) == QuestionState("it")


def test_withdrawing_what_is_not_there_changes_nothing() -> None:
    room = Room(KILLED)
    room.hear(claim("one", 139, MARCH[1]))
    before = room.state
    room.withdraw("two")
    assert room.state is before


def test_a_figure_that_was_overtaken_twice_stays_so_when_the_first_of_the_two_is_withdrawn() -> None:
    room = Room(KILLED)
    for number, item in enumerate(["one", "two", "three"]):
        room.hear(claim(item, 139 + number, MARCH[number]))
    room.withdraw("two")
    assert room.live == [["three"]]
    room.withdraw("three")
    assert room.live == [["one"]]


def test_a_position_that_loses_its_exact_claim_no_longer_contradicts() -> None:
    room = Room(KILLED)
    room.hear(claim("open", at_least(144), MARCH[1]))
    room.hear(claim("exact", 145, MARCH[2]))
    room.hear(claim("other", 144, MARCH[3]))
    assert room.statuses == ["open"]
    room.withdraw("exact")
    assert room.statuses == ["withdrawn"]
    assert room.hear(claim("again", 145, MARCH[3])).alert is None
    assert room.statuses == ["open"]


def test_a_new_version_with_another_value_is_judged_afresh() -> None:
    room = Room(KILLED)
    room.hear(claim("one", 145, MARCH[1]))
    room.hear(claim("two", 145, MARCH[2]))
    room.withdraw("two")
    verdict = room.hear(claim("two", 143, MARCH[2]))
    assert named(verdict) == ["one"]


@pytest.mark.parametrize(
    ("question", "right", "wrong", "message"),
    [
        (KILLED, Interval.exactly(4), choice("yes"), "a number was expected"),
        (CALL_DATE, Interval.exactly(MARCH[1]), Interval.exactly(4), "a day was expected"),
        (ROLE, choice("yes"), Interval.exactly(4), "a choice was expected"),
    ],
)
def test_a_value_of_another_type_is_refused(question: Question, right: Value, wrong: Value, message: str) -> None:
    room = Room(question)
    room.hear(claim("one", right, MARCH[1]))
    with pytest.raises(ValueError, match=message):
        room.hear(claim("two", wrong, MARCH[1]))


def test_a_claim_on_another_question_is_refused() -> None:
    with pytest.raises(ValueError, match="all claims must be on it"):
        judge(KILLED, QuestionState("it"), [replace(claim("one", 4, MARCH[1]), question="that")], {})


def test_history_is_no_side() -> None:
    held = HeldClaim(1, claim("one", 4, MARCH[1]), Relation.HISTORICAL, None)
    with pytest.raises(ValueError, match="history is no side"):
        open_disagreement(QuestionState("it"), Relation.CONFLICT, held, held, "toll_fell")
    broken = QuestionState("it", (held,), (), (Disagreement(1, Relation.CONFLICT, 1, 2, 1, 1),))
    with pytest.raises(ValueError, match="claim 1 is history"):
        settle(KILLED, broken)
