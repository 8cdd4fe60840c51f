"""/review: one disagreement with what can be decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answering.disagreements import DISMISSALS, disagreement, sides
from bot.answering.view import View
from bot.answering.wording import claim_quote, label_inside, party_name, shortened, value_text
from bot.answering.words import Words
from bot.domain.claims import Value
from bot.domain.office import Correction
from bot.domain.positions import DisagreementStatus, HeldClaim
from bot.domain.reply import Choices, Heading, Part, Reply, Text
from bot.domain.stored import NumberedDisagreement

CLAIMS = 5
"""How many of each side are shown."""

OTHERS = 8


def queue(view: View) -> list[NumberedDisagreement]:
    """The open disagreements that nobody has decided on, by number."""
    return [each for each in view.open_disagreements if each.number not in view.reviews]


def review(view: View, words: Words, numbered: NumberedDisagreement) -> Reply:
    """A disagreement with both sides' words, and what to do with it."""
    left = len(queue(view))
    shown = disagreement(view, words, numbered)
    parts: list[Part] = [part for part in shown.parts if not isinstance(part, Choices)]
    if left:
        text = words.ngettext(
            "{number} disagreement waits for a decision.", "{number} disagreements wait for a decision.", left
        )
        parts.append(Text(text.format(number=words.number(left)), "note"))
    return replace(shown, parts=(*parts, Choices(tuple(_options(view, words, numbered)))))


def nothing(words: Words) -> Reply:
    """Where nothing waits."""
    text = words.gettext("No disagreement waits for a decision.")
    options = ((words.gettext("All disagreements"), "/disagreements all"),)
    return Reply((Text(text), Choices(options)), lang=words.lang)


def dismissing(words: Words, number: int) -> Reply:
    """The reasons there are."""
    text = words.gettext("Why is disagreement {number} none?").format(number=number)
    options = [
        (words.gettext(DISMISSALS[reason]).capitalize(), f"/review {number} dismiss {reason.value}")
        for reason in DISMISSALS
    ]
    options.append((words.gettext("Back"), f"/review {number}"))
    return Reply((Text(text), Choices(tuple(options))), lang=words.lang)


def merging(view: View, words: Words, numbered: NumberedDisagreement) -> Reply:
    """The disagreements that this one may be the same as: those on its question first."""
    others = [each for each in view.open_disagreements if each.number != numbered.number]
    others.sort(key=lambda each: (each.question != numbered.question, each.number))
    text = words.gettext("Which disagreement is the same as {number}? Type /review {number} merge and its number.")
    label = words.gettext("{number}: {label}")
    options = [
        (
            label.format(number=each.number, label=label_inside(words, view.question(each.question), each.question)),
            f"/review {numbered.number} merge {each.number}",
        )
        for each in others[:OTHERS]
    ]
    options.append((words.gettext("Back"), f"/review {numbered.number}"))
    return Reply((Text(text.format(number=numbered.number)), Choices(tuple(options))), lang=words.lang)


def correcting(view: View, words: Words, numbered: NumberedDisagreement) -> Reply:
    """The claims of both sides, each with its number and the way to delete it, and how to put one right."""
    claims = claims_of(view, numbered)
    parts: list[Part] = [
        Heading(words.gettext("What did I read wrongly in disagreement {number}?").format(number=numbered.number))
    ]
    parts += [_claim(view, words, held) for held in claims]
    first = claims[0].number if claims else 1
    hint = words.gettext(
        "Type for example: /review {number} correct {claim} 134, … {claim} at least 134, … {claim} question injured, "
        "… {claim} party russia, … {claim} party none"
    )
    parts.append(Text(hint.format(number=numbered.number, claim=first), "note"))
    options = [
        (
            words.gettext("Delete claim {number}").format(number=held.number),
            f"/review {numbered.number} delete {held.number}",
        )
        for held in claims
    ]
    options.append((words.gettext("Corrections"), "/review corrections"))
    options.append((words.gettext("Back"), f"/review {numbered.number}"))
    return Reply((*parts, Choices(tuple(options))), lang=words.lang)


def corrections(view: View, words: Words, known: Sequence[Correction]) -> Reply:
    """What was put right and by whom, with the way back from each; those that do not fit are counted."""
    if not known:
        return Reply((Text(words.gettext("Nothing was corrected yet.")),), lang=words.lang)
    parts: list[Part] = [Heading(words.gettext("Corrections"))]
    parts += [Text(_correction(view, words, one)) for one in known[:OTHERS]]
    if len(known) > OTHERS:
        text = words.gettext("{number} earlier ones stand in the file of `bot export corrections`.")
        parts.append(Text(text.format(number=words.number(len(known) - OTHERS)), "note"))
    label = words.gettext("Take back {name}")
    options = tuple((label.format(name=one.claim.name), f"/review takeback {one.claim.name}") for one in known[:OTHERS])
    return Reply((*parts, Choices(options)), lang=words.lang)


def _correction(view: View, words: Words, one: Correction) -> str:
    """In one line: "3fa9c1d2: “143 people died” (killed: 143) is killed: 134. telegram:1, 12 May"."""
    was = _answer(view, words, one.claim.question, one.claim.value)
    to = one.becomes
    became = _answer(view, words, to.question, to.value) if to else words.gettext("no claim")
    line = words.gettext("{name}: “{quote}” ({was}) is now {became}. {who}, {day}")
    return line.format(
        name=one.claim.name,
        quote=shortened(one.claim.quote, 0, len(one.claim.quote)),
        was=was,
        became=became,
        who=one.by,
        day=words.day(one.at.date(), view.year),
    )


def _answer(view: View, words: Words, name: str, value: Value) -> str:
    question = view.question(name)
    return f"{label_inside(words, question, name)}: {value_text(words, question, value)}"


def claims_of(view: View, numbered: NumberedDisagreement) -> Sequence[HeldClaim]:
    """The claims of both sides, the side that came last first, the strongest first."""
    return [held for standing in sides(view, numbered) for held in standing.claims[:CLAIMS]]


def _claim(view: View, words: Words, held: HeldClaim) -> Part:
    value = value_text(words, view.question(held.claim.question), held.claim.value)
    who = party_name(words, view.story, held.claim.party)
    lead = words.gettext("Claim {number}: {value}").format(
        number=held.number, value=f"{who}: {value}" if who else value
    )
    return claim_quote(view, words, held.claim, lead)


def _options(view: View, words: Words, numbered: NumberedDisagreement) -> Iterable[tuple[str, str]]:
    line = f"/review {numbered.number}"
    is_open = numbered.disagreement.status is DisagreementStatus.OPEN
    if is_open and numbered.number not in view.reviews:
        yield words.gettext("Confirm"), f"{line} confirm"
    if is_open:
        yield words.gettext("Dismiss"), f"{line} dismiss"
        yield words.gettext("Correct"), f"{line} correct"
        yield words.gettext("Merge"), f"{line} merge"
    if numbered.number in view.reviews:
        yield words.gettext("Open again"), f"{line} reopen"
    yield words.gettext("Skip"), f"{line} skip"
