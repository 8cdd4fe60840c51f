"""A contradicted toll, and why each kind of disagreement opened, on small invented corpora."""

from __future__ import annotations

import pytest

from bot.answering.why import SENTENCES, why_text
from bot.answering.words import Words
from bot.domain.claims import Choice, Claim, Item, Party
from bot.domain.interval import Interval
from bot.services import Lens, Services
from bot.services.lens import look
from handlers.dispatch import dispatch
from tests.answering.conftest import Bot
from tests.fakes.corpus import told
from tests.fakes.drawn import drawn

Corpus = list[tuple[Item, list[Claim]]]
FALLEN: Corpus = [
    told("a", 9, "Alpha", ("killed", Interval(145, 145), "The death of 145 people was confirmed.")),
    told("b", 10, "Beta", ("killed", Interval(144, None), "At least 144 people died.")),
    told("c", 12, "Gamma", ("killed", Interval(143, 143), "The attack, in which 143 people died.")),
]


async def test_a_contradicted_toll_shows_both_figures_and_names_the_disagreement(bot: Bot) -> None:
    services = await bot(FALLEN, ())
    lines = drawn(await dispatch("/toll", services))
    assert lines[1:3] == ["Killed | 143 | Gamma, 12 May", " | 145 | Alpha, 9 May"]
    assert "1 disagreement about this is open: /disagreement 1." in lines
    assert (
        drawn(await dispatch("/toll killed", services))[0] == "Killed: 143 (Gamma, 12 May) against 145 (Alpha, 9 May)"
    )
    assert drawn(await dispatch("/claims killed", services))[0] == (
        "Killed: 143 (Gamma, 12 May) against 145 (Alpha, 9 May)"
    )


async def test_the_disagreement_says_who_why_and_how_many(bot: Bot) -> None:
    lines = drawn(await dispatch("/disagreement #1", await bot(FALLEN, ())))
    assert lines[:3] == [
        "Disagreement 1, open since 12 May: How many people were killed?",
        "143: Gamma",
        '143 | Gamma, 12 May: "The attack, in which 143 people died." [en]',
    ]
    assert lines[3] == "against 145: Alpha and Beta"
    assert "Why: such a figure does not fall, and 143 is lower than 145, 3 days later." in lines
    assert "1 source has “143”, 2 sources have “145”." in lines


async def test_an_asked_question_says_that_it_is_contested(bot: Bot) -> None:
    services = await bot(FALLEN, ())
    result = await services.ask.ask(Lens(Words("en")), "how many died?")
    assert result.answer == "Killed: 143 (Gamma, 12 May 2024) against 145 (Alpha, 9 May 2024)"
    assert [(claim.item, claim.lo, claim.hi) for claim in result.claims] == [
        ("c", 143, 143),
        ("a", 145, 145),
        ("b", 144, None),
    ]
    assert "This is contested: /disagreement 1" in drawn(result.reply)


async def test_numbers_stay_the_same_in_an_earlier_view(bot: Bot) -> None:
    day = FALLEN[2][0].day
    more = [
        *FALLEN,
        told("d", 13, "Delta", ("gunmen", Interval(4, 4), "Four gunmen."), ("gunmen", Interval(5, 5), "Five gunmen.")),
    ]
    services = await bot(more, ())
    assert drawn(await dispatch("/disagreements", services))[0] == "2 disagreements are open"
    assert drawn(await dispatch("/disagreements", services, at=day))[0] == "1 disagreement is open"
    assert drawn(await dispatch("/disagreement 1", services, at=day))[0].startswith("Disagreement 1, open since 12 May")


RUSSIA, KYIV = Party.RUSSIA, Party.UKRAINE
YES, NO = Choice("involved"), Choice("not_involved")
SAID: dict[str, Corpus] = {
    "toll_fell": FALLEN,
    "superseded_figure_returned": [
        told("a", 1, "Alpha", ("killed", Interval(144, 144), "144 dead.")),
        told("b", 2, "Beta", ("killed", Interval(145, 145), "145 dead.")),
        told("c", 3, "Gamma", ("killed", Interval(144, 144), "144 dead.")),
    ],
    "fixed_count_differs": [
        told("a", 1, "Alpha", ("gunmen", Interval(4, 4), "Four gunmen.")),
        told("b", 2, "Beta", ("gunmen", Interval(5, 5), "Five gunmen.")),
    ],
    "two_figures_one_day": [
        told("a", 1, "Alpha", ("hospitalised", Interval(90, 90), "90 in hospital.")),
        told("b", 1, "Beta", ("hospitalised", Interval(80, 80), "80 in hospital.")),
    ],
    "two_ordinals": [
        told("a", 1, "Alpha", ("victory_anniversary", Interval(71, 71), "The 71st anniversary.")),
        told("b", 2, "Beta", ("victory_anniversary", Interval(79, 79), "The 79th anniversary.")),
    ],
    "party_against_party": [
        told(
            "a",
            1,
            "Alpha",
            ("ukraine_role", YES, "Moscow says yes.", RUSSIA),
            ("ukraine_role", NO, "Kyiv says no.", KYIV),
        ),
    ],
    "party_against_outlets": [
        told("a", 1, "Alpha", ("ukraine_role", NO, "It had no part in it.")),
        told("b", 2, "Beta", ("ukraine_role", YES, "Moscow says yes.", RUSSIA)),
    ],
    "outlets_against_each_other": [
        told("a", 1, "Alpha", ("ukraine_role", NO, "It had no part in it.")),
        told("b", 2, "Beta", ("ukraine_role", YES, "It had a part in it.")),
    ],
    "party_changed_its_story": [
        told("a", 1, "Alpha", ("ukraine_role", YES, "Moscow says yes.", RUSSIA)),
        told("b", 2, "Beta", ("ukraine_role", NO, "Moscow says no.", RUSSIA)),
    ],
    "item_contradicts_itself": [
        told("a", 1, "Alpha", ("killed", Interval(139, 139), "139 dead."), ("killed", Interval(144, 144), "144 dead.")),
    ],
}


@pytest.mark.parametrize("code", SAID)
@pytest.mark.parametrize("lang", ["en", "ru", "nb", "tg"])
async def test_each_rule_has_its_sentence(bot: Bot, code: str, lang: str) -> None:
    services = await bot(SAID[code], ())
    reply = await dispatch("/disagreement 1", services, lang=lang)
    assert reply.ok
    reasons = [line for line in drawn(reply) if line.startswith(("Why: ", "Почему: ", "Hvorfor: ", "Чаро: "))]
    assert len(reasons) == 1
    assert "{" not in reasons[0]
    assert "?" not in reasons[0]


async def reason(services: Services) -> str:
    async with services.answer._store.read() as snapshot:
        view = await look(snapshot, services.catalog.story, Lens(Words("en")))
    return view.disagreements[0].disagreement.reason


@pytest.mark.parametrize("code", SAID)
async def test_the_examples_are_of_the_rules_they_are_named_by(bot: Bot, code: str) -> None:
    assert await reason(await bot(SAID[code], ())) == code
    assert code in SENTENCES


async def test_what_an_admin_wrote_follows_the_usual_reason(bot: Bot) -> None:
    from dataclasses import replace

    services = await bot(SAID["party_against_party"], ())
    async with services.answer._store.read() as snapshot:
        view = await look(snapshot, services.catalog.story, Lens(Words("en")))
    numbered = view.disagreements[0]
    dismissed = replace(numbered, disagreement=replace(numbered.disagreement, reason="misread"))
    assert why_text(view, Words("en"), dismissed).endswith("only one of them can be right. (misread)")
