"""What may be answered twice."""

from __future__ import annotations

from typing import Any, cast

import pytest
from telegram import Update

from bot.app import House
from bot.desk import FrontDesk
from bot.platforms.telegram.buttons import Buttons, Press
from bot.platforms.telegram.questions import only_asks

BUTTONS = Buttons("key")
ANN = {"id": 5, "is_bot": False, "first_name": "Ann"}
MESSAGE = {"message_id": 3, "date": 0, "chat": {"id": 5, "type": "private"}, "from": ANN}
FORWARDED = {"type": "user", "date": 0, "sender_user": ANN}
LETTER = {"file_id": "f", "file_unique_id": "f", "file_name": "a.txt"}
GONE = {"status": "kicked", "user": {**ANN, "is_bot": True}, "until_date": 0}


class NoHouse:
    """Which commands there are is known without any data."""

    present = None


def asks(**content: Any) -> bool:
    """Of an update with this content."""
    desk = FrontDesk(cast("House", NoHouse()), "telegram")
    return only_asks(Update.de_json({"update_id": 1, **content}, None), desk, BUTTONS)


def pressed(press: Press) -> bool:
    """Of a button below a message."""
    query = {"id": "q", "from": ANN, "chat_instance": "c", "data": BUTTONS.data(press), "message": MESSAGE}
    return asks(callback_query=query)


@pytest.mark.parametrize(
    "line", ["how many died?", "/toll", "/TOLL@bot killed", "/start d7", "/export", " /latest 3", "@bot how many?"]
)
def test_questions_may(line: str) -> None:
    assert asks(message={**MESSAGE, "text": line})


@pytest.mark.parametrize(
    "line",
    ["/reseed", "/ingest https://a.example/b", "/admins add 7", "/subscribe all", " /forget", "/Mute@bot", "@bot /forget", "/nothing"],
)  # fmt: skip
def test_what_has_effects_may_not(line: str) -> None:
    assert not asks(message={**MESSAGE, "text": line})


@pytest.mark.parametrize(
    "more",
    [
        {"text": "word " * 120},
        {"text": "It happened.", "forward_origin": FORWARDED},
        {"caption": "read this", "document": LETTER},
        {"migrate_to_chat_id": -1005},
    ],
)
def test_texts_that_were_sent_in_and_what_is_no_text_may_not(more: dict[str, Any]) -> None:
    assert not asks(message={**MESSAGE, **more})


def test_a_button_is_what_its_line_is() -> None:
    assert pressed(Press("/toll", "en"))
    assert pressed(Press("/reseed", "en", page=1)), "a page of the reply that was shown"
    assert not pressed(Press("/review keep 1", "en"))
    assert not pressed(Press("/mute 1", "en", kind="apart"))


def test_inline_queries_may_and_changes_of_membership_may_not() -> None:
    assert asks(inline_query={"id": "q", "from": ANN, "query": "/forget", "offset": ""})
    change = {"chat": MESSAGE["chat"], "from": ANN, "date": 0, "old_chat_member": GONE, "new_chat_member": GONE}
    assert not asks(my_chat_member=change)
