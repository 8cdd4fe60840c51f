"""When a feed is read next, and how it is: pure rules over what its polls came to."""

from bot.polling.after import after_poll
from bot.polling.health import BAD_AFTER, known_to_admins, recovered, turned_bad
from bot.polling.rhythm import Bounds, habit_of

__all__ = ["BAD_AFTER", "Bounds", "after_poll", "habit_of", "known_to_admins", "recovered", "turned_bad"]
