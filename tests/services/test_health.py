"""How the bot is."""

from __future__ import annotations

from datetime import timedelta

from bot.services.health import LONGEST_WAIT, Health
from bot.services.lens import Lens
from bot.services.notices import Notices
from bot.services.words import Catalogues
from bot.store.memory import MemoryStore
from tests.fakes.clock import StoppedClock
from tests.fakes.corpus import ROOT
from tests.fakes.drawn import drawn
from tests.fakes.tools import MemorySafe
from tests.services.test_backups import Ears
from tests.store.material import a_claim, an_item, ingest, quarrel

CATALOGUES = Catalogues(ROOT / "config" / "locale")
LENS = Lens(CATALOGUES.words("en"))


async def with_an_alert(clock: StoppedClock) -> MemoryStore:
    """A store in which one alert has been waiting since now."""
    store = MemoryStore()
    state, alert = quarrel(a_claim("a", 145), a_claim("b", 143))
    async with store.write() as change:
        await ingest(change, an_item("a"))
        await ingest(change, an_item("b", "two"), [state])
        await change.add_alerts([alert], [], clock.now())
    return store


async def test_admins_hear_once_of_a_queue_that_stands_still() -> None:
    clock, ears, notices = StoppedClock(), Ears(), Notices(CATALOGUES)
    notices.open(ears)
    store = await with_an_alert(clock)
    health = Health(store, clock, MemorySafe(), notices)
    clock.moment += LONGEST_WAIT
    await health.look()
    assert ears.told == []
    assert drawn(await health.reply(LENS))[0] == "All is well"
    clock.moment += timedelta(minutes=1)
    for _ in range(3):
        await health.look()
    assert ears.told == [["Messages do not go out", "1 alerts wait, and the oldest thing in the queue for 11 min."]]
    assert drawn(await health.reply(LENS))[0] == "Not all is well"
    async with store.write() as change:
        await change.mail.dispatched([entry.id for entry in await change.mail.outbox(9)], clock.now())
    await health.look()
    assert drawn(await health.reply(LENS))[0] == "All is well"


async def test_the_numbers() -> None:
    clock = StoppedClock()
    health = Health(await with_an_alert(clock), clock, MemorySafe(), Notices(CATALOGUES))
    told = drawn(await health.stats(LENS))
    assert "Items | 2" in told
    assert "Alerts waiting | 1" in told
    assert "open | 1" in told
