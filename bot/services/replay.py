"""Read labelled items in memory and say what each claims and changes: the contract by which the bot is evaluated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from gettext import gettext as _
from typing import TypedDict

from bot.domain.claims import Choice, Claim, Item
from bot.domain.errors import BadItemError
from bot.domain.positions import Alert, HeldClaim, Update
from bot.domain.questions import Question
from bot.domain.tongues import plain_code
from bot.services.intake import check_text, fingerprint, parse_published
from bot.services.ledger import ItemReader, Ledger


class ClaimRow(TypedDict):
    """A claim in the shape of the contract; days are ISO 8601, the answer of a choice stands in `value`."""

    question: str
    lo: int | str | None
    hi: int | str | None
    value: str | None
    party: str | None
    as_of: str
    quote: str


class AlertRow(TypedDict):
    """An alert: the ids of the items it sets the new one against, the strongest first."""

    question: str
    kind: str
    against: list[str]


class UpdateRow(TypedDict):
    """An update: the ids of the items whose figure was overtaken, the strongest first."""

    question: str
    against: list[str]


class Row(TypedDict):
    """What one item did."""

    item: str
    claims: list[ClaimRow]
    alerts: list[AlertRow]
    updates: list[UpdateRow]


class DuplicateRow(Row):
    """An item that was there already: everything empty."""

    duplicate_of: str


class Replay:
    """An empty store in memory that items are read into, one after another. The same items give the same rows."""

    def __init__(self, reader: ItemReader, questions: Mapping[str, Question], seeds: Iterable[Item] = ()) -> None:
        self._reader = reader
        self._ledger = Ledger(questions)
        self._holders: dict[str, str] = {}
        self._current: dict[str, str] = {}
        for item in seeds:
            self.take(item)

    def take(self, item: Item) -> Row:
        """Read one item. A known id with another text is a new version; a text that is there already changes nothing."""
        mark = fingerprint(item)
        holder = self._holders.get(mark)
        if holder is not None and self._current[holder] == mark:
            return duplicate_row(item.id, holder)
        self._holders[mark] = item.id
        self._current[item.id] = mark
        reading = self._reader.read(item)
        effects = self._ledger.take(item, reading.claims)
        return row(item.id, reading.claims, effects.alerts, effects.updates)


def row(item: str, claims: Iterable[Claim], alerts: Iterable[Alert], updates: Iterable[Update]) -> Row:
    """One item's line of the contract."""
    return {
        "item": item,
        "claims": [_claim(claim) for claim in claims if not claim.past],
        "alerts": [
            {"question": alert.question, "kind": alert.kind.value, "against": _items(alert.against)} for alert in alerts
        ],
        "updates": [{"question": update.question, "against": _items(update.against)} for update in updates],
    }


def duplicate_row(item: str, holder: str) -> DuplicateRow:
    """The line of an item whose text is there already, as `holder`."""
    return {"item": item, "claims": [], "alerts": [], "updates": [], "duplicate_of": holder}


def parse(lines: Iterable[str]) -> Iterator[Item]:
    """The items of JSON lines; empty lines and unknown keys are passed over. Raises BadItemError with the number of the line."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _item(json.loads(line))
        except json.JSONDecodeError as error:
            raise BadItemError(
                _("Line {number} is no JSON: {why} at character {place}.").format(
                    number=number, why=error.msg, place=error.colno
                )
            ) from None
        except RecursionError:
            raise BadItemError(_("Line {number} is nested too deeply.").format(number=number)) from None
        except BadItemError as error:
            raise BadItemError(_("Line {number}: {why}").format(number=number, why=error)) from None


def _item(fields: object) -> Item:
    if not isinstance(fields, dict):
        raise BadItemError('An item is an object like {"id": "d-017", "lang": "en", …}.')
    words = {name: _words(fields, name) for name in ("id", "lang", "source", "published", "title", "text")}
    published, is_day = parse_published(words["published"])
    return Item(
        id=words["id"],
        source=words["source"],
        lang=plain_code(words["lang"]),
        title=words["title"],
        text=words["text"],
        published=published,
        published_is_day=is_day,
    )


def _words(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        wrong = _("The key {name!r} is no text.") if name in fields else _("The key {name!r} is missing.")
        raise BadItemError(wrong.format(name=name))
    # Half a character pair cannot be printed again and no page holds a NUL; a sign of the same length stands for each.
    value = value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
    check_text(value, _("The key {name!r}").format(name=name))
    return value


def _claim(claim: Claim) -> ClaimRow:
    value = claim.value
    return {
        "question": claim.question,
        "lo": None if isinstance(value, Choice) else _bound(value.lo),
        "hi": None if isinstance(value, Choice) else _bound(value.hi),
        "value": value.answer if isinstance(value, Choice) else None,
        "party": claim.party.value if claim.party else None,
        "as_of": claim.as_of.isoformat(),
        "quote": claim.quote,
    }


def _bound(bound: int | date | None) -> int | str | None:
    return bound.isoformat() if isinstance(bound, date) else bound


def _items(held: Iterable[HeldClaim]) -> list[str]:
    """The items behind claims, each once, in order."""
    return list(dict.fromkeys(each.claim.item for each in held))
