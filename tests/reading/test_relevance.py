"""Which texts are about the story, before they are read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.claims import Item
from bot.reading.reader import Reader
from bot.settings.seeds import FileSeeds
from tests.fakes.shipped import rules

ROOT = Path(__file__).parents[2]


def reader() -> Reader:
    """The reader of the words that ship."""
    return rules()


def about(lang: str, text: str, title: str = "") -> bool:
    """Whether a text of this language is about the story."""
    return reader().is_about(Item("i", "s", lang, title, text, datetime(2024, 5, 10, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "At least 144 people died in the Crocus City Hall."),
        ("ru", "В «Крокусе» погибли 145 человек."),
        ("nb", "Terrorangrepet mot Crocus City Hall krevde 145 liv."),
        ("en", "Russia rejects the complaint of Tajikistan about a thousand citizens stranded at airports."),
        ("en", "Moscow says that the attack on the concert hall was planned abroad."),
    ],
)
def test_the_story(lang: str, text: str) -> None:
    assert about(lang, text)


def test_the_title_counts() -> None:
    assert about("en", "The number of dead has grown.", "Crocus City Hall: a new toll")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It rains in Oslo, and it will rain tomorrow."),
        ("en", "Russia and Tajikistan signed a treaty on the trade of cotton."),
        ("en", "Three people died in a fire in Lyon."),
        ("ru", "Курс рубля вырос на открытии торгов."),
        ("nb", "Brann vant 3-1 mot Rosenborg i går."),
        ("it", "Almeno 144 morti al Crocus City Hall."),
    ],
)
def test_other_news_and_languages_that_are_not_read(lang: str, text: str) -> None:
    assert not about(lang, text)


def test_the_seeds_are_about_the_story() -> None:
    items = FileSeeds(ROOT / "seeds", reader().languages).items()
    assert all(reader().is_about(item) for item, _origin in items)


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("A suspect of the concert hall attack appeared in court.", True),
        ("The ambassador was summoned: Russia and Tajikistan differ.", True),
        ("Dozens of Tajiks were stranded at Vnukovo airport.", True),
        ("Russia's central bank keeps its key rate.", False),
        ("Tajikistan opens a new road.", False),
        ("The weather will be fine at the airport.", False),
    ],
)
def test_a_summary_need_only_leave_it_possible(text: str, possible: bool) -> None:
    item = Item("i", "s", "en", "", text, datetime(2024, 5, 10, tzinfo=UTC))
    assert reader().may_be_about(item) is possible


def test_what_is_about_the_story_may_be_about_it() -> None:
    seeds = FileSeeds(ROOT / "seeds", reader().languages)
    for item, _origin in seeds.items():  # noqa: PERF102
        assert reader().may_be_about(item)
    assert not reader().may_be_about(Item("i", "s", "xx", "", "Crocus City Hall", datetime(2024, 5, 10, tzinfo=UTC)))


@pytest.mark.parametrize(
    "text",
    [
        "Remittances of migrants from Tajikistan who travel to Russia for work grew by a third, the bank said.",
        "Putin arrives in Dushanbe for talks with Rahmon on trade between Russia and Tajikistan.",
        "Students from Tajikistan may enter universities in Russia; tests are held at home in Tajikistan.",
    ],
)
def test_both_countries_and_a_topic_are_not_enough_where_nothing_is_answered(text: str) -> None:
    assert not about("en", text)


def test_many_topics_and_both_countries_are_enough() -> None:
    assert about(
        "en",
        "Lavrov called his Tajik counterpart Muhriddin. Russia explained the checks at its border and its airports to Tajikistan, whose "
        "ambassador had complained.",
    )


def test_nothing_from_before_the_story_is_about_it() -> None:
    text = "Lavrov telephoned Muhriddin on 1 May at the initiative of Russia, the foreign ministry of Tajikistan said."
    items = [Item("i", "s", "en", "", text, datetime(year, 5, 2, tzinfo=UTC)) for year in (2021, 2024)]
    assert [reader().is_about(item) for item in items] == [False, True]
    assert [reader().may_be_about(item) for item in items] == [False, True]
