"""The command line. A command reads its arguments and hands them to `bot.console`, which is imported when one runs."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Coroutine
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot import logs
from bot.domain.errors import UserError
from bot.domain.watched import FullText
from bot.platforms.terminal.errors import told

if TYPE_CHECKING:
    from bot.base import Base

ITEM_BYTES = 4_000_000
"""The longest file of one article: a million characters have at most so many bytes."""

OPML_BYTES = 2_000_000

app = typer.Typer(
    help="Watches the news of one story, answers from a sourced corpus and reports contradictions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
db = typer.Typer(help="Show, check, upgrade, copy or restore the database.", no_args_is_help=True)
app.add_typer(db, name="db")
feeds = typer.Typer(help="Watch feeds: list, add, remove, pause, read them.", no_args_is_help=True)
app.add_typer(feeds, name="feeds")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lang = Annotated[str | None, typer.Option("--lang", help="Language of the bot's own words.")]
At = Annotated[str | None, typer.Option("--at", metavar="DAY", help="Answer as of this day (2024-04-30).")]
User = Annotated[str | None, typer.Option("--as", metavar="USER", help="Answer as to this user (telegram:123).")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would change and store nothing.")]


@app.command()
def run(
    or_chat: Annotated[bool, typer.Option("--or-chat", help="Open the chat where no platform is configured.")] = False,
) -> None:
    """Run the bot on the platforms that are configured."""
    with told():
        base = _base()
        if base.settings.telegram_token:
            from bot.serve import serve

            _finish(serve(base))
        if base.settings.discord_token:
            raise UserError(
                _(
                    "DISCORD_TOKEN is set, but this version knows Telegram and the terminal. Set TELEGRAM_TOKEN or use `bot chat`."
                )
            )
        if not or_chat:
            raise UserError(
                _("No platform is configured: {names} are not set. Talk to the bot here with `bot chat`.").format(
                    names="TELEGRAM_TOKEN and DISCORD_TOKEN"
                )
            )
        from bot import console

        _finish(console.chat(base, None, None, watch=True))


@app.command()
def chat(lang: Lang = None, user: User = None, at: At = None) -> None:
    """Talk to the bot in this terminal, or pipe it lines."""
    with told():
        from bot import console

        base = _base()
        _finish(console.chat(base, lang, user, console.parse_day(base, at)))


@app.command()
def say(
    words: Annotated[list[str], typer.Argument(metavar="LINE", help='A line of the chat, like "/toll".')],
    as_json: AsJson = False,
    user: User = None,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Answer one line of the chat."""
    with told():
        from bot import console

        base = _base()
        _finish(console.say(base, " ".join(words), lang, user, console.parse_day(base, at), as_json=as_json))


@app.command()
def ask(
    words: Annotated[list[str], typer.Argument(metavar="QUESTION", help="A question in your own words.")],
    as_json: AsJson = False,
    at: At = None,
    lang: Lang = None,
) -> None:
    """Answer a question from the corpus, or say that it has nothing."""
    with told():
        from bot import console

        base = _base()
        _finish(console.ask(base, " ".join(words), lang, console.parse_day(base, at), as_json=as_json))


@app.command()
def replay(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON lines with one item each; - is standard input.")],
    seeded: Annotated[bool, typer.Option("--seeded", help="Read the seed corpus first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read items in memory and print what each claims and changes."""
    with told():
        from bot import console

        console.replay(_base(), file, seeded=seeded, as_json=as_json)


@app.command()
def ingest(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text; - is standard input.")],
    source: Annotated[str, typer.Option(help="The outlet that published it.")],
    published: Annotated[str, typer.Option(metavar="DAY", help="Day or time of publication (2024-05-12).")],
    lang: Annotated[str, typer.Option(help="The text's language (en, nb, …).")],
    title: Annotated[str, typer.Option(help="Its headline.")] = "",
    url: Annotated[str | None, typer.Option(help="Its address; another text at a known one is a new version.")] = None,
    as_json: AsJson = False,
    dry_run: DryRun = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each claim was made or refused.")] = False,
) -> None:
    """Read one text: its claims, and what they contradict."""
    with told():
        from bot import console
        from bot.domain.claims import Item
        from bot.platforms.terminal.source import read_text
        from bot.services.intake import parse_published

        time, is_day = parse_published(published)
        text = read_text(file, ITEM_BYTES)
        item = Item("", source.strip(), lang.strip(), title.strip(), text, time, url, published_is_day=is_day)
        _finish(console.ingest(_base(), item, as_json=as_json, dry_run=dry_run, explain=explain))


@app.command()
def reseed(
    dry_run: DryRun = False,
    undo: Annotated[bool, typer.Option("--undo", help="Go back to the reading before the last one.")] = False,
    lang: Lang = None,
) -> None:
    """Read the seeds and all stored items anew, and say what that changes."""
    with told():
        from bot import console

        if undo and dry_run:
            raise UserError(_("--undo and --dry-run do not go together: name one of them."))
        _finish(console.reseed(_base(), lang, dry_run=dry_run, undo=undo))


@app.command()
def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="claims, timeline, disagreements, audit or corrections.")],
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv or json.")] = "csv",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output without it.")] = None,
) -> None:
    """Print claims, timeline, disagreements, the audit log, or corrected items with their labels (JSON lines)."""
    with told():
        from bot import console

        _finish(console.export(_base(), what, form, output))


@app.command()
def doctor(
    quick: Annotated[bool, typer.Option("--quick", help="Only whether the bot can answer now.")] = False,
) -> None:
    """Check everything, and say what is fine and what is not."""
    with told():
        from bot import doctor

        _leave(doctor.report(quick=quick))


@db.command()
def path() -> None:
    """Print where the database is."""
    with told():
        settings = _base().settings
        sys.stdout.write(f"{settings.database_file or settings.database_shown}\n")


@db.command()
def check() -> None:
    """Read the whole database and say whether it is sound."""
    with told():
        from bot import doctor

        _leave(doctor.report_database(_base()))


@db.command()
def upgrade() -> None:
    """Bring the schema up to this version; other commands do so when they start."""
    with told():
        from bot import upkeep

        asyncio.run(upkeep.upgrade(_base().settings.database_url.reveal()))


@db.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")]) -> None:
    """Copy the database to a file, consistently, while it is in use."""
    with told():
        from bot import upkeep

        base = _base()
        size = asyncio.run(upkeep.backup(base.settings.database_url.reveal(), file, base.clock.now()))
        sys.stdout.write(_("{file}: {size} kB").format(file=file, size=size // 1024) + "\n")


@db.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `bot db backup` made.")]) -> None:
    """Put a copy in the place of the database, which is kept beside it. The bot must not be running."""
    with told():
        from bot import upkeep

        base = _base()
        kept = asyncio.run(upkeep.restore(base.settings.database_url.reveal(), file, base.clock.now()))
        sys.stdout.write(_("{file} is the database now.").format(file=file) + "\n")
        if kept is not None:
            sys.stdout.write(_("The one before is kept as {kept}.").format(kept=kept) + "\n")


@feeds.command("test")
def try_feed(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a feed.")],
    as_json: AsJson = False,
) -> None:
    """Read a feed once, store nothing, and tell what it holds about the story."""
    with told():
        from bot import watching

        base = _base()
        _finish(watching.read(base, watching.at(base, url), ingest=False, as_json=as_json))


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
            base = _base()
            polled = await feedconsole.check(base, name, as_json=as_json) if ingest else None
            if polled is not None:
                return polled
            return await watching.read(base, await watching.named(base, name), ingest=ingest, as_json=as_json)

        _finish(read())


FeedName = Annotated[str, typer.Argument(metavar="NAME|URL|NUMBER", help="One feed of the list.")]


@feeds.command("list")
def list_feeds(as_json: AsJson = False) -> None:
    """Print the watched feeds and how they are."""
    with told():
        from bot import feedconsole

        _finish(feedconsole.listed(_base(), as_json=as_json))


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

        _finish(feedconsole.add(_base(), url, outlet, lang, full_text))


@feeds.command("remove")
def remove_feed(name: FeedName) -> None:
    """Watch a feed no longer; what it brought in stays."""
    with told():
        from bot import feedconsole

        _finish(feedconsole.done(_base(), f"bot feeds remove {name}", lambda desk, words: desk.remove(words, name)))


@feeds.command("pause")
def pause_feed(name: FeedName) -> None:
    """Read a feed no more until it is resumed."""
    with told():
        from bot import feedconsole

        _finish(
            feedconsole.done(
                _base(), f"bot feeds pause {name}", lambda desk, words: desk.set_paused(words, name, paused=True)
            )
        )


@feeds.command("resume")
def resume_feed(name: FeedName) -> None:
    """Read a feed again that is paused, or that its server called gone."""
    with told():
        from bot import feedconsole

        _finish(
            feedconsole.done(
                _base(), f"bot feeds resume {name}", lambda desk, words: desk.set_paused(words, name, paused=False)
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

        _finish(feedconsole.take_in(_base(), read_text(file, OPML_BYTES).encode()))


@feeds.command("export")
def export_feeds(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output without it.")] = None,
) -> None:
    """Print the watched feeds as OPML."""
    with told():
        from bot import feedconsole

        _finish(feedconsole.hand_out(_base(), output))


def _base() -> Base:
    from bot.base import Base

    return Base()


def _finish(work: Coroutine[Any, Any, int]) -> NoReturn:
    """Run a command to its end and exit with its code."""
    _leave(asyncio.run(work))


def _leave(code: int) -> NoReturn:
    """Exit with a code when all output is out; what cannot be written is still an error of the command."""
    sys.stdout.flush()
    sys.exit(code)


def _open_what_is_closed() -> None:
    """Give a process that was started without standard streams (`>&-`) empty ones."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def main() -> None:
    """The entry point: UTF-8 in and out whatever the locale says, errors as sentences."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(100_000)  # a command is short: collecting while it imports costs a twentieth of its time
    logs.set_up()
    app(prog_name="bot")


if __name__ == "__main__":
    main()
