"""Silent changes and copies of a text, as replies tell them."""

from __future__ import annotations

from bot.answering.ingested import ingested
from bot.answering.view import View
from bot.answering.words import Words
from bot.domain.claims import Claim, Item
from bot.domain.history import SilentChange
from bot.domain.interval import Interval
from bot.domain.questions import Story
from bot.domain.stored import Changes, Origin, StoredItem
from handlers.dispatch import dispatch
from tests.answering.conftest import Bot
from tests.fakes.corpus import told
from tests.fakes.drawn import drawn
from tests.fakes.newspages import ENGLISH

BEFORE = told("a", 9, "Alpha", ("killed", Interval(145, 145), "The death of 145 people was confirmed."))
AFTER = told("a", 9, "Alpha", ("killed", Interval(143, 143), "The death of 143 people was confirmed."))
AGENCY = " ".join(ENGLISH.paragraphs)


def wire(name: str, day: int, source: str, figure: int) -> tuple[Item, list[Claim]]:
    """An agency's text with a figure of its own."""
    return told(name, day, source, ("killed", Interval(figure, figure), f"In all {figure} people died. {AGENCY}"))


async def test_what_an_outlet_changed_in_its_text_stands_under_the_disagreements(bot: Bot) -> None:
    services = await bot([BEFORE, AFTER], ())
    lines = drawn(await dispatch("/disagreements", services))
    assert lines[:3] == [
        "No disagreement of this kind. Nobody contradicts anybody here.",
        "Changed by the outlet",
        "Killed: 143, before 145 (Alpha, 13 May)",
    ]
    assert "Changed by the outlet" not in drawn(await dispatch("/disagreements attribution", services))
    assert "Killed: 143, раньше 145" not in lines
    russian = drawn(await dispatch("/disagreements", services, lang="ru"))
    assert any("143" in line and "раньше 145" in line for line in russian)


async def test_an_item_that_changed_silently_says_so_in_latest(bot: Bot) -> None:
    lines = drawn(await dispatch("/latest", await bot([BEFORE, AFTER], ())))
    assert "  changed by the outlet: “killed”: 143, before 145" in lines


async def test_a_change_that_was_changed_again_is_listed_among_all_only(bot: Bot) -> None:
    services = await bot([BEFORE, AFTER, BEFORE], ())
    assert [line for line in drawn(await dispatch("/disagreements", services)) if line.startswith("Killed")] == [
        "Killed: 145, before 143 (Alpha, 13 May)"
    ]
    every = [line for line in drawn(await dispatch("/disagreements all", services)) if line.startswith("Killed")]
    assert len(every) == 2


def test_the_report_of_a_text_shows_the_words_of_both_versions(configured: Story) -> None:
    change = SilentChange(2, BEFORE[1][0], AFTER[1][0])
    view = View(configured, items={"a": StoredItem(AFTER[0], "", Origin.FEED, 2, AFTER[0].published)})
    lines = drawn(ingested(view, Words("en"), AFTER[0], Changes("a", claims=1, silent=(change,)), AFTER[1]))
    assert lines[2:] == [
        "Changed by the outlet: killed (casualties)",
        '143 | Alpha, 9 May: "The death of 143 people was confirmed." [en]',
        "before",
        '145 | Alpha, 9 May: "The death of 145 people was confirmed." [en]',
    ]


async def test_copies_of_an_agencys_text_are_one_voice(bot: Bot) -> None:
    corpus = [wire("a", 9, "Alpha", 145), wire("b", 9, "Beta", 145), wire("c", 10, "Gamma", 145)]
    fallen = told("d", 12, "Delta", ("killed", Interval(143, 143), "The attack, in which 143 people died."))
    lines = drawn(await dispatch("/disagreement 1", await bot([*corpus, fallen], ())))
    assert "1 source has “143”, 1 source has “145”." in lines
    own = told("e", 11, "Beta", ("killed", Interval(145, 145), "Beta itself counted 145 dead."))
    lines = drawn(await dispatch("/disagreement 1", await bot([*corpus, own, fallen], ())))
    assert "1 source has “143”, 2 sources have “145”." in lines


async def test_a_copy_with_another_figure_is_read_and_contradicts(bot: Bot) -> None:
    services = await bot([wire("a", 9, "Alpha", 145), wire("b", 10, "Beta", 143)], ())
    assert drawn(await dispatch("/disagreements", services))[0] == "1 disagreement is open"


async def test_who_published_an_agencys_text_first_stands_alone_with_it(bot: Bot) -> None:
    services = await bot([wire("a", 9, "Alpha", 145), wire("b", 10, "Beta", 145)], ())
    told = [drawn(await dispatch(f"/source {name}", services))[1] for name in ("Alpha", "Beta")]
    assert ["first with 1, alone with 1" in line for line in told] == [True, False]
