"""Telegram: receives updates, draws replies in its HTML, and delivers them."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's own spans of time instead of warnings about integers
