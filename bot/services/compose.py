"""Writes the text of a queued message at the moment it is sent, from the corpus as it stands then."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering import alerts
from bot.answering.alerts import Telling
from bot.answering.words import Words
from bot.domain.alerts import Delivery, Matter, NoticeKind, Subject
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.ports import Store
from bot.services.lens import Lens, look
from bot.services.news import Desk, desk

KEPT = 256
"""How many texts are kept while nothing changes: a fan-out sends one text to many chats."""

Key = tuple[NoticeKind, tuple[Subject, ...], str]


class Compose:
    """The use case. One text is written once for all chats of a language, until the corpus changes."""

    def __init__(self, store: Store, story: Story) -> None:
        self._store = store
        self._story = story
        self._pulse = -1
        self._kept: dict[Key, Reply | None] = {}

    async def __call__(self, delivery: Delivery, words: Words) -> Reply | None:
        """The message, None where there is nothing to tell any more. Raises StoreError.

        A development is the text that its parent's message is to have now. Without a parent that could be edited there is none.
        """
        async with self._store.read() as snapshot:
            pulse = await snapshot.mail.pulse()
            if pulse != self._pulse or len(self._kept) >= KEPT:
                self._pulse, self._kept = pulse, {}
            notice = delivery.notice
            editing = notice.kind is NoticeKind.DEVELOPMENT
            if editing:
                parent = await snapshot.mail.delivery(notice.parent) if notice.parent else None
                if parent is None:
                    return None
                notice = parent.notice
            key = notice.kind, notice.subjects, f"{words.lang}{'*' if editing else ''}"
            if key not in self._kept:
                view = await look(snapshot, self._story, Lens(words))
                seen = await desk(snapshot, view, notice.subjects)
                self._kept[key] = written(seen, words, notice.kind, notice.subjects, editing=editing)
            return self._kept[key]


def written(seen: Desk, words: Words, kind: NoticeKind, subjects: Sequence[Subject], *, editing: bool) -> Reply | None:
    """The text of a message of a kind about some subjects.

    What fell before anybody heard of it is left out; an edit tells of it, because it was told.
    """
    by_key: dict[str, Subject] = {}
    for subject in subjects:
        if subject.key not in by_key or subject.matter is Matter.FELL:
            by_key[subject.key] = subject
    tellings = [_telling(seen, subject) for subject in by_key.values()]
    if kind is NoticeKind.CORRECTION:
        fallen = [telling for telling in tellings if not telling.stands]
        return alerts.correction(seen.view, words, fallen) if fallen else None
    if not editing:
        tellings = [t for t in tellings if t.stands != (t.subject.matter is Matter.FELL)]
    if not tellings:
        return None
    if kind is NoticeKind.ALERT:
        return alerts.alert(seen.view, words, tellings)
    return alerts.many(seen.view, words, kind, tellings)


def _telling(seen: Desk, subject: Subject) -> Telling:
    status = seen.told(subject).status
    return Telling(subject, status, seen.change(subject), seen.numbered(subject), seen.weighed(subject))
