"""/admins: who may do what."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.answering.words import Words
from bot.domain.office import Admin
from bot.domain.people import Person
from bot.domain.reply import Choices, Heading, Part, Reply, Table, Text


def admins(words: Words, owners: Collection[Person], known: Sequence[Admin]) -> Reply:
    """Owners and administrators by their ids."""
    rows = [(owner, words.gettext("owner")) for owner in sorted(map(str, owners))]
    rows += [
        (str(one.person), words.gettext("since {day}, by {who}").format(day=words.day(one.at.date()), who=one.added_by))
        for one in known
    ]
    hint = words.gettext("Add one: /admins add telegram:123456789, or answer a message of theirs with /admins add.")
    parts: list[Part] = [Heading(words.gettext("Administrators"))]
    parts.append(Table(tuple(rows)) if rows else Text(words.gettext("Nobody yet. Owners stand in the settings.")))
    parts.append(Text(hint, "note"))
    options = tuple(
        (words.gettext("Remove {who}").format(who=one.person), f"/admins remove {one.person}") for one in known
    )
    return Reply((*parts, *((Choices(options),) if options else ())), lang=words.lang)
