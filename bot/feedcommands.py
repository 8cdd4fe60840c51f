"""`bot feeds`: the list of watched feeds on the command line. Each command hands its arguments to `bot.feedconsole`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.command import AsJson, finish, new_base
from bot.domain.watched import FullText
from bot.platforms.terminal.errors import told

OPML_BYTES = 2_000_000

feeds = typer.Typer(help="Watch feeds: list, add, remove, pause, read them.", no_args_is_help=True)

FeedName = Annotated[str, typer.Argument(metavar="NAME|URL|NUMBER", help="One feed of the list.")]


@feeds.command("test")
def try_feed(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a feed.")],
    as_json: AsJson = False,
) -> None:
    """Read a feed once, store nothing, and tell what it holds about the story."""
    with told():
        from bot import watching

        base = new_base()
        finish(watching.read(base, watching.at(base, url), ingest=False, as_json=as_json))


@feeds.command("check")
def check_feed(
    name: Annotated[
        str, typer.Argument(metavar="NAME|URL|NUMBER", help="An outlet, an address, or a number of the list.")
    ],
    ingest: Annotated[bool, typer.Option("--ingest", help="Take in what is about the story.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read the feeds of an outlet, or one feed, now."""
    with told():
        from bot import feedconsole, watching

        async def read() -> int:
            base = new_base()
            polled = await feedconsole.check(base, name, as_json=as_json) if ingest else None
            if polled is not None:
                return polled
            return await watching.read(base, await watching.named(base, name), ingest=ingest, as_json=as_json)

        finish(read())


@feeds.command("list")
def list_feeds(as_json: AsJson = False) -> None:
    """Print the watched feeds and how they are."""
    with told():
        from bot import feedconsole

        finish(feedconsole.listed(new_base(), as_json=as_json))


@feeds.command("add")
def add_feed(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a feed.")],
    outlet: Annotated[str | None, typer.Option(help="Whose it is.")] = None,
    lang: Annotated[
        str | None, typer.Option(help="Its language (en, nb, …); found out for each text without it.")
    ] = None,
    full_text: Annotated[FullText, typer.Option(help="Where the whole text of an entry is.")] = FullText.FEED,
) -> None:
    """Read a feed, and watch it from now on."""
    with told():
        from bot import feedconsole

        finish(feedconsole.add(new_base(), url, outlet, lang, full_text))


@feeds.command("remove")
def remove_feed(name: FeedName) -> None:
    """Watch a feed no longer; what it brought in stays."""
    with told():
        from bot import feedconsole

        finish(feedconsole.done(new_base(), f"bot feeds remove {name}", lambda desk, words: desk.remove(words, name)))


@feeds.command("pause")
def pause_feed(name: FeedName) -> None:
    """Read a feed no more until it is resumed."""
    _set_paused("pause", name, paused=True)


@feeds.command("resume")
def resume_feed(name: FeedName) -> None:
    """Read a feed again that is paused, or that its server called gone."""
    _set_paused("resume", name, paused=False)


def _set_paused(command: str, name: str, *, paused: bool) -> None:
    with told():
        from bot import feedconsole

        finish(
            feedconsole.done(
                new_base(),
                f"bot feeds {command} {name}",
                lambda desk, words: desk.set_paused(words, name, paused=paused),
            )
        )


@feeds.command("import")
def import_feeds(
    file: Annotated[str, typer.Argument(metavar="FILE.opml", help="A list of feeds; - is standard input.")],
) -> None:
    """Watch the feeds of an OPML file as well."""
    with told():
        from bot import feedconsole
        from bot.platforms.terminal.source import read_text

        finish(feedconsole.take_in(new_base(), read_text(file, OPML_BYTES).encode()))


@feeds.command("export")
def export_feeds(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output without it.")] = None,
) -> None:
    """Print the watched feeds as OPML."""
    with told():
        from bot import feedconsole

        finish(feedconsole.hand_out(new_base(), output))
