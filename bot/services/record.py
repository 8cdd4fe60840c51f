"""What the bot decided by itself, as lines of the audit log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.office import BOT, Action, Deed
from bot.domain.positions import QuestionState
from bot.domain.stored import StoredItem
from bot.domain.watched import WatchedFeed
from bot.ports import Transaction


async def record(
    tx: Transaction, before: Mapping[str, QuestionState], after: Iterable[QuestionState], at: datetime, cause: str
) -> None:
    """Write down which disagreements and positions became what; call it when `after` is saved. `cause` names what led to it."""
    changed = [(before.get(state.question, QuestionState(state.question)), state) for state in after]
    changed = [
        (old, new) for old, new in changed if (old.positions, old.disagreements) != (new.positions, new.disagreements)
    ]
    if not changed:
        return
    numbers = {(one.question, one.disagreement.number): one.number for one in await tx.disagreements()}
    for old, new in changed:
        await tx.office.note(*_disagreements(old, new, numbers, at, cause), *_positions(old, new, at, cause))


def taken(stored: StoredItem, by: str, at: datetime) -> Deed:
    """That an item came in."""
    detail = {"source": stored.item.source, "origin": stored.origin.value, "version": stored.version}
    return Deed(at, by, Action.ITEM_TAKEN, stored.item.id, detail)


def turns(before: WatchedFeed, after: WatchedFeed, at: datetime) -> Iterable[Deed]:
    """What a poll made of a feed, where that is more than reading it: given up, found bad or well again, moved."""
    why = {"state": after.health.state.value, "why": after.health.detail}
    if before.retired is None and after.retired is not None:
        yield Deed(at, BOT, Action.FEED_RETIRED, before.url, why)
    elif before.health.bad_since is None and after.health.bad_since is not None:
        yield Deed(at, BOT, Action.FEED_BAD, before.url, why)
    if before.health.bad_since is not None and after.health.bad_since is None:
        yield Deed(at, BOT, Action.FEED_WELL, before.url, {"state": after.health.state.value})
    if before.url != after.url:
        yield Deed(at, BOT, Action.FEED_MOVED, before.url, {"to": after.url})


def listed(turned: Sequence[tuple[WatchedFeed | None, WatchedFeed]], at: datetime) -> Iterable[Deed]:
    """What the configuration made of the list of feeds, a line for each kind; of each feed what it was (None: not known) and is."""
    kinds: dict[Action, list[str]] = {Action.FEEDS_ADDED: [], Action.FEEDS_CHANGED: [], Action.FEEDS_REMOVED: []}
    for before, after in turned:
        if after.removed is not None:
            kinds[Action.FEEDS_REMOVED].append(after.listed)
        elif before is None or before.removed is not None:
            kinds[Action.FEEDS_ADDED].append(after.listed)
        else:
            kinds[Action.FEEDS_CHANGED].append(f"{after.listed} ({_turned(before, after)})")
    for action, feeds in kinds.items():
        if feeds:
            yield Deed(at, BOT, action, detail={"number": len(feeds), "feeds": ", ".join(feeds)})


def _turned(before: WatchedFeed, after: WatchedFeed) -> str:
    told = {
        "outlet": (before.outlet, after.outlet),
        "lang": (before.lang, after.lang),
        "full_text": (before.full_text.value, after.full_text.value),
    }
    return ", ".join(f"{name}: {was or '-'} > {became or '-'}" for name, (was, became) in told.items() if was != became)


def _disagreements(
    old: QuestionState, new: QuestionState, numbers: Mapping[tuple[str, int], int], at: datetime, cause: str
) -> Iterable[Deed]:
    known = {each.number: each for each in old.disagreements}
    for each in new.disagreements:
        subject = f"disagreement {numbers.get((new.question, each.number), 0)}"
        was = known.get(each.number)
        if was is None:
            detail = {"question": new.question, "kind": each.kind.value, "status": each.status.value, "cause": cause}
            yield Deed(at, BOT, Action.DISAGREEMENT_OPENED, subject, detail)
        elif was.status is not each.status:
            change = {"question": new.question, "was": was.status.value, "became": each.status.value, "cause": cause}
            yield Deed(at, BOT, Action.DISAGREEMENT_CHANGED, subject, change)


def _positions(old: QuestionState, new: QuestionState, at: datetime, cause: str) -> Iterable[Deed]:
    known = {position.number: position.status for position in old.positions}
    for position in new.positions:
        was = known.get(position.number)
        if was is not None and was is not position.status:
            detail = {"was": was.value, "became": position.status.value, "cause": cause}
            yield Deed(at, BOT, Action.POSITION_CHANGED, f"{new.question} {position.number}", detail)
