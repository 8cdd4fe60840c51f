"""What outlets changed in their own texts without saying so, as replies tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.view import View
from bot.answering.wording import claim_quote, label_inside, party_name, source_name, value_text
from bot.answering.words import Words
from bot.domain.claims import Claim
from bot.domain.history import RecordedChange, SilentChange
from bot.domain.identity import claim_identity
from bot.domain.reply import Heading, Part, Text

SHOWN = 5
"""How many silent changes a list of disagreements shows, the latest first."""


def in_full(view: View, words: Words, change: SilentChange) -> Iterable[Part]:
    """A silent change with the words of both versions. The view must know the item."""
    question = view.question(change.question)
    topic = view.story.topics.get(question.topic) if question else None
    yield Heading(
        words.gettext("Changed by the outlet: {label} ({topic})").format(
            label=label_inside(words, question, change.question), topic=words.pick(topic.label).lower() if topic else ""
        )
    )
    yield claim_quote(view, words, change.now, _answer(view, words, change.now), whole=False)
    yield Heading(words.gettext("before"))
    yield claim_quote(view, words, change.before, _answer(view, words, change.before), whole=False)


def line(view: View, words: Words, change: SilentChange) -> str:
    """A silent change in one line: "changed by the outlet: “killed”: 143, before 145"."""
    text = words.gettext("changed by the outlet: “{label}”: {value}, before {old}")
    question = view.question(change.question)
    return text.format(
        label=label_inside(words, question, change.question),
        value=_answer(view, words, change.now),
        old=_answer(view, words, change.before),
    )


def section(view: View, words: Words, changes: Sequence[RecordedChange]) -> Iterable[Part]:
    """The latest silent changes with outlet and day; nothing where there are none."""
    if changes:
        yield Heading(words.gettext("Changed by the outlet"))
        yield Text("\n".join(_with_origin(view, words, one) for one in reversed(changes[-SHOWN:])))


def still_stands(view: View, change: SilentChange) -> bool:
    """Whether the item still claims what it was changed to."""
    known = (one.claim for one in view.claims(change.question) if not one.claim.past)
    return change.item in view.items and claim_identity(change.now) in map(claim_identity, known)


def _with_origin(view: View, words: Words, recorded: RecordedChange) -> str:
    change = recorded.change
    question = view.question(change.question)
    return words.gettext("{label}: {value}, before {old} ({source}, {day})").format(
        label=words.pick(question.label) if question else change.question,
        value=_answer(view, words, change.now),
        old=_answer(view, words, change.before),
        source=source_name(view.story, view.item(change.now).source),
        day=words.day(recorded.at.date(), view.year),
    )


def _answer(view: View, words: Words, claim: Claim) -> str:
    value = value_text(words, view.question(claim.question), claim.value)
    who = party_name(words, view.story, claim.party)
    return f"{who}: {value}" if who else value
