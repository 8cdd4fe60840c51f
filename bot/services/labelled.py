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

The format is described in tests/quality/README.md; `entries`, `labelled` and `written` are its one implementation.
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
from bot.services.intake import check_text, parse_published
from bot.services.ledger import Effects

NONE = "-"
"""Nobody in particular as the party, the day of publication as the day that a claim is for."""

_SIGNS = "@=!~\\"
"""What a line of markup begins with; such a line of a text stands behind a backslash."""

_BETWEEN = " | "
_TITLE = "TITLE:"
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
    """The lines of one article in a file, the first of which is the file's `line`, counted from 1."""

    stream: str
    line: int
    lines: Sequence[str]


def key(claim: Claim) -> Key:
    """What makes two claims of one item the same: the party counts for choices only."""
    return claim.question, claim.value, claim.party if isinstance(claim.value, Choice) else None


def entries(text: str) -> Iterator[Entry]:
    """The articles of a file, still as lines. Raises BadItemError where something stands before the first one."""
    stream, start, lines = "", 0, list[str]()
    for number, line in enumerate([*text.split("\n"), "@@ "], start=1):
        if not line.startswith("@"):
            if not lines and line.strip():
                raise BadItemError(f"Line {number}: an article begins with a line like “@ ID | LANG | TIME | OUTLET”.")
            if lines:
                lines.append(line)
            continue
        if lines:
            yield Entry(stream, start, lines)
        if line.startswith("@@"):
            stream, lines = line[2:].strip(), []
        else:
            start, lines = number, [line]


def labelled(entry: Entry, questions: Mapping[str, Question]) -> Labelled:
    """An article with its labels. Raises BadItemError, with the number of the line that cannot be read."""
    head, *rest = entry.lines
    item, hard, labels = _article(entry, head, rest)
    claims, alerts, updates = list[Label](), list[AlertLabel](), set[str]()
    for number, line in labels:
        try:
            if line.startswith("="):
                claims.append(_label(item, line, questions))
            elif line.startswith("!"):
                alerts.append(_alert(line, questions))
            else:
                question = _question(line[1:].strip(), questions).id
                if question in updates:
                    raise BadItemError(f"{question} is updated twice.")
                updates.add(question)
        except BadItemError as error:
            raise BadItemError(f"Line {number}, {item.id}: {error}") from None
    return Labelled(item, entry.stream, tuple(claims), tuple(alerts), frozenset(updates), hard)


def parse(text: str, questions: Mapping[str, Question]) -> Iterator[Labelled]:
    """The articles of a file in its order. Raises BadItemError, with the number of the line that cannot be read."""
    for entry in entries(text):
        yield labelled(entry, questions)


def with_effects(one: Labelled, effects: Effects) -> Labelled:
    """The article with the alerts and updates that its claims raised."""
    alerts = (
        AlertLabel(alert.question, alert.kind.value, tuple(dict.fromkeys(held.claim.item for held in alert.against)))
        for alert in effects.alerts
    )
    return replace(one, alerts=tuple(alerts), updates=frozenset(update.question for update in effects.updates))


def in_streams(articles: Iterable[Labelled]) -> list[Labelled]:
    """Stream after stream, the items of each in order of publication: a stream may stand in several files."""
    streams: dict[str, list[Labelled]] = {}
    for one in articles:
        streams.setdefault(one.stream, []).append(one)
    return [
        one for stream in streams.values() for one in sorted(stream, key=lambda it: (it.item.published, it.item.id))
    ]


def written(articles: Iterable[Labelled]) -> str:
    """The file of these articles, from which `parse` reads the same again."""
    lines, stream = list[str](), None
    for one in articles:
        if one.stream != stream:
            stream = one.stream
            lines += [f"@@ {stream}", ""]
        lines += [*_written(one), ""]
    return "\n".join(lines)


def _article(entry: Entry, head: str, rest: Sequence[str]) -> tuple[Item, tuple[str, ...], list[tuple[int, str]]]:
    """The item, what makes it hard, and the numbered lines of its labels."""
    try:
        name, lang, time, source = _fields(head[1:], 4, "an article begins with “@ ID | LANG | TIME | OUTLET”")
        if not entry.stream:
            raise BadItemError("no stream is named before it; that is a line like “@@ STREAM”.")
        published, is_day = parse_published(time)
        title, hard = None, tuple[str, ...]()
        body, labels = list[str](), list[tuple[int, str]]()
        for number, line in enumerate(rest, start=entry.line + 1):
            if title is None and line.startswith("#"):
                hard = tuple(word for part in line[1:].split(";") if (word := part.strip()))
            elif title is None and line.startswith(_TITLE):
                title = _plain(line.removeprefix(_TITLE).strip())
            elif title is not None and line.startswith(("=", "!", "~")):
                labels.append((number, line))
            elif title is None and line.strip():
                raise BadItemError(f"line {number}: a line “{_TITLE} …” comes before the text.")
            elif labels and line.strip():
                raise BadItemError(
                    f"line {number}: behind the labels comes the next article, or a backslash is missing."
                )
            elif not labels:
                body.append(line)
        if title is None:
            raise BadItemError(f"it has no line “{_TITLE} …”.")
        text = "\n".join(map(_unmarked, _stripped(body)))
        for what, words in (("The text", text), ("The title", title), ("The outlet", source)):
            check_text(words, what)
    except BadItemError as error:
        raise BadItemError(f"Line {entry.line}, {head[1:].split(_BETWEEN)[0].strip() or '?'}: {error}") from None
    return Item(name, source, lang, title, text, published, published_is_day=is_day), hard, labels


def _label(item: Item, line: str, questions: Mapping[str, Question]) -> Label:
    optional = line.startswith("=?")
    form = "a claim is “= QUESTION | VALUE | PARTY | DAY | QUOTE”"
    name, value, by, day, quote = _fields(line[2:] if optional else line[1:], 5, form)
    question = _question(name, questions)
    start = item.text.find(quote)
    if start < 0:
        raise BadItemError(f"{name}: the quote is not in the text: {quote!r}")
    if by != NONE and by not in set(Party):
        raise BadItemError(f"{name}: {by!r} is no party")
    party = None if by == NONE else Party(by)
    as_of = item.day if day == NONE else _day(name, day)
    claim = Claim(item.id, name, _value(question, value), party, as_of, quote, start, start + len(quote))
    return Label(claim, optional)


def _alert(line: str, questions: Mapping[str, Question]) -> AlertLabel:
    name, kind, *against = map(_plain, line[1:].strip().split(_BETWEEN))
    if kind not in {one.value for one in ALERTING}:
        raise BadItemError(f"{name}: {kind!r} is no kind of alert")
    return AlertLabel(_question(name, questions).id, kind, tuple(against))


def _question(name: str, questions: Mapping[str, Question]) -> Question:
    if name not in questions:
        raise BadItemError(f"no such question: {name}")
    return questions[name]


def _value(question: Question, words: str) -> Value:
    if question.type is ValueType.CHOICE:
        if words not in question.answers:
            raise BadItemError(f"{question.id}: {words!r} is no answer; there are {', '.join(question.answers)}")
        return Choice(words)
    if question.type is ValueType.DATE:
        first, _, last = words.partition("..")
        lo = _day(question.id, first)
        return _interval(question.id, lo, _day(question.id, last) if last else lo)
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


def _written(one: Labelled) -> Iterator[str]:
    item = one.item
    time = item.day.isoformat() if item.published_is_day else item.published.isoformat().replace("+00:00", "Z")
    yield f"@ {_BETWEEN.join(map(_marked, (item.id, item.lang, time, item.source)))}"
    if one.hard:
        yield f"# {'; '.join(one.hard)}"
    yield f"{_TITLE} {_marked(item.title)}".rstrip()
    yield ""
    body = item.text.split("\n")
    for place, line in enumerate(body):
        edge = place in (0, len(body) - 1)
        yield f"\\{line}" if line[:1] in _SIGNS and (line or edge) else line
    labels = [*map(_claim, one.claims), *map(_alert_line, one.alerts), *(f"~ {name}" for name in sorted(one.updates))]
    yield from ("", *labels) if labels else ()


def _claim(label: Label) -> str:
    claim = label.claim
    parts = (claim.question, _valued(claim.value), claim.party.value if claim.party else NONE, claim.as_of.isoformat())
    return f"={'?' if label.optional else ''} {_BETWEEN.join(parts)}{_BETWEEN}{_marked(claim.quote)}"


def _alert_line(alert: AlertLabel) -> str:
    return f"! {_BETWEEN.join(map(_marked, (alert.question, alert.kind, *alert.against)))}"


def _valued(value: Value) -> str:
    if isinstance(value, Choice):
        return value.answer
    if value.is_exact:
        return str(value.lo)
    return f"{value.lo}..{'' if value.hi is None else value.hi}"


def _fields(line: str, number: int, form: str) -> list[str]:
    """The parts of a line of markup, white space around them aside."""
    parts = [_plain(part.strip()) for part in line.strip().split(_BETWEEN, number - 1)]
    if len(parts) < number or not all(parts):
        raise BadItemError(f"{form}: {line.strip()!r}")
    return parts


def _stripped(lines: Sequence[str]) -> Sequence[str]:
    """The lines from the first to the last that is not empty."""
    full = [place for place, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else ()


def _unmarked(line: str) -> str:
    return line.removeprefix("\\")


def _marked(words: str) -> str:
    """Words for one line of markup."""
    return words.replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\|")


def _plain(words: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], words)
