"""Who asks, and whom they point at."""

from __future__ import annotations

import time
from typing import Any

from telegram import Message

from bot.domain.people import Asker, Person
from bot.platforms.telegram.asking import People

ANN = {"id": 1, "is_bot": False, "first_name": "Ann", "username": "Ann_A"}
BEN = {"id": 2, "is_bot": False, "first_name": "Ben"}
BOT = {"id": 9, "is_bot": True, "first_name": "Bot"}


def message(text: str, **more: Any) -> Message:
    content = {"message_id": 5, "date": int(time.time()), "chat": {"id": -100, "type": "supergroup", "title": "News"}}
    entities = [{"type": "mention", "offset": place, "length": len(word)}
                for word in text.split() if word[0] == "@" and (place := text.index(word)) >= 0]  # fmt: skip
    read = Message.de_json({**content, "from": ANN, "text": text, "entities": entities, **more}, None)
    assert read is not None
    return read


def asked(people: People, said: Message) -> Asker:
    assert said.from_user is not None
    return people.asker(said.from_user, said.chat, said)


def test_the_asker_has_a_chat_and_a_thread() -> None:
    people = People()
    assert asked(people, message("/toll")) == Asker(Person("telegram", "1"), "-100")
    topic = message("/toll", message_thread_id=8, is_topic_message=True)
    assert asked(people, topic) == Asker(Person("telegram", "1"), "-100", "8")


def test_somebody_is_meant_by_an_answer_a_forwarded_post_or_a_name() -> None:
    people, ben = People(), Person("telegram", "2")
    plain = {"message_id": 4, "date": 0, "chat": {"id": -100, "type": "supergroup"}, "text": "hi"}
    assert asked(people, message("/admins add", reply_to_message={**plain, "from": BEN})).meant == ben
    assert asked(people, message("/admins add", reply_to_message={**plain, "from": BOT})).meant is None
    forwarded = {**plain, "from": ANN, "forward_origin": {"type": "user", "date": 0, "sender_user": BEN}}
    assert asked(people, message("/admins add", reply_to_message=forwarded)).meant == ben
    hidden = {**plain, "from": ANN, "forward_origin": {"type": "hidden_user", "date": 0, "sender_user_name": "Ben"}}
    assert asked(people, message("/admins add", reply_to_message=hidden)).meant is None
    by_link = message("/admins add Ben", entities=[{"type": "text_mention", "offset": 12, "length": 3, "user": BEN}])
    assert asked(people, by_link).meant == ben


def test_a_name_is_known_once_its_bearer_was_seen() -> None:
    people = People()
    assert asked(people, message("/admins add @ann_a")).meant is None
    people.seen(message("hello").from_user)
    assert asked(people, message("/admins add @ann_a")).meant == Person("telegram", "1")


def test_marks_within_half_a_character_are_no_names() -> None:
    broken = [{"type": "mention", "offset": 8, "length": 1}]
    assert asked(People(), message("/admins \U0001f600", entities=broken)).meant is None
