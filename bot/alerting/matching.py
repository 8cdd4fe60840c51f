"""Who wants to hear of what: subscriptions and mutes against one piece of news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.alerts import AlertKind, Asked, Mute, Scope, Severity, Subject, Subscription


@dataclass(frozen=True, slots=True)
class News:
    """Something that was raised, with all that decides who hears of it. `outlets` are the names of those on either side."""

    subject: Subject
    topic: str
    outlets: frozenset[str]
    severity: Severity
    at: datetime
    backlog: bool = False


def wants(asked: Asked, news: News, now: datetime) -> bool:
    """Whether a chat is to hear of it: one of its subscriptions fits, and it is not muted."""
    fitting = any(_fits(subscription, news) for subscription in asked.subscriptions)
    return fitting and not is_muted(asked.mutes, news.subject, now)


def is_muted(mutes: Iterable[Mute], subject: Subject, now: datetime) -> bool:
    """Whether a question or disagreement is muted now."""
    muted = {(Scope.QUESTION, subject.question), (Scope.DISAGREEMENT, str(subject.disagreement))}
    return any((mute.scope, mute.target) in muted and is_on(mute, now) for mute in mutes)


def is_on(mute: Mute, now: datetime) -> bool:
    """Whether a mute has not run out."""
    return mute.until is None or now < mute.until


def _fits(subscription: Subscription, news: News) -> bool:
    if news.at < subscription.since or news.severity < subscription.least:
        return False
    if AlertKind(news.subject.kind) not in subscription.kinds:
        return False
    match subscription.scope:
        case Scope.ALL:
            return True
        case Scope.TOPIC:
            return subscription.target == news.topic
        case Scope.QUESTION:
            return subscription.target == news.subject.question
        case Scope.OUTLET:
            return subscription.target in news.outlets
        case Scope.DISAGREEMENT:
            return subscription.target == str(news.subject.disagreement)
