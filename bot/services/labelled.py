"""Labelled articles as plain text with markup: what authors write, what training reads, what corrections are exported as.

    @@ a1-en-agency/ag-court

    @ a1-en-agency-007 | en | 2024-03-25T06:40:00Z | northwire.example
    # part; other event
    TITLE: Four remanded

    The court remanded four suspects on Sunday. Eleven people had been detained.

    = remanded | 4 | - | 2024-03-24 | remanded four suspects
    =? detained | 11 | - | - | Eleven people had been detained
    ! remanded | conflict | a1-en-agency-005
    ~ detained

The format is described in tests/quality/README.md; this module reads it, `bot.services.labelwriting` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.errors import BadItemError
from bot.domain.interval import Interval
from bot.domain.positions import ALERTING
from bot.domain.questions import Question, ValueType
from bot.domain.tongues import plain_code
from bot.services.intake import check_text, parse_published
from bot.services.ledger import Ledger

NONE = "-"
"""Nobody in particular as the party, the day of publication as the day that a claim is for."""

SIGNS = ("@", "=", "!", "~", "\\")
"""What a line of markup begins with; such a line of a text stands behind a backslash."""

_HINT = "If it is a line of the text, put a backslash before it."
BETWEEN = " | "
TITLE = "TITLE:"
_BAR = re.compile(r"(?<!\\)\|")
_STREAM = re.compile(r"@@\s+(\S+)")
_NUMBER = re.compile(r"(\d{1,15})(?:(\.\.)(\d{1,15})?)?")

Key = tuple[str, Value, Party | None]


@dataclass(frozen=True, slots=True)
class Label:
    """A claim that a text makes; `optional` where two careful readers would differ."""

    claim: Claim
    optional: bool = False


@dataclass(frozen=True, slots=True)
class AlertLabel:
    """An alert that the claims raise; `against` are the items on the opposing sides, of which the bot has to name one."""

    question: str
    kind: str
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article with its labels.

    The items of a `stream` are read one after another into an empty store, where the claims raise `alerts` and `updates` (the latter are
    questions). `hard` are free words for what makes the article hard.
    """

    item: Item
    stream: str
    claims: tuple[Label, ...] = ()
    alerts: tuple[AlertLabel, ...] = ()
    updates: frozenset[str] = frozenset()
    hard: tuple[str, ...] = ()

    @property
    def firm(self) -> frozenset[Key]:
        """What it claims for every careful reader."""
        return frozenset(key(label.claim) for label in self.claims if not label.optional)

    @property
    def optional(self) -> frozenset[Key]:
        """What it claims for some."""
        return frozenset(key(label.claim) for label in self.claims) - self.firm


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines of one article in a file: its heading, which is the file's line `line` counted from 1, and what follows it."""

    stream: str
    line: int
    lines: Sequence[str]


def key(claim: Claim) -> Key:
    """What makes two claims of one item the same: the party counts for choices only."""
    return claim.question, claim.value, claim.party if isinstance(claim.value, Choice) else None


def entries(text: str) -> Iterator[Entry]:
    """The articles of a file, still as lines. Raises BadItemError for what belongs to none, with its line."""
    stream, heading, start = "", 0, 0
    lines = list[str]()
    before = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.startswith("@"):
            if start:
                lines.append(line)
            elif line.strip():
                raise _at(number, "an article begins with a line like “@ ID | LANG | TIME | OUTLET”.")
        elif start and before.strip():
            raise _at(number, f"an empty line comes before it. {_HINT}")
        else:
            if start:
                yield Entry(stream, start, lines)
            if found := _STREAM.fullmatch(line.rstrip()):
                if heading:
                    raise _at(heading, f"no article follows “@@ {stream}”.")
                stream, heading, start, lines = found[1], number, 0, []
            elif line.startswith("@ "):
                heading, start, lines = 0, number, [line]
            else:
                raise _at(
                    number, f"a stream begins with “@@ NAME”, an article with “@ ID | LANG | TIME | OUTLET”. {_HINT}"
                )
        before = line
    if start:
        yield Entry(stream, start, lines)
    elif heading:
        raise _at(heading, f"no article follows “@@ {stream}”.")


def article(entry: Entry, questions: Mapping[str, Question]) -> Labelled:
    """An article with its labels. Raises BadItemError, with the number of the line that cannot be read."""
    numbered = list(enumerate(entry.lines, start=entry.line))
    head = next((place for place, (_, line) in enumerate(numbered) if not line.strip()), len(numbered))
    item, hard = _head(entry, numbered[:head])
    body, labels = _divided(numbered[head:])
    item = replace(item, text="\n".join(_unmarked(number, line) for number, line in _stripped(body)))
    _check(item.text, "The text", entry, item.id)
    claims, alerts, updates = list[Label](), list[AlertLabel](), set[str]()
    for number, line in labels:
        try:
            if line.startswith("="):
                claims.append(_label(item, line, claims[-1].claim.start if claims else 0, questions))
            elif line.startswith("!"):
                alerts.append(_alert(line, questions))
            else:
                updates.add(_question(line[1:].strip(), questions).id)
        except BadItemError as error:
            raise _at(number, error, item.id) from None
    return Labelled(item, entry.stream, tuple(claims), tuple(alerts), frozenset(updates), hard)


def parse(text: str, questions: Mapping[str, Question]) -> Iterator[Labelled]:
    """The articles of a file in its order. Raises BadItemError, with the number of the line that cannot be read."""
    for entry in entries(text):
        yield article(entry, questions)


def raised(
    articles: Iterable[Labelled], questions: Mapping[str, Question], *, optional: bool = True
) -> Iterator[Labelled]:
    """The articles with what their claims raise by the bot's judge, the `optional` ones or not; each stream into an empty store.

    The items of a stream have to come in its order.
    """
    ledgers: dict[str, Ledger] = {}
    for one in articles:
        ledger = ledgers.setdefault(one.stream, Ledger(questions))
        effects = ledger.take(one.item, [label.claim for label in one.claims if optional or not label.optional])
        alerts = (
            AlertLabel(
                alert.question, alert.kind.value, tuple(dict.fromkeys(held.claim.item for held in alert.against))
            )
            for alert in effects.alerts
        )
        yield replace(one, alerts=tuple(alerts), updates=frozenset(update.question for update in effects.updates))


def in_streams(articles: Iterable[Labelled]) -> list[Labelled]:
    """Stream after stream, the items of each in order of publication: a stream may stand in several files."""
    streams: dict[str, list[Labelled]] = {}
    for one in articles:
        streams.setdefault(one.stream, []).append(one)
    return [
        one for stream in streams.values() for one in sorted(stream, key=lambda it: (it.item.published, it.item.id))
    ]


def _at(number: int, what: object, name: str = "") -> BadItemError:
    return BadItemError(f"Line {number}, {name}: {what}" if name else f"Line {number}: {what}")


def _head(entry: Entry, lines: Sequence[tuple[int, str]]) -> tuple[Item, tuple[str, ...]]:
    """The item, still without its text, and what makes it hard."""
    line = lines[0][1]
    try:
        name, lang, time, source = _fields(line[1:], 4, "an article begins with “@ ID | LANG | TIME | OUTLET”")
        if not entry.stream:
            raise BadItemError("no stream is named before it; that is a line like “@@ NAME”.")
        published, is_day = parse_published(time)
        code = plain_code(lang)
    except BadItemError as error:
        raise _at(entry.line, error, line[1:].split("|")[0].strip()) from None
    title, hard = _title(entry, name, lines[1:])
    return Item(name, source, code, title, "", published, published_is_day=is_day), hard


def _title(entry: Entry, name: str, lines: Sequence[tuple[int, str]]) -> tuple[str, tuple[str, ...]]:
    """The title, and what makes the article hard, which may stand before it."""
    hard, title = None, None
    for number, line in lines:
        if line.startswith("#") and hard is None and title is None:
            hard = tuple(word for part in line[1:].split(";") if (word := part.strip()))
        elif line.startswith(TITLE) and title is None:
            title = _plain(line.removeprefix(TITLE).strip())
        elif title is None:
            raise _at(number, f"a line “{TITLE} …” and an empty one come before the text.", name)
        else:
            raise _at(number, f"an empty line comes between “{TITLE} …” and the text.", name)
    if title is None:
        raise _at(entry.line, f"it has no line “{TITLE} …”.", name)
    _check(title, "The title", entry, name)
    return title, hard or ()


def _check(words: str, what: str, entry: Entry, name: str) -> None:
    try:
        check_text(words, what)
    except BadItemError as error:
        raise _at(entry.line, error, name) from None


def _divided(lines: Sequence[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The lines of the text, and those of the labels behind it."""
    body, labels = list[tuple[int, str]](), list[tuple[int, str]]()
    for number, line in lines:
        if line.startswith(("=", "!", "~")):
            if not labels and body[-1][1].strip():
                raise _at(number, f"an empty line comes between the text and its labels. {_HINT}")
            labels.append((number, line))
        elif not labels:
            body.append((number, line))
        elif line.strip():
            raise _at(number, f"text stands behind labels, which begin their lines with =, ! or ~. {_HINT}")
    return body, labels


def _label(item: Item, line: str, first: int, questions: Mapping[str, Question]) -> Label:
    """A claim, whose words are looked for from `first` on: the claims stand in the order of the text."""
    optional = line.startswith("=?")
    form = f"a claim is “= QUESTION | VALUE | PARTY | DAY | QUOTE”. {_HINT}"
    name, value, by, day, quote = _fields(line[2:] if optional else line[1:], 5, form)
    question = _question(name, questions)
    start = item.text.find(quote, first)
    if start < 0 and quote in item.text:
        raise BadItemError(f"{name}: claims stand in the order of the text: {quote!r}")
    if start < 0:
        raise BadItemError(f"{name}: the quote is not in the text: {quote!r}")
    if by != NONE and by not in set(Party):
        raise BadItemError(f"{name}: {by!r} is no party")
    party = None if by == NONE else Party(by)
    as_of = item.day if day == NONE else _day(name, day)
    claim = Claim(item.id, name, _value(question, value), party, as_of, quote, start, start + len(quote))
    return Label(claim, optional)


def _alert(line: str, questions: Mapping[str, Question]) -> AlertLabel:
    name, kind, *against = _fields(line[1:], None, f"an alert is “! QUESTION | KIND | ITEM”. {_HINT}")
    if kind not in {one.value for one in ALERTING}:
        raise BadItemError(f"{name}: {kind!r} is no kind of alert")
    return AlertLabel(_question(name, questions).id, kind, tuple(against))


def _question(name: str, questions: Mapping[str, Question]) -> Question:
    if name not in questions:
        raise BadItemError(f"no such question: {name!r}. {_HINT}")
    return questions[name]


def _value(question: Question, words: str) -> Value:
    if question.type is ValueType.CHOICE:
        if words not in question.answers:
            raise BadItemError(f"{question.id}: {words!r} is no answer; there are {', '.join(question.answers)}")
        return Choice(words)
    if question.type is ValueType.DATE:
        first, dots, last = words.partition("..")
        lo = _day(question.id, first)
        return _interval(question.id, lo, _day(question.id, last) if dots else lo)
    found = _NUMBER.fullmatch(words)
    if found is None:
        raise BadItemError(f"{question.id}: {words!r} is no number; write 143, 144.. or 90..100")
    number, dots, most = int(found[1]), found[2], found[3]
    return _interval(question.id, number, int(most) if most else None if dots else number)


def _interval(name: str, lo: int | date, hi: int | date | None) -> Value:
    try:
        if isinstance(lo, date):
            return Interval(lo, hi if isinstance(hi, date) else None)
        return Interval(lo, hi if isinstance(hi, int) else None)
    except ValueError as error:
        raise BadItemError(f"{name}: {error}") from None


def _day(name: str, words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise BadItemError(f"{name}: {words!r} is no day; write 2024-03-22") from None


def _fields(line: str, number: int | None, form: str) -> list[str]:
    """The parts of a line of markup between its bars; the last of `number` parts may hold bars. Raises BadItemError."""
    parts = [_plain(part.strip()) for part in _BAR.split(line, number - 1 if number else 0)]
    if len(parts) < (number or 3) or not all(parts):
        raise BadItemError(f"{form}: {line.strip()!r}")
    return parts


def _stripped(lines: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """The lines from the first to the last that is not empty."""
    full = [place for place, (_, line) in enumerate(lines) if line.strip()]
    return lines[full[0] : full[-1] + 1] if full else ()


def _unmarked(number: int, line: str) -> str:
    if not line.startswith("\\"):
        return line
    if line[1:].strip() and not line[1:].startswith(SIGNS):
        raise _at(number, "a backslash stands before a line that needs none; for a backslash of the text write two.")
    return line[1:]


def _plain(words: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], words)
