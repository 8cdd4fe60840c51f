"""What a text that was just read claims, and what that contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.reasons import reasoned, why_refused
from bot.answering.silent import in_full
from bot.answering.view import View
from bot.answering.why import why_text
from bot.answering.wording import claim_quote, label_inside, origin, overtaken, party_name, source_name, value_text
from bot.answering.words import N_, Words
from bot.domain.claims import Claim, Item, Reason
from bot.domain.positions import Alert, Relation, Update
from bot.domain.reply import Choices, Heading, Part, Quote, Reply, Text
from bot.domain.stored import Changes, NumberedDisagreement

AGAINST = 3
"""How many opposing claims an alert shows."""

_NEW = {
    Relation.CONFLICT: N_("New contradiction: {label} ({topic})"),
    Relation.DISPUTE: N_("New dispute: {label} ({topic})"),
    Relation.REVERSAL: N_("A party changed its story: {label} ({topic})"),
}


def ingested(view: View, words: Words, item: Item, changes: Changes, claims: Sequence[Claim]) -> Reply:
    """The claims of one item with their words, then its alerts and updates. The view must know the item and what it changed."""
    source, day = source_name(view.story, item.source), words.day(item.day, view.year)
    if changes.duplicate_of is not None:
        text = words.gettext("This text of {source}, {day} is known already. Nothing was changed.")
        return Reply((Text(text.format(source=source, day=day)),), lang=words.lang)
    counted = words.ngettext("{number} claim", "{number} claims", len(claims)).format(number=words.number(len(claims)))
    head = words.gettext("{source}, {day}: {claims}").format(source=source, day=day, claims=counted)
    parts: list[Part] = [Heading(head), *(_claim(view, words, claim) for claim in claims)]
    for alert in changes.alerts:
        parts += _alert(view, words, alert)
    for change in changes.silent:
        parts += in_full(view, words, change)
    parts += [_update(view, words, update) for update in changes.updates]
    if not changes.alerts and not changes.silent:
        parts.append(Text(words.gettext("It contradicts nothing that is known.")))
    return Reply((*parts, *_next(words, view, changes.alerts)), lang=words.lang)


def _claim(view: View, words: Words, claim: Claim) -> Quote:
    return claim_quote(view, words, claim, _lead(view, words, claim), whole=False)


def _lead(view: View, words: Words, claim: Claim) -> str:
    """The question and its answer, with the party that gives it: "killed: 143"."""
    question = view.question(claim.question)
    known = {
        "label": label_inside(words, question, claim.question),
        "value": value_text(words, question, claim.value),
        "party": party_name(words, view.story, claim.party),
    }
    plain, by_party = words.gettext("{label}: {value}"), words.gettext("{label}: {value} ({party})")
    return (by_party if claim.party else plain).format(**known)


def _alert(view: View, words: Words, alert: Alert) -> Iterable[Part]:
    question = view.question(alert.question)
    topic = view.story.topics.get(question.topic) if question else None
    yield Heading(
        words.gettext(_NEW.get(alert.kind, _NEW[Relation.CONFLICT])).format(
            label=label_inside(words, question, alert.question), topic=words.pick(topic.label).lower() if topic else ""
        )
    )
    yield _side(view, words, alert.claim.claim)
    yield Heading(words.gettext("against"))
    for held in alert.against[:AGAINST]:
        yield _side(view, words, held.claim)
    numbered = _numbered(view, alert)
    if numbered is not None:
        yield Text(words.gettext("Why: {reason}").format(reason=why_text(view, words, numbered)))


def _side(view: View, words: Words, claim: Claim) -> Quote:
    who = party_name(words, view.story, claim.party)
    value = value_text(words, view.question(claim.question), claim.value)
    return claim_quote(view, words, claim, f"{who}: {value}" if who else value, whole=False)


def _update(view: View, words: Words, update: Update) -> Text:
    question = view.question(update.question)
    old = overtaken(update)
    text = words.gettext("Update on {label}: {new}, before {old} ({origin}).").format(
        label=label_inside(words, question, update.question),
        new=value_text(words, question, update.claim.claim.value),
        old=value_text(words, question, old.value),
        origin=origin(view, words, old),
    )
    return Text(text)


def _numbered(view: View, alert: Alert) -> NumberedDisagreement | None:
    """The disagreement that an alert opened or points at."""
    for numbered in view.disagreements:
        if (numbered.question, numbered.disagreement.number) == (alert.question, alert.disagreement):
            return numbered
    return None


def _next(words: Words, view: View, alerts: Sequence[Alert]) -> Iterable[Choices]:
    shown = [numbered.number for alert in alerts if (numbered := _numbered(view, alert)) and numbered.number]
    if shown:
        label = words.gettext("Disagreement {number}")
        yield Choices(tuple((label.format(number=number), f"/disagreement {number}") for number in shown))


Refused = tuple[str, str, Sequence[Reason]]
"""A candidate that is no claim: its question, its words and the reasons."""


def explained(view: View, words: Words, claims: Sequence[Claim], refused: Iterable[Refused]) -> Reply:
    """Why each claim was made and each candidate refused, in plain words. The view must know the claims' items."""
    parts: list[Part] = []
    if claims:
        parts.append(Heading(words.gettext("Why these claims")))
    for claim in claims:
        parts += reasoned(view, words, claim, _lead(view, words, claim), whole=False)
    lines = dict.fromkeys(_refused(view, words, *one) for one in refused)
    if lines:
        parts.append(Heading(words.gettext("What was refused")))
    parts += [Text(line) for line in lines]
    return Reply(tuple(parts), lang=words.lang)


def _refused(view: View, words: Words, asked: str, quote: str, reasons: Sequence[Reason]) -> str:
    """A refused candidate: its question and words, and below them why it is no claim."""
    lead = words.gettext("{label}: “{words}”").format(
        label=label_inside(words, view.question(asked), asked), words=" ".join(quote.split())
    )
    return f"{lead}\n{why_refused(words, reasons)}"
