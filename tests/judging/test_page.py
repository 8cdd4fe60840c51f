"""The examples of docs/disagreements.md, played as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.claims import Choice, Claim, Party, Value
from bot.domain.interval import Interval
from bot.domain.positions import Verdict
from bot.domain.questions import Behaviour, ValueType
from bot.judging.rules import Rule
from tests.judging.telling import Room, claim, question

PAGE = Path(__file__).parents[2] / "docs" / "disagreements.md"
HEARD = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?: (?P<time>\d\d:\d\d))? (?P<item>\w+): (?P<claims>.+) -> (?P<outcome>.+)"
)
TOLD = re.compile(r"(?:(?P<party>\w+) says )?(?P<value>at least \d+|\S+)(?: as of (?P<as_of>\S+))?(?P<past> \(past\))?")


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each example with the heading above it."""
    text = PAGE.read_text(encoding="utf-8")
    for number, found in enumerate(re.finditer(r"```example\n(.*?)```", text, re.DOTALL), 1):
        heading = re.findall(r"^#+ (.+)$", text[: found.start()], re.MULTILINE)[-1]
        yield f"{number} {heading}", found[1].strip().splitlines()


EXAMPLES = dict(examples())


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_tells_what_happens(name: str) -> None:
    head, *lines = EXAMPLES[name]
    kind, _, behaviour = head.partition(", ")
    room = Room(question(ValueType(kind), Behaviour(behaviour or "fixed")))
    for line in lines:
        play(room, line)


def play(room: Room, line: str) -> None:
    if found := HEARD.fullmatch(line):
        assert outcome(room, hear(room, found)) == found["outcome"], line
    elif line.startswith("live: "):
        assert " | ".join(", ".join(side) for side in room.live) == line.removeprefix("live: ")
    elif line.startswith("disagreements: "):
        assert ", ".join(room.statuses) == line.removeprefix("disagreements: ")
    else:
        assert line.endswith(" is withdrawn"), f"nobody understands: {line}"
        room.withdraw(line.removesuffix(" is withdrawn"))


def hear(room: Room, found: re.Match[str]) -> Verdict:
    day = date.fromisoformat(found["day"])
    published = datetime.fromisoformat(f"{found['day']}T{found['time'] or '12:00'}").replace(tzinfo=UTC)
    if found["item"] in room.published:
        room.withdraw(found["item"])
    claims = [read(found["item"], words, day, place) for place, words in enumerate(found["claims"].split("; "))]
    return room.hear(*claims, at=published)


def read(item: str, words: str, day: date, place: int) -> Claim:
    told = TOLD.fullmatch(words)
    assert told, words
    as_of = date.fromisoformat(told["as_of"]) if told["as_of"] else day
    made = claim(item, value(told["value"]), as_of, past=bool(told["past"]), start=place)
    return replace(made, party=Party(told["party"]) if told["party"] else None)


def value(words: str) -> Value:
    if words.startswith("at least "):
        return Interval(int(words.removeprefix("at least ")), None)
    if words.isdigit():
        return Interval.exactly(int(words))
    return Interval.exactly(date.fromisoformat(words)) if words[:1].isdigit() else Choice(words)


def outcome(room: Room, verdict: Verdict) -> str:
    """What an item did, in the words of the page."""
    if verdict.alert:
        return f"{verdict.alert.kind.value} with {verdict.alert.against[0].claim.item} ({verdict.alert.why})"
    if verdict.update:
        items = sorted(held.claim.item for held in verdict.update.against)
        return f"update of {', '.join(items)}"
    last = room.state.claims[-1].claim.item
    version = [held for held in room.state.claims if held.claim.item == last and not held.withdrawn]
    return ", ".join(held.relation.value for held in version)


def test_the_page_has_an_example_for_every_rule() -> None:
    assert set(re.findall(r"\((\w+_\w+)\)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == set(Rule)
