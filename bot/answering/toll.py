"""/toll: casualties and arrests as they stand, who says so, and how they moved."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.claims import as_it_stands
from bot.answering.paging import choices
from bot.answering.standing import moves, standings
from bot.answering.view import View
from bot.answering.wording import label_inside, origin, sources, value_text
from bot.answering.words import Words
from bot.domain.questions import Question, ValueType
from bot.domain.reply import Heading, Part, Reply, Table, Text

MOVES_SHOWN = 8


def toll(view: View, words: Words, questions: Sequence[Question]) -> Reply:
    """The figures of some questions and how the first known one moved."""
    known = [question for question in questions if standings(view, question.id)]
    if not known:
        return _nothing(view, words)
    main = known[0]
    parts = [
        Heading(words.pick(view.story.title)),
        *_as_of(view, words),
        Table(tuple(row for question in known for row in figures(view, words, question))),
        *moved(view, words, main),
        Text(_contradictions(view, words, known)),
        _next(words, view, main, *_shared_topic(questions)),
    ]
    return Reply(tuple(parts), lang=words.lang)


def toll_of(view: View, words: Words, question: Question) -> Reply:
    """One question's answer, in the first line, and how it moved."""
    if not standings(view, question.id):
        return _nothing(view, words, question)
    parts = [
        Heading(as_it_stands(view, words, question)),
        *_as_of(view, words),
        Text(words.pick(question.asks), "note"),
        *moved(view, words, question),
        Text(_contradictions(view, words, [question])),
        _next(words, view, question, question.id),
    ]
    return Reply(tuple(parts), lang=words.lang)


def figures(view: View, words: Words, question: Question) -> list[tuple[str, str, str]]:
    """A row of label, value and origin for each live position; the label stands in the first row only."""
    rows: list[tuple[str, str, str]] = []
    for standing in standings(view, question.id):
        label = "" if rows else words.pick(question.label)
        value = value_text(words, question, standing.value)
        rows.append((label, value, origin(view, words, standing.strongest.claim)))
    return rows


def moved(view: View, words: Words, question: Question) -> list[Part]:
    """The figures of a question by day, the latest ones where there are many; nothing where there was one figure only."""
    steps = moves(view, question.id)
    if len(steps) < 2:
        return []
    rows = tuple(
        (words.day(step.day, view.year), value_text(words, question, step.value), ", ".join(sources(view, step.claims)))
        for step in steps[-MOVES_SHOWN:]
    )
    title = words.gettext("How “{label}” moved").format(label=label_inside(words, question))
    earlier = len(steps) - len(rows)
    more = words.ngettext("{number} earlier figure", "{number} earlier figures", earlier).format(
        number=words.number(earlier)
    )
    return [Table(rows, title=title), *([Text(f"{more}: /claims {question.id}", "note")] if earlier else [])]


def _as_of(view: View, words: Words) -> list[Part]:
    if view.at is None:
        return []
    text = words.gettext("As known at the end of {day} (UTC).").format(day=words.long_day(view.at))
    return [Text(text, "note")]


def _contradictions(view: View, words: Words, questions: Sequence[Question]) -> str:
    """Who contradicts these figures, and how many other disagreements are open."""
    ids = {question.id for question in questions}
    ours = [d for d in view.open_disagreements if d.question in ids]
    others = len(view.open_disagreements) - len(ours)
    if ours:
        numbers = words.listed([f"/disagreement {d.number}" for d in ours])
        first = words.ngettext(
            "{number} disagreement about this is open: {list}.",
            "{number} disagreements about this are open: {list}.",
            len(ours),
        ).format(number=words.number(len(ours)), list=numbers)
    elif len(questions) == 1:
        first = words.gettext("Nobody contradicts “{label}”.").format(label=label_inside(words, questions[0]))
    else:
        first = words.gettext("Nobody contradicts the toll.")
    if not others:
        return first
    second = words.ngettext(
        "{number} other disagreement is open.", "{number} other disagreements are open.", others
    ).format(number=words.number(others))
    return f"{first} {second}"


def _shared_topic(questions: Sequence[Question]) -> list[str]:
    """The topic that all questions belong to, if there is one."""
    topics = list(dict.fromkeys(question.topic for question in questions))
    return topics if len(topics) == 1 else []


def _next(words: Words, view: View, question: Question, *named: str) -> Part:
    options = [
        (words.gettext("Quotes"), f"/claims {question.id}"),
        (words.gettext("Timeline"), "/timeline"),
    ]
    if question.type is ValueType.COUNT:
        options.insert(0, (words.gettext("Chart"), " ".join(["/toll", *named, "chart"])))
    if view.open_disagreements:
        options.append((words.gettext("Disagreements"), "/disagreements"))
    return choices(options)


def _nothing(view: View, words: Words, question: Question | None = None) -> Reply:
    label = words.pick(question.label) if question else ""
    if view.at is not None:
        text = words.gettext("Nothing in the corpus had been published on this by {day}.").format(
            day=words.long_day(view.at)
        )
    else:
        text = words.gettext("Nothing in the corpus on this yet.")
    return Reply((Text(f"{label}: {text}" if label else text),), lang=words.lang)
