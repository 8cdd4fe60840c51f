"""What the services need from outside, as small protocols. Fakes in tests/ and adapters in store/ and platforms/ fulfil them."""

from __future__ import annotations

from bot.ports.corpus import Clock, HistoryBook, HistoryShelf, Safe, SeedSource, Snapshot, Store, Transaction
from bot.ports.feeds import AdminNotices, FeedBook, Feeds, FeedShelf, Pages
from bot.ports.mail import Mailbox, Mailroom, Messenger, Queue
from bot.ports.office import OfficeBook, OfficeShelf

__all__ = [
    "AdminNotices",
    "Clock",
    "FeedBook",
    "FeedShelf",
    "Feeds",
    "HistoryBook",
    "HistoryShelf",
    "Mailbox",
    "Mailroom",
    "Messenger",
    "OfficeBook",
    "OfficeShelf",
    "Pages",
    "Queue",
    "Safe",
    "SeedSource",
    "Snapshot",
    "Store",
    "Transaction",
]
