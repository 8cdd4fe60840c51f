"""Labelled articles as plain text: what is written is read again the same, whatever the text holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.errors import BadItemError
from bot.domain.interval import Interval
from bot.services.labelled import AlertLabel, Label, Labelled, in_streams, parse
from bot.services.labelwriting import written
from tests.fakes.corpus import story

QUESTIONS = story().questions
NINE = datetime(2024, 3, 25, 9, tzinfo=UTC)

EXAMPLE = """@@ ag-court

@ a1-007 | en | 2024-03-25T09:00:00Z | northwire.example
# part; other event
TITLE: Four | remanded

The court remanded four suspects on Sunday.

Eleven people had been detained.

= remanded | 4 | - | 2024-03-24 | remanded four suspects
=? detained | 11.. | russia | - | Eleven people
! remanded | conflict | a1-005 | a1-006
~ detained
"""


def article(text: str, *labels: Label, name: str = "x-1", stream: str = "s", title: str = "T") -> Labelled:
    """An article of one stream."""
    return Labelled(Item(name, "a.example", "en", title, text, NINE), stream, labels)


def label(text: str, quote: str, value: Value, question: str, *, optional: bool = False) -> Label:
    """A claim of Moscow's in these words."""
    start = text.index(quote)
    claim = Claim("x-1", question, value, Party.RUSSIA, NINE.date(), quote, start, start + len(quote))
    return Label(claim, optional)


def test_a_file_tells_items_and_labels() -> None:
    (one,) = parse(EXAMPLE, QUESTIONS)
    assert (one.item.id, one.item.lang, one.item.source, one.item.published) == (
        "a1-007",
        "en",
        "northwire.example",
        NINE,
    )
    assert (one.stream, one.hard, one.item.title) == ("ag-court", ("part", "other event"), "Four | remanded")
    assert one.item.text == "The court remanded four suspects on Sunday.\n\nEleven people had been detained."
    remanded, detained = one.claims
    assert (remanded.claim.value, remanded.claim.party, remanded.claim.as_of) == (
        Interval(4, 4),
        None,
        date(2024, 3, 24),
    )
    assert one.item.text[remanded.claim.start : remanded.claim.end] == "remanded four suspects"
    assert (detained.claim.value, detained.claim.party, detained.optional) == (Interval(11, None), Party.RUSSIA, True)
    assert one.alerts == (AlertLabel("remanded", "conflict", ("a1-005", "a1-006")),)
    assert one.updates == {"detained"}
    assert [key[0] for key in one.firm] == ["remanded"]
    assert [key[0] for key in one.optional] == ["detained"]


def test_what_is_read_is_written_the_same_but_for_marks() -> None:
    assert written(parse(EXAMPLE, QUESTIONS)) == EXAMPLE.replace("Four |", "Four \\|")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Interval(0, 50), "0..50"),
        (Interval(date(2024, 3, 22), date(2024, 3, 24)), "2024-03-22..2024-03-24"),
        (Choice("involved"), "involved"),
    ],
)
def test_values_are_written_in_few_signs(value: Value, words: str) -> None:
    question = {"0..50": "killed", "involved": "ukraine_role"}.get(words, "call_date")
    told = written([article("So it is.", label("So it is.", "So", value, question))])
    assert f"= {question} | {words} | russia | - | So\n" in told
    assert [one.claims[0].claim.value for one in parse(told, QUESTIONS)] == [value]


def test_a_stream_in_two_files_comes_in_its_order() -> None:
    first, second = (article(str(number), name=f"x-{number}") for number in (1, 2))
    later = Labelled(Item("x-0", "a.example", "ru", "T", "0", NINE + timedelta(hours=1)), "s")
    other = article("3", name="y-1", stream="t")
    assert in_streams([second, other, later, first]) == [first, second, later, other]


@pytest.mark.parametrize(
    "text",
    [
        "= killed | 3",
        "@ home\n@@ there",
        "\\n is no line\n~ so",
        "\n\nfirst and last\n\n",
        "",
        "\n",
        "| a \\| b |",
        "!\nx",
        "#",
    ],
)
def test_a_text_that_looks_like_markup_stays_a_text(text: str) -> None:
    one = article(text, title="Title: a | b\\n\nc")
    assert list(parse(written([one, article("next", name="x-2")]), QUESTIONS)) == [one, article("next", name="x-2")]


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=40)


@given(text=st.lists(st.sampled_from("@=!~\\|#\n .ab«»") | WORDS, max_size=12).map("".join), title=WORDS.map(str.strip))
def test_any_text_comes_back(text: str, title: str) -> None:
    one = article(text, title=title)
    assert list(parse(written([one]), QUESTIONS)) == [one]


def test_a_quote_that_stands_in_the_text_before_is_told_by_what_stands_around_it() -> None:
    text = "Tickets for 143 people.\n143 people came and went.\nThen 143 people died."
    place = text.rindex("143")
    claim = Claim("x-1", "killed", Interval(143, 143), None, NINE.date(), "143 people", place, place + 10)
    (one,) = parse(written([article(text, Label(claim))]), QUESTIONS)
    (told,) = one.claims
    assert told.claim.quote in ("Then 143 people", "143 people died.")
    assert told.claim.start <= place < told.claim.end


def test_of_two_claims_in_the_same_words_the_second_is_looked_for_behind_the_first() -> None:
    text = "In all 143 people died. They were 143 people."
    same = label(text, "143 people", Interval(143, 143), "killed")
    again = replace(same, claim=replace(same.claim, question="injured", start=text.rindex("143"), end=len(text) - 1))
    (one,) = parse(written([article(text, same, again)]), QUESTIONS)
    assert [text.count("143", 0, each.claim.end) for each in one.claims] == [1, 2]


def test_lines_end_in_one_way() -> None:
    one = article("A\r\nB\rC", title="D\rE")
    (told,) = parse(written([one]), QUESTIONS)
    assert (told.item.text, told.item.title) == ("A\nB\nC", "D\nE")


@given(quote=WORDS.map(str.strip).filter(bool))
def test_any_quote_comes_back(quote: str) -> None:
    text = f"Before. {quote} After."
    one = article(text, label(text, quote, Interval(3, 3), "killed"))
    assert list(parse(written([one]), QUESTIONS)) == [one]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("143 people died.", "Line 1: an article begins with a line like “@ ID | LANG | TIME | OUTLET”."),
        ("@@ s\n@ x", "Line 2, x: an article begins with “@ ID | LANG | TIME | OUTLET”: 'x'"),
        ("@@ s\n@ x | en | 2024-03-25 | a\nTITLE: T\n\n\x00", "Line 2, x: The text is no plain text: character 1"),
        (
            "@@ s\n@ x | en | 2024-03-25 | a\nTITLE: T\n\nA\n\n= killed | 1" + "0" * 5000 + " | - | - | A",
            "killed: '1000",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(BadItemError) as caught:
        list(parse(text, QUESTIONS))
    assert told in str(caught.value)
