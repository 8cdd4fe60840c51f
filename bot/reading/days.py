"""Days: what day a sentence tells of, counted from other days where it must be, and the answers to dated questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf

from bot.domain.interval import Interval
from bot.domain.questions import ValueType
from bot.reading.analysis import Sentence
from bot.reading.dates import YEARS
from bot.reading.datespans import DateSpan
from bot.reading.elsewhere import is_elsewhere
from bot.reading.finding import Finding
from bot.reading.language import Mark
from bot.reading.phrases import Match
from bot.reading.rules import Rule
from bot.reading.scope import Scope
from bot.reading.supposing import is_denied, is_supposed, reaches

_KEPT_OUT, _HELD = -2.0, -1.0
"""What it costs to join a day and a phrase that holds it: one that keeps the day out comes first."""
_OPENING = 2
_COUNTED = 6
"""So many words may stand between "a day before" and the day that it counts from."""
_EARLY = 6
_MEANT = 7.0
"""How far from a day it may be said that something was meant for it at first."""
_UNDONE, _ANOTHER_CLAUSE = 8.0, 1.5
"""How far from a day it may be said that nothing of the kind happened, and the border that keeps the two apart."""
_RIGHT_BEFORE, _PART = 3.0, 7.0
"""How far before a day it may be said that its event did not come about, and the border that words which name the event do not cross."""
_DONE = 3.0
"""How far from a day stands what was done on it."""


def resolve(sentences: Sequence[Sentence], told: date) -> None:
    """Settle the days that count from other days of the text ("a day later", "two days after X"); drop those that cannot be.

    Before any day is named a text speaks of the day it is `told` on, so that "the day before" counts back from there. A day that was
    itself counted back is an aside: what comes later may be counted from it, what came earlier is not.
    """
    known: date | None = None
    stood: date | None = None
    for sentence in sentences:
        settled: list[DateSpan] = []
        spans = _counted_from(sentence)
        own = [span for span in spans if span.shift is None and span.precision == "day"]
        for span in spans:
            if span.shift is None:
                settled.append(span)
                if span.precision == "day":
                    known = stood = span.days.lo
                continue
            if span.offset:
                anchor = min(own, key=lambda other: abs(other.first - span.first)).days.lo if own else None
            elif span.shift < 0:
                anchor = stood or (told if told.year in YEARS else None)
            else:
                anchor = known
            if anchor is not None:
                day = anchor + timedelta(days=-span.shift if span.offset else span.shift)
                if day.year not in YEARS:
                    continue
                settled.append(replace(span, days=Interval(day, day), dated=True))
                if not span.offset:
                    known = day
                    stood = day if span.shift > 0 else stood
        sentence.dates = settled


def _counted_from(sentence: Sentence) -> list[DateSpan]:
    """The days of a sentence, those that count from a day right behind as one: "a day before the parade of 9 May" is 8 May."""
    spans: list[DateSpan] = []
    for span in sentence.dates:
        before = spans[-1] if spans else None
        if (
            before is None
            or not before.offset
            or before.shift is None
            or span.shift is not None
            or span.precision != "day"
        ):
            spans.append(span)
            continue
        between = sentence.tokens[before.last : span.first]
        whole = len(between) <= _COUNTED and all(token.word[0].isalnum() for token in between)
        day = span.days.lo + timedelta(days=before.shift)
        if not whole or day.year not in YEARS:
            spans.append(span)
        elif any(before.last <= own.first < span.first for own in sentence.of("own")):
            spans[-1] = span  # "a day before the massacre of 22 March" leaves that day to the massacre
        else:
            spans[-1] = DateSpan(Interval(day, day), before.first, span.last, dated=True)
    return spans


@dataclass(frozen=True, slots=True)
class _Pair:
    """A day and words of a question; `blocks` is the refusal of words that keep the day out, else empty."""

    cost: float
    rule: Rule
    blocks: str
    span: DateSpan
    match: Match[Mark]


class Days:
    """Finds the answers to questions about days: each day of a sentence goes to the event it stands closest to."""

    def __init__(
        self,
        rules: Sequence[Rule],
        text: str,
        scope: Scope,
        topics: dict[int, frozenset[str]],
        sentences: Sequence[Sentence] = (),
        published: date | None = None,
        own: date | None = None,
    ) -> None:
        """`own` is the day of the story's event."""
        self._rules = {rule.id: rule for rule in rules if rule.question.type is ValueType.DATE}
        self._chronicle = _is_chronicle(sentences)
        self._published = published
        self._own = own
        self._text = text
        self._scope = scope
        self._topics = topics

    def find(self, sentence: Sentence, before: Sentence | None = None) -> list[Finding]:
        """The answers of one sentence, refused ones among them.

        A sentence without a day of its own takes that of the sentence `before` it: in a chronicle where that one is nothing but a
        day, elsewhere where it opens with the day in the same paragraph.
        """
        if not sentence.dates:
            return self._inherited(sentence, before) if before is not None else []
        pairs = sorted(self._pairs(sentence), key=lambda pair: (pair.cost, pair.span.first, pair.match.first))
        days_taken: set[int] = set()
        blocked: set[tuple[str, int]] = set()
        answered: dict[str, set[int]] = {}
        found: list[Finding] = []
        for pair in pairs:
            if pair.span.first in days_taken or (pair.rule.id, pair.span.first) in blocked:
                continue
            if pair.blocks:
                blocked.add((pair.rule.id, pair.span.first))
                refused = self._finding(sentence, pair, pair.rule)
                refused.refused = pair.blocks
                found.append(refused)
                continue
            if pair.match.first in answered.get(pair.rule.id, ()):
                continue
            finding = self._finding(sentence, pair, pair.rule)
            found.append(finding)
            if not finding.refused:
                days_taken.add(pair.span.first)
                answered.setdefault(pair.rule.id, set()).add(pair.match.first)
        return found

    def _inherited(self, sentence: Sentence, before: Sentence) -> list[Finding]:
        days = [span for span in before.dates if span.precision == "day"]
        anaphoric = any(match.first <= _OPENING for match in sentence.of("cue", "anaphor"))
        alone = self._chronicle and _is_day(before) and not _is_unreal(sentence)
        follows = alone or ((anaphoric or _is_day(before)) and before.paragraph == sentence.paragraph)
        if not follows or len(days) != 1 or days[0].first > _OPENING:
            return []
        kept_out = {match.label.name for match in sentence.of("question", detail="blocks")} if alone else frozenset()
        found: list[Finding] = []
        for match in sentence.of("question", detail="event"):
            rule = self._rules.get(match.label.name)
            if (
                rule is None
                or rule.reading.scope == "attack"
                or rule.id in kept_out
                or (match.first > _EARLY and not alone)
                or any(known.question == rule.id for known in found)
            ):
                continue
            days_of = in_window(days[0], rule.reading.window)
            place = (match.first, match.last)
            finding = Finding(rule.id, Interval(days_of.lo, days_of.hi), sentence, *place, place, 0.6, inherited=alone)
            finding.because("trigger", sentence.quote(self._text, *place)).because(
                "day", before.quote(self._text, days[0].first, days[0].last)
            )
            finding.refused = self._refusal(sentence, rule, days_of, match.first, own=True) or unmet(
                before, days[0], days_of, rule, self._published
            )
            found.append(finding)
        return found

    def _pairs(self, sentence: Sentence) -> Iterable[_Pair]:
        for match in sentence.of("question"):
            rule = self._rules.get(match.label.name)
            if rule is None or match.label.detail not in ("event", "exact", "blocks"):
                continue
            for span in sentence.dates:
                within = span.first <= match.first and match.last <= span.last
                if span.precision == "month" or (within and span.first < match.first):
                    continue
                if match.label.detail == "exact":
                    if span.first in match.slots:
                        yield _Pair(_HELD, rule, "", span, match)
                    continue
                if match.label.detail == "blocks" and span.first in match.slots and rule.reading.scope != "attack":
                    yield _Pair(_KEPT_OUT, rule, "told_apart", span, match)
                    continue
                cost = self._cost(sentence, match, span)
                if cost <= rule.reading.near:
                    yield _Pair(cost, rule, "blocked" if match.label.detail == "blocks" else "", span, match)

    @staticmethod
    def _cost(sentence: Sentence, match: Match[Mark], span: DateSpan) -> float:
        if span.offset:
            return sentence.distance(span.last, match.first) if match.first >= span.last else float("inf")
        return sentence.apart((span.first, span.last), (match.first, match.last))

    def _finding(self, sentence: Sentence, pair: _Pair, rule: Rule) -> Finding:
        span, match = pair.span, pair.match
        first, last = min(span.first, match.first), max(span.last, match.last)
        days = in_window(span, rule.reading.window)
        bearing = self._scope.at(sentence, span.first, span.last)
        value = Interval(days.lo, days.hi)
        finding = Finding(
            rule.id, value, sentence, first, last, (match.first, match.last),
            max(0.55, 0.95 - 0.03 * max(pair.cost, 0.0)),
        )  # fmt: skip
        finding.because("trigger", sentence.quote(self._text, match.first, match.last))
        finding.because("day", sentence.quote(self._text, span.first, span.last)).because("event", bearing.why)
        own = bearing.own or rule.reading.scope != "attack"
        finding.refused = (
            self._refusal(sentence, rule, days, match.first, own=own)
            or kept_from(sentence, span, days, rule, self._published, self._own)
            or ("hypothetical" if is_supposed(sentence, first, last) else "")
        )
        return finding

    def _refusal(self, sentence: Sentence, rule: Rule, days: Interval[date], place: int, *, own: bool) -> str:
        window = rule.reading.window
        if sentence.question:
            return "question"
        if not own:
            return "other_event"
        if is_elsewhere(sentence, rule, place):
            return "elsewhere"
        if window[0] and not window[0] <= days.lo.isoformat() <= window[1]:
            return "implausible"
        return "" if rule.id in self._topics[sentence.number] else "off_topic"


def kept_from(
    sentence: Sentence, span: DateSpan, days: Interval[date], rule: Rule, published: date | None, own: date | None
) -> str:
    """Why a day is not that of the event that its sentence tells of: nothing happened on it, or something else did, or was counted."""
    why = unmet(sentence, span, days, rule, published)
    if why or not (_is_of_something_else(sentence, span, rule) or _is_counted_by(sentence, span, days, rule, own)):
        return why
    return "told_apart"


def _is_counted_by(sentence: Sentence, span: DateSpan, days: Interval[date], rule: Rule, own: date | None) -> bool:
    """Whether a day is the one by which the dead of the attack were counted ("by Saturday 115 had died in the attack"), not its own."""
    if rule.reading.scope != "attack" or own is None or days.lo == own:
        return False
    return any(cue.last == span.first for cue in sentence.of("cue", "as_of"))


def unmet(sentence: Sentence, span: DateSpan, days: Interval[date], rule: Rule, published: date | None) -> str:
    """Why nothing happened on a day that is named: it is still to come, it was only meant for it at first, or it is denied."""
    if published is not None and days.lo > published and not rule.reading.ahead:
        return "hypothetical"
    for cue in sentence.of("cue", "planned"):
        apart = {day.first: sentence.apart((cue.first, cue.last), (day.first, day.last)) for day in sentence.dates}
        if min(apart, key=lambda first: apart[first]) == span.first and apart[span.first] <= _MEANT:
            return "superseded"
    if rule.reading.scope == "attack":
        return ""
    if is_denied(sentence, span.first) or any(_denies(sentence, cue, span) for cue in sentence.of("cue", "undone")):
        return "rejected"
    return "rejected" if not rule.reading.announced and _is_cancelled(sentence, span, rule) else ""


def _is_of_something_else(sentence: Sentence, span: DateSpan, rule: Rule) -> bool:
    """Whether something was said or done on a day that is not the event, though its sentence tells of that: "told reporters on Friday"."""
    if rule.reading.scope == "attack" or rule.reading.announced:
        return False
    return any(span.first in cue.slots for cue in sentence.of("cue", "told")) or _is_of_a_deed(sentence, span, rule)


def _denies(sentence: Sentence, cue: Match[Mark], span: DateSpan) -> bool:
    """Whether a denial stands near a day, with no border between: "on 8 May, but did not meet reporters" denies nothing of that day."""
    if cue.slots:
        return span.first in cue.slots
    words, day = (cue.first, cue.last), (span.first, span.last)
    return sentence.apart(words, day) <= _UNDONE and sentence.border(words, day) < _ANOTHER_CLAUSE


def _is_cancelled(sentence: Sentence, span: DateSpan, rule: Rule) -> bool:
    """Whether words behind a day, with no other day between, or right before it say that its event did not come about: "but the
    meeting fell through", "will not take place that day". Words that name the event reach over commas.
    """
    return any(
        reaches(sentence, cue.last, span.first, _RIGHT_BEFORE)
        or (
            reaches(sentence, span.last, cue.first, inf, _PART if _names(sentence, cue, rule) else _ANOTHER_CLAUSE)
            and not any(span.last <= other.first < cue.first for other in sentence.dates)
        )
        for cue in sentence.of("cue", "cancelled")
    )


def _names(sentence: Sentence, cue: Match[Mark], rule: Rule) -> bool:
    """Whether words name a question's event: "the meeting fell through", not "was postponed"."""
    return any(one.first < cue.last and cue.first < one.last for one in sentence.of("question", rule.id))


def _is_of_a_deed(sentence: Sentence, span: DateSpan, rule: Rule) -> bool:
    """Whether something else was done on a day, in its clause and nearer to it than what tells of the event: "flew home on Friday"."""
    place = (span.first, span.last)
    near = min(
        (
            sentence.apart((cue.first, cue.last), place)
            for cue in sentence.of("cue", "deed")
            if sentence.border((cue.first, cue.last), place) < _ANOTHER_CLAUSE
        ),
        default=inf,
    )
    told = (one for one in sentence.of("question", rule.id) if one.label.detail in ("event", "exact"))
    return near <= _DONE and all(near < sentence.apart((one.first, one.last), place) for one in told)


def _is_chronicle(sentences: Sequence[Sentence]) -> bool:
    """Whether a text goes from day to day: two of its lines at least are nothing but a day, and not the same; one is a page's own date."""
    return len({sentence.dates[0].days.lo for sentence in sentences if sentence.dates and _is_day(sentence)}) > 1


def _is_unreal(sentence: Sentence) -> bool:
    """Whether a sentence denies or supposes something, so that its events need not have been on that day."""
    return bool(sentence.of("cue", "negation") or sentence.of("cue", "hypothetical"))


def _is_day(sentence: Sentence) -> bool:
    """Whether a sentence is nothing but a day, as in a diary."""
    inside = {place for span in sentence.dates for place in range(span.first, span.last)}
    return all(place in inside or not token.word[0].isalnum() for place, token in enumerate(sentence.tokens))


def in_window(span: DateSpan, window: tuple[str, str]) -> Interval[date]:
    """A day without a year is put into the window's year where that brings it inside."""
    if span.dated or span.weekday or not window[0] or window[0] <= span.days.lo.isoformat() <= window[1]:
        return span.days
    year = int(window[0][:4])
    try:
        moved = span.days.lo.replace(year=year)
    except ValueError:
        return span.days
    if span.shift is None and span.precision == "day" and window[0] <= moved.isoformat() <= window[1]:
        return Interval(moved, moved)
    return span.days
