"""Which question a sentence asks, and what is answered where none fits."""

from __future__ import annotations

import pytest

from bot.answering.matching import Matcher, alike, tokens
from bot.answering.words import Words
from bot.domain.claims import Claim, Item
from bot.domain.interval import Interval
from bot.domain.questions import Story
from bot.services import Lens, Services
from bot.services.words import Catalogues
from tests.answering.conftest import Bot
from tests.fakes.corpus import told
from tests.fakes.drawn import drawn

ASKED = {
    "how many died": "killed",
    "How many people were killed in the Crocus City Hall attack?": "killed",
    "hvor mange ble drept": "killed",
    "Hvor mange mennesker ble drept i angrepet?": "killed",
    "сколько погибло": "killed",
    "Сколько людей погибло в «Крокусе»?": "killed",
    "чанд нафар кушта шуд": "killed",
    "death toll": "killed",
    "how many died on 22 March": "killed",
    "Сколько погибло в теракте в Москве?": "killed",
    "were 145 people killed?": "killed",
    "how many injured": "injured",
    "hvor mange ble skadet": "injured",
    "сколько раненых": "injured",
    "how many children died": "children_killed",
    "how many were arrested": "detained",
    "how many Tajiks were arrested": "detained_tajik",
    "how many were arrested in Tajikistan": "detained_tajikistan",
    "who carried out the attack?": "responsibility",
    "кто совершил теракт": "responsibility",
    "did Ukraine have a part in it?": "ukraine_role",
    "причастна ли Украина": "ukraine_role",
    "where is the mastermind": "mastermind_location",
    "when was the ambassador summoned": "ambassador_summoned_date",
    "when did Putin and Rahmon meet": "meeting_date",
    "how many are stranded at the airports": "stranded",
    "are the checks aimed at Tajiks?": "checks_target",
    "are the checks temporary?": "checks_duration",
}
NOT_ASKED = [
    "how many died in Beslan",
    "сколько погибло в Беслане",
    "how many people were killed in Beslan in 2004?",
    "how many were killed in the 2011 attack in Norway",
    "how many died in the Dubrovka theatre siege",
    "how many soldiers died in Ukraine",
    "how many terrorists were killed",
    "how many people died on 23 March",
    "how many Tajiks were killed",
    "how many children were injured",
    "what is the capital of Norway",
    "when were people killed",
    "why were people killed",
    "how old is Putin",
    "who won the election?",
    "",
    "???",
    "died " * 60,
]


@pytest.fixture(scope="module")
def matcher(configured: Story, catalogues: Catalogues) -> Matcher:
    return Matcher(configured, catalogues.small_words())


@pytest.mark.parametrize(("text", "question"), ASKED.items())
def test_a_question_is_found(matcher: Matcher, text: str, question: str) -> None:
    match = matcher.match(text, "en")
    assert match is not None
    assert match.question.id == question


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_is_about_something_else_asks_nothing(matcher: Matcher, text: str) -> None:
    assert matcher.match(text, "en") is None


def test_every_configured_phrase_asks_its_own_question(configured: Story, matcher: Matcher) -> None:
    lost = [
        (phrase, found.question.id if found else None)
        for question in configured.questions.values()
        for lang, phrases in question.ask_words.items()
        for phrase in (*phrases, question.asks[lang])
        if (found := matcher.match(phrase, lang)) is None or found.question.id != question.id
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("killed", "killed", True),
        ("killed", "kill", True),
        ("погибло", "погибших", True),
        ("tajik", "tajiks", True),
        ("tajik", "tajikistan", False),
        ("dagen", "dagestan", False),
        ("hall", "half", False),
    ],
)
def test_forms_of_a_word_are_alike(one: str, other: str, same: bool) -> None:
    assert bool(alike(one, other)) is same
    assert alike(one, other) == alike(other, one)


def test_words_are_folded_and_lose_the_genitive() -> None:
    assert tokens("Ukraine's rôle, счётЁ — IS-K") == ["ukraine", "rôle", "счетe".replace("e", "е"), "is-k"]


CORPUS: list[tuple[Item, list[Claim]]] = [
    told(
        "a",
        9,
        "Alpha",
        ("killed", Interval(145, 145), "The death of 145 people was confirmed by the ministry."),
        (
            "injured",
            Interval(551, None),
            "The Kremlin said that the president discussed labour migration with Rahmon, over 550 hurt.",
        ),
    ),
    told(
        "b",
        10,
        "Beta",
        ("killed", Interval(144, None), "In the Kremlin Rahmon spoke of double standards after 144 deaths."),
    ),
]


@pytest.fixture
async def services(bot: Bot) -> Services:
    return await bot(CORPUS, ())


async def test_an_answer_is_the_claims_as_they_stand(services: Services) -> None:
    result = await services.ask.ask(Lens(Words("en")), "how many died?")
    assert result.answer == "Killed: 145 (Alpha, 9 May 2024)"
    assert [(c.question, c.lo, c.hi, c.value, c.item) for c in result.claims] == [
        ("killed", 145, 145, None, "a"),
        ("killed", 144, None, None, "b"),
    ]
    assert all(claim.quote in CORPUS["ab".index(claim.item)][0].text for claim in result.claims)
    assert result.passages == ()


async def test_a_known_question_that_nobody_answered_is_not_answered_with_something_else(services: Services) -> None:
    result = await services.ask.ask(Lens(Words("en")), "how many are missing?")
    assert (result.answer, result.claims, result.passages) == ("Missing: nothing in the corpus.", (), ())


async def test_passages_hold_all_rare_words(services: Services) -> None:
    result = await services.ask.ask(Lens(Words("en")), "what was said about labour migration?")
    assert result.claims == ()
    assert [passage.item for passage in result.passages] == ["a"]
    assert result.passages[0].quote in CORPUS[0][0].text
    assert "labour migration" in result.answer
    assert drawn(result.reply)[0] == "No figure or answer on this, but these passages speak of it:"


@pytest.mark.parametrize(
    "text",
    [
        "how many died in Beslan",
        "what is the capital of Norway",
        "labour law",
        "Kremlin?",
        "and?",
        "Миграция",
    ],
)
async def test_nothing_is_said_where_there_is_nothing(services: Services, text: str) -> None:
    result = await services.ask.ask(Lens(Words("en")), text)
    assert (result.answer, result.claims, result.passages) == ("Nothing in the corpus on that.", (), ())
