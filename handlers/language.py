"""/language: the language of replies and alerts in this chat."""

from __future__ import annotations

from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Services, Words, nearest
from handlers.command import Command, Request
from handlers.wishes import here_of


async def handle(request: Request, services: Services) -> Reply:
    """Choose a language, by its code or name; without words the choice."""
    if not request.text:
        return await services.chats.language(here_of(request, to_change=False), request.words, None)
    lang = parse(request.text, request.words, services)
    return await services.chats.language(here_of(request), request.words, lang)


def parse(text: str, words: Words, services: Services) -> str:
    """A language that the bot speaks. Raises UserError with those there are."""
    catalogues = services.catalogues
    names = {code: code for code in catalogues.languages} | {"no": "nb", "nn": "nb"}
    for spoken in catalogues.languages:
        names |= {catalogues.words(spoken).language(code).casefold(): code for code in catalogues.languages}
    typed = text.casefold()
    if typed in names:
        return names[typed]
    near = nearest(typed, names)
    example = names[near] if near else catalogues.languages[0]
    message = words.gettext("I do not speak “{text}”. Try /language {example}; I speak {names}.")
    spoken_here = words.listed([words.language(code) for code in catalogues.languages])
    raise UserError(message.format(text=text, example=example, names=spoken_here))


COMMAND = Command(
    CommandText(
        name="language",
        usage="/language [code]",
        summary=N_("The language of my words in this chat"),
        help=N_("Quotes stay in their own language."),
        examples=("/language", "/language en"),
        aliases=("lang",),
    ),
    handle,
    takes=("language",),
    setting=True,
)
