"""/subscriptions and its kin: what a chat asked for, when it is told, and what is kept about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answering.alerts import KINDS, SEVERITIES
from bot.answering.wording import label_inside
from bot.answering.words import N_, Words
from bot.domain.alerts import (
    USUAL_KINDS,
    AlertKind,
    Asked,
    Chat,
    Digest,
    DigestEvery,
    Mute,
    Scope,
    Severity,
    Subscription,
)
from bot.domain.questions import Story
from bot.domain.reply import Choices, Heading, Part, Reply, Text

WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
DAYS = 7
"""For how long a mute lasts that a button offers."""

Options = tuple[tuple[str, str], ...]


def overview(story: Story, words: Words, asked: Asked, now: datetime, done: str = "", name: str = "") -> Reply:
    """Everything a chat asked for, after what was just `done`. `name` is how a channel is called in commands."""
    chat = asked.chat
    parts: list[Part] = [Text(done)] if done else []
    if not asked.subscriptions:
        parts.append(Heading(words.gettext("This chat gets no alerts.")))
        options: Options = ((words.gettext("Subscribe"), _line("/subscribe", name)),)
        return Reply((*parts, Choices(options)), lang=words.lang)
    parts.append(Heading(words.gettext("This chat gets alerts of:")))
    parts.append(Text("\n".join(f"  {_subscription(story, words, one)}" for one in asked.subscriptions)))
    parts.append(Text("\n".join(_when(words, chat))))
    muted = [_muted(story, words, chat, mute) for mute in asked.mutes if mute.until is None or now < mute.until]
    if muted:
        parts.append(Text(words.gettext("Muted: {list}").format(list="; ".join(muted))))
    options = (
        (words.gettext("Daily digest"), _line("/digest", name, "daily 08:00"))
        if chat.digest is None
        else (words.gettext("No digest"), _line("/digest", name, "off")),
        (words.gettext("Quiet at night"), _line("/quiet", name, "23:00-07:00"))
        if chat.quiet is None
        else (words.gettext("No quiet hours"), _line("/quiet", name, "off")),
        (words.gettext("No more alerts"), _line("/unsubscribe", name)),
    )
    return Reply((*parts, Choices(options)), lang=words.lang)


def muted(story: Story, words: Words, asked: Asked, mute: Mute, name: str = "") -> Reply:
    """Word that something is muted, with other lengths to choose."""
    target = _target_typed(mute)
    what = _muted(story, words, asked.chat, mute)
    options = (
        (
            words.ngettext("{number} day", "{number} days", DAYS).format(number=DAYS),
            _line("/mute", name, f"{target} {DAYS}"),
        ),
        (words.gettext("For good"), _line("/mute", name, target)),
        (words.gettext("No longer muted"), _line("/mute", name, f"{target} off")),
    )
    return Reply((Text(words.gettext("Muted: {list}").format(list=what)), Choices(options)), lang=words.lang)


def mutes(story: Story, words: Words, asked: Asked, now: datetime, done: str = "", name: str = "") -> Reply:
    """What is muted, with buttons that end it."""
    on = [mute for mute in asked.mutes if mute.until is None or now < mute.until]
    parts: list[Part] = [Text(done)] if done else []
    if not on:
        parts.append(Text(words.gettext("Nothing is muted. Try /mute killed 7 or /mute d1")))
        return Reply(tuple(parts), lang=words.lang)
    listed = "\n".join(f"  {_muted(story, words, asked.chat, mute)}" for mute in on)
    parts.append(Text(words.gettext("Muted: {list}").format(list=f"\n{listed}")))
    again = words.gettext("Hear of {what} again")
    options = tuple(
        (again.format(what=_target(story, words, mute)), _line("/mute", name, f"{_target_typed(mute)} off"))
        for mute in on[:8]
    )
    return Reply((*parts, Choices(options)), lang=words.lang)


def languages(words: Words, known: Iterable[str], done: str = "", name: str = "") -> Reply:
    """The languages of the bot's own words."""
    text = done or words.gettext("Which language shall I speak here?")
    options = tuple((_own_name(code), _line("/language", name, code)) for code in known)
    return Reply((Text(text), Choices(options)), lang=words.lang)


def privacy(words: Words, asked: Asked | None, messages: int) -> Reply:
    """What is kept about a chat: in general, and of this one."""
    parts: list[Part] = [
        Heading(words.gettext("What is kept about this chat")),
        Text(
            words.gettext(
                "Only what you ask for: the chat's id, its language, its subscriptions, mutes, quiet hours and digest, and which alerts "
                "it was sent. No names, and nothing you write."
            )
        ),
    ]
    if asked is None:
        parts.append(Text(words.gettext("Of this chat nothing is kept now.")))
        return Reply(tuple(parts), lang=words.lang)
    chat = asked.chat
    lines = [
        words.gettext("Id: {id}").format(
            id=" ".join(filter(None, (chat.address.platform, chat.address.chat, chat.address.thread)))
        ),
        words.gettext("Language: {language}").format(language=words.language(chat.lang) if chat.lang else "–"),
        words.gettext("Subscriptions: {number}").format(number=words.number(len(asked.subscriptions))),
        words.gettext("Mutes: {number}").format(number=words.number(len(asked.mutes))),
        words.gettext("Messages sent or waiting: {number}").format(number=words.number(messages)),
        *_when(words, chat),
    ]
    parts.append(Text("\n".join(f"  {line}" for line in lines)))
    return Reply((*parts, Choices(((words.gettext("Delete it all"), "/forget"),))), lang=words.lang)


def digest_text(words: Words, digest: Digest | None) -> str:
    """When the digest comes: "Digest: daily at 08:00"."""
    if digest is None:
        return words.gettext("Digest: none, alerts come at once")
    at = f"{digest.at:%H:%M}"
    if digest.every is DigestEvery.DAY:
        return words.gettext("Digest: daily at {time}").format(time=at)
    return words.gettext("Digest: weekly, {weekday} at {time}").format(
        weekday=words.gettext(WEEKDAYS[digest.weekday]), time=at
    )


def quiet_text(words: Words, chat: Chat) -> str:
    """When it is quiet: "Quiet: 23:00 to 07:00"."""
    if chat.quiet is None:
        return words.gettext("Quiet hours: none")
    known = {"start": f"{chat.quiet.start:%H:%M}", "end": f"{chat.quiet.end:%H:%M}"}
    return words.gettext("Quiet hours: {start} to {end}").format(**known)


def zone_text(zone: str) -> str:
    """A zone as people type it: that of a fixed offset ("UTC+5") has a name with the sign turned round (Etc/GMT-5)."""
    sign = "-" if zone.startswith("Etc/GMT+") else "+"
    offset = zone.removeprefix("Etc/GMT-" if sign == "+" else "Etc/GMT+")
    return f"UTC{sign}{offset}" if offset.isdecimal() else zone


def _when(words: Words, chat: Chat) -> Iterator[str]:
    yield digest_text(words, chat.digest)
    yield quiet_text(words, chat)
    yield words.gettext("Time zone: {zone}").format(zone=zone_text(chat.zone))


def _subscription(story: Story, words: Words, one: Subscription) -> str:
    kinds = words.gettext("everything but updates")
    if one.kinds == frozenset(AlertKind):
        kinds = words.gettext("everything")
    elif one.kinds != USUAL_KINDS:
        kinds = words.listed([words.gettext(KINDS[kind.value]) for kind in AlertKind if kind in one.kinds])
    text = words.gettext("{what}: {kinds}").format(what=_scope(story, words, one.scope, one.target), kinds=kinds)
    if one.least is Severity.LOW:
        return text
    least = words.gettext(SEVERITIES[one.least])
    return words.gettext("{text}, severity {level} or more").format(text=text, level=least)


def _scope(story: Story, words: Words, scope: Scope, target: str) -> str:
    if scope is Scope.ALL:
        return words.gettext("all questions")
    if scope is Scope.TOPIC and target in story.topics:
        return words.pick(story.topics[target].label)
    if scope is Scope.QUESTION:
        return label_inside(words, story.questions.get(target), target)
    if scope is Scope.DISAGREEMENT:
        return words.gettext("disagreement {number}").format(number=target)
    return target


def _target(story: Story, words: Words, mute: Mute) -> str:
    return _scope(story, words, mute.scope, mute.target)


def _target_typed(mute: Mute) -> str:
    return f"d{mute.target}" if mute.scope is Scope.DISAGREEMENT else mute.target


def _muted(story: Story, words: Words, chat: Chat, mute: Mute) -> str:
    what = _target(story, words, mute)
    if mute.until is None:
        return words.gettext("{what}, for good").format(what=what)
    day = words.long_day(mute.until.astimezone(ZoneInfo(chat.zone)).date())
    return words.gettext("{what}, until {day}").format(what=what, day=day)


def _own_name(code: str) -> str:
    return Words(code).language(code).capitalize()


def _line(command: str, name: str, rest: str = "") -> str:
    """A command line for this chat, or for the channel of a name."""
    return " ".join(filter(None, (command, name, rest)))
