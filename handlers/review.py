"""/review: decide on disagreements, one by one, and put claims right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.errors import UserError
from bot.domain.office import Dismissal
from bot.domain.reply import Reply
from bot.services import N_, ClaimChange, CommandText, Services
from handlers import arguments, replies, values
from handlers.command import Command, Request, Role

_EXAMPLE = "/review 1"
_ACTIONS = {
    "confirm": ("confirm", "bekreft", "подтвердить", "тасдиқ"),
    "dismiss": ("dismiss", "avvis", "отклонить", "рад"),
    "correct": ("correct", "rett", "исправить", "ислоҳ"),
    "delete": ("delete", "slett", "удалить", "нест"),
    "merge": ("merge", "flett", "объединить", "муттаҳид"),
    "skip": ("skip", "hopp", "пропустить", "гузаштан"),
    "reopen": ("reopen", "åpne", "открыть", "кушодан"),
}
_CORRECTIONS = ("corrections", "rettelser", "исправления", "ислоҳҳо")
_TAKE_BACK = ("takeback", "angre", "вернуть", "бозгардон")
_REASONS = {
    Dismissal.WRONG_READING: ("wrong reading", "wrong", "feil lest", "неверно прочитано", "нодуруст хонда шуд"),
    Dismissal.OTHER_EVENT: ("other event", "other", "annen hendelse", "другое событие", "ҳодисаи дигар"),
    Dismissal.SAME_THING: ("same thing", "same", "samme sak", "одно и то же", "ҳамон чиз"),
    Dismissal.NOT_IMPORTANT: ("not important", "unimportant", "ikke viktig", "неважно", "муҳим нест"),
}
_NONE = frozenset({"none", "nobody", "ingen", "никто", "нет", "ҳеҷ"})


async def handle(request: Request, services: Services) -> Reply:
    """The next one, or what is to be done with a numbered one."""
    first, _, rest = request.text.partition(" ")
    if not first:
        return await services.review.next(request.lens)
    if first.lower() in (*_CORRECTIONS, *_TAKE_BACK):
        return await _corrections(request, services, rest.strip() if first.lower() in _TAKE_BACK else "")
    number = arguments.number(first, request.words, _EXAMPLE)
    word, _, rest = rest.strip().partition(" ")
    if not word:
        return await services.review.show(request.lens, number)
    action = next((name for name, words in _ACTIONS.items() if word.lower() in words), None)
    if action is None:
        message = request.words.gettext("“{text}” is nothing I can do with a disagreement. Try {names}")
        raise UserError(message.format(text=word, names=", ".join(_ACTIONS)))
    return await _DO[action](request, services, number, rest.strip())


async def _corrections(request: Request, services: Services, name: str) -> Reply:
    """What was put right; the one of this name is taken back first."""
    if not name:
        return await services.taking_back.list(request.lens)
    told = await services.taking_back.take_back(request.lens, request.asker.person, name)
    return replies.after(told, await services.taking_back.list(request.lens))


async def _confirm(request: Request, services: Services, number: int, _rest: str) -> Reply:
    await services.review.confirm(request.lens, request.asker.person, number)
    told = request.words.gettext("Disagreement {number} is confirmed.").format(number=number)
    return replies.after(told, await services.review.next(request.lens, number))


async def _dismiss(request: Request, services: Services, number: int, rest: str) -> Reply:
    if not rest:
        return await services.review.dismissing(request.lens, number)
    typed = rest.casefold().replace("_", " ")
    reason = next((known for known, words in _REASONS.items() if typed in words), None)
    if reason is None:
        message = request.words.gettext("“{text}” is no reason. Reasons: {names}")
        raise UserError(message.format(text=rest, names=", ".join(words[0] for words in _REASONS.values())))
    await services.review.dismiss(request.lens, request.asker.person, number, reason)
    told = request.words.gettext("Disagreement {number} is dismissed and never alerts again.").format(number=number)
    if reason in (Dismissal.WRONG_READING, Dismissal.OTHER_EVENT):
        return replies.after(told, await services.review.correcting(request.lens, number))
    return replies.after(told, await services.review.next(request.lens, number))


async def _merge(request: Request, services: Services, number: int, rest: str) -> Reply:
    if not rest:
        return await services.review.merging(request.lens, number)
    into = arguments.number(rest, request.words, f"/review {number} merge 2")
    await services.review.merge(request.lens, request.asker.person, number, into)
    told = request.words.gettext("Disagreement {number} is the same as {into} now.").format(number=number, into=into)
    return replies.after(told, await services.review.next(request.lens, number))


async def _reopen(request: Request, services: Services, number: int, _rest: str) -> Reply:
    await services.review.reopen(request.lens, request.asker.person, number)
    told = request.words.gettext("The decision on disagreement {number} is taken back.").format(number=number)
    return replies.after(told, await services.review.show(request.lens, number))


async def _skip(request: Request, services: Services, number: int, _rest: str) -> Reply:
    return await services.review.next(request.lens, number)


async def _delete(request: Request, services: Services, number: int, rest: str) -> Reply:
    claim = arguments.number(rest, request.words, f"/review {number} delete 3")
    told = await services.review.delete(request.lens, request.asker.person, number, claim)
    return replies.after(told, await services.review.next(request.lens, number - 1))


async def _correct(request: Request, services: Services, number: int, rest: str) -> Reply:
    if not rest:
        return await services.review.correcting(request.lens, number)
    first, _, wanted = rest.partition(" ")
    claim = arguments.number(first, request.words, f"/review {number} correct 3 134")
    if wanted.strip().lower() in _ACTIONS["delete"]:
        return await _delete(request, services, number, first)
    change = await _change(request, services, number, wanted.strip())
    told = await services.review.correct(request.lens, request.asker.person, number, claim, change)
    return replies.after(told, await services.review.next(request.lens, number - 1))


async def _change(request: Request, services: Services, number: int, wanted: str) -> ClaimChange:
    kind, _, text = wanted.partition(" ")
    if kind.lower() == "question" and text:
        return ClaimChange(question=services.catalog.question(text, request.words))
    if kind.lower() == "party" and text:
        is_none = text.strip().lower() in _NONE
        return ClaimChange(party="" if is_none else services.catalog.party(text, request.words).party)
    text = text if kind.lower() == "value" else wanted
    question = await services.review.question_of(request.lens, number)
    if question is None or not text:
        message = request.words.gettext("Say what the claim should be. Try {example}")
        raise UserError(message.format(example=f"/review {number} correct 3 134"))
    days = await arguments.day_reader(request, services, f"/review {number} correct 3")
    return ClaimChange(value=values.value(text, question, days, request.words))


_DO: dict[str, Callable[[Request, Services, int, str], Awaitable[Reply]]] = {
    "confirm": _confirm,
    "dismiss": _dismiss,
    "correct": _correct,
    "delete": _delete,
    "merge": _merge,
    "skip": _skip,
    "reopen": _reopen,
}


COMMAND = Command(
    CommandText(
        name="review",
        usage="/review [N] [confirm|dismiss|correct|delete|merge|skip|reopen], /review corrections",
        summary=N_("Decide on open disagreements, one by one"),
        help=N_(
            "A dismissed one never alerts again. A correction changes the value, the question or the party of a claim, or deletes it. "
            "Both stay when everything is read anew, until they are taken back: “/review 1 reopen”, “/review corrections”."
        ),
        examples=("/review", "/review 1 dismiss other event", "/review 1 correct 3 at least 134"),
    ),
    handle,
    role=Role.ADMIN,
)
