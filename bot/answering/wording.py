"""Small texts that every reply shares: values, origins, parties, and quotes cut to length."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable
from datetime import date

from bot.answering.view import View
from bot.answering.words import N_, Words
from bot.domain.claims import Choice, Claim, Item, Party, Value
from bot.domain.history import copies, independent
from bot.domain.interval import Interval
from bot.domain.positions import HeldClaim, Update
from bot.domain.questions import Grade, Outlet, Question, Story, ValueType
from bot.domain.reply import Quote

QUOTE_LIMIT = 300
GLANCE_LIMIT = 140
_FEW = 30

_VAGUE = {(24, 99): N_("dozens"), (40, 99): N_("scores"), (100, 999): N_("hundreds")}


def value_text(words: Words, question: Question | None, value: Value) -> str:
    """A value in words: "at least 144", "27 April 2024", "71st", "not aimed at one nation"."""
    if isinstance(value, Choice):
        wording = question.answers.get(value.answer) if question else None
        return words.pick(wording) if wording else value.answer
    lo, hi = value.lo, value.hi
    if isinstance(lo, date):
        return days_text(words, lo, hi if isinstance(hi, date) else None)
    top = hi if isinstance(hi, int) else None
    if question and question.type is ValueType.ORDINAL:
        return words.ordinal(lo)
    return count_text(words, Interval(lo, top))


def count_text(words: Words, count: Interval[int]) -> str:
    """A count as an outlet would put it."""
    lo, hi = count.lo, count.hi
    if hi is None:
        if lo > 1 and (lo - 1) % 10 == 0:
            return words.gettext("more than {number}").format(number=words.number(lo - 1))
        return words.gettext("at least {number}").format(number=words.number(lo))
    if lo == hi:
        return words.number(lo)
    if (lo, hi) in _VAGUE:
        return words.gettext(_VAGUE[lo, hi])
    if lo == 0:
        return words.gettext("at most {number}").format(number=words.number(hi))
    middle = (lo + hi) // 2
    if (lo, hi) == (math.floor(middle * 9 / 10), math.ceil(middle * 11 / 10)):
        return words.gettext("about {number}").format(number=words.number(middle))
    if hi % 10 == 0 and lo % 10 and lo == hi * 9 // 10:
        return words.gettext("nearly {number}").format(number=words.number(hi))
    return words.gettext("{low} to {high}").format(low=words.number(lo), high=words.number(hi))


def days_text(words: Words, first: date, last: date | None) -> str:
    """A day, a whole month or a stretch of days, with the year."""
    if last is None or first == last:
        return words.long_day(first)
    month_end = calendar.monthrange(first.year, first.month)[1]
    if first.day == 1 and last == first.replace(day=month_end):
        return words.month(first)
    return words.gettext("{low} to {high}").format(low=words.long_day(first), high=words.long_day(last))


def label_inside(words: Words, question: Question | None, otherwise: str = "") -> str:
    """A question's short name as it stands inside a sentence: "detained in Tajikistan"."""
    if question is None:
        return otherwise
    label, asks = words.pick(question.label), words.pick(question.asks)
    opening = label.split(" ")[0][:5]
    is_name = f" {opening}" in asks  # a word that keeps its capital inside a sentence
    return label if is_name else label[:1].lower() + label[1:]


def outlet_of(story: Story, source: str) -> Outlet | None:
    """The configured outlet of a source, found by its name or an alias; "X (after Y)" is X."""
    wanted = {source.casefold(), source.split(" (")[0].casefold()}
    for outlet in story.outlets.values():
        if not wanted.isdisjoint(name.casefold() for name in (outlet.name, *outlet.aliases)):
            return outlet
    return None


def grade_of(story: Story, source: str) -> Grade:
    """The grade of a source's outlet; of one that is not configured F: nobody has judged it."""
    outlet = outlet_of(story, source)
    return outlet.grade if outlet else Grade.F


def source_name(story: Story, source: str) -> str:
    """The name an outlet is called by in replies."""
    outlet = outlet_of(story, source)
    return outlet.name if outlet else source.split(" (")[0]


def party_name(words: Words, story: Story, party: Party | None) -> str:
    """A party's name, or the empty text where the outlet speaks itself."""
    if party is None:
        return ""
    info = story.parties.get(party)
    return words.pick(info.label) if info else party.value


def sources(view: View, claims: Iterable[HeldClaim]) -> list[str]:
    """The outlets of claims, each once, in order."""
    return list(dict.fromkeys(source_name(view.story, view.item(held.claim).source) for held in claims))


def independent_voices(view: View, claims: Iterable[HeldClaim]) -> int:
    """How many independent outlets stand behind claims: copies of one text (of an agency, say) are one voice, and so is an outlet."""
    held = list(claims)
    told = sorted({one.claim.item for one in held}, key=lambda item: (view.items[item].item.published, item))
    groups = copies({item: view.signatures.get(item, b"") for item in told})
    return independent((source_name(view.story, view.item(one.claim).source), groups[one.claim.item]) for one in held)


def origin(view: View, words: Words, claim: Claim, *, full: bool = False) -> str:
    """Source and day of a claim ("Daryo, 1 May"), and the day it speaks of where that is another one; `full` names the year."""
    item = view.item(claim)
    year = None if full else view.year
    known = {"source": source_name(view.story, item.source), "day": words.day(item.day, year)}
    if claim.as_of == item.day:
        return words.gettext("{source}, {day}").format(**known)
    return words.gettext("{source}, {day}, for {as_of}").format(as_of=words.day(claim.as_of, year), **known)


def overtaken(update: Update) -> Claim:
    """Which of the figures that an update overtook to name: the highest, for that is the one it had to exceed."""
    return max((held.claim for held in update.against), key=_height)


def _height(claim: Claim) -> tuple[int, int]:
    if not isinstance(claim.value, Interval) or not isinstance(claim.value.lo, int):
        return 0, 0
    return claim.value.lo, claim.value.hi is not None


def said_by(words: Words, story: Story, parties: Iterable[Party | None], value: str, quoted: str = "") -> str:
    """A value with who asserts it: "Russia: no"; the value alone where the outlets do, or where it is the party's own name.

    `quoted` is how the value stands after a name, if not as it is.
    """
    named = dict.fromkeys(party_name(words, story, party) for party in parties)
    names = [name for name in named if name and name != value]
    return f"{words.listed(names)}: {quoted or value}" if names else value


def opposed(words: Words, sides: Iterable[str]) -> str:
    """Sides that contradict each other, in one line: "143 against 145"."""
    text = ""
    for side in sides:
        text = words.gettext("{text} against {other}").format(text=text, other=side) if text else side
    return text


def voices(claims: Iterable[HeldClaim]) -> list[tuple[HeldClaim, ...]]:
    """Claims grouped by their words: one sentence may speak for several parties."""
    groups: dict[tuple[str, int, int, Value], list[HeldClaim]] = {}
    for held in claims:
        claim = held.claim
        groups.setdefault((claim.item, claim.start, claim.end, claim.value), []).append(held)
    return [tuple(group) for group in groups.values()]


def voice_quote(view: View, words: Words, voice: tuple[HeldClaim, ...]) -> Quote:
    """The words of one voice, led by what it says and for whom: "Russia: no"."""
    claim = voice[0].claim
    value = value_text(words, view.question(claim.question), claim.value)
    lead = said_by(words, view.story, (held.claim.party for held in voice), value)
    return claim_quote(view, words, claim, lead)


def claim_quote(view: View, words: Words, claim: Claim, lead: str = "", *, whole: bool = True) -> Quote:
    """A claim's words with their source: in their `whole` sentence, or alone, with more of it where they are few.

    Words that the item no longer has are those of an earlier version, and stand alone.
    """
    item = view.item(claim)
    if item.text[claim.start : claim.end] != claim.quote:
        return item_quote(view, words, item, shortened(claim.quote, 0, len(claim.quote)), lead)
    widen, limit = whole or len(claim.quote) < _FEW, QUOTE_LIMIT if whole else GLANCE_LIMIT
    return item_quote(view, words, item, excerpt(item.text, claim.start, claim.end, widen=widen, limit=limit), lead)


def item_quote(view: View, words: Words, item: Item, text: str, lead: str = "") -> Quote:
    """Words of an item with its source and day."""
    source = source_name(view.story, item.source)
    return Quote(_bare(text), source, item.day, words.day(item.day, view.year), item.lang, item.url, lead)


def _bare(text: str) -> str:
    """Words without the quotation marks around all of them: they get the platform's own."""
    inner = text[1:-1]
    return inner if text[:1] + text[-1:] in _MARKS and not set(inner) & set(text[:1] + text[-1:]) else text


def excerpt(text: str, start: int, end: int, *, widen: bool = True, limit: int = QUOTE_LIMIT) -> str:
    """The words `text[start:end]`, with their sentence if asked, in at most `limit` characters, cut at words.

    What is left out is marked with an ellipsis; white space is collapsed. The words asked for are inside, unless they alone are too long.
    """
    left, right = sentence(text, start, end) if widen else (start, end)
    return shortened(text[left:right], start - left, end - left, limit)


def shortened(text: str, start: int, end: int, limit: int = QUOTE_LIMIT) -> str:
    """A text in at most `limit` characters, cut at words on both sides of `text[start:end]`. See `excerpt`."""
    before, core, after = (" ".join(part.split()) for part in (text[:start], text[start:end], text[end:]))
    if len(core) > limit - 4:
        return f"{_cut(core, limit - 2)} …"
    gap = " " if before and text[start - 1].isspace() else ""
    tail = " " if after and text[end].isspace() else ""
    room = limit - len(core) - 6
    keep = _cut_front(before, max(room - len(after), room // 2))
    rest = _cut(after, room - len(keep))
    opening = "" if keep == before else "… "
    closing = "" if rest == after else " …"
    return f"{opening}{keep}{gap if keep else ''}{core}{tail if rest else ''}{rest}{closing}"


_MARKS = frozenset({"“”", "«»", '""', "„“"})
_STOP = re.compile(r"(?<!\b\w)[.!?…][\"»”’)]*\s+(?=[\"«“‘(]*[\d\w])|\n+")


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around `text[start:end]` begins and ends; a line break ends one, an initial does not."""
    left = max((stop.end() for stop in _STOP.finditer(text, 0, start + 1) if stop.end() <= start), default=0)
    stop = _STOP.search(text, max(end - 1, 0))
    right = len(text) if stop is None else stop.start() + len(stop.group().rstrip())
    return left, max(right, end)


def _cut(text: str, room: int) -> str:
    """The first whole words of a text that fit."""
    if len(text) <= room:
        return text
    return text[: max(room, 0) + 1].rpartition(" ")[0].rstrip(" ,;:–-")


def _cut_front(text: str, room: int) -> str:
    """The last whole words of a text that fit."""
    if len(text) <= room:
        return text
    return text[len(text) - max(room, 0) - 1 :].partition(" ")[2]
