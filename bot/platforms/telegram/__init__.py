"""Telegram: receives updates, draws replies in its HTML, and delivers them."""
