"""The reader as it ships, for all tests of what it makes of a text."""

from __future__ import annotations

import pytest

from bot.reading.reader import Reader
from tests.fakes.shipped import rules


@pytest.fixture
def reader() -> Reader:
    """The rules, read once for all tests."""
    return rules()
