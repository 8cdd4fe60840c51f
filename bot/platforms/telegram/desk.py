"""What Telegram needs from the rest of the bot, as small protocols."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.alerts import Here
from bot.domain.drafts import Draft
from bot.domain.people import Asker, Person, Role
from bot.domain.reply import Reply


class Words(Protocol):
    """The bot's own words in one language."""

    lang: str

    def gettext(self, message: str) -> str:
        """The message in this language."""
        ...

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form that fits a number."""
        ...

    def long_day(self, day: date) -> str:
        """A day in full."""
        ...


class Desk(Protocol):
    """Answers what comes in from a platform. Raises nothing that a user can cause."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages of the bot's own words, the default first."""
        ...

    async def respond(self, line: str, lang: str, asker: Asker, here: Here | None = None) -> Reply:
        """The reply to a command or a question, as far as the asker may ask it, in the language that was chosen for the chat."""
        ...

    def is_setting(self, line: str) -> bool:
        """Whether a line is about the settings of a chat, which in a group are its administrators' business."""
        ...

    async def offer(self, draft: Draft, lang: str, asker: Asker) -> Reply:
        """What a text claims and contradicts, with the choice to keep it."""
        ...

    def language(self, code: str | None) -> str:
        """The language to answer a user in whose client speaks this one (an IETF tag)."""
        ...

    async def role(self, asker: Asker) -> Role | None:
        """What somebody may do, None where the bot does not serve them there."""
        ...

    async def staff(self) -> Mapping[Person, Role]:
        """This platform's owners and administrators. Raises StoreError."""
        ...

    def on_role_change(self, listener: Callable[[Person, Role], None]) -> None:
        """Hear of it when somebody's role changes."""
        ...

    def knows(self, line: str, role: Role) -> bool:
        """Whether a line begins with a command that somebody in this role may use."""
        ...

    def is_costly(self, line: str) -> bool:
        """Whether a line asks for much work: a picture, a file."""
        ...

    def menu(self, lang: str, role: Role) -> Sequence[tuple[str, str]]:
        """The commands for the menu: names and what they do."""
        ...

    def words(self, lang: str) -> Words:
        """The words of a language."""
        ...

    def now(self) -> datetime:
        """The present moment in UTC."""
        ...


class Attendance(Protocol):
    """Keeps track of which chats can be reached, by their ids here. Raises StoreError."""

    async def returned(self, chat: str) -> None:
        """A chat shows itself."""
        ...

    async def left(self, chat: str, why: str) -> None:
        """A chat cannot be reached any more."""
        ...

    async def moved(self, old: str, new: str) -> None:
        """A chat has another id now."""
        ...

    async def told(self, chat: str, message_id: str) -> Reply | None:
        """What an alert that was sent says now; None where no alert is known by this number."""
        ...
