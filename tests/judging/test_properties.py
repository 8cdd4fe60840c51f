"""What holds whatever is claimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import Claim, Party, Value
from bot.domain.interval import Interval
from bot.domain.positions import (
    ALERTING,
    DisagreementStatus,
    PositionStatus,
    QuestionState,
    Verdict,
)
from bot.domain.questions import Question, ValueType
from bot.judging import fold, judge
from bot.judging.comparers import comparer_for
from tests.judging.telling import ANNIVERSARY, CALL_DATE, GUNMEN, HOSPITALISED, KILLED, ROLE, Room, choice

QUESTIONS = st.sampled_from([KILLED, HOSPITALISED, GUNMEN, CALL_DATE, ANNIVERSARY, ROLE])
DAY = date(2024, 3, 23)
DAYS = st.integers(0, 3).map(lambda n: DAY + timedelta(n))
PARTIES = st.none() | st.sampled_from([Party.RUSSIA, Party.TAJIKISTAN, Party.OTHER])

Item = tuple[datetime, tuple[Claim, ...]]


def values(question: Question) -> st.SearchStrategy[Value]:
    """Values of the question's type, few enough that they often coincide."""
    if question.type is ValueType.CHOICE:
        return st.sampled_from([choice("involved"), choice("not_involved"), choice("unclear")])
    if question.type is ValueType.DATE:
        return st.builds(lambda lo, more: Interval(lo, lo + timedelta(more)), DAYS, st.integers(0, 1))
    width = st.sampled_from([0, 0, 2]) if question.type is ValueType.ORDINAL else st.sampled_from([0, 0, 0, 2, None])
    return st.builds(lambda lo, more: Interval(lo, None if more is None else lo + more), st.integers(1, 6), width)


@st.composite
def items(draw: st.DrawFn, question: Question, number: int) -> Item:
    """An item with one to three claims, made on the day of publication or before."""
    published = datetime(2024, 3, 23, 6, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 80)))
    claims = [
        Claim(
            f"i{number}",
            question.id,
            draw(values(question)),
            draw(PARTIES),
            published.date() - timedelta(draw(st.sampled_from([0, 0, 0, 1, 2]))),
            "words",
            place,
            place + 5,
            past=draw(st.sampled_from([False, False, False, True])),
        )
        for place in range(draw(st.integers(1, 3)))
    ]
    return published, tuple(claims)


@st.composite
def streams(draw: st.DrawFn) -> tuple[Question, list[Item]]:
    """A question and the items that speak of it, in the order of hearing."""
    question = draw(QUESTIONS)
    return question, [draw(items(question, number)) for number in range(draw(st.integers(1, 7)))]


STREAMS = streams()


def hear(question: Question, told: Sequence[Item]) -> tuple[Room, list[Verdict]]:
    room = Room(question)
    return room, [room.hear(*claims, at=published) for published, claims in told]


@given(STREAMS)
def test_judging_an_item_again_changes_nothing(stream: tuple[Question, list[Item]]) -> None:
    room, _ = hear(*stream)
    for _, claims in stream[1]:
        again = judge(room.question, room.state, claims, room.published)
        assert again == Verdict(room.state)


@given(STREAMS)
def test_members_of_a_position_meet_each_other(stream: tuple[Question, list[Item]]) -> None:
    room, _ = hear(*stream)
    meets = comparer_for(room.question).meets
    for position in room.state.positions:
        members = room.state.members(position.number)
        assert members
        assert all(meets(one.claim.value, other.claim.value) for one, other in combinations(members, 2))


@given(STREAMS)
def test_a_pair_of_positions_is_opened_once(stream: tuple[Question, list[Item]]) -> None:
    room, _ = hear(*stream)
    known = room.state.disagreements
    founded = Counter(frozenset((place(room.state, d.opened_by), place(room.state, d.against))) for d in known)
    standing = Counter(frozenset((d.first, d.second)) for d in known if d.status is DisagreementStatus.OPEN)
    assert max(founded.values(), default=1) == max(standing.values(), default=1) == 1


@given(STREAMS)
def test_live_positions_that_cannot_both_be_right_are_in_a_disagreement(stream: tuple[Question, list[Item]]) -> None:
    room, _ = hear(*stream)
    live = {p.number for p in room.state.positions if p.status is PositionStatus.LIVE}
    pairs = {frozenset((d.first, d.second)) for d in room.state.disagreements}
    assert {frozenset(pair) for pair in combinations(sorted(live), 2)} <= pairs | apart(room)


@given(STREAMS)
def test_an_alert_names_others_and_comes_without_an_update(stream: tuple[Question, list[Item]]) -> None:
    _, verdicts = hear(*stream)
    for verdict in verdicts:
        if verdict.alert:
            assert verdict.update is None
            assert verdict.alert.kind in ALERTING
            assert verdict.alert.against
            assert verdict.alert.why
        if verdict.update:
            assert all(held.claim.item != verdict.update.claim.claim.item for held in verdict.update.against)


@given(STREAMS)
def test_nothing_that_was_known_is_rewritten(stream: tuple[Question, list[Item]]) -> None:
    question, told = stream
    room = Room(question)
    for published, claims in told:
        before = room.state
        room.hear(*claims, at=published)
        assert room.state.claims[: len(before.claims)] == before.claims
        assert [held.number for held in room.state.claims] == list(range(1, len(room.state.claims) + 1))
        for old, new in zip(before.disagreements, room.state.disagreements, strict=False):
            assert (old.number, old.kind, old.opened_by, old.against) == (
                new.number,
                new.kind,
                new.opened_by,
                new.against,
            )


@given(STREAMS)
def test_folding_gives_the_state_that_hearing_gave(stream: tuple[Question, list[Item]]) -> None:
    question, told = stream
    room, _ = hear(question, told)
    assert fold(question, [claims for _, claims in told], room.published) == room.state


@given(st.data(), QUESTIONS)
def test_items_that_agree_never_alert_in_any_order(data: st.DataObject, question: Question) -> None:
    told = [data.draw(items(question, number)) for number in range(data.draw(st.integers(1, 5)))]
    meets = comparer_for(question).meets
    kept: list[Item] = []
    for published, claims in told:
        others = [claim.value for _, earlier in kept for claim in earlier]
        agreeing = tuple(
            c
            for n, c in enumerate(claims)
            if all(meets(c.value, value) for value in others)
            and all(meets(c.value, other.value) for other in claims[:n])
        )
        kept.extend([(published, agreeing)] if len(agreeing) == len(claims) else [])
    room, verdicts = hear(question, data.draw(st.permutations(kept)))
    assert not any(verdict.alert or verdict.update for verdict in verdicts)
    assert not room.state.disagreements


@given(STREAMS, st.data())
def test_withdrawing_everything_leaves_nothing_standing(
    stream: tuple[Question, list[Item]], data: st.DataObject
) -> None:
    room, _ = hear(*stream)
    for item in data.draw(st.permutations(list(room.published))):
        room.withdraw(item)
        for position in room.state.positions:
            assert bool(room.state.members(position.number)) == (position.status is not PositionStatus.WITHDRAWN)
    assert {p.status for p in room.state.positions} <= {PositionStatus.WITHDRAWN}
    assert not any(d.status is DisagreementStatus.OPEN for d in room.state.disagreements)


@given(STREAMS, st.data())
def test_a_new_version_that_says_the_same_raises_nothing(
    stream: tuple[Question, list[Item]], data: st.DataObject
) -> None:
    room, _ = hear(*stream)
    published, claims = data.draw(st.sampled_from(stream[1]))
    room.withdraw(claims[0].item)
    again = room.hear(*claims, at=published)
    assert again.alert is None
    assert again.update is None


def place(state: QuestionState, number: int) -> int:
    position = state.claims[number - 1].position
    assert position is not None
    return position


def apart(room: Room) -> set[frozenset[int]]:
    """Pairs of positions that can both be right."""
    meets = comparer_for(room.question).meets
    found = set()
    for one, other in combinations([p.number for p in room.state.positions], 2):
        pairs = product(room.state.members(one), room.state.members(other))
        if all(meets(a.claim.value, b.claim.value) for a, b in pairs):
            found.add(frozenset((one, other)))
    return found
