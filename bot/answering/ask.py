"""/ask: the claims that answer a question, or the passages that speak of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.matching import alike, tokens
from bot.answering.paging import choices
from bot.answering.standing import Standing, standings
from bot.answering.view import View
from bot.answering.wording import excerpt, item_quote, opposed, origin, said_by, value_text, voice_quote, voices
from bot.answering.words import Words
from bot.domain.claims import Choice, Item
from bot.domain.positions import HeldClaim
from bot.domain.questions import Question
from bot.domain.reply import Part, Reply, Text
from bot.domain.stored import FoundPassage

CLAIMS = 10
QUOTES = 4
PASSAGES = 3
_COMMON_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What the corpus has to say: the claims of a question as they stand (strongest first), or passages (best first), or neither."""

    question: Question | None = None
    claims: tuple[HeldClaim, ...] = ()
    passages: tuple[FoundPassage, ...] = ()


def standing_claims(view: View, question: Question) -> tuple[HeldClaim, ...]:
    """The claims behind a question's live positions: the strongest of each first, then the others."""
    sides = standings(view, question.id)
    strongest = [side.strongest for side in sides]
    return (*strongest, *(held for side in sides for held in side.claims[1:]))[:CLAIMS]


def prefixes(content: Sequence[str]) -> list[str]:
    """What to search for: the words without the endings that inflection changes."""
    return list(dict.fromkeys(_stem(word) for word in tokens(" ".join(content))))


def fitting(view: View, content: Sequence[str], passages: Sequence[FoundPassage]) -> tuple[FoundPassage, ...]:
    """The passages that truly speak of the words asked for.

    A word that at most half of the items use must be in the passage itself, any other word in its item. Of four or more words one in
    four may be missing, but never a name or a number. A single word that most items use finds nothing: it tells no passage from another.
    """
    common = {word: _is_common(view, word) for word in content}
    if len(content) == 1 and all(common.values()):
        return ()
    if all(common.values()):
        common = dict.fromkeys(content, False)
    fits = [
        found
        for found in passages
        if found.passage.item in view.items and _fits(found.item, found.passage.text, content, common)
    ]
    return tuple(fits[:PASSAGES])


def answer_line(view: View, words: Words, found: Found) -> str:
    """The answer in one line, with source and full day."""
    if found.question and found.claims:
        said = [_said(view, words, found.question, side) for side in standings(view, found.question.id)]
        return f"{words.pick(found.question.label)}: {opposed(words, said)}"
    if found.passages:
        first = found.passages[0]
        quote = item_quote(
            view, words, first.item, excerpt(first.passage.text, 0, len(first.passage.text), widen=False)
        )
        day = words.long_day(first.item.day)
        return words.gettext("{source}, {day}: “{quote}”").format(source=quote.source, day=day, quote=quote.text)
    if found.question:
        return words.gettext("{label}: nothing in the corpus.").format(label=words.pick(found.question.label))
    return words.gettext("Nothing in the corpus on that.")


def answer(view: View, words: Words, found: Found) -> Reply:
    """The reply to /ask."""
    if found.question and found.claims:
        parts = _with_claims(view, words, found.question, found.claims)
    elif found.passages:
        parts = [Text(words.gettext("No figure or answer on this, but these passages speak of it:"))]
        for passage in found.passages:
            text = passage.passage.text
            parts.append(item_quote(view, words, passage.item, excerpt(text, 0, len(text), widen=False)))
    else:
        parts = [
            Text(answer_line(view, words, found)),
            choices([(words.gettext("What is known"), "/claims"), (words.gettext("Help"), "/help")]),
        ]
    return Reply(tuple(parts), lang=words.lang)


def _with_claims(view: View, words: Words, question: Question, claims: Sequence[HeldClaim]) -> list[Part]:
    found = Found(question, tuple(claims))
    parts: list[Part] = [Text(answer_line(view, words, found))]
    options = [(words.gettext("All claims"), f"/claims {question.id}")]
    for numbered in view.open_disagreements:
        if numbered.question == question.id:
            text = words.gettext("This is contested: /disagreement {number}").format(number=numbered.number)
            parts.append(Text(text, "warning"))
            label = words.gettext("Disagreement {number}").format(number=numbered.number)
            options.append((label, f"/disagreement {numbered.number}"))
    parts += [voice_quote(view, words, voice) for voice in voices(claims)[:QUOTES]]
    return [*parts, choices(options)]


def _said(view: View, words: Words, question: Question, side: Standing) -> str:
    claim = side.strongest.claim
    value = value_text(words, question, side.value)
    if isinstance(claim.value, Choice):
        quoted = words.gettext("“{value}”").format(value=value)
        value = said_by(words, view.story, (held.claim.party for held in side.claims), value, quoted)
    return words.gettext("{value} ({origin})").format(value=value, origin=origin(view, words, claim, full=True))


def _stem(word: str) -> str:
    return word if len(word) <= 4 else word[: max(4, len(word) - 3)]


def _is_common(view: View, word: str) -> bool:
    """Whether more than half of the (latest) items use a word."""
    texts = [stored.item.text for stored in list(view.items.values())[:_COMMON_SAMPLE]]
    return sum(_uses(text, word) for text in texts) * 2 > len(texts)


def _uses(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(_stem(word))}", text, re.IGNORECASE) is not None


def _fits(item: Item, passage: str, content: Sequence[str], common: dict[str, bool]) -> bool:
    said = tokens(passage)
    missing = [
        word
        for word in content
        if not any(alike(token, word.casefold()) for token in said)
        and not (common[word] and _uses(f"{item.title} {item.text}", word))
    ]
    present = any(alike(token, word.casefold()) for token in said for word in content)
    firm = any(word[0].isupper() or word[0].isdigit() for word in missing if word != content[0])
    return present and not firm and len(missing) <= len(content) // 4
