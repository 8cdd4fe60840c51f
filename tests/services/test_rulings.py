"""What administrators decided, applied to new readings: the same outcome, whatever order things come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.claims import Choice, Claim, Party
from bot.domain.identity import claim_identity
from bot.domain.interval import Interval
from bot.domain.office import Amended, ClaimKey, Correction, Dismissal, Review, Side, Verdict
from bot.domain.positions import DisagreementStatus
from bot.services.ledger import Effects, Ledger
from bot.services.rulings import CORRECTED, Rulings
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, item

AT = datetime(2024, 5, 13, tzinfo=UTC)
HIGH, LOW = item("a", "killed 145", 9), item("b", "killed 143", 12)


def claim(text: str = "killed 143", name: str = "b") -> Claim:
    return LineReader().read(item(name, text)).claims[0]


def correction(subject: Claim, becomes: Amended | None) -> Correction:
    return Correction(ClaimKey.of(subject), becomes, "terminal", AT)


def dismissed(one: Claim, other: Claim) -> Review:
    pair = frozenset({Side(*claim_identity(one)), Side(*claim_identity(other))})
    return Review(1, Verdict.DISMISSED, "terminal", AT, Dismissal.OTHER_EVENT, question=one.question, pair=pair)


def heard(rulings: Rulings, *items: object) -> tuple[Ledger, list[Effects]]:
    ledger = Ledger(QUESTIONS, rulings=rulings)
    return ledger, [ledger.take(one, LineReader().read(one).claims) for one in items]  # type: ignore[arg-type]


PAIR = dismissed(claim("killed 145", "a"), claim("killed 143", "b"))


@pytest.mark.parametrize("order", [(HIGH, LOW), (LOW, HIGH)])
def test_a_dismissed_pair_alerts_in_no_order(order: tuple[object, object]) -> None:
    ledger, effects = heard(Rulings((), (PAIR,)), *order)
    assert [effect.alerts for effect in effects] == [(), ()]
    opened = ledger.states["killed"].disagreements
    assert {each.status for each in opened} <= {DisagreementStatus.DISMISSED}


def test_without_the_ruling_it_does() -> None:
    _, effects = heard(Rulings(), HIGH, LOW)
    assert [len(effect.alerts) for effect in effects] == [0, 1]


def test_a_pair_is_known_again_whoever_opens_it_this_time() -> None:
    other = item("c", "killed 143", 11)
    ledger, effects = heard(Rulings((), (PAIR,)), HIGH, other, LOW)
    (one,) = ledger.states["killed"].disagreements
    assert one.status is DisagreementStatus.DISMISSED
    assert effects[2].alerts == ()


def test_other_contradictions_still_alert() -> None:
    _, effects = heard(Rulings((), (PAIR,)), HIGH, LOW, item("c", "killed 141", 12))
    assert [len(effect.alerts) for effect in effects] == [0, 0, 1]


def test_a_confirmed_one_stays_open() -> None:
    ledger, effects = heard(Rulings((), (replace(PAIR, verdict=Verdict.CONFIRMED, reason=None),)), HIGH, LOW)
    assert [each.status for each in ledger.states["killed"].disagreements] == [DisagreementStatus.OPEN]
    assert len(effects[1].alerts) == 1


def test_a_silenced_change_of_mind_is_that_pair_and_no_other() -> None:
    texts = ["ukraine_role involved russia", "ukraine_role not_involved russia", "ukraine_role involved russia"]
    items = [item(str(day), text, day) for day, text in enumerate(texts, 1)]
    claims = [claim(text, str(day)) for day, text in enumerate(texts, 1)]
    closed = replace(dismissed(claims[0], claims[1]), question="ukraine_role")
    _, effects = heard(Rulings((), (closed,)), *items)
    assert [len(effect.alerts) for effect in effects] == [0, 0, 1]


def test_a_correction_is_applied_to_what_is_read() -> None:
    to = Amended("killed", Interval(134, None), Party.RUSSIA)
    (found,) = Rulings((correction(claim(), to),)).claims([claim()], QUESTIONS)
    assert (found.value, found.party, found.quote, found.confidence) == (to.value, to.party, "killed 143", 1.0)
    assert [(reason.code, reason.detail) for reason in found.reasons] == [(CORRECTED, "killed count:143..143")]


def test_a_claim_that_is_none_is_left_out_and_others_stay() -> None:
    read = LineReader().read(item("b", "killed 143\nkilled 145\nukraine_role involved")).claims
    assert Rulings((correction(read[0], None),)).claims(read, QUESTIONS) == read[1:]


def test_a_claim_is_known_by_its_place_and_by_its_words_where_the_text_changed() -> None:
    twice = [claim(), replace(claim(), start=40, end=50)]
    rulings = Rulings((correction(twice[1], None),))
    assert rulings.claims(twice, QUESTIONS) == (twice[0],)
    moved = replace(twice[1], start=44, end=54)
    assert rulings.claims([moved], QUESTIONS) == ()
    assert rulings.claims([replace(moved, quote="143 dead")], QUESTIONS) == (replace(moved, quote="143 dead"),)


@pytest.mark.parametrize(
    "changed",
    [{"item": "c"}, {"question": "injured"}, {"value": Interval(144, 144)}, {"party": Party.US}],
    ids=str,
)
def test_another_claim_is_not_corrected(changed: dict[str, object]) -> None:
    other = replace(claim(), **changed)  # type: ignore[arg-type]
    assert Rulings((correction(claim(), None),)).claims([other], QUESTIONS) == (other,)


@pytest.mark.parametrize("becomes", [Amended("gone", Interval(1, 1), None), Amended("killed", Choice("yes"), None)])
def test_a_correction_that_the_questions_have_no_place_for_is_passed_over(becomes: Amended) -> None:
    assert Rulings((correction(claim(), becomes),)).claims([claim()], QUESTIONS) == (claim(),)


def test_going_back_to_an_older_reading_applies_what_was_decided_since() -> None:
    before, _ = heard(Rulings(), HIGH, LOW)
    published = {one.id: one.published for one in (HIGH, LOW)}
    fixed = Rulings((correction(claim(), Amended("killed", Interval.exactly(145), None)),))
    ledger = Ledger(QUESTIONS, before.states, published, fixed)
    (state,) = ledger.reapply()
    assert [each.status for each in state.disagreements] == [DisagreementStatus.WITHDRAWN]
    assert ledger.reapply() == ()
    closed = Ledger(QUESTIONS, before.states, published, Rulings((), (PAIR,)))
    assert [each.status for each in closed.reapply()[0].disagreements] == [DisagreementStatus.DISMISSED]
