"""Short ways to write claims and to tell them to the judge one item after another."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.domain.claims import Choice, Claim, Party, Value
from bot.domain.interval import Interval
from bot.domain.positions import PositionStatus, QuestionState, Verdict
from bot.domain.questions import Behaviour, Question, ValueType
from bot.judging import judge, withdraw

LATER = datetime(2024, 5, 9, 12, tzinfo=UTC)


def question(kind: ValueType, behaviour: Behaviour = Behaviour.FIXED) -> Question:
    """A question that asks for a value of this type."""
    return Question(id="it", topic="any", type=kind, label={}, asks={}, meaning="", behaviour=behaviour)


KILLED = question(ValueType.COUNT, Behaviour.CUMULATIVE)
HOSPITALISED = question(ValueType.COUNT, Behaviour.POINT_IN_TIME)
GUNMEN = question(ValueType.COUNT, Behaviour.FIXED)
CALL_DATE = question(ValueType.DATE)
ANNIVERSARY = question(ValueType.ORDINAL)
ROLE = question(ValueType.CHOICE)


def claim(
    item: str, value: int | Value, day: date, *, party: Party | None = None, past: bool = False, start: int = 0
) -> Claim:
    """What an item says on the question "it"; a plain number is an exact one."""
    whole: Value = Interval.exactly(value) if isinstance(value, int) else value
    return Claim(item, "it", whole, party, day, "words", start, start + 5, past=past)


class Room:
    """Where items are heard: keeps the state and when each item was published."""

    def __init__(self, asked: Question) -> None:
        self.question = asked
        self.state = QuestionState(asked.id)
        self.published: dict[str, datetime] = {}

    def hear(self, *claims: Claim, at: datetime | None = None) -> Verdict:
        """Judge the claims of one item, published at this time (by default noon of its last claim's day)."""
        day = max(c.as_of for c in claims)
        self.published[claims[0].item] = at or datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        verdict = judge(self.question, self.state, claims, self.published)
        self.state = verdict.state
        return verdict

    def withdraw(self, item: str) -> None:
        """Take an item's claims back."""
        self.state = withdraw(self.question, self.state, item)

    @property
    def live(self) -> list[list[str]]:
        """The items behind each live position."""
        numbers = [p.number for p in self.state.positions if p.status is PositionStatus.LIVE]
        return [[held.claim.item for held in self.state.members(number)] for number in numbers]

    @property
    def statuses(self) -> list[str]:
        """What has become of each disagreement."""
        return [known.status.value for known in self.state.disagreements]


def choice(answer: str) -> Choice:
    """A chosen answer."""
    return Choice(answer)


def at_least(number: int) -> Interval[int]:
    """A number or more."""
    return Interval(number, None)
