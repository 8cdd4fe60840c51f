"""How claims are rated: the outlet's letter, and a digit counted from independent voices."""

from __future__ import annotations

from bot.answering.outlets import records
from bot.answering.rating import digit, rating
from bot.answering.view import View
from bot.answering.words import Words
from bot.domain.interval import Interval
from bot.services.lens import Lens, look
from tests.fakes.corpus import filled, story, told

STORY, WORDS = story(), Words("en")


async def view_of(*figures: tuple[str, int, int]) -> View:
    """Items of outlets: source, day, how many were killed."""
    corpus = [
        told(
            f"i{number}",
            day,
            source,
            ("killed", Interval.exactly(killed), f"It killed {killed} people, {source} says."),
        )
        for number, (source, day, killed) in enumerate(figures)
    ]
    store = await filled(STORY.questions, corpus)
    async with store.read() as snapshot:
        return await look(snapshot, STORY, Lens(WORDS))


async def digits(*figures: tuple[str, int, int]) -> list[int]:
    view = await view_of(*figures)
    return [digit(view, held) for held in view.claims("killed")]


async def test_voices_that_nobody_contradicts_bear_each_other_out() -> None:
    assert await digits(("NRK", 9, 145)) == [3]
    assert await digits(("NRK", 9, 145), ("NRK", 10, 145)) == [3, 3]
    assert await digits(("NRK", 9, 145), ("TASS", 9, 145)) == [2, 2]
    assert await digits(("NRK", 9, 145), ("TASS", 9, 145), ("BBC", 9, 145), ("Meduza", 9, 145)) == [1, 1, 1, 1]


async def test_contradicted_ones_are_weighed_against_the_other_side() -> None:
    assert await digits(("NRK", 9, 145), ("TASS", 12, 143)) == [4, 4]
    assert await digits(("NRK", 9, 145), ("BBC", 9, 145), ("TASS", 12, 143)) == [3, 3, 5]


async def test_history_cannot_be_judged() -> None:
    assert await digits(("NRK", 1, 139), ("TASS", 9, 145)) == [6, 3]


async def test_the_letter_is_the_outlets_and_an_unknown_one_cannot_be_judged() -> None:
    view = await view_of(("NRK", 9, 145), ("Nobody's News", 9, 145))
    assert [rating(view, WORDS, held) for held in view.claims("killed")] == [
        "A2, borne out by one other",
        "F2, borne out by one other",
    ]


async def test_records_count_what_was_given_and_what_became_of_it() -> None:
    known = records(await view_of(("NRK", 1, 139), ("TASS", 9, 145), ("NRK", 12, 143), ("BBC", 12, 145)))
    counted = {
        name: tuple(len(some) for some in (r.items, r.given, r.first, r.overtaken, r.contradicted, r.changed))
        for name, r in known.items()
    }
    assert counted == {"NRK": (2, 2, 2, 1, 1, 0), "TASS": (1, 1, 1, 0, 1, 0), "BBC": (1, 1, 0, 0, 1, 0)}


def test_every_outlet_that_ships_has_a_grade_with_its_reason() -> None:
    assert [outlet.name for outlet in STORY.outlets.values() if not outlet.reason] == []
