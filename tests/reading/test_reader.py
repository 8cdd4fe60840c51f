"""A text in, what it says out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.reading.reader import Reader
from tests.reading.smallwords import EVENTS, RULES, TITLE, bounds, claims, item, language, read, small

TEXT = (
    "At least 144 people died in the Gridhall on 22 March, Kyiv said. 551 were injured. "
    "Moscow denied it was arson. In Oldtown 333 people died."
)


def test_every_quote_is_verbatim_and_every_reason_is_there() -> None:
    reading = read(TEXT)
    assert {claim.question for claim in reading.claims} >= {"dead", "hurt", "guilt"}
    for claim in reading.claims:
        assert TEXT[claim.start : claim.end] == claim.quote
        assert 0 < len(claim.quote) <= 300
        assert 0 < claim.confidence <= 1
        assert {reason.code for reason in claim.reasons} & {"trigger", "concepts", "denial"}
    for figure in claims(TEXT, "dead"):
        assert {"trigger", "number", "event"} <= {reason.code for reason in figure.reasons}


def test_a_refused_candidate_carries_its_reason_and_its_words() -> None:
    rejected = read(TEXT).rejected
    assert [(one.question, one.reasons[-1].detail) for one in rejected] == [("dead", "other_event")]
    assert all(TEXT[one.start : one.end] == one.quote for one in rejected)


def test_claims_come_in_the_order_of_the_text() -> None:
    starts = [claim.start for claim in read(TEXT).claims]
    assert starts == sorted(starts)


def test_the_body_sentences_are_its_passages() -> None:
    reading = read(
        "What is known\n\n144 died. It burned in the old hall, and nobody knows why it did so.\n\nPhoto: a hall"
    )
    assert [(passage.number, passage.text) for passage in reading.passages] == [
        (0, "144 died."),
        (1, "It burned in the old hall, and nobody knows why it did so."),
    ]


def test_the_same_answer_is_one_claim_and_another_day_makes_another() -> None:
    assert bounds("144 people died. Yes, 144 people died.") == [(144, 144)]
    assert bounds("144 people died. In all 145 people died.") == [(144, 144), (145, 145)]


def test_a_language_that_is_not_configured_yields_nothing() -> None:
    reader = Reader({"en": small()}, RULES, EVENTS.years)
    reading = reader.read(item(TEXT, lang="sw"))
    assert (reading.lang, reading.claims, reading.events, reading.passages, reading.rejected) == (None, (), (), (), ())
    assert reader.languages == ("en",)


def test_a_language_that_reads_figures_makes_no_choices() -> None:
    reader = Reader({"en": language(reads="figures")}, RULES, EVENTS.years)
    reading = reader.read(item(TEXT))
    assert reading.lang == "en"
    assert {claim.question for claim in reading.claims} == {"dead", "hurt"}


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_item_without_text_is_read_by_its_title(text: str) -> None:
    reader = Reader({"en": small()}, RULES, EVENTS.years)
    title = "144 people died in the Gridhall"
    (claim,) = reader.read(item(text, title=title)).claims
    assert (claim.question, title[claim.start : claim.end]) == ("dead", claim.quote)


def test_the_title_makes_no_claims_where_there_is_a_text() -> None:
    assert bounds("It burned in the Gridhall.", title="144 people died in the Gridhall") == []
    assert bounds(f"{TITLE}. 144 died\n\nIt burned.", title=f"{TITLE}. 144 died") == []


def test_an_empty_item_says_nothing() -> None:
    reading = Reader({"en": small()}, RULES, EVENTS.years).read(item("", title=""))
    assert (reading.lang, reading.claims, reading.passages) == ("en", (), ())


def test_a_long_quote_is_cut_and_keeps_its_value() -> None:
    text = "The death toll " + "a" * 400 + " 144 people."
    for claim in claims(text, "dead"):
        assert len(claim.quote) <= 300
        assert "144" in claim.quote
        assert text[claim.start : claim.end] == claim.quote


def test_the_same_text_reads_the_same_each_time() -> None:
    reader = Reader({"en": small()}, RULES, EVENTS.years)
    first = reader.read(item(TEXT))
    reader.read(item("In Oldtown 333 people died.", title="Oldtown"))
    assert reader.read(item(TEXT)) == first
    assert Reader({"en": language()}, RULES, EVENTS.years).read(item(TEXT)) == first


def test_what_a_reader_knows_of_one_item_it_forgets_with_the_next() -> None:
    reader = Reader({"en": small()}, RULES, EVENTS.years)
    reader.read(item("Kyiv said it was arson."))
    assert reader.read(item("Moscow rejected that.")).claims == ()


def test_an_item_is_read_alike_under_any_name() -> None:
    reader = Reader({"en": small()}, RULES, EVENTS.years)
    one, other = reader.read(item(TEXT)), reader.read(replace(item(TEXT), id="j", source="Bladet"))
    assert [replace(claim, item="j") for claim in one.claims] == list(other.claims)


def test_a_figure_of_two_days_is_two_claims_and_the_surer_telling_of_one_day_counts() -> None:
    found = claims("On 6 May 144 people were dead. On 8 May 144 people were dead.", "dead")
    assert [claim.as_of.day for claim in found] == [6, 8]
