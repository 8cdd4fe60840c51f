"""/disagreements and /disagreement: what contradicts what, since when, and who is on which side."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.latest import KINDS
from bot.answering.paging import footer, page
from bot.answering.silent import section
from bot.answering.standing import Standing, side
from bot.answering.view import View
from bot.answering.why import why_text
from bot.answering.wording import independent_voices, origin, party_name, sources, value_text, voice_quote, voices
from bot.answering.words import N_, Words
from bot.domain.history import RecordedChange
from bot.domain.office import Dismissal
from bot.domain.positions import DisagreementStatus, HeldClaim
from bot.domain.reply import Heading, Part, Reply, Text
from bot.domain.stored import NumberedDisagreement

PAGE = 5
QUOTES = 3

_STATUS = {
    DisagreementStatus.OPEN: N_("open since {day}"),
    DisagreementStatus.RESOLVED: N_("resolved, opened {day}"),
    DisagreementStatus.WITHDRAWN: N_("withdrawn, opened {day}"),
    DisagreementStatus.DISMISSED: N_("dismissed, opened {day}"),
}

DISMISSALS = {
    Dismissal.WRONG_READING: N_("wrong reading"),
    Dismissal.OTHER_EVENT: N_("other event"),
    Dismissal.SAME_THING: N_("same thing"),
    Dismissal.NOT_IMPORTANT: N_("not important"),
}
"""Why a disagreement is none, in words."""


def disagreements(
    view: View,
    words: Words,
    wanted: Sequence[NumberedDisagreement],
    command: str = "/disagreements",
    number: int = 1,
    silent: Sequence[RecordedChange] = (),
) -> Reply:
    """One page of some disagreements, the latest first; `command` is what lists the same ones.

    Below the first page stands what outlets changed in their own texts, the `silent` changes.
    """
    changed = tuple(section(view, words, silent)) if number == 1 else ()
    if not wanted:
        text = words.gettext("No disagreement of this kind. Nobody contradicts anybody here.")
        return Reply((Text(text), *changed), lang=words.lang)
    still = sum(d.disagreement.status is DisagreementStatus.OPEN for d in wanted)
    heading = words.ngettext("{number} disagreement is open", "{number} disagreements are open", still).format(
        number=words.number(still)
    )
    shown = page(sorted(wanted, key=lambda d: d.number, reverse=True), number, PAGE)
    parts: list[Part] = [Heading(heading)]
    parts += [Text("\n".join(_lines(view, words, numbered))) for numbered in shown.entries]
    others = [
        (words.gettext("Disagreement {number}").format(number=d.number), f"/disagreement {d.number}")
        for d in shown.entries
    ]
    return Reply((*parts, *changed, *footer(words, shown, command, others)), lang=words.lang)


def disagreement(view: View, words: Words, numbered: NumberedDisagreement) -> Reply:
    """Both sides with their words, why they cannot both be right, and since when."""
    question = view.question(numbered.question)
    asks = words.pick(question.asks) if question else numbered.question
    heading = words.gettext("Disagreement {number}, {status}: {question}").format(
        number=numbered.number, status=_status(view, words, numbered), question=asks
    )
    parts: list[Part] = [Heading(heading)]
    both = sides(view, numbered)
    for index, standing in enumerate(both):
        parts.extend(_side(view, words, numbered.question, standing, against=index > 0))
    parts.append(Text(words.gettext("Why: {reason}").format(reason=why_text(view, words, numbered))))
    parts.append(Text(balance(view, words, numbered, both), "note"))
    parts += reviewed(view, words, numbered.number)
    options = [
        (words.gettext("All claims"), f"/claims {numbered.question}"),
        (words.gettext("All disagreements"), "/disagreements"),
    ]
    if question:
        options.insert(1, (words.gettext("Timeline"), f"/timeline {question.topic}"))
    return Reply((*parts, *footer(words, page([numbered], 1, 1), "", options)), lang=words.lang)


def reviewed(view: View, words: Words, number: int) -> list[Part]:
    """What an administrator decided on a disagreement, and why; nothing where nobody did."""
    review = view.reviews.get(number)
    if review is None:
        return []
    day = words.day(review.at.date(), view.year)
    if review.into is not None:
        text = words.gettext("An administrator, {day}: the same as disagreement {number}.").format(
            day=day, number=review.into
        )
    elif review.reason is not None:
        text = words.gettext("An administrator dismissed it, {day}: {reason}.").format(
            day=day, reason=words.gettext(DISMISSALS[review.reason])
        )
    else:
        text = words.gettext("An administrator confirmed it, {day}.").format(day=day)
    return [Text(text)]


def opening(view: View, numbered: NumberedDisagreement) -> HeldClaim | None:
    """The claim that opened a disagreement, if it is still there."""
    claims = view.state(numbered.question).claims
    return next((held for held in claims if held.number == numbered.disagreement.opened_by), None)


def sides(view: View, numbered: NumberedDisagreement) -> list[Standing]:
    """The sides that somebody still stands on, the one that came last first."""
    places = (numbered.disagreement.second, numbered.disagreement.first)
    return [standing for place in places if (standing := side(view, numbered.question, place))]


def _status(view: View, words: Words, numbered: NumberedDisagreement) -> str:
    held = opening(view, numbered)
    day = view.item(held.claim).day if held and held.claim.item in view.items else numbered.opened_at.date()
    return words.gettext(_STATUS[numbered.disagreement.status]).format(day=words.day(day, view.year))


def _lines(view: View, words: Words, numbered: NumberedDisagreement) -> list[str]:
    question = view.question(numbered.question)
    asks = words.pick(question.asks) if question else numbered.question
    kind = words.gettext(KINDS.get(numbered.disagreement.kind, "conflict"))
    lines = [f"{numbered.number}. {asks} {kind[:1].upper()}{kind[1:]}, {_status(view, words, numbered)}"]
    for standing in reversed(sides(view, numbered)):
        value = value_text(words, question, standing.value)
        lines.append(f"   {value}: {_holders(view, words, standing)}")
    return lines


def _holders(view: View, words: Words, standing: Standing) -> str:
    """Who stands on a side: parties, in outlets; or the outlets themselves, with the day of the strongest claim."""
    parties = dict.fromkeys(party_name(words, view.story, held.claim.party) for held in standing.claims)
    named = [party for party in parties if party]
    where = origin(view, words, standing.strongest.claim)
    if named:
        return words.gettext("{value} ({origin})").format(value=words.listed(named), origin=where)
    others = [name for name in sources(view, standing.claims) if not where.startswith(f"{name},")]
    return "; ".join([where, *others])


def _side(view: View, words: Words, question_id: str, standing: Standing, *, against: bool) -> list[Part]:
    question = view.question(question_id)
    parties = dict.fromkeys(party_name(words, view.story, held.claim.party) for held in standing.claims)
    names = [party for party in parties if party] or sources(view, standing.claims)
    title = f"{value_text(words, question, standing.value)}: {words.listed(names)}"
    parts: list[Part] = [Heading(words.gettext("against {side}").format(side=title) if against else title)]
    spoken = voices(standing.claims)
    parts += [voice_quote(view, words, voice) for voice in spoken[:QUOTES]]
    rest = len(spoken) - QUOTES
    if rest > 0:
        more = words.ngettext("and {number} more claim", "and {number} more claims", rest)
        parts.append(Text(more.format(number=words.number(rest)), "note"))
    return parts


def balance(view: View, words: Words, numbered: NumberedDisagreement, both: Sequence[Standing]) -> str:
    """How many independent outlets stand on each side."""
    question = view.question(numbered.question)
    counted = []
    for standing in both:
        number = independent_voices(view, standing.claims)
        text = words.ngettext("{number} source has “{value}”", "{number} sources have “{value}”", number)
        value = value_text(words, question, standing.value)
        counted.append(text.format(number=words.number(number), value=value))
    return f"{', '.join(counted)}."
