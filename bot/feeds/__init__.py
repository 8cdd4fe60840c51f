"""Feeds: fetched with care, parsed, and turned into articles."""
