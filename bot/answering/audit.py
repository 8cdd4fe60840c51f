"""/audit: who did what, each line of the log as a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.answering.disagreements import DISMISSALS
from bot.answering.feedlist import STATES
from bot.answering.latest import KINDS
from bot.answering.wording import label_inside, party_name, value_text
from bot.answering.words import N_, Words
from bot.domain.claims import Party
from bot.domain.identity import ValueText
from bot.domain.office import BOT, Action, Deed, Dismissal
from bot.domain.questions import Story
from bot.domain.reply import Choices, Heading, Part, Reply, Text
from bot.domain.stored import Origin
from bot.domain.watched import FeedState

ACTIONS = {
    Action.COMMAND: N_("ran {subject}"),
    Action.ADMIN_ADDED: N_("made {subject} an administrator"),
    Action.ADMIN_REMOVED: N_("took {subject} off the administrators"),
    Action.TEXT_OFFERED: N_("sent in text {subject}"),
    Action.TEXT_KEPT: N_("kept text {subject}"),
    Action.TEXT_DISCARDED: N_("discarded text {subject}"),
    Action.ITEM_TAKEN: N_("took in article {subject}"),
    Action.DISAGREEMENT_OPENED: N_("opened disagreement {subject}"),
    Action.DISAGREEMENT_CHANGED: N_("changed disagreement {subject}"),
    Action.POSITION_CHANGED: N_("changed position {subject}"),
    Action.REVIEW_CONFIRMED: N_("confirmed disagreement {subject}"),
    Action.REVIEW_DISMISSED: N_("dismissed disagreement {subject}"),
    Action.REVIEW_MERGED: N_("merged disagreement {subject}"),
    Action.REVIEW_REOPENED: N_("took back the decision on disagreement {subject}"),
    Action.CLAIM_CORRECTED: N_("corrected a claim of article {subject}"),
    Action.CLAIM_DELETED: N_("deleted a claim of article {subject}"),
    Action.CORRECTION_UNDONE: N_("took back a correction of article {subject}"),
    Action.SEEDED: N_("read the seeds"),
    Action.RESEEDED: N_("read everything anew"),
    Action.RESEED_TRIED: N_("tried what reading everything anew would change"),
    Action.RESEED_STOPPED: N_("stopped reading everything anew"),
    Action.RESEED_FAILED: N_("could not read everything anew"),
    Action.BACKED_UP: N_("made the backup {subject}"),
    Action.BACKUPS_DELETED: N_("deleted old backups"),
    Action.RESTORED: N_("put the backup {subject} in the place of the database"),
    Action.UPGRADED: N_("brought the database up to this version"),
    Action.RELOADED: N_("read the configuration again"),
    Action.RELOAD_REFUSED: N_("read a configuration that is wrong, and kept the old one"),
    Action.FEED_BAD: N_("found the feed {subject} in trouble"),
    Action.FEED_WELL: N_("found the feed {subject} well again"),
    Action.FEED_RETIRED: N_("gave the feed {subject} up"),
    Action.FEED_MOVED: N_("followed the feed {subject} to another address"),
    Action.FEEDS_ADDED: N_("took feeds in from the configuration"),
    Action.FEEDS_CHANGED: N_("changed feeds as the configuration says"),
    Action.FEEDS_REMOVED: N_("took feeds out that left the configuration"),
    Action.CHAT_SUSPENDED: N_("stopped writing to chat {subject}"),
    Action.CHAT_RETURNED: N_("wrote to chat {subject} again"),
    Action.CHAT_MOVED: N_("followed chat {subject} to another id"),
}
"""What stands in the log, in words; an action that nobody wrote words for stands as it is."""

_READINGS = {"dry": N_("a trial"), "undo": N_("back to the reading before")}
"""Which way of reading anew it was, where that is not the usual one."""

_DETAILS = {
    "into": N_("the same as {value}"),
    "version": N_("version {value}"),
    "item": N_("as {value}"),
    "to": N_("now {value}"),
    "number": N_("{value} in all"),
    "kept": N_("the one before is {value}"),
    "items": N_("articles: {value}"),
    "new": N_("new claims: {value}"),
    "gone": N_("claims gone: {value}"),
    "changed": N_("claims changed: {value}"),
    "opened": N_("new disagreements: {value}"),
    "closed": N_("disagreements gone: {value}"),
    "bytes": N_("bytes: {value}"),
    "cause": N_("because of {value}"),
}
"""How values of the detail are told; others stand alone."""

_ORIGINS = {
    Origin.SEED.value: N_("from the seeds"),
    Origin.ADMIN.value: N_("from an administrator"),
    Origin.FEED.value: N_("from a feed"),
}
_STATUSES = {
    "open": N_("open"),
    "resolved": N_("resolved"),
    "withdrawn": N_("withdrawn"),
    "dismissed": N_("dismissed"),
    "live": N_("stands"),
    "overtaken": N_("overtaken"),
}
_CAUSES = {
    " taken back": N_("a correction of {item} that was taken back"),
    "": N_("a correction of {item}"),
}

LONGEST = 200

_THING = re.compile(r"(?:disagreement|chat) (\d+)")
_POSITION = re.compile(r"(\S+) (\d+)")
_CLAIM = re.compile(r"(?P<question>\S+) (?P<type>count|date|choice):(?P<lo>\S*?)\.\.(?P<hi>\S*)(?: (?P<party>\S+))?")
_CAUSE = re.compile(r"correction of (?P<item>\S+)(?P<back> taken back)?")


def audit(words: Words, story: Story, deeds: Sequence[Deed], more: bool) -> Reply:
    """A page of the log, latest first; `more` offers the one after it."""
    if not deeds:
        return Reply((Text(words.gettext("Nothing has been done yet.")),), lang=words.lang)
    parts: list[Part] = [Heading(words.gettext("Who did what"))]
    parts += [Text(_Line(words, story).of(deed)) for deed in deeds]
    if more:
        parts.append(Choices(((words.gettext("Earlier"), f"/audit before {deeds[-1].number}"),)))
    return Reply(tuple(parts), lang=words.lang)


class _Line:
    """Writes one line of the log in the words of a language."""

    def __init__(self, words: Words, story: Story) -> None:
        self._words = words
        self._story = story
        self._values: Mapping[str, Callable[[str], str]] = {
            "question": self._question,
            "kind": self._kind,
            "status": self._status,
            "reason": self._reason,
            "origin": lambda value: self._one_of(_ORIGINS, value),
            "state": self._state,
            "cause": self._cause,
            "was": self._state_or_claim,
            "became": self._state_or_claim,
            "is": self._state_or_claim,
        }

    def of(self, deed: Deed) -> str:
        """When, who and what; what is known of it besides in brackets."""
        words = self._words
        who = words.gettext("by itself") if deed.actor == BOT else deed.actor
        time = f"{words.day(deed.at.date())} {deed.at:%H:%M}"
        line = words.gettext("{time} UTC, {who}: {what}").format(time=time, who=who, what=self._what(deed))
        detail = "; ".join(self._details(deed))
        return f"{line} ({detail})" if detail else line

    def _what(self, deed: Deed) -> str:
        if deed.action not in set(Action):
            return f"{deed.action} {deed.subject}".rstrip()
        said, subject = self._words.gettext(ACTIONS[Action(deed.action)]), deed.subject
        if match := _THING.fullmatch(subject):
            subject = match[1]
        elif deed.action == Action.POSITION_CHANGED and (match := _POSITION.fullmatch(subject)):
            subject = self._words.gettext("{number} on “{label}”").format(
                number=match[2], label=self._question(match[1])
            )
        return said.format(subject=subject)

    def _details(self, deed: Deed) -> Iterator[str]:
        if deed.subject in _READINGS:
            yield self._words.gettext(_READINGS[deed.subject])
        told = {
            name: self._detail(name, value)
            for name, value in deed.detail.items()
            if value not in (None, "", 0) and (name, value) != ("version", 1)
        }
        became = told.pop("became", "") or told.pop("is", "")
        if became:
            told["was"] = f"{told['was']} → {became}" if "was" in told else became
        yield from told.values()

    def _detail(self, name: str, value: str | int | bool | None) -> str:
        if name in self._values:
            told = self._values[name](str(value))
        elif isinstance(value, bool):
            told = _short(name)  # what does not hold is not told at all
        else:
            told = self._words.number(value) if isinstance(value, int) else _short(str(value))
        return self._words.gettext(_DETAILS[name]).format(value=told) if name in _DETAILS else told

    def _question(self, value: str) -> str:
        return label_inside(self._words, self._story.questions.get(value), value)

    def _kind(self, value: str) -> str:
        return self._one_of({kind.value: said for kind, said in KINDS.items()}, value)

    def _status(self, value: str) -> str:
        return self._one_of(_STATUSES, value)

    def _reason(self, value: str) -> str:
        return self._one_of({reason.value: DISMISSALS[reason] for reason in Dismissal}, value)

    def _state(self, value: str) -> str:
        return self._one_of({state.value: STATES[state] for state in FeedState}, value)

    def _cause(self, value: str) -> str:
        match = _CAUSE.fullmatch(value)
        if match is None:
            return value
        said = _CAUSES[match["back"] or ""]
        return self._words.gettext(said).format(item=match["item"])

    def _state_or_claim(self, value: str) -> str:
        return self._status(value) if value in _STATUSES else self._claim(value)

    def _claim(self, value: str) -> str:
        """What a claim says, from how the log keeps it: "killed: 143"."""
        match = _CLAIM.fullmatch(value)
        if match is None:
            return _short(value)
        question = self._story.questions.get(match["question"])
        known = ValueText(match["type"], match["lo"], match["hi"] or None).value()
        said = f"{self._question(match['question'])}: {value_text(self._words, question, known)}"
        party = match["party"] or ""
        if party in set(Party):
            party = party_name(self._words, self._story, Party(party))
        return f"{said} ({party})" if party else said

    def _one_of(self, known: Mapping[str, str], value: str) -> str:
        return self._words.gettext(known[value]) if value in known else _short(value)


def _short(text: str) -> str:
    """What is very long is cut here; the exported log has all of it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
