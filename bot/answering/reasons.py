"""Why the reader made a claim, or refused one: its codes as short plain phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answering.view import View
from bot.answering.wording import claim_quote, party_name
from bot.answering.words import N_, Words
from bot.domain.claims import Claim, Party, Reason
from bot.domain.reply import Heading, Part, Text

STEPS = {
    "trigger": N_("the words “{words}”"),
    "concepts": N_("the words “{words}” together"),
    "number": N_("the number “{words}”"),
    "day": N_("the day “{words}”"),
    "event": N_("the event by “{words}”"),
    "speaker": N_("said in “{words}”"),
    "denial": N_("a denial: “{words}”"),
    "negation": N_("turned round by a negation"),
    "corrected": N_("corrected by an administrator; it was read as “{words}”"),
    "learned": N_("found by the learned reader ({words})"),
    "second_reader": N_("the learned reader gives it {words}"),
    "second_speaker": N_("the learned reader tells who says it ({words})"),
}
"""What the reader went by; the words are those of the text."""

SUBJECTS = {
    "the title": N_("the event by the title"),
    "the lead": N_("the event by the first sentences"),
    "the article": N_("the event by the article as a whole"),
}
"""What a sentence is about where it names no event itself."""

REFUSALS = {
    "question": N_("it is asked, not said"),
    "hypothetical": N_("it is only supposed, demanded or expected"),
    "rumour": N_("it is told as a rumour"),
    "doubting": N_("it is told as a rumour"),
    "unsaid": N_("the text says that somebody did not say it"),
    "superseded": N_("the text says that it has been replaced"),
    "rejected": N_("the text says that this number is wrong"),
    "increment": N_("it comes on top of another number"),
    "partitive": N_("it is a part of another number"),
    "whole": N_("it is the whole of which another number is a part"),
    "narrower": N_("the number answers a narrower question"),
    "other_figure": N_("the number is an age, a name, a footnote or the like"),
    "unit": N_("the number counts something else ({kind})"),
    "other_event": N_("it is about another event"),
    "elsewhere": N_("it is about another country"),
    "off_topic": N_("nothing near it speaks of this topic"),
    "blocked": N_("words near it say that something else is meant"),
    "told_apart": N_("words near it say that something else is meant"),
    "implausible": N_("such a value cannot be right here"),
    "doubted": N_("the learned reader does not believe it"),
    "unclear_speaker": N_("it is not clear who says so"),
    "rival": N_("the text gives another answer that is surer"),
}
"""Why a candidate is no claim. Behind a colon a code may carry what was counted: "unit:money"."""


def reasoned(view: View, words: Words, claim: Claim, lead: str, *, whole: bool = True) -> tuple[Part, ...]:
    """A claim with its words and, below them, why it was made."""
    quote = claim_quote(view, words, claim, whole=whole)
    return Heading(lead), quote, Text(why_claim(view, words, claim), "note")


def why_claim(view: View, words: Words, claim: Claim) -> str:
    """One line: what the claim was read from, who says it, its day and how sure the reader was."""
    parts = [*_read_from(words, claim.reasons), _speaker(view, words, claim), _day(view, words, claim)]
    if claim.past:
        parts.append(words.gettext("superseded in its own text"))
    parts.append(words.gettext("confidence {number} %").format(number=words.number(round(claim.confidence * 100))))
    return _line(words.gettext("Why: {reason}"), parts)


def why_refused(words: Words, reasons: Sequence[Reason]) -> str:
    """One line: why a candidate is no claim, then what it would have been read from."""
    refused = [refusal(words, reason.detail) for reason in reasons if reason.code == "refused"]
    said = [_step(words, reason) for reason in reasons if reason.code == "speaker"]
    return _line(words.gettext("Why not: {reason}"), [*refused, *_read_from(words, reasons), *said])


def refusal(words: Words, code: str) -> str:
    """A refusal's code as a phrase; one that nobody wrote a phrase for stands as it is."""
    name, _, kind = code.partition(":")
    return words.gettext(REFUSALS[name]).format(kind=kind) if name in REFUSALS else code


def _read_from(words: Words, reasons: Iterable[Reason]) -> Iterator[str]:
    """The steps but the last ones: who says it, the day and the refusal have their own phrases."""
    for reason in reasons:
        if reason.code not in ("speaker", "as_of", "refused"):
            yield _step(words, reason)


def _step(words: Words, reason: Reason) -> str:
    if reason.code == "event" and reason.detail in SUBJECTS:
        return words.gettext(SUBJECTS[reason.detail])
    if reason.code not in STEPS:
        return f"{reason.code}: {reason.detail}"
    return words.gettext(STEPS[reason.code]).format(words=_flat(reason.detail))


def _speaker(view: View, words: Words, claim: Claim) -> str:
    party = party_name(words, view.story, claim.party)
    if not party:
        return words.gettext("who says it: the outlet, or somebody unnamed")
    codes = {reason.code: reason.detail for reason in reversed(claim.reasons)}
    said = "" if "second_speaker" in codes else codes.get("speaker", "")  # who was overruled is not to be quoted
    if said in set(Party):
        return words.gettext("who says it: taken to be {party}, whose answer it usually is").format(party=party)
    if said:
        return words.gettext("who says it: {party} (“{words}”)").format(party=party, words=_flat(said))
    return words.gettext("who says it: {party}").format(party=party)


def _day(view: View, words: Words, claim: Claim) -> str:
    day = words.day(claim.as_of, view.year)
    if claim.as_of == view.item(claim).day:
        return words.gettext("as of {day}, when it was published").format(day=day)
    return words.gettext("as of {day}, a day that the text gives").format(day=day)


def _line(sentence: str, parts: Iterable[str]) -> str:
    return sentence.format(reason=f"{'; '.join(dict.fromkeys(parts))}.")


def _flat(text: str) -> str:
    return " ".join(text.split())
