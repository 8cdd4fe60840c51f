"""Buttons, what is remembered, and how much a user may ask."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, Update

from bot.platforms.telegram.buttons import DATA_LIMIT, REMEMBERED, Buttons, Press
from bot.platforms.telegram.draw import Bubble
from bot.platforms.telegram.limits import COSTLY, ORDINARY, Limiter, Refusal
from bot.platforms.telegram.memory import Memory
from bot.platforms.telegram.order import PerChat
from tests.fakes.botapi.limits import keyboard_refusals

LINES = st.text(st.characters(codec="utf-8"), max_size=200)


@given(LINES, st.sampled_from(["en", "ru", "nb", "tg"]), st.one_of(st.none(), st.integers(0, 999)))
def test_a_button_means_what_it_was_made_for(line: str, lang: str, page: int | None) -> None:
    buttons = Buttons("key")
    data = buttons.data(Press(line, lang, page))
    assert len(data.encode()) <= DATA_LIMIT
    assert buttons.read(data) == Press(line, lang, page)
    assert Buttons("another").read(data) is None


@given(st.text(max_size=80))
def test_no_other_data_means_anything(data: str) -> None:
    assert Buttons("key").read(data) is None


def test_a_short_line_outlives_a_restart_and_a_long_one_is_forgotten() -> None:
    buttons = Buttons("key")
    short, long = Press("/claims killed", "en"), Press("/ask " + "а" * 100, "ru")
    assert Buttons("key").read(buttons.data(short)) == short
    data = buttons.data(long)
    assert Buttons("key").read(data) is None
    for number in range(REMEMBERED):
        buttons.data(Press("x" * 60 + str(number), "en"))
    assert buttons.read(data) is None


@given(st.lists(st.tuples(st.text(max_size=80), LINES), max_size=120), st.integers(0, 9))
def test_any_options_make_a_keyboard_that_telegram_takes(options: list[tuple[str, str]], page: int) -> None:
    markup = Buttons("key").below(Bubble(("a",) * 10, tuple(options)), "en", "/toll", page)
    assert markup is not None
    assert list(keyboard_refusals(markup.to_dict())) == []


def test_pages_turn_and_addresses_open() -> None:
    bubble = Bubble(("a", "b", "c"), (("Source", "https://example.org/a"),))
    markup = Buttons("key").below(bubble, "en", "/toll", 1)
    assert markup is not None
    (back, forth), (link,) = markup.inline_keyboard
    assert (back.text, forth.text, link.url) == ("◂ 1/3", "3/3 ▸", "https://example.org/a")
    assert Buttons("key").below(Bubble(("a",)), "en", "/toll") is None


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    memory: Memory[str, int] = Memory(2)
    memory.put("a", 1)
    memory.put("b", 2)
    memory.get("a")
    memory.put("c", 3)
    assert [memory.get(key) for key in "abc"] == [1, None, 3]
    assert memory.pop("a") == 1
    assert len(memory) == 1


@dataclass
class Watch:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_user_who_asks_too_much_is_told_once_how_long_to_wait() -> None:
    watch = Watch()
    limiter = Limiter(watch)
    assert [limiter.take(1, COSTLY) for _ in range(COSTLY.burst)] == [None] * COSTLY.burst
    assert limiter.take(1, COSTLY) == Refusal(10, first=True)
    assert limiter.take(1, COSTLY) == Refusal(10, first=False)
    assert limiter.take(2, COSTLY) is None
    assert limiter.take(1, ORDINARY) is None
    watch.now = 10
    assert limiter.take(1, COSTLY) is None
    assert limiter.take(1, COSTLY) == Refusal(10, first=True)


def update(number: int, chat: int) -> Update:
    message = Message(number, None, Chat(chat, "private"))  # type: ignore[arg-type] # no day is needed here
    return Update(number, message=message)


@pytest.mark.parametrize("chats", sorted(set(permutations((1, 1, 2, 2)))))
async def test_a_chat_keeps_its_order_and_holds_up_no_other(chats: tuple[int, ...]) -> None:
    order = PerChat()
    seen: dict[int, list[int]] = {1: [], 2: []}
    hold = asyncio.Event()

    async def work(number: int, chat: int) -> None:
        if chat == 1:
            await hold.wait()
        seen[chat].append(number)

    tasks = [
        asyncio.create_task(order.process_update(update(number, chat), work(number, chat)))
        for number, chat in enumerate(chats)
    ]
    await asyncio.gather(*(task for task, chat in zip(tasks, chats, strict=True) if chat == 2))
    assert seen[1] == []
    hold.set()
    await asyncio.gather(*tasks)
    assert all(numbers == sorted(numbers) for numbers in seen.values())
    assert not order._locks
