"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # how long one example takes tells of the machine's other work
settings.load_profile("any machine")
