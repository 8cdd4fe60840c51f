"""What is told about an ingested text and about a reseed."""

from __future__ import annotations

import pytest

from bot.answering.words import Words
from bot.domain.claims import Party
from bot.domain.questions import PartyInfo, Story, Topic
from bot.domain.reply import Choices, Heading, Quote, Reply, Table, Text
from bot.domain.stored import Origin
from bot.services.difference import Reseeded
from bot.services.ingest import Ingest
from bot.services.lens import Lens
from bot.services.report import Report
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, item

STORY = Story(
    title={"en": "The attack"},
    questions=QUESTIONS,
    topics={"t": Topic("t", {"en": "Casualties"})},
    parties={Party.RUSSIA: PartyInfo(Party.RUSSIA, {"en": "Russia"}, ("russia",))},
    outlets={},
    languages=("en",),
)
LENS = Lens(Words("en"))


class House:
    """A store, what fills it, and what tells of it."""

    def __init__(self) -> None:
        store = MemoryStore()
        self.ingest = Ingest(store, LineReader(), QUESTIONS, {"en"}, StoppedClock())
        self.report = Report(store, STORY)

    async def told(self, text: str, day: int, *, dry_run: bool = False, explain: bool = False) -> Reply:
        result = await self.ingest(item("", text, day), Origin.ADMIN, dry_run=dry_run)
        return await self.report.ingested(LENS, result, explain=explain)


def lines(reply: Reply) -> list[str]:
    """The reply in few words: headings, texts, leads of quotes, commands."""
    found: list[str] = []
    for part in reply.parts:
        match part:
            case Heading(text) | Text(text):
                found.append(text)
            case Quote():
                found.append(f'{part.lead} "{part.text}"')
            case Choices():
                found += [command for _, command in part.options]
            case Table():
                found += [" | ".join(row) for row in part.rows]
            case _:
                raise AssertionError(part)
    return found


@pytest.mark.parametrize("dry_run", [False, True])
async def test_a_contradiction_shows_both_sides_and_why(dry_run: bool) -> None:
    house = House()
    await house.told("killed 145", 9)
    reply = await house.told("killed 143", 12, dry_run=dry_run)
    assert lines(reply) == [
        "Example News, 12 May: 1 claim",
        'killed: 143 "killed 143"',
        "New contradiction: killed (casualties)",
        '143 "killed 143"',
        "against",
        '145 "killed 145"',
        "Why: such a figure does not fall, and 143 is lower than 145, 3 days later.",
        *([] if dry_run else ["/disagreement 1"]),
    ]


async def test_an_update_names_what_it_overtook() -> None:
    house = House()
    await house.told("killed 145", 9)
    assert lines(await house.told("killed 146", 12))[2:] == [
        "Update on killed: 146, before 145 (Example News, 9 May).",
        "It contradicts nothing that is known.",
    ]


async def test_a_duplicate_says_so() -> None:
    house = House()
    await house.told("killed 145", 9)
    assert lines(await house.told("killed 145", 9)) == [
        "This text of Example News, 9 May is known already. Nothing was changed."
    ]


async def test_a_dispute_names_the_parties() -> None:
    house = House()
    await house.told("ukraine_role involved russia", 9)
    told = lines(await house.told("ukraine_role not_involved us", 12))
    assert told[1] == 'ukraine_role: not_involved (us) "ukraine_role not_involved us"'
    assert told[2:6] == [
        "New dispute: ukraine_role (casualties)",
        'us: not_involved "ukraine_role not_involved us"',
        "against",
        'Russia: involved "ukraine_role involved russia"',
    ]


async def test_an_explanation_follows_when_asked_for() -> None:
    told = lines(await House().told("killed 145", 9, explain=True))
    start = told.index("Why these claims")
    assert told[start + 1 : start + 3] == ["killed: 145", ' "killed 145"']
    assert told[start + 3].startswith("Why: ")


def test_a_reseed_that_changed_nothing_says_so() -> None:
    report = Report(MemoryStore(), STORY)
    assert lines(report.reseeded(LENS, Reseeded(5, (), (), (), (), ()))) == ["5 items read again", "Nothing changed."]


def test_a_reseed_tells_what_came_went_and_changed() -> None:
    old, new = (LineReader().read(item("000", f"killed {number}", 9)).claims[0] for number in (144, 145))
    gone = LineReader().read(item("001", "ukraine_role involved russia", 10)).claims[0]
    report = Report(MemoryStore(), STORY)
    assert lines(report.reseeded(LENS, Reseeded(2, (new,), (gone,), ((old, new),), ((old, new),), ()))) == [
        "2 items read again",
        '000 | killed | 145 | "killed 145"',
        '001 | ukraine_role | involved (Russia) | "ukraine_role involved russia"',
        '000 | killed | 144 → 145 | "killed 145"',
        "killed | 144 (000) | 145 (000)",
    ]
