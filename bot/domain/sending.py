"""What becomes of a message that is handed to a platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.alerts import Chat, Delivery
from bot.domain.watched import Lease


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived, or the message that was edited shows it now; `message_id` is the platform's."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Later:
    """It surely did not arrive and may be tried again, not before `seconds` have passed."""

    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The line broke after it was sent: it may have arrived."""

    why: str


@dataclass(frozen=True, slots=True)
class Vanished:
    """The chat cannot be written to any more: it blocked the bot, threw it out, or is gone."""

    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform takes the chat but not this message, today or ever."""

    why: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The chat lives on under another id; nothing was sent."""

    chat: str


Outcome = Sent | Later | Unknown | Vanished | Refused | Migrated


MOST_ATTEMPTS = 6
"""How often a message may be begun. After each crash amid its sending it is, so that none is lost and each crash repeats one at most;
a message that so many crashes met is taken for their cause and let be."""

MOST_IN_DOUBT = 2
"""How often a message is sent while the line does not tell whether it arrived: once, and once again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that was leased: what is needed to decide when it goes. Its content is read when its sending begins.

    `edits`: it changes a message that is there already, of which nobody is woken.
    """

    id: int
    chat: Chat
    priority: int
    edits: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A delivery whose sending begins now.

    `repeat`: an earlier sending may have arrived. `parent` is the message that it edits or answers, None where there is none to be found.
    """

    delivery: Delivery
    repeat: bool
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Begin:
    """Mark a leased delivery as being sent; from here on a crash leaves it open whether it arrived."""

    id: int
    lease: Lease
    at: datetime


@dataclass(frozen=True, slots=True)
class Finish:
    """Record what became of a sending. `Later` and `Unknown` let it be sent again, an `Unknown` once.

    `outcome` None: there is nothing to tell any more. After `Vanished` the chat is suspended, after `Migrated` it has its new address;
    in both cases the message waits.
    """

    id: int
    owner: str
    at: datetime
    outcome: Outcome | None
    due_at: datetime | None = None


Step = Begin | Finish
