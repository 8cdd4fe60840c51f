"""Counterclaim: a bot that watches the news of one story and reports contradictions."""
