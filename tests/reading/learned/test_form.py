"""What the form of a text rules out, whatever the model believes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.claims import Choice, Item, Party, Value
from bot.domain.interval import Interval
from bot.reading.attribution import by_their_sides
from bot.reading.finding import Finding
from bot.reading.form import Form
from bot.reading.learned.opinion import Opinion
from bot.reading.reader import Reader
from bot.reading.rules import Rule
from bot.reading.voice import Voice
from tests.fakes.shipped import rules


@pytest.fixture(scope="module")
def reader() -> Reader:
    return rules()


def opinion(reader: Reader, text: str, question: str, value: Value | None = None, probability: float = 0.9) -> Opinion:
    """An opinion on the first number, day or sentence of a text."""
    item = Item("x", "outlet.example", "en", "", text, datetime(2025, 3, 17, tzinfo=UTC))
    (sentence,) = reader.sentences(item)
    if isinstance(value, Choice):
        return Opinion(question, value, None, sentence, 0, len(sentence.tokens), 0, probability)
    if sentence.dates:
        span = sentence.dates[0]
        return Opinion(question, span.days, None, sentence, span.first, span.last, span.first, probability)
    number = sentence.numbers[0]
    return Opinion(question, number.value, None, sentence, number.first, number.last, number.first, probability)


def form(reader: Reader, *topics: str) -> Form:
    rules: tuple[Rule, ...] = reader.rules
    return Form(rules, {0: frozenset(topics)}, {})


@pytest.mark.parametrize(
    ("text", "question", "why"),
    [
        ("At least 144 people were killed.", "killed", ""),
        ("Were 144 people killed?", "killed", "question"),
        ("Another 18 people have died.", "killed", "increment"),
        ("99,000 people were killed.", "killed", "implausible"),
        ("Between 130 and 99,000 people were killed.", "killed", "implausible"),
        ("Dozens were killed.", "killed", ""),
        ("They are held for at least two months.", "remanded", "unit:time"),
        ("They met on 9 May 2024.", "meeting_date", ""),
        ("They met on 15 March 2021.", "meeting_date", "implausible"),
        ("144 people were killed.", "no_such_question", "off_topic"),
    ],
)
def test_what_the_form_says(reader: Reader, text: str, question: str, why: str) -> None:
    assert form(reader).rules_out(opinion(reader, text, question)) == why


def test_a_vague_number_must_be_more_probable(reader: Reader) -> None:
    assert form(reader).rules_out(opinion(reader, "Dozens were killed.", "killed", probability=0.7)) == "vague"


@pytest.mark.parametrize(
    ("involved", "ukraine", "sides"),
    [
        (0.75, 0.24, [Party.RUSSIA, Party.UKRAINE]),
        (0.75, 0.1, [Party.RUSSIA]),
        (0.4, 0.24, [Party.RUSSIA, Party.RUSSIA]),
    ],
    ids=["each its side's", "nobody else speaks", "one answer only"],
)
def test_of_two_answers_in_a_sentence_each_is_its_sides(
    reader: Reader, involved: float, ukraine: float, sides: list[Party]
) -> None:
    text = "The Kremlin insists that Kyiv did it, which Kyiv denies."
    voices: dict[Party | None, float] = {Party.RUSSIA: 0.8, Party.UKRAINE: ukraine}
    both = [
        replace(opinion(reader, text, "ukraine_role", Choice(answer), share), party=Party.RUSSIA, voices=voices)
        for answer, share in (("involved", involved), ("not_involved", 0.92))
    ]
    assert [one.party for one in by_their_sides(both, form(reader, "ukraine_role").implausible)] == sides


def test_a_choice_needs_its_topic_in_sight(reader: Reader) -> None:
    sure = opinion(reader, "They did it.", "ukraine_role", Choice("involved"))
    assert form(reader).rules_out(sure) == "off_topic"
    assert form(reader, "ukraine_role").rules_out(sure) == ""


@pytest.mark.parametrize(
    ("speaks", "party", "denies", "why"),
    [
        (Party.UKRAINE, Party.RUSSIA, False, "implausible"),
        (Party.UKRAINE, Party.UKRAINE, False, ""),
        (Party.UKRAINE, Party.RUSSIA, True, ""),
        (Party.RUSSIA, Party.RUSSIA, False, ""),
        (None, Party.RUSSIA, False, ""),
    ],
)
def test_no_side_is_heard_where_only_one_speaks_who_would_hardly_say_so(
    reader: Reader, speaks: Party | None, party: Party, denies: bool, why: str
) -> None:
    heard = replace(opinion(reader, "Kyiv accused them of it.", "ukraine_role", Choice("involved")), party=party)
    voices = {0: [Voice(speaks, 0, 2, leads=True, denies=denies)]}
    assert Form(reader.rules, {0: frozenset({"ukraine_role"})}, voices).rules_out(heard) == why


@pytest.mark.parametrize(
    ("text", "question", "answer", "why"),
    [
        ("Kyiv denied any part in the drone strike on Belgorod.", "ukraine_role", "not_involved", "another_event"),
        (
            "Kyiv denied any part in the Crocus attack, not in the strike on Belgorod.",
            "ukraine_role",
            "not_involved",
            "",
        ),
        ("Perhaps the masterminds are abroad.", "mastermind_location", "abroad", "hypothetical"),
        ("Kyrgyz checks are there to stay.", "checks_duration", "permanent", "elsewhere"),
        ("Moscow's checks, like Kyrgyz ones, are there to stay.", "checks_duration", "permanent", ""),
    ],
)
def test_what_is_said_of_something_else_is_no_choice(
    reader: Reader, text: str, question: str, answer: str, why: str
) -> None:
    assert form(reader, question).rules_out(opinion(reader, text, question, Choice(answer))) == why


@pytest.mark.parametrize(
    ("text", "question", "why"),
    [
        ("They spoke by phone on 2 May.", "call_date", ""),
        ("They will speak by phone on 6 May.", "call_date", "hypothetical"),
        ("They will meet on 8 May.", "meeting_date", ""),
        ("They were originally to meet on 3 May.", "call_date", "superseded"),
        ("They may have spoken on 2 May.", "call_date", "hypothetical"),
    ],
)
def test_a_day_on_which_it_did_not_happen_is_none(reader: Reader, text: str, question: str, why: str) -> None:
    heard = form(reader).placed(opinion(reader, text, question))
    assert Form(reader.rules, {}, {}, published=date(2024, 5, 4)).rules_out(heard) == why


def test_a_day_without_a_year_lies_in_the_story(reader: Reader) -> None:
    heard = opinion(reader, "They met on 9 May.", "meeting_date")
    assert heard.value == Interval(date(2025, 5, 9), date(2025, 5, 9))
    assert form(reader).placed(heard).value == Interval(date(2024, 5, 9), date(2024, 5, 9))
    assert form(reader).placed(replace(heard, question="killed")) == replace(heard, question="killed")


@pytest.mark.parametrize(
    ("text", "question", "least"),
    [
        ("On 22 March 2024 it burned.", "attack_date", 0.0),
        ("On 23 March 2024 it burned.", "attack_date", 0.8),
        ("On 9 May 2024 they met.", "meeting_date", 0.0),
        ("144 people were killed.", "killed", 0.0),
        ("On 23 March 2024 it burned.", "no_such_question", 0.0),
    ],
)
def test_another_day_of_the_event_is_doubted(reader: Reader, text: str, question: str, least: float) -> None:
    heard = opinion(reader, text, question)
    found = Finding(question, heard.value, heard.sentence, heard.first, heard.last, (heard.first, heard.last), 0.9)
    assert Form(reader.rules, {}, {}, date(2024, 3, 22)).doubt(found) == least
    assert form(reader).doubt(found) == 0.0, "where the event has no day"


def test_which_questions_share_a_number(reader: Reader) -> None:
    assert form(reader).shares("hospitalised", "injured") == form(reader).shares("injured", "hospitalised")
    assert not form(reader).shares("killed", "injured")
    assert form(reader).shares("call_date", "meeting_date"), "one day may see two events"
