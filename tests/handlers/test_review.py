"""Deciding on disagreements in the chat, and what stays of it after everything was read anew."""

from __future__ import annotations

import pytest

from bot.domain.people import Asker, Person, Role
from bot.domain.positions import DisagreementStatus, QuestionState
from bot.domain.reply import Reply
from bot.domain.stored import Origin
from bot.services import Services, make_services
from bot.services.ingest import Ingest
from bot.services.labelled import parse
from bot.services.reseed import Reseed
from bot.services.words import Catalogues
from bot.store.memory import MemoryStore
from handlers.dispatch import dispatch
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT, story
from tests.fakes.drawn import drawn
from tests.fakes.reader import LineReader
from tests.fakes.tools import tools
from tests.fakes.world import Seeds, item, silent

STORY = story()
CATALOGUES = Catalogues(ROOT / "config" / "locale")
ANN = Person("telegram", "1")


class Desk:
    """A store with two open disagreements (145 against 143, Russia against Ukraine), and an administrator at work."""

    def __init__(self) -> None:
        self.store, self.clock, self.seeds = MemoryStore(), StoppedClock(), Seeds([])
        self.services: Services = make_services(self.store, STORY, self.clock, CATALOGUES, tools())
        self.ingest = Ingest(self.store, LineReader(), STORY.questions, {"en"}, self.clock)

    async def fill(self) -> Desk:
        await self.take("killed 145\nukraine_role involved russia", 9, "Alpha")
        await self.take("killed 143\nukraine_role not_involved ukraine", 12, "Beta")
        return self

    async def take(self, text: str, day: int, source: str) -> int:
        told = await self.ingest(item("", text, day, source=source, url=f"https://{source}.example/"), Origin.ADMIN)
        return len(told.changes.alerts)

    async def say(self, line: str, lang: str = "en") -> Reply:
        return await dispatch(line, self.services, role=Role.ADMIN, asker=Asker(ANN), lang=lang)

    async def reseed(self) -> None:
        await Reseed(self.store, LineReader(), STORY.questions, self.seeds, self.clock)(silent)

    async def statuses(self) -> dict[int, DisagreementStatus]:
        async with self.store.read() as snapshot:
            return {each.number: each.disagreement.status for each in await snapshot.disagreements()}

    async def about(self, question: str) -> list[int]:
        async with self.store.read() as snapshot:
            return [each.number for each in await snapshot.disagreements() if each.question == question]

    async def log(self) -> list[str]:
        async with self.store.read() as snapshot:
            return [f"{deed.actor} {deed.action} {deed.subject}" for deed in await snapshot.office.audit()]

    async def values(self, question: str) -> list[tuple[object, str]]:
        async with self.store.read() as snapshot:
            state = (await snapshot.states()).get(question, QuestionState(question))
            return [(held.claim.value, held.claim.quote) for held in state.claims if not held.withdrawn]


@pytest.fixture
async def desk() -> Desk:
    return await Desk().fill()


def buttons(reply: Reply) -> dict[str, str]:
    return dict(option for part in reply.parts if part.kind == "choices" for option in part.options)


OPEN, DISMISSED, WITHDRAWN = DisagreementStatus.OPEN, DisagreementStatus.DISMISSED, DisagreementStatus.WITHDRAWN


async def test_the_queue_shows_both_quotes_and_what_can_be_done(desk: Desk) -> None:
    reply = await desk.say("/review")
    lines = drawn(reply)
    assert lines[0].startswith("Disagreement 1, open since 12 May")
    assert any('"killed 143"' in line for line in lines)
    assert any('"killed 145"' in line for line in lines)
    assert "2 disagreements wait for a decision." in lines
    assert list(buttons(reply)) == ["Confirm", "Dismiss", "Correct", "Merge", "Skip"]
    second = await desk.say(buttons(reply)["Skip"])
    assert drawn(second)[0].startswith("Disagreement 2")
    assert drawn(await desk.say(buttons(second)["Skip"]))[0].startswith("Disagreement 1")


async def test_a_confirmed_one_stays_open_and_leaves_the_queue(desk: Desk) -> None:
    reply = await desk.say("/review 1 confirm")
    assert drawn(reply)[0] == "Disagreement 1 is confirmed."
    assert drawn(reply)[1].startswith("Disagreement 2")
    assert (await desk.statuses())[1] is OPEN
    assert "An administrator confirmed it, 13 May." in drawn(await desk.say("/disagreement 1"))
    await desk.say("/review 2 confirm")
    assert drawn(await desk.say("/review"))[0] == "No disagreement waits for a decision."


@pytest.mark.parametrize(
    ("line", "lang", "reason"),
    [
        ("/review 1 dismiss other event", "en", "other event"),
        ("/review 1 dismiss not_important", "en", "not important"),
        ("/review 1 avvis samme sak", "nb", "same thing"),
        ("/review 1 отклонить неверно прочитано", "ru", "wrong reading"),
    ],
)
async def test_a_dismissed_one_never_alerts_again(desk: Desk, line: str, lang: str, reason: str) -> None:
    assert (await desk.say(line, lang)).ok
    assert (await desk.statuses())[1] is DISMISSED
    assert f"An administrator dismissed it, 13 May: {reason}." in drawn(await desk.say("/disagreement 1"))
    await desk.reseed()
    assert await desk.statuses() == {1: DISMISSED, 2: OPEN}
    assert f"An administrator dismissed it, 13 May: {reason}." in drawn(await desk.say("/disagreement 1"))
    assert await desk.take("killed 143\nMore.", 12, "Beta") == 0
    assert await desk.take("killed 143", 12, "Gamma") == 0
    assert await desk.take("killed 141", 12, "Delta") == 1
    assert "telegram:1 review.dismissed disagreement 1" in await desk.log()


async def test_the_reasons_are_buttons(desk: Desk) -> None:
    asked = buttons(await desk.say("/review 1 dismiss"))
    assert list(asked) == ["Wrong reading", "Other event", "Same thing", "Not important", "Back"]
    reply = await desk.say(asked["Wrong reading"])
    assert drawn(reply)[0] == "Disagreement 1 is dismissed and never alerts again."
    assert [label for label in buttons(reply) if label.startswith("Delete")] == ["Delete claim 2", "Delete claim 1"]


async def test_a_decision_can_be_taken_back(desk: Desk) -> None:
    await desk.say("/review 1 dismiss other event")
    reply = await desk.say(buttons(await desk.say("/review 1"))["Open again"])
    assert drawn(reply)[0] == "The decision on disagreement 1 is taken back."
    assert (await desk.statuses())[1] is OPEN
    assert not (await desk.say("/review 1 reopen")).ok


async def test_merging_closes_one_and_keeps_the_other(desk: Desk) -> None:
    asked = await desk.say("/review 1 merge")
    assert list(buttons(asked).values()) == ["/review 1 merge 2", "/review 1"]
    reply = await desk.say("/review 1 merge 2")
    assert drawn(reply)[0] == "Disagreement 1 is the same as 2 now."
    await desk.reseed()
    assert await desk.statuses() == {1: DISMISSED, 2: OPEN}
    assert "An administrator, 13 May: the same as disagreement 2." in drawn(await desk.say("/disagreement 1"))
    assert not (await desk.say("/review 2 merge 1")).ok
    assert not (await desk.say("/review 2 merge 2")).ok


async def test_a_corrected_value_counts_at_once_and_after_a_new_reading(desk: Desk) -> None:
    reply = await desk.say("/review 1 correct 2 at least 145")
    assert drawn(reply)[0] == "killed: 143 is now killed: at least 145. It stays so when everything is read anew."
    for _ in range(2):
        assert (await desk.statuses())[2] is OPEN
        assert (await desk.statuses()).get(1) in (WITHDRAWN, None)
        assert [str(value) for value, _ in await desk.values("killed")] == [
            "Interval(lo=145, hi=145)",
            "Interval(lo=145, hi=None)",
        ]
        await desk.reseed()
    assert "telegram:1 claim.corrected" in " ".join(await desk.log())
    assert any("corrected by an administrator" in line for line in drawn(await desk.say("/claims killed why")))


async def test_a_claim_can_be_corrected_again(desk: Desk) -> None:
    await desk.say("/review 2 correct 1 party ukraine")
    async with desk.store.read() as snapshot:
        (first,) = await snapshot.office.corrections()
    await desk.say("/review 1 correct 2 141")
    shown = drawn(await desk.say("/review"))[0]
    number = shown.split(",")[0].removeprefix("Disagreement ")
    claims = [label for label in buttons(await desk.say(f"/review {number} correct")) if label.startswith("Delete")]
    await desk.say(f"/review {number} correct {claims[0].split()[-1]} 142")
    async with desk.store.read() as snapshot:
        known = await snapshot.office.corrections()
    assert len(known) == 2
    assert known[0] == first
    assert known[1].claim.quote == "killed 143"
    await desk.reseed()
    assert "Interval(lo=142, hi=142)" in [str(value) for value, _ in await desk.values("killed")]


async def test_a_deleted_claim_closes_what_rested_on_it_and_does_not_come_back(desk: Desk) -> None:
    line = buttons(await desk.say("/review 1 correct"))["Delete claim 2"]
    assert drawn(await desk.say(line))[0] == "Deleted: killed: 143. It stays so when everything is read anew."
    assert (await desk.statuses())[1] is WITHDRAWN
    assert not (await desk.say(line)).ok
    await desk.reseed()
    assert [quote for _, quote in await desk.values("killed")] == ["killed 145"]
    assert await desk.statuses() == {2: OPEN}


async def test_a_claim_can_be_given_to_another_question(desk: Desk) -> None:
    assert (await desk.say("/review 1 correct 2 question injured")).ok
    assert [quote for _, quote in await desk.values("injured")] == ["killed 143"]
    await desk.reseed()
    assert [quote for _, quote in await desk.values("injured")] == ["killed 143"]


async def correction(desk: Desk) -> str:
    """The way back from the latest correction."""
    (line, *_) = [
        line for label, line in buttons(await desk.say("/review corrections")).items() if "Take back" in label
    ]
    return line


@pytest.mark.parametrize("read_anew", [False, True])
@pytest.mark.parametrize(
    "line", ["/review 1 correct 2 at least 145", "/review 1 delete 2", "/review 1 correct 2 question injured"]
)
async def test_a_correction_can_be_taken_back_and_stays_so(desk: Desk, line: str, read_anew: bool) -> None:
    before = await desk.values("killed"), await desk.values("ukraine_role")
    assert (await desk.say(line)).ok
    if read_anew:
        await desk.reseed()
    reply = await desk.say(await correction(desk))
    assert drawn(reply)[:2] == [
        "The correction of “killed 143” is taken back: the claim is what I read in it.", "Nothing was corrected yet."
    ]  # fmt: skip
    for _ in range(2):
        assert (await desk.values("killed"), await desk.values("ukraine_role")) == before
        assert await desk.values("injured") == []
        assert OPEN in [(await desk.statuses())[number] for number in await desk.about("killed")]
        await desk.reseed()
    assert any(entry.startswith("telegram:1 correction.undone") for entry in await desk.log())
    async with desk.store.read() as snapshot:
        assert await snapshot.office.corrections() == ()


async def test_taking_a_correction_back_alerts_nobody_a_second_time(desk: Desk) -> None:
    alerts = len([one for one in desk.store.queued if one.kind == "conflict"])
    await desk.say("/review 1 delete 2")
    await desk.say(await correction(desk))
    assert len([one for one in desk.store.queued if one.kind == "conflict"]) == alerts


async def test_the_corrections_say_what_was_made_of_what_by_whom(desk: Desk) -> None:
    await desk.say("/review 1 correct 2 141")
    await desk.say("/review 2 correct 1 party ukraine")
    lines = drawn(await desk.say("/review rettelser"))
    assert lines[0] == "Corrections"
    assert lines[2].endswith(": “killed 143” (killed: 143) is now killed: 141. telegram:1, 13 May")
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/review x", "“x” is no number. Try /review 1"),
        ("/review 9", "There is no disagreement 9. /disagreements lists them."),
        (
            "/review 1 eat",
            "“eat” is nothing I can do with a disagreement. Try confirm, dismiss, correct, delete, merge, skip, reopen",
        ),
        (
            "/review 1 dismiss because",
            "“because” is no reason. Reasons: wrong reading, other event, same thing, not important",
        ),
        ("/review takeback 12345678", "There is no correction 12345678. /review corrections lists them."),
        ("/review 1 reopen", "Nobody has decided on disagreement 1."),
        ("/review 1 delete 99", "Disagreement 1 has no claim 99. /review 1 correct lists them."),
        ("/review 1 correct 2 many", "“many” is no number. Try 134, at least 134, 90-100"),
        ("/review 1 correct 2", "Say what the claim should be. Try /review 1 correct 3 134"),
        ("/review 1 correct 2 question ukraine_role", "“143” cannot answer “Ukraine's role”."),
        ("/review 1 correct 2 143", "That is what the claim says already."),
        ("/review 2 correct 2 perhaps", "“perhaps” is no answer to this question. Answers: involved, not_involved"),
    ],
)
async def test_what_cannot_be_done_is_said_and_changes_nothing(desk: Desk, line: str, sentence: str) -> None:
    before = await desk.log()
    reply = await desk.say(line)
    assert (reply.ok, drawn(reply)[0]) == (False, sentence)
    assert await desk.log() == before


async def test_corrections_are_labelled_items_that_can_be_scored(desk: Desk) -> None:
    assert drawn(await desk.say("/quality")) == ["Nothing has been corrected yet. /review is where that is done."]
    await desk.say("/review 1 correct 2 141")
    (read,) = parse((await desk.services.corrections.export()).decode(), STORY.questions)
    assert [(one.claim.question, str(one.claim.value), one.claim.quote) for one in read.claims] == [
        ("killed", "Interval(lo=141, hi=141)", "killed 143"),
        ("ukraine_role", "Choice(answer='not_involved')", "ukraine_role not_involved ukraine"),
    ]
    assert (read.stream, read.hard, read.item.source) == ("corrections", ("corrected",), "Beta")
    scored = drawn(await desk.say("/quality"))
    assert scored[0] == "1 article was put right"
    assert scored[1:5] == [
        "Claims that are right, of those read | 50 % (1 of 2)",
        "Claims that were read, of those made | 50 % (1 of 2)",
        "False claims | 1",
        "Missed claims | 1",
    ]
