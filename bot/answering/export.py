"""/export: claims, timeline or disagreements as a file for a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Literal

from bot.answering.standing import side
from bot.answering.timeline import merge
from bot.answering.view import View
from bot.answering.words import Words
from bot.domain.claims import Choice, Value
from bot.domain.reply import File, Reply, Text

What = Literal["claims", "timeline", "disagreements"]
Format = Literal["csv", "json"]
Row = Mapping[str, str | int | bool | None]

_MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(view: View, words: Words, what: What, form: Format) -> Reply:
    """The file, introduced by what it holds."""
    rows = rows_of(view, what)
    content = as_json(rows) if form == "json" else as_csv(rows)
    text = words.ngettext("{number} row: {name}", "{number} rows: {name}", len(rows)).format(
        number=words.number(len(rows)), name=f"{what}.{form}"
    )
    return Reply((Text(text), File(f"{what}.{form}", _MEDIA[form], content)), lang=words.lang)


def rows_of(view: View, what: What) -> list[Row]:
    """One row a claim (in the order they were heard), a telling of an event, or a claim of a disagreement's side."""
    return {"claims": _claims, "timeline": _timeline, "disagreements": _disagreements}[what](view)


def as_json(rows: Sequence[Row]) -> bytes:
    """The rows as a JSON list of objects, in UTF-8."""
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(rows: Sequence[Row]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, so that spreadsheets read every script.

    Text that a spreadsheet would take for a formula gets an apostrophe before it: quotes come from outside.
    """
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue().encode("utf-8-sig")


def bounds(value: Value) -> dict[str, str | int | None]:
    """A value as `lo`, `hi` and `value`: numbers or ISO days, or the id of a choice; an open end is None."""
    if isinstance(value, Choice):
        return {"lo": None, "hi": None, "value": value.answer}
    lo, hi = (None if end is None else end if isinstance(end, int) else end.isoformat() for end in (value.lo, value.hi))
    return {"lo": lo, "hi": hi, "value": None}


def _cell(value: str | int | bool | None) -> str | int | bool | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _claims(view: View) -> list[Row]:
    rows: list[Row] = []
    for question_id in view.states:
        for held in view.claims(question_id):
            claim = held.claim
            item = view.item(claim)
            rows.append(
                {
                    "question": question_id,
                    **bounds(claim.value),
                    "party": claim.party.value if claim.party else None,
                    "as_of": claim.as_of.isoformat(),
                    "past": claim.past,
                    "relation": held.relation.value,
                    "position": held.position,
                    "quote": claim.quote,
                    "start": claim.start,
                    "end": claim.end,
                    "item": item.id,
                    "source": item.source,
                    "lang": item.lang,
                    "published": item.published.isoformat(),
                    "url": item.url,
                }
            )
    return rows


def _timeline(view: View) -> list[Row]:
    rows: list[Row] = []
    for number, entry in enumerate(merge(view), start=1):
        for item_id, quote in entry.tellings:
            item = view.items[item_id].item
            rows.append(
                {
                    "event": number,
                    "from": entry.when.lo.isoformat(),
                    "to": (entry.when.hi or entry.when.lo).isoformat(),
                    "precision": entry.precision,
                    "topic": entry.topic,
                    "quote": quote,
                    "item": item.id,
                    "source": item.source,
                    "lang": item.lang,
                    "published": item.published.isoformat(),
                    "url": item.url,
                }
            )
    return rows


def _disagreements(view: View) -> list[Row]:
    rows: list[Row] = []
    for numbered in view.disagreements:
        disagreement = numbered.disagreement
        for name, place in (("first", disagreement.first), ("second", disagreement.second)):
            standing = side(view, numbered.question, place)
            for held in standing.claims if standing else ():
                item = view.item(held.claim)
                rows.append(
                    {
                        "disagreement": numbered.number,
                        "question": numbered.question,
                        "kind": disagreement.kind.value,
                        "status": disagreement.status.value,
                        "opened_at": numbered.opened_at.isoformat(),
                        "side": name,
                        **bounds(held.claim.value),
                        "party": held.claim.party.value if held.claim.party else None,
                        "as_of": held.claim.as_of.isoformat(),
                        "quote": held.claim.quote,
                        "item": item.id,
                        "source": item.source,
                        "published": item.published.isoformat(),
                        "url": item.url,
                    }
                )
    return rows
