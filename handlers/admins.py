"""/admins: who may do what; owners add and remove administrators."""

from __future__ import annotations

from bot.domain.errors import UserError
from bot.domain.people import Person, example, parse_person
from bot.domain.reply import Reply
from bot.services import N_, Change, CommandText, Services
from handlers import replies
from handlers.command import Command, Request, Role

_DONE = {
    ("add", Change.DONE): N_("{who} is an administrator now."),
    ("add", Change.NOTHING_TO_DO): N_("{who} is an administrator already."),
    ("remove", Change.DONE): N_("{who} is no administrator any more."),
    ("remove", Change.NOTHING_TO_DO): N_("{who} is no administrator."),
}


async def handle(request: Request, services: Services) -> Reply:
    """The list, or the list after somebody was added or removed."""
    word, _, named = request.text.partition(" ")
    if not word:
        return await services.office.admins(request.lens)
    if word.lower() not in ("add", "remove"):
        message = request.words.gettext("“{text}” is nothing I can do with administrators. Try {example}")
        raise UserError(message.format(text=word, example="/admins add telegram:123456789"))
    who = _meant(request, word.lower(), named.strip())
    change = services.access.add if word.lower() == "add" else services.access.remove
    done = await change(who, request.asker.person)
    if done is Change.IS_OWNER:
        message = request.words.gettext("{who} is an owner. Owners stand in the settings, not here.")
    else:
        message = request.words.gettext(_DONE[word.lower(), done])
    told = message.format(who=who)
    return replies.after(told, await services.office.admins(request.lens), ok=done is Change.DONE)


def _meant(request: Request, word: str, named: str) -> Person:
    """Whom the line names or points at. Raises UserError."""
    platform = request.asker.person.platform
    if not named or named.startswith("@"):
        if request.asker.meant is not None:
            return request.asker.meant
        if named:
            message = request.words.gettext(
                "I have not seen {name} since I started, or they hide who they are. Ask them to write to me, or give the number: {example}"
            )
        else:
            message = request.words.gettext(
                "Say who: {example}, or answer a message of theirs that does not hide who wrote it."
            )
        raise UserError(message.format(name=named, example=f"/admins {word} {example(platform)}"))
    try:
        return parse_person(named, platform)
    except ValueError:
        message = request.words.gettext("“{text}” is no user. Try {example}")
        raise UserError(message.format(text=named, example=f"/admins {word} {example(platform)}")) from None


COMMAND = Command(
    CommandText(
        name="admins",
        usage="/admins [add|remove] [user]",
        summary=N_("Who may do what; add or remove an administrator"),
        help=N_(
            "A user is named by the number, by @name if I have seen them, or by answering a message of theirs, be it forwarded."
        ),
        examples=("/admins", "/admins add telegram:123456789", "/admins remove telegram:123456789"),
    ),
    handle,
    role=Role.OWNER,
)
