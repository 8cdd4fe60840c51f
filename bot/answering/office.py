"""/admins and /audit: who may do what, and who did what."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from bot.answering.words import N_, Words
from bot.domain.office import BOT, Action, Admin, Deed
from bot.domain.people import Person
from bot.domain.reply import Choices, Heading, Part, Reply, Table, Text

ACTIONS = {
    Action.COMMAND: N_("ran"),
    Action.ADMIN_ADDED: N_("made an administrator"),
    Action.ADMIN_REMOVED: N_("no longer an administrator"),
    Action.TEXT_OFFERED: N_("sent a text in"),
    Action.TEXT_KEPT: N_("kept a text"),
    Action.TEXT_DISCARDED: N_("discarded a text"),
    Action.ITEM_TAKEN: N_("took an item in"),
    Action.DISAGREEMENT_OPENED: N_("opened"),
    Action.DISAGREEMENT_CHANGED: N_("changed a disagreement"),
    Action.POSITION_CHANGED: N_("changed a position"),
    Action.REVIEW_CONFIRMED: N_("confirmed"),
    Action.REVIEW_DISMISSED: N_("dismissed"),
    Action.REVIEW_MERGED: N_("merged"),
    Action.REVIEW_REOPENED: N_("opened again"),
    Action.CLAIM_CORRECTED: N_("corrected a claim"),
    Action.CLAIM_DELETED: N_("deleted a claim"),
    Action.CORRECTION_UNDONE: N_("took a correction back"),
    Action.SEEDED: N_("read the seeds"),
    Action.RESEEDED: N_("read everything anew"),
    Action.RESEED_TRIED: N_("tried what reading everything anew would change"),
    Action.RESEED_STOPPED: N_("stopped reading everything anew"),
    Action.RESEED_FAILED: N_("could not read everything anew"),
    Action.BACKED_UP: N_("made a backup"),
    Action.BACKUPS_DELETED: N_("deleted old backups"),
    Action.RESTORED: N_("put a backup in the place of the database"),
    Action.UPGRADED: N_("brought the database up to this version"),
    Action.RELOADED: N_("read the configuration again"),
    Action.RELOAD_REFUSED: N_("read a configuration that is wrong, and kept the old one"),
    Action.FEED_BAD: N_("found a feed in trouble"),
    Action.FEED_WELL: N_("found a feed well again"),
    Action.FEED_RETIRED: N_("gave a feed up"),
    Action.FEED_MOVED: N_("followed a feed to another address"),
    Action.FEEDS_ADDED: N_("took feeds in from the configuration"),
    Action.FEEDS_CHANGED: N_("changed feeds as the configuration says"),
    Action.FEEDS_REMOVED: N_("took feeds out that left the configuration"),
    Action.CHAT_SUSPENDED: N_("stopped writing to a chat"),
    Action.CHAT_RETURNED: N_("wrote to a chat again"),
    Action.CHAT_MOVED: N_("followed a chat to another id"),
}
"""What stands in the log, in words; an action that nobody wrote words for stands as it is."""

LONGEST = 200


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


def audit(words: Words, deeds: Sequence[Deed], more: bool) -> Reply:
    """A page of the log, latest first; `more` offers the one after it."""
    if not deeds:
        return Reply((Text(words.gettext("Nothing has been done yet.")),), lang=words.lang)
    parts: list[Part] = [Heading(words.gettext("Who did what"))]
    parts += [Text(_line(words, deed)) for deed in deeds]
    if more:
        parts.append(Choices(((words.gettext("Earlier"), f"/audit before {deeds[-1].number}"),)))
    return Reply(tuple(parts), lang=words.lang)


def _line(words: Words, deed: Deed) -> str:
    who = words.gettext("by itself") if deed.actor == BOT else deed.actor
    what = words.gettext(ACTIONS[Action(deed.action)]) if deed.action in set(Action) else deed.action
    detail = ", ".join(f"{name} {_plain(value)}" for name, value in deed.detail.items() if value not in (None, ""))
    time = f"{words.day(deed.at.date())} {deed.at:%H:%M}"
    line = words.gettext("{time} UTC, {who}: {what} {subject}").format(
        time=time, who=who, what=what, subject=deed.subject
    )
    return f"{line.rstrip()} ({detail})" if detail else line.rstrip()


def _plain(value: object) -> str:
    """A value of the detail; what is very long is cut here, the exported log has all of it."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
