"""What becomes of the findings of two readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.claims import Choice, Item, Party, Value
from bot.domain.interval import Interval
from bot.reading.analysis import Sentence
from bot.reading.finding import Finding
from bot.reading.joining import join
from bot.reading.learned.card import Bar, Card
from bot.reading.learned.opinion import Heard, Opinion
from bot.reading.tokens import tokenize

TEXT = "At least 144 people died, Moscow says."
SENTENCE = Sentence(0, "body", 0, 0, len(TEXT), tokenize(TEXT, 0, len(TEXT)))
KILLED = Interval(144, None)
INVOLVED = Choice("involved")

CARD = Card(
    "2026-01-01", ("killed",), (), {"ukraine_role": ("involved", "not_involved")}, (None, Party.RUSSIA),
    frozenset({"en"}), {"number": Bar(0.8, 0.2), "choice": Bar(0.7, 0.1)}, {},
)  # fmt: skip


class Believer:
    """A second reader whose opinions are given."""

    card = CARD

    def bar(self, question: str, value: Value) -> Bar:  # noqa: ARG002
        return self.card.bars["choice" if isinstance(value, Choice) else "number"]

    def hear(self, item: Item, sentences: Sequence[Sentence]) -> Heard:  # noqa: ARG002
        raise AssertionError(f"nobody asks here about {item.id}")


class Free:
    """A form that forbids nothing, or what it is told to."""

    def __init__(self, why: str = "", least: float = 0.0, *, shared: bool = False) -> None:
        self.why = why
        self.least = least
        self.shared = shared

    def rules_out(self, opinion: Opinion) -> str:  # noqa: ARG002
        return self.why

    def doubt(self, finding: Finding) -> float:  # noqa: ARG002
        return self.least

    def hears_another(self, opinion: Opinion) -> bool:  # noqa: ARG002
        return False

    def shares(self, question: str, other: str) -> bool:
        return self.shared and question != other


def finding(question: str = "killed", value: Value = KILLED, party: Party | None = None) -> Finding:
    return Finding(question, value, SENTENCE, 0, 4, (0, 3), 0.8, party=party)


def opinion(probability: float, value: Value = KILLED, party: Party | None = None) -> Opinion:
    question = "ukraine_role" if isinstance(value, Choice) else "killed"
    return Opinion(question, value, party, SENTENCE, 0, 3, 1, probability)


def said(*opinions: Opinion) -> Heard:
    return Heard(opinions, frozenset({0}))


def claimed(found: list[Finding]) -> list[tuple[str, Value, Party | None]]:
    return [(one.question, one.value, one.party) for one in found if not one.refused]


@pytest.mark.parametrize(("probability", "refused"), [(0.19, "doubted"), (0.2, ""), (0.95, "")])
def test_what_the_rules_found_stays_unless_the_model_doubts_it(probability: float, refused: str) -> None:
    (one,) = join([finding()], said(*[opinion(probability)]), Believer(), Free())
    assert one.refused == refused
    assert [reason.code for reason in one.reasons] == ["second_reader"]


def test_a_claim_of_both_names_the_model_that_judged_it() -> None:
    (one,) = join([finding()], said(opinion(0.95)), Believer(), Free())
    assert [reason.detail for reason in one.reasons] == [f"0.95 ({Believer().card.version})"]


def test_words_that_name_a_side_and_its_answer_are_not_the_models_to_doubt() -> None:
    (one,) = join(
        [replace(finding("ukraine_role", INVOLVED, Party.RUSSIA), spelt_out=True)], said(), Believer(), Free()
    )
    assert (one.refused, one.confidence, one.party) == ("", 0.8, Party.RUSSIA)


def test_silence_of_the_model_is_doubt() -> None:
    (one,) = join([finding()], said(*[]), Believer(), Free())
    assert one.refused == "doubted"


def test_a_value_that_stands_in_the_sentence_before_is_not_the_models_to_doubt() -> None:
    (one,) = join([replace(finding(), inherited=True)], said(opinion(0.01)), Believer(), Free())
    assert (one.refused, one.confidence) == ("", 0.8)


@pytest.mark.parametrize(
    ("place", "value", "refused"),
    [
        (0, INVOLVED, ""),
        (1, INVOLVED, ""),
        (2, INVOLVED, "doubted"),
        (0, Choice("not_involved"), "doubted"),
    ],
)
def test_a_choice_is_confirmed_where_it_was_found(place: int, value: Choice, refused: str) -> None:
    elsewhere = replace(opinion(0.9, value), sentence=replace(SENTENCE, number=place))
    one, *_ = join([finding("ukraine_role", INVOLVED)], said(elsewhere), Believer(), Free())
    assert one.refused == refused


def test_a_choice_is_not_confirmed_next_door_where_its_own_sentence_says_the_other_thing() -> None:
    beside = replace(opinion(0.9, INVOLVED), sentence=replace(SENTENCE, number=1))
    one, *_ = join(
        [finding("ukraine_role", INVOLVED)], said(beside, opinion(0.8, Choice("not_involved"))), Believer(), Free()
    )
    assert one.refused == "doubted"


@pytest.mark.parametrize(("probability", "claims"), [(0.9, 0), (0.96, 1)])
def test_what_words_nearby_speak_against_the_model_must_be_certain_of(probability: float, claims: int) -> None:
    found = join([replace(finding(), refused="blocked")], said(opinion(probability)), Believer(), Free())
    assert len(claimed(found)) == claims


def test_what_is_only_supposed_in_a_sentence_rules_out_each_of_its_answers() -> None:
    supposed = replace(finding("ukraine_role", Choice("not_involved")), refused="hypothetical")
    assert claimed(join([supposed], said(opinion(0.99, INVOLVED, Party.RUSSIA)), Believer(), Free())) == []


def test_two_sides_may_give_two_answers_in_one_sentence() -> None:
    heard = said(opinion(0.6, INVOLVED, Party.RUSSIA), opinion(0.9, Choice("not_involved"), Party.UKRAINE))
    one, *_ = join([finding("ukraine_role", INVOLVED, Party.RUSSIA)], heard, Believer(), Free())
    assert not one.refused


def test_where_the_rules_found_both_answers_in_one_sentence_each_is_its_sides() -> None:
    heard = said(opinion(0.4, INVOLVED, Party.RUSSIA), opinion(0.9, Choice("not_involved"), Party.RUSSIA))
    found = [
        finding("ukraine_role", INVOLVED, Party.RUSSIA),
        finding("ukraine_role", Choice("not_involved"), Party.UKRAINE),
    ]
    assert [one.refused for one in join(found, heard, Believer(), Free())] == ["", ""]


@pytest.mark.parametrize(("russia", "refused"), [(0.26, ""), (0.24, "doubted")])
def test_an_answer_that_another_side_denies_stays_where_the_model_hears_the_denial(russia: float, refused: str) -> None:
    voices: dict[Party | None, float] = {Party.RUSSIA: russia, Party.UKRAINE: 1 - russia}
    heard = said(
        opinion(0.05, INVOLVED, Party.UKRAINE),
        replace(opinion(0.9, Choice("not_involved"), Party.UKRAINE), voices=voices),
    )
    found = [
        replace(finding("ukraine_role", INVOLVED, Party.RUSSIA), settled=True),
        replace(finding("ukraine_role", Choice("not_involved"), Party.UKRAINE), settled=True).because(
            "denial", "denies"
        ),
    ]
    assert [one.refused for one in join(found, heard, Believer(), Free())][:2] == [refused, ""]


def test_a_figure_is_confirmed_anywhere_in_the_text() -> None:
    elsewhere = replace(opinion(0.9), sentence=replace(SENTENCE, number=5))
    one, *_ = join([finding()], said(elsewhere), Believer(), Free())
    assert not one.refused


def test_agreement_makes_a_finding_surer() -> None:
    (one,) = join([finding()], said(*[opinion(0.97)]), Believer(), Free())
    assert one.confidence > finding().confidence


@pytest.mark.parametrize(("probability", "count"), [(0.79, 0), (0.8, 1)])
def test_what_the_model_alone_finds_needs_more(probability: float, count: int) -> None:
    found = join([], said(*[opinion(probability)]), Believer(), Free())
    assert len(claimed(found)) == count
    assert all(one.reasons[0].detail.startswith("2026-01-01") for one in found)


def test_the_same_answer_told_twice_is_one_finding() -> None:
    assert len(claimed(join([], said(*[opinion(0.85), opinion(0.9)]), Believer(), Free()))) == 1


def test_the_rules_say_who_speaks_where_both_hear_it() -> None:
    known = finding("ukraine_role", INVOLVED, Party.RUSSIA)
    known.settled = True
    heard = replace(opinion(0.9, INVOLVED, Party.UKRAINE), voices={Party.UKRAINE: 0.6, Party.RUSSIA: 0.1})
    assert claimed(join([known], said(heard), Believer(), Free())) == [("ukraine_role", INVOLVED, Party.RUSSIA)]


@pytest.mark.parametrize(
    ("share", "speaker", "why"), [(0.9, Party.RUSSIA, ""), (0.3, Party.UKRAINE, "unclear_speaker")]
)
def test_who_speaks_both_readers_say_together(share: float, speaker: Party, why: str) -> None:
    known = finding("ukraine_role", INVOLVED, Party.UKRAINE)
    known.guessed = True
    heard = replace(
        opinion(0.9, INVOLVED, Party.RUSSIA), voices={Party.RUSSIA: share, Party.UKRAINE: 0.04, Party.EU: 0.3}
    )
    (one,) = join([known], said(heard), Believer(), Free())
    assert (one.party, one.refused) == (speaker, why)
    assert ("second_speaker" in {reason.code for reason in one.reasons}) is (speaker is Party.RUSSIA)


def test_where_both_together_are_unclear_the_model_alone_may_still_be_sure() -> None:
    known = finding("ukraine_role", INVOLVED, Party.UKRAINE)
    known.guessed = True
    heard = replace(
        opinion(0.9, INVOLVED, Party.RUSSIA), voices={Party.UKRAINE: 0.08, Party.RUSSIA: 0.6, Party.EU: 0.1}
    )
    refused, taken = join([known], said(heard), Believer(), Free())
    assert (refused.party, refused.refused) == (Party.UKRAINE, "unclear_speaker")
    assert (taken.party, taken.refused) == (Party.RUSSIA, "")


def test_where_the_rules_found_a_choice_the_model_finds_no_other_in_that_sentence() -> None:
    heard = [opinion(0.97, INVOLVED, Party.RUSSIA), opinion(0.96, Choice("not_involved"), Party.RUSSIA)]
    found = join([finding("ukraine_role", INVOLVED, Party.RUSSIA)], said(*heard), Believer(), Free())
    assert claimed(found) == [("ukraine_role", INVOLVED, Party.RUSSIA)]


def test_the_answer_that_the_model_hears_in_a_sentence_takes_the_place_of_the_other_one() -> None:
    heard = [opinion(0.3, INVOLVED, Party.RUSSIA), opinion(0.99, Choice("not_involved"), Party.RUSSIA)]
    found = join([finding("ukraine_role", INVOLVED, Party.RUSSIA)], said(*heard), Believer(), Free())
    assert claimed(found) == [("ukraine_role", Choice("not_involved"), Party.RUSSIA)]


def test_two_parties_that_only_the_model_hears_are_two_findings() -> None:
    heard = [opinion(0.9, INVOLVED, Party.RUSSIA), opinion(0.8, INVOLVED, None), opinion(0.75, INVOLVED, None)]
    assert claimed(join([], said(*heard), Believer(), Free())) == [
        ("ukraine_role", INVOLVED, Party.RUSSIA),
        ("ukraine_role", INVOLVED, None),
    ]


def test_a_question_that_the_model_never_saw_is_the_rules_alone() -> None:
    (one,) = join([finding("compensation")], said(*[]), Believer(), Free())
    assert not one.refused
    assert not one.reasons


def test_what_the_rules_refused_can_be_found_by_the_model() -> None:
    refused = finding()
    refused.refused = "off_topic"
    assert len(claimed(join([refused], said(*[opinion(0.9)]), Believer(), Free()))) == 1


@pytest.mark.parametrize("why", ["increment", "superseded", "question"])
def test_what_the_form_of_the_text_rules_out_stays_out(why: str) -> None:
    refused = finding()
    refused.refused = why
    assert claimed(join([refused], said(*[opinion(0.99)]), Believer(), Free())) == []


def test_a_long_sentence_is_quoted_around_what_told_most() -> None:
    words = "far " * 100 + "there " + "away " * 100
    sentence = Sentence(0, "body", 0, 0, len(words), tokenize(words, 0, len(words)))
    heard = Opinion("ukraine_role", INVOLVED, None, sentence, 0, len(sentence.tokens), 100, 0.9)
    (one,) = join([], said(*[heard]), Believer(), Free())
    assert sentence.tokens[one.last - 1].end - sentence.tokens[one.first].start <= 300
    assert one.first <= 100 < one.last


def test_the_form_of_the_text_is_asked_for_what_the_model_alone_finds() -> None:
    assert claimed(join([], said(*[opinion(0.9)]), Believer(), Free("partitive"))) == []
    assert len(claimed(join([finding()], said(*[opinion(0.9)]), Believer(), Free("partitive")))) == 1


@pytest.mark.parametrize(("why", "count"), [("partitive", 1), ("other_event", 1), ("superseded", 0), ("question", 0)])
def test_nearly_certain_it_overrules_what_is_guessed_from_distance(why: str, count: int) -> None:
    assert len(claimed(join([], said(*[opinion(0.96)]), Believer(), Free(why)))) == count


def test_sentences_that_the_model_did_not_look_at_are_the_rules_alone() -> None:
    (one,) = join([finding()], Heard(), Believer(), Free())
    assert not one.refused


@pytest.mark.parametrize(
    ("place", "probability", "share", "party", "heard"),
    [
        (1, 0.95, 0.9, Party.US, True),
        (0, 0.95, 0.9, Party.US, False),
        (1, 0.85, 0.9, Party.US, False),
        (1, 0.95, 0.7, Party.US, False),
        (1, 0.95, 0.9, Party.RUSSIA, False),
        (1, 0.95, 0.9, None, False),
    ],
    ids=["another side", "same sentence", "not sure", "voice not sure", "same side", "no side"],
)
def test_another_side_may_give_in_another_sentence_what_the_rules_heard_from_one(
    place: int, probability: float, share: float, party: Party | None, heard: bool
) -> None:
    known = finding("ukraine_role", INVOLVED, Party.RUSSIA)
    known.settled = True
    elsewhere = replace(
        opinion(probability, INVOLVED, party), sentence=replace(SENTENCE, number=place), voices={party: share}
    )
    here = replace(opinion(0.96, INVOLVED, Party.RUSSIA), voices={Party.RUSSIA: 0.9})
    opinions = Heard((here, elsewhere), frozenset({0, 1}))
    also = [("ukraine_role", INVOLVED, party)] if heard else []
    assert claimed(join([known], opinions, Believer(), Free())) == [("ukraine_role", INVOLVED, Party.RUSSIA), *also]


@pytest.mark.parametrize(("other", "count"), [(0.7, 0), (0.3, 1)])
def test_what_the_model_alone_finds_needs_a_clear_speaker(other: float, count: int) -> None:
    heard = replace(opinion(0.99, INVOLVED, Party.EU), voices={Party.EU: 0.6, None: other})
    assert questions([], [heard], form=Free()) == ["ukraine_role"] * count


def test_what_the_form_doubts_needs_more_than_the_bar() -> None:
    assert refused([finding()], [opinion(0.4)], form=Free(least=0.5)) == ["doubted"]
    assert refused([finding()], [opinion(0.6)], form=Free(least=0.5)) == [""]


def test_one_number_answers_a_second_question_only_where_they_share() -> None:
    second = replace(opinion(0.95), question="injured")
    assert questions([finding()], [opinion(0.9), second], form=Free()) == ["killed"]
    assert questions([finding()], [opinion(0.9), second], form=Free(shared=True)) == ["killed", "injured"]


def test_of_two_questions_for_one_number_the_surer_gets_it() -> None:
    second = replace(opinion(0.85), question="injured")
    assert questions([], [second, opinion(0.95)], form=Free()) == ["killed"]


def refused(found: list[Finding], heard: list[Opinion], form: Free) -> list[str]:
    return [one.refused for one in join(found, Heard(tuple(heard), frozenset({0})), Believer(), form)]


def questions(found: list[Finding], heard: list[Opinion], form: Free) -> list[str]:
    joined = join(found, Heard(tuple(heard), frozenset({0})), Believer(), form)
    return [one.question for one in joined if not one.refused]
