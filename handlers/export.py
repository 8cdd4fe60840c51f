"""/export: a file of claims, timeline or disagreements."""

from __future__ import annotations

from bot.domain.errors import UserError
from bot.domain.reply import Reply
from bot.services import N_, CommandText, Format, Services, What, Words
from handlers.command import Command, Request

KINDS: dict[str, What] = {"claims": "claims", "timeline": "timeline", "disagreements": "disagreements"}
FORMATS: dict[str, Format] = {"csv": "csv", "json": "json"}


async def handle(request: Request, services: Services) -> Reply:
    """The file that was asked for, CSV unless JSON was."""
    what, form = parse(request.text, request.words)
    return await services.export.reply(request.lens, what, form)


def parse(text: str, words: Words) -> tuple[What, Format]:
    """What to export and how. Raises UserError with an example."""
    typed = text.lower().split()
    what = next((KINDS[word] for word in typed if word in KINDS), None)
    form: Format = next((FORMATS[word] for word in typed if word in FORMATS), "csv")
    strange = next((word for word in typed if word not in KINDS and word not in FORMATS), None)
    if strange is not None:
        raise UserError(
            words.gettext("“{text}” cannot be exported. Try /export claims csv, timeline or disagreements.").format(
                text=strange
            )
        )
    return what or "claims", form


COMMAND = Command(
    CommandText(
        name="export",
        usage="/export claims|timeline|disagreements [csv|json]",
        summary=N_("A file of what is known"),
        help=N_("One row a claim, a telling of an event, or a claim on one side of a disagreement."),
        examples=("/export claims csv", "/export timeline json"),
    ),
    handle,
    takes=("export",),
)
