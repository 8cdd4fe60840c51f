"""The day a figure applies to: publication, unless the text ties it to an earlier day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.questions import Behaviour
from bot.reading.analysis import Sentence
from bot.reading.datespans import DateSpan
from bot.reading.finding import Finding
from bot.reading.voice import Voice

_REACH: Mapping[Behaviour, float] = {Behaviour.POINT_IN_TIME: 12.0, Behaviour.CUMULATIVE: 4.5}
"""How far from its figure a day may stand. A figure of one day is told with that day; a sum is told with many."""

_FAR = 20.0
"""The same for a day that opens the sentence, or is introduced as what it is ("as of", "by")."""

_LONG_AGO = 60
"""Days. What lies further back is the day of a figure only where its year is written out, it opens the sentence or is introduced."""

_LEAD = 3
_OPENING = 1
_BEGINNING, _BESIDE = 2, 3
"""How many words may stand before a day that opens a sentence ("back in May", a dash), and between it and whoever speaks on it."""

_RECALLED = 4
"""Days. What a party said longer ago is history; what it said yesterday is its position."""

_POINTS = 2
_TURNS = 2


def entries(sentences: Sequence[Sentence]) -> Mapping[int, date]:
    """The day under which each sentence of a chronology stands: a heading or the beginning of a paragraph that is nothing but a day."""
    found: dict[int, date] = {}
    section: date | None = None
    entry: tuple[int, date] | None = None
    for sentence in sentences:
        day = _only_day(sentence)
        if sentence.kind == "heading":
            section = day
        elif day is not None:
            entry = sentence.paragraph, day
        elif entry is not None and entry[0] == sentence.paragraph:
            found[sentence.number] = entry[1]
        elif section is not None:
            found[sentence.number] = section
    return found


def _only_day(sentence: Sentence) -> date | None:
    for span in sentence.dates:
        whole = len(sentence.tokens) <= span.last - span.first + _POINTS
        if whole and span.shift is None and span.precision == "day":
            return span.days.lo
    return None


def as_of(finding: Finding, published: date, behaviour: Behaviour, own: date | None = None) -> date:
    """The day by which the sentence says the figure stood; `published` where it says none.

    A figure that is told with the day of the story's `own` event is not a figure of that day.
    """
    found: tuple[float, date] | None = None
    for span in _offered(finding):
        day = span.days.hi or span.days.lo
        if day > published or (own is not None and day < own):
            continue
        introduced = _introduced(finding.sentence, span)
        if (published - day).days > _LONG_AGO and not (span.dated or introduced or _opens(finding, span)):
            continue
        if not introduced and (span.precision == "month" or day == own):
            continue
        distance = _distance(finding, span)
        if distance <= _reach(finding, span, behaviour, introduced) and (found is None or distance < found[0]):
            found = distance, day
    return found[1] if found else published


def said_on(finding: Finding, voice: Voice | None, published: date, own: date | None = None) -> date:
    """The day on which a party took the position that a sentence recalls: "on 30 April the Kremlin still called the checks temporary".

    `published` where no day longer ago opens the sentence before whoever speaks, or stands amid who says so; where a newer day
    stands in the sentence too ("said on Monday"); and for a day not behind that of the story's `own` event.
    """
    spans = [span for span in finding.sentence.dates if span.shift is None]
    ends = [span.days.hi or span.days.lo for span in spans]
    if not ends or (published - max(ends)).days < _RECALLED:
        return published
    for span, day in zip(spans, ends, strict=True):
        if own is not None and day <= own:
            continue
        if _is_amid(finding.sentence, voice, span) or _opens_with_speaker(finding, voice, span):
            return day
    return published


def _is_amid(sentence: Sentence, voice: Voice | None, span: DateSpan) -> bool:
    """Whether a day stands between a speaker and the verb, with no comma before it."""
    if voice is None or not voice.first <= span.first < voice.last:
        return False
    return all(token.word != "," for token in sentence.tokens[voice.first : span.first])


def _opens_with_speaker(finding: Finding, voice: Voice | None, span: DateSpan) -> bool:
    """Whether a day opens the sentence and who speaks follows, or one party alone; with two it is of what they did: "on 3 May Lavrov rang
    Muhriddin".
    """
    if span.first > _BEGINNING:
        return False
    if voice is not None and 0 <= voice.first - span.last <= _BESIDE:
        return True
    named = [match for kind in ("party", "person") for match in finding.sentence.of(kind) if span.last <= match.first]
    before = {match.label.name for match in named if match.first < finding.anchor[0]}
    near = any(match.first - span.last <= _BESIDE for match in named)
    return finding.party is not None and near and before == {finding.party.value}


def _offered(finding: Finding) -> Sequence[DateSpan]:
    """The days that may be the figure's: all of the sentence, or the one that is where days and figures take turns."""
    days, figures = finding.sentence.dates, [number.core for number in finding.sentence.numbers]
    if len(days) < _TURNS or len(figures) < _TURNS:
        return days
    place = finding.anchor[0]
    before, behind = [day for day in days if day.first <= place], [day for day in days if day.first > place]
    if _take_turns(days, figures):  # "on Sunday 137, on Monday 139"
        return before[-1:] or days
    if _take_turns([*reversed(days)], figures, backwards=True):  # "97 on Tuesday and 105 on Monday"
        return behind[:1] or days
    return days


def _take_turns(days: Sequence[DateSpan], figures: Sequence[int], *, backwards: bool = False) -> bool:
    """Whether each day is followed by a figure before the next day, and none stands before the first."""
    places = [day.first for day in days]
    if backwards:
        places, figures = [-place for place in places], [-place for place in figures]
    ends = [*places[1:], max(figures) + 1]
    each = all(any(place < figure < end for figure in figures) for place, end in zip(places, ends, strict=True))
    return each and min(figures) > places[0]


def _reach(finding: Finding, span: DateSpan, behaviour: Behaviour, introduced: bool) -> float:
    if behaviour not in _REACH:
        return 0.0  # what never changes applies to every day
    return _FAR if introduced or _opens(finding, span) else _REACH[behaviour]


def _opens(finding: Finding, span: DateSpan) -> bool:
    """Whether a day opens the sentence of a figure behind it, or what follows a colon there."""
    words = [token.word for token in finding.sentence.tokens[: span.first]]
    begins = max((place + 1 for place, word in enumerate(words) if word == ":"), default=0)
    return span.first - begins <= _OPENING and span.last <= finding.anchor[0]


def _introduced(sentence: Sentence, span: DateSpan) -> bool:
    return any(0 <= span.first - cue.last <= _LEAD for cue in sentence.of("cue", "as_of"))


def _distance(finding: Finding, span: DateSpan) -> float:
    first, last = finding.anchor
    if span.last <= first:
        return finding.sentence.distance(span.last, first)
    return finding.sentence.distance(last, span.first)
