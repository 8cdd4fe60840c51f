"""/compare: what two parties say, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.paging import footer, page
from bot.answering.view import View
from bot.answering.wording import claim_quote, party_name, value_text
from bot.answering.words import Words
from bot.domain.claims import Choice, Party
from bot.domain.positions import HeldClaim
from bot.domain.questions import Question, Topic, ValueType
from bot.domain.reply import Heading, Part, Quote, Reply, Text

PAGE = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """What two parties say last on one question, if they do. `disagreement` is the number of an open one between them."""

    question: Question
    first: HeldClaim | None
    second: HeldClaim | None
    disagreement: int | None

    @property
    def rank(self) -> int:
        """Contradictions first, then what both speak of, then what one takes a side in, then the rest."""
        if self.disagreement is not None:
            return 0
        if self.first and self.second:
            return 1
        return 2 if self.question.type is ValueType.CHOICE else 3


def compare(
    view: View, words: Words, first: Party, second: Party, topic: Topic | None = None, number: int = 1
) -> Reply:
    """One page of the questions on which either party is quoted; the first line says where they contradict each other."""
    pairs = [
        pair
        for question in view.story.questions.values()
        if (topic is None or question.topic == topic.id) and (pair := _pair(view, question, first, second))
    ]
    names = [party_name(words, view.story, party) for party in (first, second)]
    if not pairs:
        text = words.gettext("Nothing in the corpus is said by {first} or {second}.").format(
            first=names[0], second=names[1]
        )
        return Reply((Text(text),), lang=words.lang)
    shown = page(sorted(pairs, key=lambda pair: pair.rank), number, PAGE)
    parts: list[Part] = [Heading(_summary(words, names, pairs))]
    for pair in shown.entries:
        parts.append(Heading(words.pick(pair.question.asks)))
        voices = zip(names, (pair.first, pair.second), strict=True)
        parts += [_voice(view, words, pair.question, name, held) for name, held in voices if held]
    if any(not (pair.first and pair.second) for pair in shown.entries):
        parts.append(Text(words.gettext("Where one of them is missing, the corpus has nothing from them."), "note"))
    disagreements = [
        (words.gettext("Disagreement {number}").format(number=pair.disagreement), f"/disagreement {pair.disagreement}")
        for pair in shown.entries
        if pair.disagreement is not None
    ]
    command = f"/compare {first.value} {second.value}" + (f" {topic.id}" if topic else "")
    return Reply((*parts, *footer(words, shown, command, disagreements)), lang=words.lang)


def _pair(view: View, question: Question, first: Party, second: Party) -> Pair | None:
    one, other = (_last(view, question, party) for party in (first, second))
    if one is None and other is None:
        return None
    # Who reports a figure or a day decides nothing about it: it is worth a comparison only where the two differ.
    if question.type is not ValueType.CHOICE and (one is None or other is None or _meet(one, other)):
        return None
    return Pair(question, one, other, _between(view, question, one, other))


def _last(view: View, question: Question, party: Party) -> HeldClaim | None:
    """What a party says last, in the words of whoever reported it first that day."""
    spoken = [held for held in view.claims(question.id) if held.claim.party is party and not held.claim.past]
    last = max(spoken, key=lambda held: (held.claim.as_of, held.number), default=None)
    return next((h for h in spoken if last and (h.claim.as_of, h.position) == (last.claim.as_of, last.position)), None)


def _between(view: View, question: Question, one: HeldClaim | None, other: HeldClaim | None) -> int | None:
    if one is None or other is None or _same(one, other):
        return None
    sides = {one.position, other.position}
    for numbered in view.open_disagreements:
        if numbered.question == question.id and {numbered.disagreement.first, numbered.disagreement.second} == sides:
            return numbered.number
    return None


def _meet(one: HeldClaim, other: HeldClaim) -> bool:
    first, second = one.claim.value, other.claim.value
    return isinstance(first, Choice) or isinstance(second, Choice) or first.meets(second)  # type: ignore[arg-type]


def _same(one: HeldClaim, other: HeldClaim) -> bool:
    return isinstance(one.claim.value, Choice) and one.claim.value == other.claim.value


def _summary(words: Words, names: list[str], pairs: list[Pair]) -> str:
    against = sum(pair.disagreement is not None for pair in pairs)
    if not against:
        return words.gettext("{first} and {second} contradict each other on nothing so far.").format(
            first=names[0], second=names[1]
        )
    return words.ngettext(
        "{first} and {second} contradict each other on {number} question.",
        "{first} and {second} contradict each other on {number} questions.",
        against,
    ).format(first=names[0], second=names[1], number=words.number(against))


def _voice(view: View, words: Words, question: Question, name: str, held: HeldClaim) -> Quote:
    value = value_text(words, question, held.claim.value)
    return claim_quote(view, words, held.claim, f"{name}: {value}", whole=False)
