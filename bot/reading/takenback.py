"""What a text takes back: a day on which its question's event turns out to have been less ("he was invited; no note was handed over")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.claims import Choice
from bot.reading.analysis import Sentence
from bot.reading.datespans import DateSpan
from bot.reading.finding import Finding


def take_back(findings: Sequence[Finding], body: Sequence[Sentence]) -> None:
    """Refuse ("rejected") what words such as "no note was handed over" say was no such event: the last day that is named before them in
    their sentence or, where that names none, in the one before in the paragraph.
    """
    before = dict(zip((sentence.number for sentence in body[1:]), body, strict=False))
    for sentence in body:
        for match in sentence.of("question", detail="unless"):
            where, day = sentence, _day_before(sentence, match.first)
            earlier = before.get(sentence.number)
            if day is None and earlier is not None and earlier.paragraph == sentence.paragraph:
                where, day = earlier, _day_before(earlier, len(earlier.tokens))
            for finding in findings:
                told = finding.question == match.label.name and finding.sentence is where and not finding.refused
                if told and day is not None and _is_that(finding, day):
                    finding.refused = "rejected"


def _day_before(sentence: Sentence, place: int) -> DateSpan | None:
    """The last day that is named before a place."""
    return max((span for span in sentence.dates if span.last <= place), key=lambda span: span.first, default=None)


def _is_that(finding: Finding, span: DateSpan) -> bool:
    """Whether a finding tells of a day; its year may have been set by its question."""
    if isinstance(finding.value, Choice) or not isinstance(finding.value.lo, date):
        return False
    return (finding.value.lo.month, finding.value.lo.day) == (span.days.lo.month, span.days.lo.day)
