"""/start, /help and /about: what this is, what to type, where the data comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.outlets import items_text
from bot.answering.view import View
from bot.answering.wording import source_name
from bot.answering.words import Words
from bot.domain.reply import Choices, Heading, Part, Reply, Table, Text


@dataclass(frozen=True, slots=True)
class CommandText:
    """How a command is described: its `usage` line, and English messages that are translated when drawn."""

    name: str
    usage: str
    summary: str
    help: str
    examples: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def start(view: View, words: Words) -> Reply:
    """The greeting: what the bot does and the four things to try."""
    title = words.pick(view.story.title)
    text = words.gettext(
        "I keep what outlets report about this, each figure with its source and day, and tell where they contradict each other. "
        "I never say what is true. I say who says what."
    )
    ask = words.gettext("Ask in your own words, for example “how many died?”, or take one of these:")
    options = (
        (words.gettext("The toll"), "/toll"),
        (words.gettext("Disagreements"), "/disagreements"),
        (words.gettext("Timeline"), "/timeline"),
        (words.gettext("Help"), "/help"),
    )
    return Reply((Heading(title), Text(text), Text(ask), Choices(options)), lang=words.lang)


def help_all(words: Words, commands: Sequence[CommandText]) -> Reply:
    """All commands, one line each."""
    heading = Heading(words.gettext("What you can type"))
    rows = tuple((command.usage, words.gettext(command.summary)) for command in commands)
    note = Text(words.gettext("Anything else is taken as a question. More on one command: /help toll"), "note")
    return Reply((heading, Table(rows), note), lang=words.lang)


def help_one(words: Words, command: CommandText) -> Reply:
    """One command: what it does, its examples, its other names."""
    parts: list[Part] = [
        Heading(command.usage),
        Text(f"{words.gettext(command.summary)}. {words.gettext(command.help)}".strip()),
        Text("\n".join(command.examples)),
    ]
    if command.aliases:
        names = words.listed([f"/{alias}" for alias in command.aliases])
        parts.append(Text(words.gettext("Also: {names}").format(names=names), "note"))
    options = tuple((example, example) for example in command.examples[:3])
    return Reply((*parts, Choices(options)), lang=words.lang)


def about(view: View, words: Words) -> Reply:
    """Where the data comes from and by which rules it is kept."""
    parts: list[Part] = [Heading(words.pick(view.story.title)), Text(_corpus(view, words))]
    parts.append(
        Text(
            words.gettext(
                "A claim is one article's answer to one question, with its exact words, who says it and the day it applies to. "
                "A disagreement opens when two claims cannot both be right: a toll that falls, two days for one event, "
                "two parties with opposite answers. A later, higher toll is an update, not a contradiction."
            )
        )
    )
    parts.append(
        Text(
            words.gettext(
                "Quotes are short, stay in their own language and link to the article. Days are UTC. "
                "Programs read the articles, so a claim may be missed or misread: the quote is there to check."
            ),
            "note",
        )
    )
    options = ((words.gettext("Sources"), "/sources"), (words.gettext("Latest"), "/latest"))
    return Reply((*parts, Choices(options)), lang=words.lang)


def _corpus(view: View, words: Words) -> str:
    if not view.items:
        return words.gettext("No items yet. The corpus is empty.")
    days = [stored.item.day for stored in view.items.values()]
    outlets = len({source_name(view.story, stored.item.source) for stored in view.items.values()})
    known = {
        "items": items_text(words, len(view.items)),
        "outlets": words.ngettext("{number} outlet", "{number} outlets", outlets).format(number=words.number(outlets)),
        "first": words.long_day(min(days)),
        "last": words.long_day(max(days)),
    }
    return words.gettext("The corpus: {items} of {outlets}, {first} to {last}.").format(**known)
