"""What is taken as an item and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import Item
from bot.domain.errors import BadItemError
from bot.services.intake import MAX_CHARACTERS, check_item, fingerprint, parse_published

NOW = datetime(2024, 5, 12, 12, tzinfo=UTC)


def item(text: str = "143 people died.", source: str = "Example News", lang: str = "en", title: str = "Toll") -> Item:
    return Item(id="x", source=source, lang=lang, title=title, text=text, published=NOW)


def refusal(subject: Item, now: datetime = NOW) -> str:
    with pytest.raises(BadItemError) as caught:
        check_item(subject, {"en", "nb"}, now)
    return str(caught.value)


def test_an_article_is_taken() -> None:
    check_item(item("Første linje\tmed tabulator\r\n\fog ny side 😀"), {"en", "nb"}, NOW)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_refused(text: str) -> None:
    assert refusal(item(text)) == "The text is empty; give a text with at least one sentence."


@pytest.mark.parametrize("code", ["\x00", "\ud800"])
def test_binary_text_is_refused_and_says_where(code: str) -> None:
    assert refusal(item(f"ab{code}c")).startswith("The text is no plain text: character 3 is the control code U+")
    assert refusal(item(title=f"{code}")).startswith("The title is no plain text")


def test_stray_control_codes_of_real_pages_are_kept() -> None:
    check_item(item("red \x1b[0;31m, back \x08, delete \x7f"), {"en"}, NOW)


def test_length_has_a_limit() -> None:
    check_item(item("x" * MAX_CHARACTERS), {"en"}, NOW)
    assert "more than 1,000,000 characters" in refusal(item("x" * (MAX_CHARACTERS + 1)))


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    assert refusal(item(lang="xx")) == "The language 'xx' is not known here; use one of en, nb."


def test_a_source_is_needed() -> None:
    assert "no source" in refusal(item(source=" "))


def test_the_future_is_refused_but_for_a_day() -> None:
    check_item(item(), {"en"}, NOW - timedelta(days=1))
    assert "2024-05-12, which is in the future" in refusal(item(), NOW - timedelta(days=1, seconds=1))


@pytest.mark.parametrize(
    ("words", "time", "only_day"),
    [
        ("2024-05-12", datetime(2024, 5, 12, tzinfo=UTC), True),
        ("2024-05-12T18:30:00Z", datetime(2024, 5, 12, 18, 30, tzinfo=UTC), False),
        ("2024-05-12 01:00+03:00", datetime(2024, 5, 11, 22, tzinfo=UTC), False),
        ("2024-05-12T18:30", datetime(2024, 5, 12, 18, 30, tzinfo=UTC), False),
    ],
)
def test_days_and_times(words: str, time: datetime, only_day: bool) -> None:
    assert parse_published(words) == (time, only_day)


@pytest.mark.parametrize("words", ["", "yesterday", "2024-02-30", "12.05.2024", "0001-01-01T00:00+14:00"])
def test_what_is_no_day_says_how_to_write_one(words: str) -> None:
    with pytest.raises(BadItemError, match="write it like 2024-05-12"):
        parse_published(words)


@given(st.text())
def test_whatever_is_given_as_a_day_is_a_time_or_a_sentence(words: str) -> None:
    try:
        time, _ = parse_published(words)
    except BadItemError:
        return
    assert time.tzinfo is UTC


def test_the_fingerprint_sees_words_and_not_white_space() -> None:
    assert fingerprint(item("One. \r\nTwo.\n")) == fingerprint(item("One.\nTwo."))
    assert fingerprint(item("One.")) != fingerprint(item("Two."))
    assert fingerprint(item(source="Other")) != fingerprint(item())
    assert fingerprint(item(title="A", text="B")) != fingerprint(item(title="", text="A B"))
