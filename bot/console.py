"""What the commands of the command line do, between the house and the terminal."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import asdict, replace
from datetime import date
from gettext import gettext as _
from pathlib import Path

from bot.answering.reseeded import way_forward
from bot.app import House, opened
from bot.base import Base
from bot.domain.alerts import ChatAddress
from bot.domain.claims import Item
from bot.domain.errors import UserError
from bot.domain.people import AT_THE_MACHINE, TERMINAL
from bot.domain.reply import Reply
from bot.domain.stored import Origin
from bot.platforms.terminal.chat import converse, piped, prompted
from bot.platforms.terminal.draw import draw, make_console
from bot.platforms.terminal.encode import encode
from bot.platforms.terminal.errors import complain
from bot.platforms.terminal.messenger import TerminalMessenger
from bot.platforms.terminal.progress import progress_bar
from bot.platforms.terminal.shelf import Shelf
from bot.platforms.terminal.source import read_text
from bot.services import Format, Here, What
from bot.services.replay import Row, duplicate_row, parse, row

NOT_UNDERSTOOD = 2
LINES_LIMIT = 1 << 30
HISTORY = "chat_history"
HERE = Here(ChatAddress(TERMINAL, "local"))
"""The one chat of this machine."""

EXPORTS = "exports"
KINDS: tuple[What, ...] = ("claims", "timeline", "disagreements")
AUDIT, CORRECTIONS = "audit", "corrections"
FORMATS: tuple[Format, ...] = ("csv", "json")


def parse_day(base: Base, words: str | None) -> date | None:
    """An ISO day up to today. Raises UserError."""
    try:
        day = date.fromisoformat(words) if words else None
    except ValueError:
        raise UserError(_("{words!r} is no day; write it like 2024-04-30.").format(words=words)) from None
    if day is not None and day > base.clock.now().date():
        raise UserError(_("{words} has not come yet; name a day up to today.").format(words=words))
    return day


async def chat(base: Base, lang: str | None, user: str | None, at: date | None = None, *, watch: bool = False) -> int:
    """Answer line after line: typed ones on a terminal, else those of standard input; with `watch` the feeds are read meanwhile.

    Alerts come above the prompt, without one after the answer to the line that they came with.
    """
    language, asker = base.language(lang), base.asker(user)
    async with _house(base) as house, house.watching(None) if watch else nullcontext():

        async def answer(line: str) -> None:
            await _answered(
                base, await house.present.house.respond(line, language, asker, at, HERE, fixed=lang is not None)
            )
            if not typed:
                sys.stdout.write("\n")
                await mailing.deliver_now(TERMINAL, TerminalMessenger(alert))
            sys.stdout.flush()

        def alert(reply: Reply) -> None:
            show(base, reply)
            sys.stdout.write("\n")

        mailing = house.mailing()
        typed = sys.stdin.isatty() and sys.stdout.isatty()
        if not typed:
            await converse(answer, complain, piped())
            return 0
        await answer("/start")
        async with _alerted(base, house):
            lines = prompted(base.var / HISTORY, house.vocabulary(), _("a question, or /help; Ctrl-D leaves"))
            await converse(answer, complain, lines)
    return 0


@asynccontextmanager
async def _alerted(base: Base, house: House) -> AsyncIterator[None]:
    """Print this chat's alerts as they come, until the block ends."""
    messenger = TerminalMessenger(lambda reply: show(base, reply))
    delivering = asyncio.create_task(house.mailing().run({TERMINAL: messenger}))
    try:
        yield
    finally:
        delivering.cancel()
        await asyncio.wait({delivering})


async def say(base: Base, line: str, lang: str | None, user: str | None, at: date | None, *, as_json: bool) -> int:
    """Answer one line; not understood is an exit code."""
    language, asker = base.language(lang), base.asker(user)
    async with _house(base) as house:
        reply = await house.respond(line, language, asker, at, HERE, fixed=lang is not None)
        if as_json:
            put(encode(await _outcome(reply)))
        else:
            await _answered(base, reply)
    return 0 if reply.ok else NOT_UNDERSTOOD


async def ask(base: Base, question: str, lang: str | None, at: date | None, *, as_json: bool) -> int:
    """Answer one question in plain words."""
    language = base.language(lang)
    async with _house(base) as house:
        result = await house.services.ask.ask(house.lens(language, at), question)
    if as_json:
        claims, passages = (list(map(asdict, found)) for found in (result.claims, result.passages))
        put({"answer": result.answer, "claims": claims, "passages": passages})
    else:
        show(base, result.reply)
    return 0


def replay(base: Base, name: str, *, seeded: bool, as_json: bool) -> int:
    """Read the items of a file in memory and print a line for each."""
    items = list(parse(read_text(name, LINES_LIMIT).split("\n")))
    run = base.replay(seeded=seeded)
    for item in items:
        found = run.take(item)
        if as_json:
            put(found)
        else:
            sys.stdout.write(f"{_in_short(found)}\n")
    return 0


async def ingest(base: Base, item: Item, *, as_json: bool, dry_run: bool, explain: bool) -> int:
    """Take one text in and tell what it claims and changes."""
    language = base.language(None)
    async with _house(base) as house:
        told = await house.ingest(item, Origin.ADMIN, dry_run=dry_run, by=str(AT_THE_MACHINE))
        if not as_json:
            show(base, await house.report.ingested(house.lens(language), told, explain=explain))
    if as_json and told.changes.duplicate_of is not None:
        put(duplicate_row(told.item.id, told.changes.duplicate_of))
    elif as_json:
        put(row(told.item.id, told.reading.claims, told.changes.alerts, told.changes.updates))
    return 0


async def reseed(base: Base, lang: str | None, *, dry_run: bool, undo: bool) -> int:
    """Read everything anew, or go back to the reading before, and tell what that changes. Raises UserError where none is kept."""
    language = base.language(lang)
    async with _house(base) as house:
        with progress_bar(_("Reading")) as progress:
            try:
                by = str(AT_THE_MACHINE)
                reseed = house.reseed
                told = await (reseed.undo(progress, by=by) if undo else reseed(progress, dry_run=dry_run, by=by))
            except asyncio.CancelledError:
                sys.stderr.write(_("Stopped. Nothing changed.") + "\n")
                raise
        if told is None:
            gone = _("No earlier reading is kept, there is nothing to go back to. {command} reads everything anew.")
            raise UserError(gone.format(command="bot reseed"))
        lens = house.lens(language)
        reply = house.report.reseeded(lens, told, dry_run=dry_run)
        hint = [way_forward(lens.words, "bot reseed", "bot reseed --dry-run")] if undo else []
        show(base, replace(reply, parts=(*reply.parts, *hint)))
    return 0


async def export(base: Base, what: str, form: str, output: Path | None) -> int:
    """Write what is known, the audit log, or corrected items to a file or to standard output.

    Corrected items are plain text with labels, whatever `form` says. Raises UserError, OSError.
    """
    wanted = next((known for known in KINDS if known == what), None)
    shape = next((known for known in FORMATS if known == form), None)
    if what == CORRECTIONS:
        async with _house(base) as house:
            _deliver(await house.services.corrections.export(), output)
        return 0
    if shape is None or (wanted is None and what != AUDIT):
        raise UserError(
            _("{what} {form} cannot be exported; use one of {kinds}, as {forms}.").format(
                what=what, form=form, kinds=", ".join((*KINDS, AUDIT, CORRECTIONS)), forms=_(" or ").join(FORMATS)
            )
        )
    async with _house(base) as house:
        services = house.services
        content = await (services.export.content(wanted, shape) if wanted else services.office.audit_file(shape))
    _deliver(content, output)
    return 0


def _deliver(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)


async def _answered(base: Base, reply: Reply) -> None:
    """Draw a reply, and the outcome of work that goes on."""
    show(base, reply)
    outcome = await _outcome(reply)
    if outcome is not reply:
        show(base, outcome)


async def _outcome(reply: Reply) -> Reply:
    """The last that there is to show of a reply."""
    if reply.later is not None:
        async for newer in reply.later():
            reply = newer
    return reply


def show(base: Base, reply: Reply) -> None:
    """Draw a reply on standard output."""
    draw(reply, make_console(), Shelf(base.var / EXPORTS).save)


def put(value: object) -> None:
    """Print one JSON value on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


@asynccontextmanager
async def _house(base: Base) -> AsyncIterator[House]:
    """The house, seeded before the first answer with a bar for those who watch."""
    with progress_bar(_("Reading the seed corpus")) as progress:
        async with opened(base, progress) as house:
            yield house


def _in_short(found: Row) -> str:
    """One item's row for people."""
    claims = ", ".join(
        f"{claim['question']} {_value(claim['lo'], claim['hi'], claim['value'])}" for claim in found["claims"]
    )
    notes = [
        f"{alert['kind']} on {alert['question']} against {', '.join(alert['against'])}" for alert in found["alerts"]
    ]
    notes += [f"update of {update['question']} against {', '.join(update['against'])}" for update in found["updates"]]
    return "; ".join([f"{found['item']}: {claims or _('no claims')}", *notes])


def _value(lo: int | str | None, hi: int | str | None, value: str | None) -> str:
    if value is not None:
        return value
    return f"{lo}" if lo == hi else f"{lo}..{'' if hi is None else hi}"
