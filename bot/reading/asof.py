"""The day a figure applies to: publication, unless the text ties it to an earlier day."""

from __future__ import annotations

from datetime import date

from bot.reading.analysis import Sentence
from bot.reading.dates import DateSpan
from bot.reading.finding import Finding

_NEAR = 5.0
_LONG_AGO = 60
_LEAD = 3


def as_of(finding: Finding, published: date) -> date:
    """The day by which the sentence says the figure stood; `published` where it says none."""
    for span in finding.sentence.dates:
        day = span.days.hi or span.days.lo
        if day >= published or span.precision == "month" or (published - day).days > _LONG_AGO:
            continue
        if _ties(finding.sentence, span, finding):
            return day
    return published


def _ties(sentence: Sentence, span: DateSpan, finding: Finding) -> bool:
    """Whether a day is tied to a figure: introduced as such ("as of", "by"), first in its sentence, or close beside it."""
    first, last = finding.anchor
    introduced = any(0 <= span.first - cue.last <= _LEAD for cue in sentence.of("cue", "as_of"))
    distance = sentence.distance(span.last, first) if span.last <= first else sentence.distance(last, span.first)
    if introduced:
        return distance <= 4 * _NEAR
    opening = span.first <= 1 and span.last <= first
    if any(voice.first - 2 <= span.first <= voice.last + 1 for voice in sentence.of("speech")):
        return False
    return opening and distance <= 4 * _NEAR
