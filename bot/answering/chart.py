"""/toll chart and /timeline chart: what the pictures show, and the same in words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering import timeline
from bot.answering.paging import choices
from bot.answering.plot import Line, Mark, Point, draw_lines, draw_marks
from bot.answering.standing import Move, moves
from bot.answering.view import View
from bot.answering.wording import source_name, sources, value_text
from bot.answering.words import Words
from bot.domain.interval import Interval
from bot.domain.questions import Question, Topic, ValueType
from bot.domain.reply import Heading, Picture, Reply, Text
from bot.domain.stored import TimelineEntry

PANELS = 4
MARKS = 12
MARK_CHARACTERS = 110


def toll_chart(view: View, words: Words, questions: Sequence[Question]) -> Reply:
    """The figures of counts over time, at most four of them, each in a panel of its own. Draws for about 0.1 s."""
    counts = [q for q in questions if q.type is ValueType.COUNT and moves(view, q.id)][:PANELS]
    if not counts:
        text = words.gettext("There are no figures to draw. Try /toll chart")
        return Reply((Text(text),), lang=words.lang)
    lines = [_line(view, words, question) for question in counts]
    against = words.gettext("contradicted")
    days = sorted({point.day for line in lines for point in line.points})
    picture = draw_lines(lines, {day: words.day(day, view.year) for day in days}, against)
    options = [
        (words.gettext("Quotes"), f"/claims {counts[0].id}"),
        (words.gettext("In figures"), "/toll" if len(questions) > 1 else f"/toll {counts[0].id}"),
    ]
    alt = "\n".join(_in_words(view, words, line) for line in lines)
    parts = (Heading(words.pick(view.story.title)), Picture(picture, alt), choices(options))
    return Reply(parts, lang=words.lang)


def timeline_chart(view: View, words: Words, period: Interval[date] | None = None, topic: Topic | None = None) -> Reply:
    """The latest dozen entries of a timeline as a picture. Draws for about 0.1 s."""
    entries = timeline.selected(view, period, topic)
    if not entries:
        text = words.gettext("There are no dated events to draw. Try /timeline chart")
        return Reply((Text(text),), lang=words.lang)
    marks = [_mark(view, words, entry) for entry in entries[-MARKS:]]
    title = timeline.title(words, len(entries), period, topic)
    alt = "\n".join(f"{mark.day}: {mark.text} ({mark.source})" for mark in marks)
    options = choices([(words.gettext("In words"), timeline.command(period, topic))])
    return Reply((Heading(title), Picture(draw_marks(marks, title), alt), options), lang=words.lang)


def _line(view: View, words: Words, question: Question) -> Line:
    opposed = _opposed(view, question.id)
    steps = moves(view, question.id)
    return Line(
        words.pick(question.label), tuple(p for step in steps if (p := _point(view, words, question, step, opposed)))
    )


def _point(view: View, words: Words, question: Question, move: Move, opposed: set[int]) -> Point | None:
    value = move.value
    if not isinstance(value, Interval) or not isinstance(value.lo, int):
        return None
    high = value.hi if isinstance(value.hi, int) else None
    against = any(held.position in opposed for held in move.claims)
    text = value_text(words, question, value)
    return Point(move.day, value.lo, high, text, ", ".join(sources(view, move.claims)), against)


def _opposed(view: View, question_id: str) -> set[int]:
    """The positions that an open disagreement is about."""
    ours = [d.disagreement for d in view.open_disagreements if d.question == question_id]
    return {side for disagreement in ours for side in (disagreement.first, disagreement.second)}


def _in_words(view: View, words: Words, line: Line) -> str:
    """One line of the picture: "Killed: 139 (26 Mar, ABC Nyheter) → 144 (…)"."""
    mark = words.gettext("contradicted")
    said = [
        f"{point.text} ({words.day(point.day, view.year)}, {point.source}{f'; {mark}' if point.against else ''})"
        for point in line.points
    ]
    return f"{line.label}: {' → '.join(said)}"


def _mark(view: View, words: Words, entry: TimelineEntry) -> Mark:
    item_id, quote = entry.tellings[0]
    item = view.items[item_id].item
    text = timeline.telling(item.text, quote, entry.when.lo, MARK_CHARACTERS)
    names = dict.fromkeys(source_name(view.story, view.items[each].item.source) for each, _ in entry.tellings)
    return Mark(timeline.when_text(words, entry), text, ", ".join(names))
