"""Dated events."""

from __future__ import annotations

from datetime import date

from tests.reading.smallwords import read

MARCH_22 = date(2024, 3, 22)


def events(text: str) -> list[tuple[date, str, str, str]]:
    return [(event.when.lo, event.precision, event.topic, event.key) for event in read(text).events]


def test_every_sentence_that_names_a_day_is_an_event_of_the_nearest_question() -> None:
    text = "It burned on 22 March. On 1 April they sang. He visited on 9 May."
    assert events(text) == [
        (MARCH_22, "day", "losses", "fire_date"),
        (date(2024, 4, 1), "day", "other", ""),
        (date(2024, 5, 9), "day", "losses", "visit_date"),
    ]


def test_two_days_of_a_sentence_are_two_events_and_one_day_told_twice_is_one() -> None:
    assert len(events("On 22 March and on 1 April they sang.")) == 2
    assert len(events("On 22 March 2024, that is 22.03.2024, they sang.")) == 1


def test_a_month_with_its_year_is_an_event_and_a_stretch_is_none() -> None:
    assert events("In March 2024 they sang.") == [(date(2024, 3, 1), "month", "other", "")]
    assert events("Last week they sang.") == []


def test_a_quote_is_verbatim_and_at_most_300_characters() -> None:
    text = "On 22 March they sang " + "and sang " * 50 + "on."
    (event,) = read(text).events
    assert text[event.start : event.end] == event.quote
    assert len(event.quote) == 300


def test_headings_captions_and_lists_make_no_events() -> None:
    text = "They sang on and on in the square, all of them, and nobody left before the end.\n\n"
    assert events(text + "Read more: 22 March, a day of songs\n\n") == []
