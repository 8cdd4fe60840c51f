"""What a new reading of everything changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.wording import label_inside, party_name, value_text
from bot.answering.words import Words
from bot.domain.claims import Claim
from bot.domain.positions import Alert
from bot.domain.questions import Story
from bot.domain.reply import Heading, Part, Reply, Table, Text

Pair = tuple[Claim, Claim]


def reseeded(
    story: Story,
    words: Words,
    items: int,
    appeared: Sequence[Claim],
    vanished: Sequence[Claim],
    changed: Sequence[Pair],
    opened: Sequence[Pair],
    closed: Sequence[Pair],
    alerts: Sequence[Alert] = (),
    *,
    dry_run: bool = False,
) -> Reply:
    """Claims and disagreements that came, went or changed, by the ids of their items; and the alerts that nobody gets for it."""
    read = words.ngettext("{number} item read again", "{number} items read again", items)
    parts: list[Part] = [Heading(read.format(number=words.number(items)))]
    sections = (
        (words.gettext("New claims"), [_row(story, words, claim) for claim in appeared]),
        (words.gettext("Claims no longer made"), [_row(story, words, claim) for claim in vanished]),
        (words.gettext("Claims that changed"), [_changed(story, words, *pair) for pair in changed]),
        (words.gettext("New disagreements"), list(_opposed(story, words, opened))),
        (words.gettext("Disagreements that are gone"), list(_opposed(story, words, closed))),
        (words.gettext("Alerts for which the news is too old"), list(_opposed(story, words, _pairs(alerts)))),
    )
    parts += [Table(tuple(rows), title=title) for title, rows in sections if rows]
    if len(parts) == 1:
        parts.append(Text(words.gettext("Nothing changed.")))
    if dry_run:
        parts.append(Text(words.gettext("This was a trial: nothing was stored."), "note"))
    return Reply(tuple(parts), lang=words.lang)


def way_forward(words: Words, command: str, trial: str) -> Text:
    """What there is to know after going back; `command` reads everything anew, `trial` tells what that would change."""
    text = words.gettext(
        "The reading that was taken back is not kept. {command} makes it anew with today's seeds, questions and "
        "corrections; {trial} only tells what that would change."
    )
    return Text(text.format(command=command, trial=trial), "note")


def _pairs(alerts: Iterable[Alert]) -> list[Pair]:
    """What each alert is about; one against nobody stands for itself."""
    return [(one.claim.claim, one.against[0].claim if one.against else one.claim.claim) for one in alerts]


def _row(story: Story, words: Words, claim: Claim) -> tuple[str, ...]:
    question = story.questions.get(claim.question)
    return (
        claim.item,
        label_inside(words, question, claim.question),
        _value(story, words, claim),
        f'"{claim.quote}"',
    )


def _changed(story: Story, words: Words, old: Claim, new: Claim) -> tuple[str, ...]:
    item, label, value, quote = _row(story, words, new)
    return item, label, f"{_value(story, words, old)} → {value}", quote


def _opposed(story: Story, words: Words, pairs: Iterable[Pair]) -> Iterable[tuple[str, ...]]:
    for claim, against in pairs:
        item, label, value, _ = _row(story, words, claim)
        yield label, f"{value} ({item})", f"{_value(story, words, against)} ({against.item})"


def _value(story: Story, words: Words, claim: Claim) -> str:
    value = value_text(words, story.questions.get(claim.question), claim.value)
    who = party_name(words, story, claim.party)
    return f"{value} ({who})" if who else value
