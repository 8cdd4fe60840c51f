"""Looks at everything the bot needs and says what is fine and what is not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from gettext import gettext as _

from bot.base import Base
from bot.domain.errors import CounterclaimError
from bot.settings.check import Fact, check
from bot.store.inspect import inspect_store

ILL = 1
"""The exit code where something is not as it should be."""


def report(*, quick: bool) -> int:
    """Print a line for each fact; `quick` looks only at what an answer needs, and not at the whole database. The exit code comes back."""
    return _print(_in_short() if quick else examine())


def report_database(base: Base) -> int:
    """Print what there is to say on the database. The exit code comes back."""
    return _print(_database(base.settings.database_url.reveal()))


def examine() -> list[Fact]:
    """Settings, configuration, reader, seeds, tokens, folders and the database. Raises nothing: what is wrong is a fact."""
    facts = check()
    try:
        base = Base()
        url = base.settings.database_url.reveal()
    except CounterclaimError:
        return facts
    return [*facts, *_reading(base), *_database(url)]


def _reading(base: Base) -> Iterator[Fact]:
    """Whether the words by which texts are read can be used, for the seeds too."""
    try:
        languages = base.reader.languages
        base.seeds.items()
    except CounterclaimError as error:
        yield Fact(_("Reading"), False, str(error))
    else:
        yield Fact(_("Reading"), True, _("texts in {languages} can be read").format(languages=", ".join(languages)))
        second, told = base.second
        if second is None:
            yield Fact(_("Readers"), True, _("the rules alone ({why})").format(why=told))
        else:
            yield Fact(_("Readers"), True, _("the rules and the model of {version}").format(version=told))


def _database(url: str) -> Iterator[Fact]:
    found = inspect_store(url)
    if found.problem is not None:
        yield Fact(_("Database"), False, found.problem)
    elif not found.exists:
        yield Fact(_("Database"), True, _("there is none yet; it is made at the first start"))
    else:
        size = _("{path} has {size} kB and is sound").format(path=found.path, size=found.size // 1024)
        yield Fact(_("Database"), True, size)
        revision = (
            _("the schema is {revision}")
            if found.current
            else _("the schema {revision} is brought up at the next start")
        )
        yield Fact(_("Migrations"), True, revision.format(revision=found.revision or _("(none)")))


def _in_short() -> Iterator[Fact]:
    try:
        asyncio.run(_try(Base()))
    except CounterclaimError as error:
        yield Fact(_("Bot"), False, str(error))
    else:
        yield Fact(_("Bot"), True, _("the configuration is loaded and the database answers"))


async def _try(base: Base) -> None:
    """Load what an answer needs and read one item. Raises ConfigError, StoreError."""
    from bot.store.database import open_store

    base.load()
    store = await open_store(base.settings.database_url.reveal(), create=False)
    try:
        async with store.read() as snapshot:
            await snapshot.items(limit=1)
    finally:
        await store.close()


def _print(facts: Iterable[Fact]) -> int:
    ill = False
    for fact in facts:
        mark = _("fine ") if fact.ok else _("WRONG")
        sys.stdout.write(f"{mark}  {fact.what}: {fact.sentence}\n")
        ill = ill or not fact.ok
    return ILL if ill else 0
