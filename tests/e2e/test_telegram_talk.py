"""Talking to the real process on Telegram: every command and button, groups, topics, inline mode, and what nobody should type."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from itertools import count, zip_longest
from typing import Any

import pytest
import pytest_asyncio

from bot.services.words import Catalogues
from handlers import COMMANDS
from tests.e2e.process import ROOT, Bot, copy
from tests.e2e.telegram import OWNER, SHOWING, Running, running
from tests.fakes.botapi.happenings import GROUP, USER, chat, inline, message, press, user
from tests.fakes.botapi.server import BOT, BotApi, Fault
from tests.fakes.botapi.spec import load_spec

MATERIAL = ROOT.parent / "shared" / "material"
pytestmark = pytest.mark.asyncio(loop_scope="module")
people = count(10_000)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory, seeded: Bot) -> AsyncIterator[Running]:
    """One bot for all tests here; each test is another person."""
    folder = tmp_path_factory.mktemp("talk")
    copy(seeded.database, folder / "bot.db")
    api = BotApi()
    await api.start()
    async with running(api, folder / "bot.db") as started:
        yield started
    await api.stop()


@pytest.fixture
def me() -> int:
    return next(people)


@pytest.fixture(autouse=True)
def every_request_is_valid(bot: Running) -> Any:
    yield
    assert bot.api.problems == []
    assert b"an update failed" not in bot.said, bot.said.decode()


@pytest.mark.skipif(load_spec() is None, reason="no test material beside the checkout")
async def test_requests_are_held_against_the_bot_api(bot: Running) -> None:
    assert load_spec() is not None


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.role != "admin"], ids=lambda c: c.name)
async def test_every_command_and_its_examples_are_answered(bot: Running, me: int, command: Any) -> None:
    for example in (f"/{command.name}", *command.text.examples):
        answer = await bot.ask(example, at=me)
        assert answer.method in SHOWING
        assert "<pre>" not in answer.text


async def test_the_toll_is_the_answer_in_the_first_lines_without_a_preview(bot: Running, me: int) -> None:
    answer = await bot.ask("/toll", at=me)
    assert answer.text.split("\n")[1].startswith("<b>Killed</b>  145 · CentralAsia24, 9 May")
    assert answer["link_preview_options"] == {"is_disabled": True}
    assert answer["parse_mode"] == "HTML"
    assert "reply_parameters" not in answer.given


async def test_plain_text_is_a_question_and_every_language_is_answered_in_its_own(bot: Running, me: int) -> None:
    assert "145" in (await bot.ask("how many died?", at=me)).text
    assert "145" in (await bot.ask("сколько погибло?", at=me, lang="ru-RU")).text
    catalogues = Catalogues(ROOT / "config" / "locale")
    for code, lang in {"nb": "nb", "no": "nb", "ru": "ru", "tg": "tg", "de": "en", None: "en"}.items():
        heading = catalogues.words(lang).gettext("What you can type")
        assert (await bot.ask("/help", at=me, lang=code)).text.startswith(f"<b>{heading}</b>")


async def test_an_unknown_command_is_answered_with_the_nearest_one(bot: Running, me: int) -> None:
    answer = await bot.ask("/tol", at=me)
    assert "Did you mean /toll?" in answer.text
    assert "145" in (await bot.press(answer, "/toll", by=me)).text


async def test_deep_links_open_what_they_name(bot: Running, me: int) -> None:
    assert "Disagreement 1" in (await bot.ask("/start d1", at=me)).text
    assert "145" in (await bot.ask("/start q_killed", at=me)).text
    assert "There is no disagreement 99" in (await bot.ask("/start d99", at=me)).text


async def test_every_button_edits_its_message(bot: Running, me: int) -> None:
    seen: set[str] = set()
    todo = [await bot.ask(line, at=me) for line in ("/start", "/toll", "/timeline", "/disagreement 1", "/sources")]
    pressed = 0
    while todo and pressed < 60:
        on = todo.pop()
        for data in on.buttons.values():
            if data in seen:
                continue
            seen.add(data)
            pressed += 1
            answer = await bot.after(press(bot.api, data, on, bot.api.number_of(on), by=me + pressed), *SHOWING)
            below_picture = on.method in ("sendPhoto", "editMessageCaption")
            assert answer.method in (
                ("sendMessage", "editMessageCaption") if below_picture else ("editMessageText", "sendPhoto")
            )
            todo.append(answer)
    assert pressed > 20
    assert not any("text" in call.given for call in bot.api.of("answerCallbackQuery"))


async def test_the_pages_of_a_list_turn_in_place(bot: Running, me: int) -> None:
    first = await bot.ask("/timeline", at=me)
    second = await bot.press(first, "More", by=me)
    assert (second.method, bot.api.number_of(second)) == ("editMessageText", bot.api.number_of(first))
    back = await bot.press(second, "Back", by=me)
    assert back.text == first.text


async def test_the_chart_is_a_picture_with_a_caption(bot: Running, me: int) -> None:
    toll = await bot.ask("/toll", at=me)
    chart = await bot.press(toll, "Chart", by=me)
    assert chart.method == "sendPhoto"
    assert chart.files["photo"].startswith(b"\x89PNG")
    assert "Killed: 139 (26 Mar, ABC Nyheter) → 144" in chart.text
    assert (await bot.press(chart, "In figures", by=me)).method == "sendMessage"


async def test_a_caption_that_is_too_long_turns_below_its_picture(bot: Running, me: int) -> None:
    picture = await bot.ask("/timeline chart", at=me)
    assert picture.method == "sendPhoto"
    second = await bot.press(picture, "2/2 ▸", by=me)
    assert (second.method, bot.api.number_of(second)) == ("editMessageCaption", bot.api.number_of(picture))
    assert second.text != picture.text
    assert (await bot.press(second, "◂ 1/2", by=me)).text == picture.text


@pytest.mark.parametrize("data", ["", "x", "l.en.=/toll", "AAAAAAAAl.en.=/toll", "ж" * 32, "AAAAAAAA"])
async def test_a_button_that_is_none_of_ours_is_answered_with_a_sentence(bot: Running, me: int, data: str) -> None:
    on = await bot.ask("/about", at=me)
    update = press(bot.api, data, on, bot.api.number_of(on), by=me)
    answer = await bot.after(update, "answerCallbackQuery")
    assert answer["text"] == "This button is too old. Ask again, or type /help"
    assert answer["show_alert"] == "true"


async def test_a_button_on_a_message_that_is_out_of_reach_is_answered_below(bot: Running, me: int) -> None:
    on = await bot.ask("/toll", at=me)
    update = press(bot.api, on.buttons["Timeline"], on, bot.api.number_of(on), by=me)
    update["callback_query"]["message"] = {"message_id": 1, "date": 0, "chat": chat(me)}
    bot.api.fail("editMessageText", Fault(400, "Bad Request: message can't be edited"))
    await bot.after(update, "editMessageText")
    await bot.api.until(lambda: bot.api.of()[-1].method == "sendMessage")


async def test_inline_answers_are_articles(bot: Running, me: int) -> None:
    offered = (await bot.inline("", by=me))["results"]
    assert len(offered) == 4
    (article,) = (await bot.inline("toll killed", by=me))["results"]
    assert article["title"].startswith("Killed")
    assert "145" in article["input_message_content"]["message_text"]
    (asked,) = (await bot.inline("how many died", by=me))["results"]
    assert "145" in asked["title"]
    assert (await bot.inline("export claims", by=me)).given["results"] == "[]"


async def test_a_button_below_an_inline_message_edits_it(bot: Running, me: int) -> None:
    (article,) = (await bot.inline("toll", by=me))["results"]
    data = {one["text"]: one["callback_data"] for row in article["reply_markup"]["inline_keyboard"] for one in row}
    pressed = {"id": "1", "from": user(me), "chat_instance": "1", "inline_message_id": "inline-7"}
    picture = await bot.after({"callback_query": pressed | {"data": data["Chart"]}}, "answerCallbackQuery")
    assert picture["text"] == "Open a chat with me for pictures and files."
    pressed["data"] = data["Quotes"]
    answer = await bot.after({"callback_query": pressed}, "editMessageText")
    assert answer["inline_message_id"] == "inline-7"


async def test_in_groups_only_commands_and_mentions_are_answered(bot: Running, me: int) -> None:
    for text in ("how many died?", "/toll@another_bot", "/weather", "@another_bot /toll", "hello"):
        await bot.quiet(message(bot.api, text, at=GROUP, by=me))
    question = message(bot.api, f"@{BOT['username']} how many died?", at=GROUP, by=me)
    answer = await bot.after(question)
    assert "145" in answer.text
    assert answer["reply_parameters"]["message_id"] == question["message"]["message_id"]
    for text in ("/toll", f"/toll@{BOT['username']}", f"/tol@{BOT['username']}", f"@{BOT['username']}"):
        assert (await bot.ask(text, at=GROUP, by=me))["chat_id"] == str(GROUP)


async def test_a_topic_is_kept(bot: Running, me: int) -> None:
    asked = message(bot.api, "/toll", at=GROUP, by=me, message_thread_id=17, is_topic_message=True)
    answer = await bot.after(asked)
    assert answer["message_thread_id"] == "17"
    bot.api.fail("sendMessage", Fault(400, "Bad Request: message thread not found"))
    await bot.after(asked | {"message": asked["message"] | {"message_id": 5}})
    await bot.api.until(lambda: "message_thread_id" not in bot.api.of("sendMessage")[-1].given)


async def test_a_group_that_becomes_a_supergroup_is_followed(bot: Running, me: int) -> None:
    old, new = -555, -100555
    refusal = Fault(400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": new})
    bot.api.fail("sendMessage", refusal)
    await bot.ask("/toll", at=old, by=me)
    await bot.api.until(lambda: bot.api.of("sendMessage")[-1]["chat_id"] == str(new))
    await bot.api.push(message(bot.api, at=-556, by=me, migrate_to_chat_id=-100556))
    assert (await bot.ask("/toll", at=-556, by=me))["chat_id"] == "-100556"


async def test_what_is_no_text_is_answered_in_private_only(bot: Running, me: int) -> None:
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1, "is_animated": False,
               "is_video": False}  # fmt: skip
    assert "I read text only" in (await bot.after(message(bot.api, at=me, sticker=sticker))).text
    await bot.quiet(message(bot.api, at=GROUP, by=me, sticker=sticker))
    await bot.quiet(message(bot.api, at=me, group_chat_created=True))


async def test_an_update_that_comes_twice_is_answered_once(bot: Running, me: int) -> None:
    update = message(bot.api, "/toll", at=me)
    number = await bot.api.push(update)
    await bot.api.until(lambda: any(call.given.get("chat_id") == str(me) for call in bot.api.of()))
    before = len(bot.api.of())
    await bot.api.push(update, update_id=number)
    await bot.ask("/about", at=me + 5000)
    assert len(bot.api.of()) == before + 1


async def test_the_messages_of_a_chat_are_answered_in_their_order(bot: Running, me: int) -> None:
    lines = ["/toll chart", "/about", "/toll", "/help", "/latest"]
    before = len(bot.api.of())
    for line in lines:
        await bot.api.push(message(bot.api, line, at=me))
    await bot.api.until(lambda: len(bot.api.of()) == before + len(lines))
    alone = [(await bot.ask(line, at=next(people))).text for line in lines]
    assert [call.text for call in bot.api.of()[before : before + len(lines)]] == alone


async def test_too_much_at_once_is_told_once_in_a_friendly_sentence(bot: Running, me: int) -> None:
    before = len(bot.api.of())
    for _ in range(8):
        await bot.api.push(message(bot.api, "/export claims", at=me))
    await bot.api.push(message(bot.api, "/about", at=me))
    answers = await bot.api.until(lambda: len(found := bot.api.of()[before:]) == 7 and found)
    assert [call.method for call in answers].count("sendDocument") == 5
    (told,) = [call.text for call in answers if "at once" in call.text]
    assert told.startswith("That was a lot at once. Try again in ")


async def test_other_bots_and_what_went_through_this_one_are_not_answered(bot: Running, me: int) -> None:
    other = message(bot.api, "/toll", at=me)
    other["message"]["from"] |= {"is_bot": True}
    await bot.quiet(other)
    await bot.quiet(message(bot.api, "/toll", at=me, via_bot=BOT))


@pytest.mark.skipif(not MATERIAL.exists(), reason="no test material beside the checkout")
async def test_updates_of_every_kind_are_survived(bot: Running) -> None:
    updates = json.loads((MATERIAL / "telegram" / "aiogram_updates.json").read_text(encoding="utf-8"))
    assert len(updates) == 32
    for update in updates:
        content = {name: value for name, value in update["json"].items() if name != "update_id"}
        await bot.api.push(content)
    await bot.api.push(message(bot.api, "/toll", at=USER + 77))
    await bot.api.until(lambda: any(call.given.get("chat_id") == str(USER + 77) for call in bot.api.of("sendMessage")))
    assert {call.method for call in bot.api.of()} <= {*SHOWING, "answerCallbackQuery", "answerInlineQuery"}


@pytest.mark.skipif(not MATERIAL.exists(), reason="no test material beside the checkout")
async def test_naughty_strings_are_answered_as_questions_and_arguments(bot: Running) -> None:
    naughty = json.loads((MATERIAL / "hostile" / "blns" / "blns.json").read_text(encoding="utf-8"))
    strings = [text for text in naughty if text.strip()]
    forms = ("{}", "/claims {}", "/source {}", "/{}", "/timeline {}")
    for number, text in enumerate(strings):
        line = forms[number % len(forms)].format(text) if number % 2 else text
        await bot.api.push(message(bot.api, line, at=200_000 + number))
    waiting = {str(200_000 + number) for number in range(len(strings))}
    await bot.api.until(lambda: waiting <= {call.given.get("chat_id") for call in bot.api.of("sendMessage")}, 60)


@pytest.mark.skipif(not MATERIAL.exists(), reason="no test material beside the checkout")
async def test_naughty_strings_are_offered_for_reading_and_typed_inline(bot: Running) -> None:
    naughty = json.loads((MATERIAL / "hostile" / "blns" / "blns.json").read_text(encoding="utf-8"))
    strings = [text for text in naughty if text.strip()]
    offers, inline_answers = len(bot.api.of("sendMessage")), len(bot.api.of("answerInlineQuery"))
    for number, (forwarded, typed) in enumerate(zip_longest(strings[::2], strings[1::2], fillvalue=strings[0])):
        channel = {"id": -1001, "type": "channel", "title": typed}
        origin = {"type": "channel", "chat": channel, "message_id": 5, "date": 1715500800}
        await bot.api.push(message(bot.api, forwarded, at=OWNER, forward_origin=origin))
        await bot.api.push(inline(bot.api, typed, by=300_000 + number))
    halves = (len(strings) + 1) // 2
    await bot.api.until(lambda: len(bot.api.of("sendMessage")) >= offers + halves, 120)
    await bot.api.until(lambda: len(bot.api.of("answerInlineQuery")) >= inline_answers + halves, 120)


async def test_menus_are_set_in_every_language_and_for_owners(bot: Running) -> None:
    menus = await bot.api.until(lambda: len(found := bot.api.of("setMyCommands")) >= 12 and found)
    assert {call.given.get("language_code", "") for call in menus} == {"", "ru", "nb", "no", "nn", "tg"}
    assert {call["scope"]["chat_id"] for call in menus if "scope" in call.given} == {OWNER}
    names = [one["command"] for one in menus[0]["commands"]]
    assert names[:3] == ["toll", "timeline", "ask"]


async def test_nothing_secret_and_nothing_typed_is_in_the_log(bot: Running, me: int) -> None:
    secret = "Xylophonzebra"
    await bot.ask(f"/claims {secret}", at=me)
    await bot.ask(f"who is {secret}?", at=me)
    await bot.inline(secret, by=me)
    assert bot.api.token.encode() not in bot.said
    assert b"fAkE" not in bot.said
    assert secret.encode() not in bot.said
    assert b"Ann" not in bot.said
