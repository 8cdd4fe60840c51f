"""/latest: the last ingested items and what each changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answering.silent import line
from bot.answering.view import View
from bot.answering.wording import label_inside, opposed, overtaken, source_name, value_text
from bot.answering.words import N_, Words
from bot.domain.positions import Alert, Relation, Update
from bot.domain.reply import Choices, Heading, Part, Reply, Text
from bot.domain.stored import StoredItem

Raised = Mapping[str, tuple[Sequence[Alert], Sequence[Update]]]
"""What each item raised when it came in, by item id."""

KINDS = {Relation.CONFLICT: N_("conflict"), Relation.DISPUTE: N_("dispute"), Relation.REVERSAL: N_("reversal")}


def latest(view: View, words: Words, items: Sequence[StoredItem], raised: Raised) -> Reply:
    """One paragraph for each item, in the given order."""
    if not items:
        return Reply((Text(words.gettext("No items yet. The corpus is empty.")),), lang=words.lang)
    heading = words.ngettext("The last item", "The last {number} items", len(items)).format(
        number=words.number(len(items))
    )
    parts: list[Part] = [Heading(heading)]
    parts += [Text("\n".join(_paragraph(view, words, stored, raised))) for stored in items]
    options = ((words.gettext("Disagreements"), "/disagreements"), (words.gettext("Sources"), "/sources"))
    return Reply((*parts, Choices(options)), lang=words.lang)


def _paragraph(view: View, words: Words, stored: StoredItem, raised: Raised) -> list[str]:
    item = stored.item
    alerts, updates = raised.get(item.id, ((), ()))
    silent = [one.change for one in view.silent if (one.change.item, one.change.version) == (item.id, stored.version)]
    head = words.gettext("{source}, {day}").format(
        source=source_name(view.story, item.source), day=words.day(item.day, view.year)
    )
    lines = [f"{head}: {item.title}" if item.title else head]
    lines += [f"  {_alert(view, words, alert)}" for alert in alerts]
    lines += [f"  {_update(view, words, update)}" for update in updates]
    lines += [f"  {line(view, words, change)}" for change in silent]
    if not alerts and not updates and not silent:
        lines.append(f"  {_quiet(view, words, item.id)}")
    return lines


def _alert(view: View, words: Words, alert: Alert) -> str:
    question = view.question(alert.question)
    number = next(
        (
            d.number
            for d in view.disagreements
            if d.question == alert.question and d.disagreement.number == alert.disagreement
        ),
        None,
    )
    text = words.gettext("{kind} on “{label}”: {value}").format(
        kind=words.gettext(KINDS.get(alert.kind, "conflict")),
        label=label_inside(words, question, alert.question),
        value=value_text(words, question, alert.claim.claim.value),
    )
    if alert.against:
        text = opposed(words, [text, value_text(words, question, alert.against[0].claim.value)])
    return f"{text} (/disagreement {number})" if number is not None else text


def _update(view: View, words: Words, update: Update) -> str:
    question = view.question(update.question)
    label = label_inside(words, question, update.question)
    new = value_text(words, question, update.claim.claim.value)
    if not update.against:
        return words.gettext("update on “{label}”: {value}").format(label=label, value=new)
    old = value_text(words, question, overtaken(update).value)
    return words.gettext("update on “{label}”: {value}, before {old}").format(label=label, value=new, old=old)


def _quiet(view: View, words: Words, item_id: str) -> str:
    number = sum(h.claim.item == item_id for q in view.states for h in view.claims(q))
    if not number:
        return words.gettext("no claims")
    return words.ngettext("{number} claim, contradicts nothing", "{number} claims, contradict nothing", number).format(
        number=words.number(number)
    )
