"""Reads what somebody asks to hear of: topics, questions, outlets, kinds of alerts and severities, in the bot's languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.alerts import AlertKind, Scope, Severity
from bot.domain.errors import UserError
from bot.services import Here, Services, Target, Wish, Words, nearest
from handlers.command import Request

LONGEST_NAME = 6
"""Words of the longest name that is looked for."""

_KINDS: Sequence[tuple[str, frozenset[AlertKind]]] = (
    (
        "conflict conflicts contradictions motsigelse motsigelser противоречие противоречия мухолифат",
        frozenset({AlertKind.CONFLICT}),
    ),
    ("dispute disputes strid спор споры баҳс баҳсҳо", frozenset({AlertKind.DISPUTE})),
    ("reversal reversals omsving смена версии тағйири мавқеъ", frozenset({AlertKind.REVERSAL})),
    (
        "silent silently silent_change silent_changes stille правка правки пинҳонӣ",
        frozenset({AlertKind.SILENT_CHANGE}),
    ),
    ("update updates oppdatering oppdateringer обновление обновления навсозӣ навсозиҳо", frozenset({AlertKind.UPDATE})),
    ("all everything alt все всё ҳама", frozenset(AlertKind)),
)

KINDS: Mapping[str, frozenset[AlertKind]] = {name: kinds for names, kinds in _KINDS for name in names.split()}

SEVERITIES: Mapping[str, Severity] = {
    name: severity
    for names, severity in (
        ("low lav низкая низкой паст", Severity.LOW),
        ("medium middels средняя средней миёна", Severity.MEDIUM),
        ("high høy hoy высокая высокой баланд", Severity.HIGH),
    )
    for name in names.split()
}

FILLERS = frozenset(
    {"and", "og", "и", "ва", "to", "of", "on", "severity", "alvor", "важность", "аҳамият", "change", "changes", ","}
)


def here_of(request: Request, *, to_change: bool = True) -> Here:
    """The chat that a line is about. Raises UserError where there is none, or who asks may not change its settings."""
    if request.here is None:
        raise UserError(request.words.gettext("Alerts belong to a chat. Open a chat with me and try again."))
    if to_change and not request.here.manages:
        raise UserError(request.words.gettext("Only an administrator of this chat can change its alerts."))
    return request.here


def wish(request: Request, services: Services, command: str) -> Wish:
    """What the words name. Raises UserError for a word that names nothing, with the nearest that does."""
    typed = request.text.replace(",", " ").split()
    targets: dict[Target, None] = {}
    kinds: frozenset[AlertKind] = frozenset()
    least: Severity | None = None
    while typed:
        size, target = _named(typed, services)
        if target is not None:
            targets[target] = None
        elif (word := typed[0].casefold()) in KINDS:
            kinds |= KINDS[word]
        elif word in SEVERITIES:
            least = SEVERITIES[word]
        elif word not in FILLERS:
            raise UserError(_unknown(typed[0], request.words, services, command))
        typed = typed[size:]
    return Wish(tuple(targets), kinds, least)


def target_of(text: str, words: Words, services: Services) -> Target:
    """The question or disagreement to mute. Raises UserError."""
    number = text.removeprefix("#").lower().removeprefix("d")
    if number.isascii() and number.isdigit():
        return Scope.DISAGREEMENT, str(int(number))
    return Scope.QUESTION, services.catalog.question(text, words).id


def _named(typed: Sequence[str], services: Services) -> tuple[int, Target | None]:
    """The longest name at the beginning: how many words it has, and what it names."""
    for size in range(min(LONGEST_NAME, len(typed)), 0, -1):
        target = _target(" ".join(typed[:size]), services)
        if target is not None:
            return size, target
    return 1, None


def _target(name: str, services: Services) -> Target | None:
    catalog = services.catalog
    if topic := catalog.find_topic(name):
        return Scope.TOPIC, topic.id
    if question := catalog.named_question(name):
        return Scope.QUESTION, question.id
    outlet = catalog.find_outlet(name)
    return (Scope.OUTLET, outlet.name) if outlet else None


def _unknown(word: str, words: Words, services: Services, command: str) -> str:
    story = services.catalog.story
    near = nearest(word, (*story.topics, *story.questions, *story.outlets, *KINDS, *SEVERITIES))
    if near is not None:
        message = words.gettext(
            "“{text}” is no topic, question, outlet or kind of alert. Did you mean {command} {example}?"
        )
        return message.format(text=word, command=command, example=near)
    message = words.gettext(
        "“{text}” is no topic, question, outlet or kind of alert. Try {command} casualties conflicts"
    )
    return message.format(text=word, command=command)
