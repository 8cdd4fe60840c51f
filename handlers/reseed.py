"""/reseed: read everything anew."""

from __future__ import annotations

from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services
from bot.services.reseeding import Kind
from handlers.command import Command, Request, Role

KINDS = {"": Kind.REAL, "now": Kind.REAL, "dry": Kind.DRY, "undo": Kind.UNDO}


async def handle(request: Request, services: Services) -> Reply:
    """Begin, try, go back, or look at and stop what goes on."""
    wanted, reseeding = request.text.strip().lower(), services.operating.reseeding
    if wanted == "cancel":
        if reseeding.busy:
            await services.office.note(request.asker.person, "/reseed cancel")
        return await reseeding.cancel(request.lens)
    if wanted == "status":
        return reseeding.status(request.lens)
    if wanted not in KINDS:
        message = request.words.gettext("“{text}” is nothing /reseed can do. Try /reseed dry, /reseed or /reseed undo")
        raise UserError(message.format(text=request.text))
    return await reseeding.start(request.lens, KINDS[wanted], request.asker.person)


COMMAND = Command(
    CommandText(
        name="reseed",
        usage="/reseed [dry|undo|status|cancel]",
        summary=N_("Read everything anew with today's questions"),
        help=N_(
            "Reads the seeds and all stored items again and puts the new reading in the place of the old one. "
            "Nobody is alerted to old news. “dry” only tells what would change, “undo” goes back to the reading before."
        ),
        examples=("/reseed dry", "/reseed", "/reseed undo"),
    ),
    handle,
    role=Role.ADMIN,
    takes=("reseed",),
)
