"""The command line. A command reads its arguments and hands them to `bot.console`, which is imported when one runs."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.command import AsJson, finish, leave, new_base
from bot.domain.errors import UserError
from bot.feedcommands import feeds
from bot.platforms.terminal.errors import told

ITEM_BYTES = 4_000_000
"""The longest file of one article: a million characters have at most so many bytes."""

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
app.add_typer(feeds, name="feeds")

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
        base = new_base()
        if base.settings.telegram_token:
            from bot.serve import serve

            finish(serve(base))
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

        finish(console.chat(base, None, None, watch=True))


@app.command()
def chat(lang: Lang = None, user: User = None, at: At = None) -> None:
    """Talk to the bot in this terminal, or pipe it lines."""
    with told():
        from bot import console

        base = new_base()
        finish(console.chat(base, lang, user, console.parse_day(base, at)))


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

        base = new_base()
        finish(console.say(base, " ".join(words), lang, user, console.parse_day(base, at), as_json=as_json))


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

        base = new_base()
        finish(console.ask(base, " ".join(words), lang, console.parse_day(base, at), as_json=as_json))


@app.command()
def replay(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON lines with one item each; - is standard input.")],
    seeded: Annotated[bool, typer.Option("--seeded", help="Read the seed corpus first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read items in memory and print what each claims and changes."""
    with told():
        from bot import console

        console.replay(new_base(), file, seeded=seeded, as_json=as_json)


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
        from bot.domain.tongues import plain_code
        from bot.platforms.terminal.source import read_text
        from bot.services.intake import parse_published

        time, is_day = parse_published(published)
        text = read_text(file, ITEM_BYTES)
        item = Item("", source.strip(), plain_code(lang), title.strip(), text, time, url, published_is_day=is_day)
        finish(console.ingest(new_base(), item, as_json=as_json, dry_run=dry_run, explain=explain))


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
        finish(console.reseed(new_base(), lang, dry_run=dry_run, undo=undo))


@app.command()
def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="claims, timeline, disagreements, audit or corrections.")],
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv or json.")] = "csv",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; standard output without it.")] = None,
) -> None:
    """Print claims, timeline, disagreements, the audit log, or corrected articles with their labels."""
    with told():
        from bot import console

        finish(console.export(new_base(), what, form, output))


@app.command()
def doctor(
    quick: Annotated[bool, typer.Option("--quick", help="Only whether the bot can answer now.")] = False,
) -> None:
    """Check everything, and say what is fine and what is not."""
    with told():
        from bot import doctor

        leave(doctor.report(quick=quick))


@db.command()
def path() -> None:
    """Print where the database is."""
    with told():
        settings = new_base().settings
        sys.stdout.write(f"{settings.database_file or settings.database_shown}\n")


@db.command()
def check() -> None:
    """Read the whole database and say whether it is sound."""
    with told():
        from bot import doctor

        leave(doctor.report_database(new_base()))


@db.command()
def upgrade() -> None:
    """Bring the schema up to this version; other commands do so when they start."""
    with told():
        from bot import upkeep

        asyncio.run(upkeep.upgrade(new_base().settings.database_url.reveal()))


@db.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")]) -> None:
    """Copy the database to a file, consistently, while it is in use."""
    with told():
        from bot import upkeep

        base = new_base()
        size = asyncio.run(upkeep.backup(base.settings.database_url.reveal(), file, base.clock.now()))
        sys.stdout.write(_("{file}: {size} kB").format(file=file, size=size // 1024) + "\n")


@db.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `bot db backup` made.")]) -> None:
    """Put a copy in the place of the database, which is kept beside it. The bot must not be running."""
    with told():
        from bot import upkeep

        base = new_base()
        kept = asyncio.run(upkeep.restore(base.settings.database_url.reveal(), file, base.clock.now()))
        sys.stdout.write(_("{file} is the database now.").format(file=file) + "\n")
        if kept is not None:
            sys.stdout.write(_("The one before is kept as {kept}.").format(kept=kept) + "\n")


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
