"""The documents of the feedparser project: all that plain feedparser finds is an article or refused with a reason."""

from __future__ import annotations

import pytest

from bot.domain.feeds import Document, Failed
from tests.quality.feeds import FOLDER, NOW, Totals, read_all, shown


@pytest.mark.skipif(not FOLDER.exists(), reason="the feed documents are not on this machine")
async def test_every_entry_is_an_article_or_refused() -> None:
    totals, expected = Totals(), 0
    async for known, read in read_all():
        count = len(read.articles) + len(read.refused) if isinstance(read, Document) else 0
        assert count == known["feedparser"]["entries"], known["path"]
        assert count or isinstance(read, Failed), known["path"]
        if isinstance(read, Document):
            assert all(each.published.tzinfo and each.published <= NOW and each.text for each in read.articles)
        totals.add(read)
        expected += known["feedparser"]["entries"]
    assert sum(totals.entries.values()) == expected == 1_217
    assert totals.table() == shown()
