"""Why a claim was made or refused, in words: every code of the reader has some."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.answering.ingested import explained
from bot.answering.reasons import REFUSALS, STEPS, SUBJECTS, refusal, why_claim, why_refused
from bot.answering.view import View
from bot.answering.words import Words
from bot.domain.claims import Choice, Claim, Item, Party, Reason
from bot.domain.interval import Interval
from bot.domain.questions import Story
from bot.domain.reply import Choices
from bot.domain.stored import Origin, StoredItem
from bot.services.words import Catalogues
from handlers.dispatch import dispatch
from tests.answering.conftest import Bot
from tests.fakes.corpus import ROOT, told
from tests.fakes.drawn import drawn

WORDS = Words("en")
READ = (Reason("trigger", "were\nkilled"), Reason("number", "At least 143"), Reason("event", "Crocus"))
LATER = {"speaker", "as_of", "refused"}
"""Codes that are told apart from the steps: who says it, the day, the refusal itself."""

Told = tuple[Item, list[Claim]]


def trees() -> Iterator[ast.AST]:
    for file in sorted((ROOT / "bot" / "reading").glob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))


def texts(node: ast.AST | None) -> Iterator[str]:
    """The texts that an expression may be worth: what it is compared with does not count."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*texts(body), *texts(orelse))
        case ast.JoinedStr(values=[first, *_]):
            yield from texts(first)


def refusals() -> set[str]:
    """Every code by which the source of the reader refuses a candidate."""
    found: set[str] = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        match node:
            case ast.FunctionDef(name="_refusal"):
                found.update(
                    text for inner in ast.walk(node) if isinstance(inner, ast.Return) for text in texts(inner.value)
                )
                pairs = (inner for inner in ast.walk(node) if isinstance(inner, ast.Tuple) and len(inner.elts) == 2)
                found.update(text for pair in pairs for text in texts(pair.elts[1]))
            case ast.Assign(targets=[ast.Name(id="refused") | ast.Attribute(attr="refused")], value=value):
                found.update(texts(value))
            case ast.Assign(targets=[ast.Name(id="_CLAUSE")], value=ast.Dict(keys=keys)):
                found.update(text for key in keys for text in texts(key))
    return {code.partition(":")[0] for code in found if code}


def steps() -> set[str]:
    """Every code of a step that the source of the reader gives as a reason."""
    found: set[str] = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        match node:
            case ast.Call(func=ast.Attribute(attr="because") | ast.Name(id="Reason"), args=[code, _]):
                found.update(texts(code))
            case ast.Assign(targets=[ast.Name(id="code")], value=value):
                found.update(texts(value))
    return found


def seen(claim: Claim, item: Item, story: Story) -> View:
    """A view that knows one item."""
    return View(story, items={claim.item: StoredItem(item, "", Origin.ADMIN, 1, item.published)})


def one(party: Party | None = None, *reasons: Reason, **more: object) -> Told:
    """An item of 12 May that says that at least 143 were killed."""
    item, (claim,) = told("a", 12, "Alpha", ("killed", Interval(143, None), "At least 143 people were killed."))
    return item, [replace(claim, party=party, reasons=reasons, confidence=0.874, **more)]  # type: ignore[arg-type]


def why(told: Told, story: Story) -> str:
    item, (claim,) = told
    return why_claim(seen(claim, item, story), WORDS, claim)


def test_every_refusal_of_the_reader_has_a_phrase() -> None:
    assert {"question", "unit", "narrower", "rumour", "other_event", "implausible", "blocked"} <= refusals()
    assert refusals() - set(REFUSALS) == set(), "give these a phrase in bot/answering/reasons.py"


def test_every_step_of_the_reader_has_a_phrase() -> None:
    assert {"trigger", "concepts", "number", "day", "denial", "refused"} <= steps()
    assert steps() - set(STEPS) - LATER == set(), "give these a phrase in bot/answering/reasons.py"


def test_every_subject_of_an_article_has_a_phrase() -> None:
    source = (ROOT / "bot" / "reading" / "scope.py").read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = {
        text for call in calls if getattr(call.func, "id", "") == "Bearing" for arg in call.args for text in texts(arg)
    }
    assert named == set(SUBJECTS)


def test_a_claim_says_words_number_event_speaker_day_and_confidence(configured: Story) -> None:
    assert why(one(Party.RUSSIA, *READ, Reason("speaker", "the FSB said")), configured) == (
        "Why: the words “were killed”; the number “At least 143”; the event by “Crocus”; "
        "who says it: Russia (“the FSB said”); as of 12 May, when it was published; confidence 87 %."
    )


@pytest.mark.parametrize(
    ("party", "reason", "expected"),
    [
        (None, None, "who says it: the outlet, or somebody unnamed"),
        (Party.RUSSIA, None, "who says it: Russia;"),
        (Party.RUSSIA, Reason("speaker", "russia"), "who says it: taken to be Russia, whose answer it usually is"),
        (Party.UKRAINE, Reason("denial", "Kyiv denied"), "a denial: “Kyiv denied”; who says it: Ukraine;"),
        (None, Reason("event", "the lead"), "the event by the first sentences"),
        (None, Reason("negation", ""), "turned round by a negation"),
        (None, Reason("moon", "full"), "moon: full"),
    ],
)
def test_phrases(configured: Story, party: Party | None, reason: Reason | None, expected: str) -> None:
    assert expected in why(one(party, *([reason] if reason else [])), configured)


def test_a_speaker_whom_the_learned_reader_named_is_not_quoted_with_words_of_another(configured: Story) -> None:
    line = why(one(Party.US, Reason("speaker", "Kyiv said"), Reason("second_speaker", "0.97")), configured)
    assert "the learned reader tells who says it (0.97); who says it: United States;" in line
    assert "Kyiv" not in line


def test_a_figure_of_another_day_and_a_superseded_one_say_so(configured: Story) -> None:
    line = why(one(None, *READ, as_of=date(2024, 3, 23), past=True), configured)
    assert "as of 23 Mar, a day that the text gives; superseded in its own text;" in line


def test_a_refused_candidate_says_why_not_first() -> None:
    line = why_refused(WORDS, (*READ, Reason("refused", "unit:money")))
    assert line == (
        "Why not: the number counts something else (money); the words “were killed”; the number “At least 143”; "
        "the event by “Crocus”."
    )
    assert refusal(WORDS, "brand_new") == "brand_new"


def test_the_same_refusal_is_told_once(configured: Story) -> None:
    refused = [("killed", "Was it 160", (Reason("number", "160"), Reason("refused", "question")))] * 2
    assert drawn(explained(View(configured), WORDS, (), refused)) == [
        "What was refused",
        "killed: “Was it 160”",
        "Why not: it is asked, not said; the number “160”.",
    ]


async def test_claims_say_why_when_asked(bot: Bot, catalogues: Catalogues) -> None:
    services = await bot([one(Party.RUSSIA, *READ)], ())
    plain = await dispatch("/claims killed", services)
    assert isinstance(plain.parts[-1], Choices)
    assert ("Why", "/claims killed why") in plain.parts[-1].options
    lines = drawn(await dispatch("/claims killed why", services))
    assert lines[-1].startswith(
        "Why: the words “were killed”; the number “At least 143”; the event by “Crocus”; who says"
    )
    for lang, command in (("nb", "hvorfor"), ("ru", "почему"), ("tg", "чаро")):
        line = drawn(await dispatch(f"/claims killed {command}", services, lang=lang))[-1]
        assert line.startswith(catalogues.words(lang).gettext("Why: {reason}").partition("{")[0])
        assert "the " not in line


async def test_reasons_are_turned_page_by_page(bot: Bot) -> None:
    many = [
        told(f"i{day}", day, f"Outlet {day}", ("ukraine_role", Choice("involved"), f"Ukraine did it, day {day}."))
        for day in range(1, 8)
    ]
    services = await bot(many, ())
    first, second = [await dispatch(f"/claims ukraine_role why{page}", services) for page in ("", " 2")]
    assert isinstance(first.parts[-1], Choices)
    assert ("More", "/claims ukraine_role why 2") in first.parts[-1].options
    assert sum(line.startswith("Why: ") for line in drawn(second)) == 2
    later = (await dispatch("/claims ukraine_role 2", services)).parts[-1]
    assert isinstance(later, Choices)
    assert ("Why", "/claims ukraine_role why 2") in later.options
