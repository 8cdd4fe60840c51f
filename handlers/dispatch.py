"""One line in, one reply out: finds the command, runs it, and turns what goes wrong into a sentence."""

from __future__ import annotations

import logging
import re
import uuid
from datetime import date

from bot.domain.errors import CounterclaimError, StoreBusyError, StoreError, StoreUnwritableError, UserError, places
from bot.domain.people import Asker, Person
from bot.domain.reply import Choices, Reply, Text
from bot.services import Here, Lens, Services, Words
from handlers import COMMANDS, Command, Registry, Request, Role

LONGEST = 1_000
"""More characters than any command needs; what follows is not read."""

STRANGER = Asker(Person("terminal", "nobody"))
"""Who asks where nobody says."""

log = logging.getLogger(__name__)


async def dispatch(
    line: str,
    services: Services,
    *,
    lang: str = "en",
    role: Role = Role.EVERYONE,
    asker: Asker = STRANGER,
    at: date | None = None,
    commands: Registry = COMMANDS,
    here: Here | None = None,
) -> Reply:
    """Answer a line: "/toll killed", "/toll@botname", or plain text, which is asked. Raises nothing.

    `lang` is the language of the bot's words, `at` the last UTC day the answer may know of (None: all days), `role` what the asker may do,
    `here` the chat that settings are about.
    """
    words = services.catalogues.words(lang)
    allowed = commands.for_role(role)
    name, text = split(line)
    command = allowed.find(name)
    if command is None:
        return unknown(words, name, allowed)
    text = text if command.takes_texts else text[:LONGEST]
    return await _run(command, Request(text, Lens(words, at), role, allowed, asker, here), services)


def split(line: str) -> tuple[str, str]:
    """The command's name and what follows it; plain text is a question, nothing at all is a greeting, a slash alone asks what there is."""
    line = line.strip()
    if not line:
        return "start", ""
    if not line.startswith("/"):
        return "ask", line
    name, *rest = re.split(r"\s+", line[1:], maxsplit=1)
    return name.split("@")[0].lower()[:LONGEST] or "help", "".join(rest)


def turned_away(words: Words, asker: Asker) -> Reply:
    """What somebody hears who is not among those whom a private bot serves."""
    text = words.gettext("This bot is private. Its owner can let you in by your id: {id}").format(id=asker.person)
    return Reply((Text(text),), ok=False, lang=words.lang)


def unknown(words: Words, name: str, commands: Registry) -> Reply:
    """What to type instead of a command that does not exist."""
    near = commands.nearest(name)
    if near is None:
        text = words.gettext("There is no command /{name}. /help lists what there is.").format(name=name)
        return Reply((Text(text),), ok=False, lang=words.lang)
    text = words.gettext("There is no command /{name}. Did you mean /{near}?").format(name=name, near=near.name)
    return Reply((Text(text), Choices(((f"/{near.name}", f"/{near.name}"),))), ok=False, lang=words.lang)


async def _run(command: Command, request: Request, services: Services) -> Reply:
    try:
        reply = await command.handle(request, services)
        if command.acts and reply.ok:
            await services.office.note(request.asker.person, f"/{command.name} {request.text}".strip())
        return reply
    except CounterclaimError as error:
        if not isinstance(error, UserError):
            log.warning("/%s failed: %s (%s)", command.name, error, error.id)
        text = sentence(request.words, error)
    except Exception as error:  # what nobody thought of must not end the conversation
        number = uuid.uuid4().hex[:8]
        known = {"kind": type(error).__name__, "trace": places(error)}
        log.error("/%s failed (%s)", command.name, number, extra=known)
        text = request.words.gettext("Something went wrong here, not with what you typed. Number {id}.").format(
            id=number
        )
    return Reply((Text(text, "warning"),), ok=False, lang=request.words.lang)


def sentence(words: Words, error: CounterclaimError) -> str:
    """What went wrong, for the person who asked; everything but their own mistakes carries the id that stands in the log."""
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, StoreBusyError):
        text = words.gettext("The database is busy. Try again in a moment.")
    elif isinstance(error, StoreUnwritableError):
        text = words.gettext("Nothing can be stored just now: the database cannot be written or its disk is full.")
    elif isinstance(error, StoreError):
        text = words.gettext("The database cannot be read just now.")
    else:
        text = str(error)
    return words.gettext("{text} Number {id}.").format(text=text, id=error.id)
