"""The messages that subscribers get: an alert, many alerts in one, and word that an alert has fallen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.disagreements import balance, sides
from bot.answering.ruled_out import ruled_out
from bot.answering.view import View
from bot.answering.why import why_text
from bot.answering.wording import claim_quote, label_inside, opposed, origin, party_name, source_name, value_text
from bot.answering.words import N_, Words
from bot.domain.alerts import Matter, NoticeKind, Severity, Subject, Weighed
from bot.domain.claims import Claim
from bot.domain.positions import Alert, DisagreementStatus, HeldClaim, Relation, Update
from bot.domain.reply import Choices, Heading, Part, Quote, Reply, Text
from bot.domain.stored import NumberedDisagreement

AGAINST = 3
"""How many opposing claims an alert shows; one where several alerts share a message."""

IN_FULL = 3
"""How many alerts of one item are told with their quotes; the others in a line."""

LINES, BUTTONS, JOINED = 20, 6, 5

OPEN, RESOLVED = DisagreementStatus.OPEN.value, DisagreementStatus.RESOLVED.value

NEW = {
    Relation.CONFLICT.value: N_("New contradiction: {label} ({topic})"),
    Relation.DISPUTE.value: N_("New dispute: {label} ({topic})"),
    Relation.REVERSAL.value: N_("A party changed its story: {label} ({topic})"),
    "silent_change": N_("Changed by the outlet: {label} ({topic})"),
    Relation.UPDATE.value: N_("Update: {label} ({topic})"),
}

_ENDED = {
    DisagreementStatus.DISMISSED.value: N_("Dismissed: {label} ({topic})"),
    DisagreementStatus.RESOLVED.value: N_("Resolved: {label} ({topic})"),
}
_TAKEN_BACK = N_("Withdrawn: {label} ({topic})")
"""How an alert is headed that has ended since it was sent."""

KINDS = {
    Relation.CONFLICT.value: N_("conflict"),
    Relation.DISPUTE.value: N_("dispute"),
    Relation.REVERSAL.value: N_("reversal"),
    "silent_change": N_("silent change"),
    Relation.UPDATE.value: N_("update"),
}
"""What subscribers ask for, as it stands in a line."""

SEVERITIES = {Severity.LOW: N_("low"), Severity.MEDIUM: N_("medium"), Severity.HIGH: N_("high")}

_FALLEN = {
    DisagreementStatus.WITHDRAWN.value: N_(
        "{sides}: a source no longer says this, or I had misread it. The alert has fallen."
    ),
    DisagreementStatus.DISMISSED.value: N_("{sides}: an administrator dismissed this. The alert has fallen."),
}
_GONE = N_("{sides}: the texts no longer say this. The alert has fallen.")
_RESOLVED = N_("The sides no longer contradict each other.")

_HEADS = {
    NoticeKind.SUMMARY: N_("New: {counted}"),
    NoticeKind.DIGEST: N_("Your digest: {counted}"),
    NoticeKind.MISSED: N_("While you could not be reached: {counted}"),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """A subject with what is known of it: the change as its item raised it, the disagreement as it stands, and its severity."""

    subject: Subject
    status: str
    change: Alert | Update | None = None
    numbered: NumberedDisagreement | None = None
    weighed: Weighed | None = None

    @property
    def stands(self) -> bool:
        """Whether there is still something to tell of it that was not taken back."""
        return self.status in (OPEN, RESOLVED)


def alert(view: View, words: Words, tellings: Sequence[Telling]) -> Reply:
    """What one item contradicts. A telling that fell since is told as fallen, so that the message can be edited at any time."""
    parts: list[Part] = []
    if len(tellings) > 1:
        parts.append(Heading(_count_head(view, words, tellings)))
    shown = AGAINST if len(tellings) == 1 else 1
    for telling in tellings[:IN_FULL]:
        parts += _in_full(view, words, telling, shown)
    parts += [Text(_line(view, words, telling)) for telling in tellings[IN_FULL:]]
    return Reply((*parts, Choices(tuple(_buttons(view, words, tellings)), apart=True)), lang=words.lang)


def many(view: View, words: Words, kind: NoticeKind, tellings: Sequence[Telling]) -> Reply:
    """Many alerts in one message, the gravest first, one line each."""
    ordered = sorted(tellings, key=lambda telling: telling.weighed.severity if telling.weighed else 0, reverse=True)
    counted = words.listed(list(_counted(words, ordered)))
    parts: list[Part] = [Heading(words.gettext(_HEADS[kind]).format(counted=counted))]
    parts += [Text(_line(view, words, telling)) for telling in ordered[:LINES]]
    rest = len(ordered) - LINES
    if rest > 0:
        more = words.ngettext("and {number} more: /disagreements", "and {number} more: /disagreements", rest)
        parts.append(Text(more.format(number=words.number(rest)), "note"))
    numbers = dict.fromkeys(t.numbered.number for t in ordered if t.numbered and t.stands)
    label = words.gettext("Disagreement {number}")
    options = [(label.format(number=number), f"/disagreement {number}") for number in list(numbers)[:BUTTONS]]
    options.append((words.gettext("All disagreements"), "/disagreements"))
    return Reply((*parts, Choices(tuple(options), apart=True)), lang=words.lang)


def correction(view: View, words: Words, tellings: Sequence[Telling]) -> Reply:
    """Word that alerts have fallen, for those who got them."""
    head = words.ngettext("An alert has fallen", "{number} alerts have fallen", len(tellings))
    parts: list[Part] = [Heading(head.format(number=words.number(len(tellings))))]
    parts += [Text(_fallen(view, words, telling)) for telling in tellings]
    known = [telling.subject.disagreement for telling in tellings if telling.numbered]
    label = words.gettext("Disagreement {number}")
    options = tuple((label.format(number=number), f"/disagreement {number}") for number in known[:BUTTONS])
    return Reply((*parts, *([Choices(options, apart=True)] if options else [])), lang=words.lang)


def severity_text(words: Words, weighed: Weighed) -> str:
    """A severity and what it was counted from: "Severity: low (1 % apart; 1 source on the weaker side; its best grade C)." """
    reasons = [words.gettext("one excludes the other")]
    if weighed.share is not None:
        reasons = [words.gettext("{percent} % apart").format(percent=words.number(round(weighed.share * 100)))]
    if weighed.voices:
        voices = words.ngettext(
            "{number} source on the weaker side", "{number} sources on the weaker side", weighed.voices
        )
        reasons += [
            voices.format(number=words.number(weighed.voices)),
            words.gettext("its best grade {grade}").format(grade=weighed.grade.value),
        ]
    level = words.gettext(SEVERITIES[weighed.severity])
    return words.gettext("Severity: {level} ({reasons}).").format(level=level, reasons="; ".join(reasons))


def _in_full(view: View, words: Words, telling: Telling, shown: int) -> Iterator[Part]:
    yield Heading(_heading(view, words, telling))
    if not telling.stands:
        yield Text(_fallen(view, words, telling), "warning")
        return
    if telling.status == RESOLVED:
        yield Text(words.gettext(_RESOLVED), "warning")
    claim, *against = _claims(view, telling) or (None,)
    if claim is None or not _is_here(view, claim):
        yield Text(_sides(view, words, telling))
    else:
        yield _side(view, words, claim.claim)
        item = claim.claim.item  # what its own earlier version said can be quoted, though it is there no more
        quotable = [held for held in against if held.claim.item == item or _is_here(view, held)]
        is_update = isinstance(telling.change, Update)
        yield Heading(words.gettext("before") if is_update else words.gettext("against"))
        yield from (_side(view, words, held.claim) for held in quotable[:shown])
    yield from _reasons(view, words, telling)


def _reasons(view: View, words: Words, telling: Telling) -> Iterator[Part]:
    numbered = telling.numbered
    code = telling.change.why if isinstance(telling.change, Alert) else ""
    harmless = ruled_out(words, code or (numbered.disagreement.reason if numbered else ""))
    lines = [harmless] if harmless else []
    if numbered is not None:
        lines.insert(0, words.gettext("Why: {reason}").format(reason=why_text(view, words, numbered)))
        lines.append(balance(view, words, numbered, sides(view, numbered)))
        since = [*_since(view, words, numbered)]
        lines += [words.gettext("Since then: {voices}").format(voices="; ".join(since))] if since else []
    if lines:
        yield Text("\n".join(lines))
    if telling.weighed is not None:
        yield Text(severity_text(words, telling.weighed), "note")


def _since(view: View, words: Words, numbered: NumberedDisagreement) -> Iterator[str]:
    """The claims that joined a side after the disagreement opened: "143 Charlie, 13 May".

    One that was away, corrected or withdrawn, and stands again where it stood has not joined.
    """
    opened_by = numbered.disagreement.opened_by
    claims = view.state(numbered.question).claims
    stood = {(held.claim.item, held.position) for held in claims if held.number <= opened_by}
    for standing in sides(view, numbered):
        joined = [h for h in standing.claims if h.number > opened_by and (h.claim.item, h.position) not in stood]
        for held in sorted(joined, key=lambda held: held.number)[:JOINED]:
            value = value_text(words, view.question(numbered.question), held.claim.value)
            yield f"{value} {origin(view, words, held.claim)}"


def _heading(view: View, words: Words, telling: Telling) -> str:
    """What it is: new, or what has become of it since."""
    subject = telling.subject
    question = view.question(subject.question)
    topic = view.story.topics.get(question.topic) if question else None
    new = NEW.get(subject.kind, NEW["conflict"])
    head = new if telling.status == OPEN else _ENDED.get(telling.status, _TAKEN_BACK)
    return words.gettext(head).format(
        label=label_inside(words, question, subject.question), topic=words.pick(topic.label).lower() if topic else ""
    )


def _count_head(view: View, words: Words, tellings: Sequence[Telling]) -> str:
    stored = view.items.get(tellings[0].subject.item)
    counted = words.listed(list(_counted(words, tellings)))
    if stored is None:
        return counted
    source, day = source_name(view.story, stored.item.source), words.day(stored.item.day, view.year)
    return words.gettext("{source}, {day}: {claims}").format(source=source, day=day, claims=counted)


def _counted(words: Words, tellings: Sequence[Telling]) -> Iterator[str]:
    """How many there are: "3 contradictions, 1 update"."""
    fallen = sum(not telling.stands for telling in tellings)
    updates = sum(telling.subject.kind == Relation.UPDATE.value for telling in tellings if telling.stands)
    raised = len(tellings) - fallen - updates
    if raised:
        yield words.ngettext("{number} contradiction", "{number} contradictions", raised).format(
            number=words.number(raised)
        )
    if updates:
        yield words.ngettext("{number} update", "{number} updates", updates).format(number=words.number(updates))
    if fallen:
        yield words.ngettext("{number} fallen alert", "{number} fallen alerts", fallen).format(
            number=words.number(fallen)
        )


def _line(view: View, words: Words, telling: Telling) -> str:
    """One telling in a line: "killed: 143 (Example News) against 145 (CentralAsia24) – conflict, low, /disagreement 7"."""
    if telling.subject.matter is Matter.FELL or not telling.stands:
        return _fallen(view, words, telling)
    notes = [words.gettext(KINDS.get(telling.subject.kind, "conflict"))]
    if telling.weighed is not None:
        notes.append(words.gettext(SEVERITIES[telling.weighed.severity]))
    if telling.status == RESOLVED:
        notes.append(words.gettext("resolved since"))
    if telling.numbered is not None:
        notes.append(f"/disagreement {telling.numbered.number}")
    return f"{_sides(view, words, telling)} – {', '.join(notes)}"


def _fallen(view: View, words: Words, telling: Telling) -> str:
    return words.gettext(_FALLEN.get(telling.status, _GONE)).format(sides=_sides(view, words, telling))


def _sides(view: View, words: Words, telling: Telling) -> str:
    """The question and both sides in a line; the question alone where the claims are gone."""
    question = view.question(telling.subject.question)
    label = label_inside(words, question, telling.subject.question)
    claims = _claims(view, telling)
    if not claims:
        return label
    named = opposed(words, [_who_says(view, words, held.claim) for held in claims[:2]])
    if telling.subject.kind == Relation.UPDATE.value and len(claims) > 1:
        new, old = (_who_says(view, words, held.claim) for held in claims[:2])
        named = words.gettext("{new}, before {old}").format(new=new, old=old)
    return words.gettext("{label}: {value}").format(label=label, value=named)


def _claims(view: View, telling: Telling) -> tuple[HeldClaim, ...]:
    """The claims on both sides, withdrawn or not, the new one first."""
    if telling.change is not None:
        return telling.change.claim, *telling.change.against
    if telling.numbered is None:
        return ()
    known = {held.number: held for held in view.state(telling.numbered.question).claims}
    disagreement = telling.numbered.disagreement
    return tuple(known[number] for number in (disagreement.opened_by, disagreement.against) if number in known)


def _who_says(view: View, words: Words, claim: Claim) -> str:
    """A value with who has it: "143 (Example News)", "no (Russia)"."""
    value = value_text(words, view.question(claim.question), claim.value)
    stored = view.items.get(claim.item)
    who = party_name(words, view.story, claim.party) or (source_name(view.story, stored.item.source) if stored else "")
    return words.gettext("{value} ({origin})").format(value=value, origin=who) if who else value


def _is_here(view: View, held: HeldClaim) -> bool:
    """Whether the words of a claim can be quoted: its item may be gone, or say something else now."""
    stored = view.items.get(held.claim.item)
    return stored is not None and stored.item.text[held.claim.start : held.claim.end] == held.claim.quote


def _side(view: View, words: Words, claim: Claim) -> Quote:
    who = party_name(words, view.story, claim.party)
    value = value_text(words, view.question(claim.question), claim.value)
    return claim_quote(view, words, claim, f"{who}: {value}" if who else value, whole=False)


def _buttons(view: View, words: Words, tellings: Iterable[Telling]) -> Iterator[tuple[str, str]]:
    questions = dict.fromkeys(telling.subject.question for telling in tellings)
    topics = {q.topic: q for name in questions if (q := view.question(name))}
    for name in questions:
        yield words.gettext("Quotes"), f"/claims {name}"
    for topic in topics:
        yield words.gettext("Timeline"), f"/timeline {topic}"
    for name in questions:
        label = label_inside(words, view.question(name), name)
        yield words.gettext("Mute “{label}”").format(label=label), f"/mute {name}"
    for telling in tellings:
        if telling.numbered is not None:
            number = telling.numbered.number
            yield words.gettext("Disagreement {number}").format(number=number), f"/disagreement {number}"
