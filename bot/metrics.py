"""The bot's numbers in the format of Prometheus, on a registry of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.domain.alerts import DeliveryState
from bot.domain.claims import Item
from bot.domain.vitals import Vitals
from bot.reading.reader import Reader
from bot.reading.result import Reading

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """Counts what happens; what is, it is told with every page."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self.reading = Histogram(
            "counterclaim_reading_seconds", "Time to read one text.", buckets=SECONDS, registry=registry
        )
        self.claims = Counter("counterclaim_claims_read", "Claims found in texts that came in.", registry=registry)
        self._items = Gauge("counterclaim_items", "Texts in the corpus.", registry=registry)
        self._disagreements = Gauge("counterclaim_disagreements", "Disagreements.", ["status"], registry=registry)
        self._feeds = Gauge("counterclaim_feeds", "Watched feeds.", ["state"], registry=registry)
        self._deliveries = Gauge(
            "counterclaim_deliveries", "Messages by what became of them.", ["state"], registry=registry
        )
        self._waiting = Gauge("counterclaim_alerts_waiting", "Alerts not yet dispatched.", registry=registry)
        self._age = Gauge(
            "counterclaim_queue_age_seconds", "How long the oldest thing waits to go out.", registry=registry
        )

    def page(self, vitals: Vitals, now: datetime) -> bytes:
        """The page that a scrape gets."""
        self._items.set(vitals.items)
        _by_state(self._disagreements, vitals.disagreements, ("open",))
        _by_state(self._feeds, vitals.feeds, ())
        _by_state(self._deliveries, vitals.deliveries, tuple(state.value for state in DeliveryState))
        self._waiting.set(vitals.waiting)
        self._age.set(vitals.waited(now).total_seconds())
        return generate_latest(self._registry)


class TimedReader:
    """A reader whose time is measured."""

    def __init__(self, reader: Reader, metrics: Metrics, clock: Callable[[], float] = time.perf_counter) -> None:
        self._reader = reader
        self._metrics = metrics
        self._clock = clock

    def read(self, item: Item) -> Reading:
        """See ItemReader."""
        began = self._clock()
        reading = self._reader.read(item)
        self._metrics.reading.observe(self._clock() - began)
        self._metrics.claims.inc(len(reading.claims))
        return reading


def _by_state(gauge: Gauge, counts: Mapping[str, int], always: Collection[str]) -> None:
    gauge.clear()
    for state in {*always, *counts}:
        gauge.labels(state).set(counts.get(state, 0))
