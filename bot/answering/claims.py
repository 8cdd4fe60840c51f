"""/claims: every claim on a question, newest first, with its words."""

from __future__ import annotations

from bot.answering.paging import footer, page
from bot.answering.rating import rating
from bot.answering.reasons import reasoned
from bot.answering.standing import standings
from bot.answering.view import View
from bot.answering.wording import claim_quote, opposed, origin, said_by, value_text
from bot.answering.words import Words
from bot.domain.positions import HeldClaim, PositionStatus, Relation
from bot.domain.questions import Question
from bot.domain.reply import Choices, Heading, Part, Reply, Table, Text

PAGE = 5


def claims(view: View, words: Words, question: Question, number: int = 1, *, why: bool = False) -> Reply:
    """One page of a question's claims; the first line says how it stands. With `why` each has a line on how it was read."""
    held = sorted(view.claims(question.id), key=lambda h: (view.item(h.claim).published, h.number), reverse=True)
    if not held:
        text = words.gettext("{label}: nothing in the corpus yet.").format(label=words.pick(question.label))
        return Reply((Text(text),), lang=words.lang)
    shown = page(held, number, PAGE)
    count = words.ngettext("{number} claim, newest first.", "{number} claims, newest first.", len(held)).format(
        number=words.number(len(held))
    )
    quotes: list[Part] = []
    for entry in shown.entries:
        told = lead(view, words, question, entry)
        if why:
            rated = words.gettext("{claim} · rated {rating}").format(claim=told, rating=rating(view, words, entry))
            quotes += reasoned(view, words, entry.claim, rated)
        else:
            quotes.append(claim_quote(view, words, entry.claim, told))
    command = f"/claims {question.id}"
    others = (
        []
        if why
        else [(words.gettext("Why"), f"{command} why {shown.number}" if shown.number > 1 else f"{command} why")]
    )
    others += [
        (words.gettext("Disagreement {number}").format(number=d.number), f"/disagreement {d.number}")
        for d in view.open_disagreements
        if d.question == question.id
    ]
    head: list[Part] = [Heading(as_it_stands(view, words, question)), Text(count, "note")]
    return Reply((*head, *quotes, *footer(words, shown, f"{command} why" if why else command, others)), lang=words.lang)


def as_it_stands(view: View, words: Words, question: Question) -> str:
    """A question's live positions in one line: "Killed: 145 (CentralAsia24, 9 May)"."""
    standing = [
        words.gettext("{value} ({origin})").format(
            value=value_text(words, question, s.value), origin=origin(view, words, s.strongest.claim)
        )
        for s in standings(view, question.id)
    ]
    return f"{words.pick(question.label)}: {opposed(words, standing)}"


def lead(view: View, words: Words, question: Question, held: HeldClaim) -> str:
    """What a claim says, who says it, and whether it still counts: "Russia: no", "139 · overtaken"."""
    said = said_by(words, view.story, [held.claim.party], value_text(words, question, held.claim.value))
    note = _standing_note(view, words, held)
    return f"{said} · {note}" if note else said


def questions_with_claims(view: View, words: Words) -> Reply:
    """All questions that somebody answered, with the number of claims on each."""
    rows, options = [], []
    for question in view.story.questions.values():
        number = len(view.claims(question.id))
        if number:
            rows.append((words.pick(question.label), words.number(number), f"/claims {question.id}"))
            options.append((words.pick(question.label), f"/claims {question.id}"))
    if not rows:
        return Reply((Text(words.gettext("No claims yet. The corpus is empty.")),), lang=words.lang)
    heading = words.ngettext("Claims on {number} question", "Claims on {number} questions", len(rows)).format(
        number=words.number(len(rows))
    )
    return Reply((Heading(heading), Table(tuple(rows), right=(1,)), Choices(tuple(options[:6]))), lang=words.lang)


def _standing_note(view: View, words: Words, held: HeldClaim) -> str:
    if held.claim.past:
        return words.gettext("superseded in its own text")
    if held.relation is Relation.HISTORICAL or held.position is None:
        return words.gettext("history")
    positions = {position.number: position.status for position in view.state(held.claim.question).positions}
    return words.gettext("overtaken") if positions.get(held.position) is PositionStatus.OVERTAKEN else ""
