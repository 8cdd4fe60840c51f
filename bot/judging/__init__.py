"""A claim against the stored positions. Pure: it takes what is stored and what came in, and returns what that changes."""

from bot.judging.verdict import fold, judge
from bot.judging.withdrawal import withdraw

__all__ = ["fold", "judge", "withdraw"]
