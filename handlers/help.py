"""/help: what one can type."""

from __future__ import annotations

from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from handlers.command import Command, Request


async def handle(request: Request, services: Services) -> Reply:
    """All commands, or one in detail."""
    if not request.text:
        return services.answer.help(request.lens, request.commands.texts())
    command = request.commands.find(request.text)
    if command is None:
        near = request.commands.nearest(request.text)
        message = request.words.gettext("There is no command /{name}. Try /help {example}")
        raise UserError(message.format(name=request.text.lstrip("/"), example=near.name if near else "toll"))
    return services.answer.help(request.lens, request.commands.texts(), command.text)


COMMAND = Command(
    CommandText(
        name="help",
        usage="/help [command]",
        summary=N_("What you can type"),
        help=N_("With the name of a command: what it does, with examples."),
        examples=("/help", "/help timeline"),
        aliases=("commands",),
    ),
    handle,
    takes=("command",),
)
