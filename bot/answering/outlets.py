"""/sources and /source: outlets, how often each was first, alone or overtaken, and their items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.answering.paging import footer, page
from bot.answering.standing import side
from bot.answering.view import View
from bot.answering.wording import independent_voices, outlet_of, source_name, value_text
from bot.answering.words import N_, Words
from bot.domain.positions import PositionStatus
from bot.domain.questions import Grade, Outlet
from bot.domain.reply import Choices, Heading, Part, Reply, Table, Text
from bot.domain.stored import StoredItem

PAGE = 15
ITEMS = 8
HEADER = (N_("Outlet"), N_("Items"), N_("First"), N_("Overtaken"), N_("Contradicted"), N_("Changed"))

GRADES = {
    Grade.A: N_("completely reliable"),
    Grade.B: N_("usually reliable"),
    Grade.C: N_("fairly reliable"),
    Grade.D: N_("not usually reliable"),
    Grade.E: N_("unreliable"),
    Grade.F: N_("reliability cannot be judged"),
}
"""The letters of the Admiralty system in words."""


@dataclass(slots=True)
class Record:
    """One outlet's record: (question, position) pairs that it stood behind (`given`), was first with, stands alone behind, that were
    overtaken, or are contradicted by an open disagreement; and the items whose text it changed without saying so."""

    name: str
    items: list[StoredItem] = field(default_factory=list)
    given: list[tuple[str, int]] = field(default_factory=list)
    contradicted: list[tuple[str, int]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    first: list[tuple[str, int]] = field(default_factory=list)
    alone: list[tuple[str, int]] = field(default_factory=list)
    overtaken: list[tuple[str, int]] = field(default_factory=list)


def records(view: View) -> dict[str, Record]:
    """The record of every outlet that has an item, by name, most items first.

    First is whose item was published first among a position's, alone who is the only independent outlet behind a live position (others
    have copies of its text), overtaken whoever stood behind one that a later figure overtook.
    """
    found: dict[str, Record] = {}
    for stored in sorted(view.items.values(), key=lambda s: (s.item.published, s.item.id), reverse=True):
        name = source_name(view.story, stored.item.source)
        found.setdefault(name, Record(name)).items.append(stored)
    for question_id, state in view.states.items():
        for position in state.positions:
            _credit(view, found, question_id, position.number, position.status)
    for one in view.silent:
        if one.change.item in view.items:
            found[source_name(view.story, view.items[one.change.item].item.source)].changed.add(one.change.item)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1].items), pair[0])))


def sources(view: View, words: Words, number: int = 1) -> Reply:
    """One page of the outlets with their records."""
    known = list(records(view).values())
    if not known:
        return Reply((Text(words.gettext("No items yet. The corpus is empty.")),), lang=words.lang)
    shown = page(known, number, PAGE)
    heading = words.gettext("{outlets}, {items}").format(
        outlets=words.ngettext("{number} outlet", "{number} outlets", len(known)).format(
            number=words.number(len(known))
        ),
        items=items_text(words, len(view.items)),
    )
    header = tuple(words.gettext(name) for name in HEADER)
    rows = tuple(
        (
            r.name,
            words.number(len(r.items)),
            *(_share(words, len(some), len(r.given)) for some in (r.first, r.overtaken, r.contradicted)),
            _share(words, len(r.changed), len(r.items)),
        )
        for r in shown.entries
    )
    note = words.gettext(
        "Of the figures and answers that it gave, how many it was first with, how many a later figure replaced, and how many are "
        "contradicted now. Changed: items whose figures it changed without saying so, of all items."
    )
    others = [(r.name, f"/source {r.name}") for r in shown.entries[:5]]
    parts: list[Part] = [Heading(heading), Table(rows, header, right=(1, 2, 3, 4, 5)), Text(note, "note")]
    return Reply((*parts, *footer(words, shown, "/sources", others)), lang=words.lang)


def source(view: View, words: Words, record: Record) -> Reply:
    """One outlet: its record, its items, where it stands alone."""
    parts: list[Part] = [Heading(f"{record.name}: {items_text(words, len(record.items))}")]
    counted = words.gettext(
        "Figures and answers: {given}, first with {first}, alone with {alone}, {overtaken} overtaken, {contradicted} contradicted now. "
        "Changed without saying so: {changed} of {items}."
    )
    parts.append(
        Text(
            counted.format(
                given=words.number(len(record.given)),
                first=words.number(len(record.first)),
                alone=words.number(len(record.alone)),
                overtaken=words.number(len(record.overtaken)),
                contradicted=words.number(len(record.contradicted)),
                changed=words.number(len(record.changed)),
                items=items_text(words, len(record.items)),
            )
        )
    )
    outlet = outlet_of(view.story, record.name)
    if outlet:
        about = [outlet.country, words.language(outlet.lang), outlet.owner, outlet.home]
        parts.append(Text(" · ".join(text for text in about if text), "note"))
    parts.append(Text(_grade(words, outlet), "note"))
    rows = [(words.day(s.item.day, view.year), s.item.title or s.item.url or s.item.id) for s in record.items[:ITEMS]]
    parts.append(Table(tuple(rows), title=words.gettext("Latest items")))
    parts.extend(_positions(view, words, record.alone, words.gettext("Alone with")))
    parts.extend(_positions(view, words, record.overtaken, words.gettext("Overtaken with")))
    options = ((words.gettext("All sources"), "/sources"), (words.gettext("Latest"), "/latest"))
    return Reply((*parts, Choices(options)), lang=words.lang)


def _grade(words: Words, outlet: Outlet | None) -> str:
    """The letter in words, and why: "Grade B, usually reliable: reporters of its own"; of an outlet that is not listed F."""
    grade, reason = (outlet.grade, outlet.reason) if outlet else (Grade.F, "")
    known = {"grade": grade.value, "meaning": words.gettext(GRADES[grade]), "reason": reason}
    if not reason:
        return words.gettext("Grade {grade}, {meaning}").format(**known)
    return words.gettext("Grade {grade}, {meaning}: {reason}").format(**known)


def _share(words: Words, part: int, of: int) -> str:
    """How many of how many: "2/7"."""
    return f"{words.number(part)}/{words.number(of)}"


def items_text(words: Words, number: int) -> str:
    """A number of items, in words: "5 items"."""
    return words.ngettext("{number} item", "{number} items", number).format(number=words.number(number))


def _credit(view: View, found: dict[str, Record], question_id: str, position: int, status: PositionStatus) -> None:
    standing = side(view, question_id, position)
    if standing is None:
        return
    earliest = min(standing.claims, key=lambda h: (view.item(h.claim).published, h.number))
    names = dict.fromkeys(source_name(view.story, view.item(h.claim).source) for h in standing.claims)
    place = (question_id, position)
    sides = {
        n
        for d in view.open_disagreements
        if d.question == question_id
        for n in (d.disagreement.first, d.disagreement.second)
    }
    for name in names:
        found[name].given.append(place)
        if position in sides:
            found[name].contradicted.append(place)
    found[source_name(view.story, view.item(earliest.claim).source)].first.append(place)
    if status is PositionStatus.LIVE and independent_voices(view, standing.claims) == 1:
        found[source_name(view.story, view.item(earliest.claim).source)].alone.append(place)
    if status is PositionStatus.OVERTAKEN:
        for name in names:
            found[name].overtaken.append(place)


def _positions(view: View, words: Words, places: Sequence[tuple[str, int]], title: str) -> list[Part]:
    rows = []
    for question_id, position in places[:ITEMS]:
        question, standing = view.question(question_id), side(view, question_id, position)
        if question and standing:
            rows.append((words.pick(question.label), value_text(words, question, standing.value)))
    return [Table(tuple(rows), title=title)] if rows else []
