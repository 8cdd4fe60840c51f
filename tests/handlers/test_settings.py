"""What a chat is told, and when: the commands that say so, and what is typed wrongly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import time

import pytest

from bot.domain.alerts import (
    USUAL_KINDS,
    AlertKind,
    Asked,
    ChatAddress,
    DeliveryState,
    Digest,
    DigestEvery,
    Here,
    NoticeKind,
    QuietHours,
    Scope,
    Severity,
)
from bot.services import Services, make_services
from handlers.dispatch import dispatch
from tests.fakes.corpus import told
from tests.fakes.drawn import drawn
from tests.fakes.newsroom import CATALOGUES, STORY, Newsroom
from tests.fakes.tools import tools
from tests.services.test_dispatch import ALPHA, BRAVO, toll

HERE = Here(ChatAddress("telegram", "1"))
Say = Callable[[str], Awaitable[list[str]]]


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture
def services(room: Newsroom) -> Services:
    return make_services(room.store, STORY, room.clock, CATALOGUES, tools())


@pytest.fixture
def say(services: Services) -> Say:
    async def said(line: str) -> list[str]:
        return drawn(await dispatch(line, services, here=HERE))

    return said


async def asked(room: Newsroom) -> Asked:
    async with room.store.read() as snapshot:
        [one] = await snapshot.mail.asked()
    return one


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["/subscribe"], {(Scope.ALL, ""): USUAL_KINDS}),
        (["/subscribe everything"], {(Scope.ALL, ""): frozenset(AlertKind)}),
        (["/subscribe", "/subscribe updates"], {(Scope.ALL, ""): frozenset(AlertKind)}),
        (["/subscribe conflicts, disputes"], {(Scope.ALL, ""): {AlertKind.CONFLICT, AlertKind.DISPUTE}}),
        (["/subscribe silent changes"], {(Scope.ALL, ""): {AlertKind.SILENT_CHANGE}}),
        (
            ["/subscribe casualties and Killed reversals"],
            {(Scope.TOPIC, "casualties"): {AlertKind.REVERSAL}, (Scope.QUESTION, "killed"): {AlertKind.REVERSAL}},
        ),
        (["/subscribe Afghanistan International"], {(Scope.OUTLET, "Afghanistan International"): USUAL_KINDS}),
        (["/subscribe Пострадавшие спор"], {(Scope.TOPIC, "casualties"): {AlertKind.DISPUTE}}),
        (["/subscribe casualties", "/unsubscribe casualties"], {}),
        (["/subscribe", "/unsubscribe disputes"], {(Scope.ALL, ""): USUAL_KINDS - {AlertKind.DISPUTE}}),
        (["/subscribe", "/subscribe killed", "/unsubscribe killed"], {(Scope.ALL, ""): USUAL_KINDS}),
        (["/subscribe", "/subscribe killed", "/unsubscribe"], {}),
    ],
)
async def test_what_is_named_is_subscribed_to(
    room: Newsroom, say: Say, lines: list[str], wanted: dict[tuple[Scope, str], object]
) -> None:
    for line in lines:
        await say(line)
    assert {(one.scope, one.target): one.kinds for one in (await asked(room)).subscriptions} == wanted


async def test_a_severity_is_kept_until_another_is_named(room: Newsroom, say: Say) -> None:
    lines = await say("/subscribe killed high")
    assert "  killed: everything but updates, severity high or more" in lines
    await say("/subscribe killed updates")
    assert (await asked(room)).subscriptions[0].least is Severity.HIGH
    await say("/subscribe killed low")
    assert (await asked(room)).subscriptions[0].least is Severity.LOW


@pytest.mark.parametrize(
    ("line", "digest"),
    [
        ("/digest daily", Digest(DigestEvery.DAY, time(8))),
        ("/digest Daily 7", Digest(DigestEvery.DAY, time(7))),
        ("/digest weekly", Digest(DigestEvery.WEEK, time(8), 0)),
        ("/digest weekly fri 18.30", Digest(DigestEvery.WEEK, time(18, 30), 4)),
        ("/digest ukentlig søndag", Digest(DigestEvery.WEEK, time(8), 6)),
        ("/digest off", None),
    ],
)
async def test_digests(room: Newsroom, say: Say, line: str, digest: Digest | None) -> None:
    await say("/subscribe")
    await say(line)
    assert (await asked(room)).chat.digest == digest


@pytest.mark.parametrize(
    ("line", "quiet", "zone"),
    [
        ("/quiet 23:00-07:00", QuietHours(time(23), time(7)), "UTC"),
        ("/quiet 23-7 Asia/Dushanbe", QuietHours(time(23), time(7)), "Asia/Dushanbe"),
        ("/quiet 22.30 – 6 oslo", QuietHours(time(22, 30), time(6)), "Europe/Oslo"),
        ("/quiet 1:00 to 2:00 UTC+5", QuietHours(time(1), time(2)), "Etc/GMT-5"),
        ("/quiet new york", None, "America/New_York"),
        ("/quiet off", None, "UTC"),
    ],
)
async def test_quiet_hours(room: Newsroom, say: Say, line: str, quiet: QuietHours | None, zone: str) -> None:
    await say("/subscribe")
    await say(line)
    chat = (await asked(room)).chat
    assert (chat.quiet, chat.zone) == (quiet, zone)


@pytest.mark.parametrize(
    ("typed", "shown"), [("UTC+5", "UTC+5"), ("utc-2", "UTC-2"), ("UTC+0", "UTC"), ("dushanbe", "Asia/Dushanbe")]
)
async def test_a_time_zone_is_shown_as_people_type_it(say: Say, typed: str, shown: str) -> None:
    await say("/subscribe")
    assert f"Time zone: {shown}" in "\n".join(await say(f"/quiet {typed}")).splitlines()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "/subscribe casualtes",
            "“casualtes” is no topic, question, outlet or kind of alert. Did you mean /subscribe casualties?",
        ),
        (
            "/subscribe xyzzy",
            "“xyzzy” is no topic, question, outlet or kind of alert. Try /subscribe casualties conflicts",
        ),
        (
            "/unsubscribe confict",
            "“confict” is no topic, question, outlet or kind of alert. Did you mean /unsubscribe conflict?",
        ),
        ("/digest dayly", "“dayly” is no digest. Try /digest daily 08:00, or /digest off"),
        ("/digest weekley", "“weekley” is no digest. Try /digest weekly monday 08:00, or /digest off"),
        ("/digest daily noon", "“noon” is no time of the day. Try /digest daily 08:00"),
        ("/digest weekly 25:00", "“25:00” is no time of the day. Try /digest weekly monday 08:00"),
        ("/quiet 23:00-24:00", "“24:00” is no time of the day. Try /quiet 23:00-07:00 Asia/Dushanbe"),
        ("/quiet 7-7", "Quiet hours begin and end at different times. Try /quiet 23:00-07:00 Asia/Dushanbe"),
        ("/quiet 23-7 Olso", "“Olso” is no time zone I know. Did you mean Europe/Oslo?"),
        ("/quiet xyzzy", "“xyzzy” is no time zone I know. Try a city such as Asia/Dushanbe, or UTC+5"),
        ("/mute kiled", "“kiled” is no question I know. Try killed, or /claims for all of them."),
        ("/mute killed 0", "“0” is no number of days. Try /mute killed 7, or /mute killed for good"),
        ("/mute d99", "There is no disagreement 99. /disagreements lists them."),
        (
            "/language klingon",
            "I do not speak “klingon”. Try /language en; I speak English, Norwegian, Russian and Tajik.",
        ),
    ],
)
async def test_what_is_wrong_is_told_with_what_to_type(say: Say, line: str, sentence: str) -> None:
    assert (await say(line))[0] == sentence


async def test_a_mute_lasts_for_days_or_for_good_and_can_be_ended(room: Newsroom, say: Say) -> None:
    await say("/subscribe")
    await room.take(ALPHA)
    assert (await say("/mute killed for 7 days"))[0] == "Muted: killed, until 20 May 2024"
    await room.take(BRAVO)
    assert await room.deliver() == []
    await room.pass_time(days=7)
    await room.take(toll("c", 20, "Charlie", 130))
    assert len(await room.deliver()) == 1
    assert (await say("/mute d1"))[0] == "Muted: disagreement 1, for good"
    assert (await say("/mute"))[:2] == ["Muted: ", "  disagreement 1, for good"]
    assert (await say("/mute d1 off"))[:2] == ["Changed.", "Nothing is muted. Try /mute killed 7 or /mute d1"]
    assert (await say("/mute d1 off"))[0] == "It was not muted."


async def test_a_language_holds_from_then_on(services: Services, say: Say) -> None:
    assert (await say("/language норвежский"))[0] == "Fra nå av snakker jeg norsk her."
    assert await services.chats.language_of(HERE.address) == "nb"
    assert await services.chats.language_of(ChatAddress("telegram", "2")) == ""


async def test_only_what_is_kept_is_told_and_all_of_it_is_forgotten(room: Newsroom, say: Say) -> None:
    assert (await say("/privacy"))[-1] == "Of this chat nothing is kept now."
    assert (await say("/forget"))[0] == "Nothing was kept about this chat."
    await say("/subscribe")
    await room.take(ALPHA)
    await room.take(BRAVO)
    await room.deliver()
    lines = await say("/privacy")
    assert "  Id: telegram 1" in lines
    assert "  Messages sent or waiting: 1" in lines
    assert (await say("/forget"))[0] == "All that was kept about this chat is deleted. It gets no more alerts."
    async with room.store.read() as snapshot:
        assert (await snapshot.mail.asked(), await snapshot.mail.deliveries()) == ([], [])
    assert (await say("/privacy"))[-1] == "Of this chat nothing is kept now."


async def test_in_a_group_only_administrators_change_what_all_may_see(services: Services) -> None:
    member = replace(HERE, manages=False)
    for line in ("/subscribe", "/unsubscribe", "/digest off", "/quiet off", "/mute killed", "/language nb", "/forget"):
        reply = await dispatch(line, services, here=member)
        assert drawn(reply) == ["Only an administrator of this chat can change its alerts."]
    for line in ("/subscriptions", "/digest", "/quiet", "/mute", "/language", "/privacy"):
        assert (await dispatch(line, services, here=member)).ok


async def test_alerts_belong_to_a_chat(services: Services) -> None:
    assert drawn(await dispatch("/subscribe", services)) == [
        "Alerts belong to a chat. Open a chat with me and try again."
    ]


async def test_buttons_of_a_channel_name_it(services: Services) -> None:
    channel = replace(HERE, name="@example_news")
    lines = drawn(await dispatch("/subscribe", services, here=channel))
    assert "[No more alerts: /unsubscribe @example_news]" in lines[-1]


async def test_what_waits_is_due_as_the_settings_now_say(room: Newsroom, say: Say) -> None:
    await say("/subscribe")
    await say("/digest daily 08:00")
    await room.take(ALPHA)
    await room.take(BRAVO)
    await say("/digest daily 13:00")
    await room.pass_time(minutes=59)
    assert await room.deliver() == []
    await say("/digest off")
    assert len(await room.deliver()) == 1
    await room.take(told("b", 12, "Bravo"), version=2)
    await say("/quiet 12:00-14:00")
    assert NoticeKind.CORRECTION not in room.kinds()
    await room.deliver()
    assert NoticeKind.CORRECTION not in room.kinds()
    await say("/quiet off")
    [waiting] = [one for one in await room.queued() if one.notice.kind is NoticeKind.CORRECTION]
    assert waiting.notice.due_at == room.clock.now()


async def test_who_unsubscribes_from_everything_gets_nothing_that_waited(room: Newsroom, say: Say) -> None:
    await say("/subscribe")
    await room.take(ALPHA)
    await room.take(BRAVO)
    await say("/unsubscribe")
    assert await room.deliver() == []
    async with room.store.read() as snapshot:
        assert [one.state for one in await snapshot.mail.deliveries()] == [DeliveryState.DROPPED]
