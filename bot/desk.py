"""What platforms ask of the bot, fulfilled by the house."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.app import House
from bot.domain.drafts import Draft
from bot.domain.errors import BadItemError, CounterclaimError
from bot.domain.people import Asker, Person, Role
from bot.domain.reply import Reply, Text
from bot.domain.tongues import plain_code
from bot.services import Here, Words
from handlers import COMMANDS
from handlers.arguments import chart
from handlers.dispatch import sentence, split

COSTLY_COMMANDS = frozenset({"export"})

log = logging.getLogger(__name__)


class FrontDesk:
    """The house as a platform sees it; `platform` is what its users' ids are prefixed with among the owners."""

    def __init__(self, house: House, platform: str) -> None:
        self._present = house.present
        self._platform = platform

    @property
    def _house(self) -> House:
        return self._present.house

    @property
    def languages(self) -> Sequence[str]:
        """See Desk."""
        return self._house.base.catalogues.languages

    async def respond(self, line: str, lang: str, asker: Asker, here: Here | None = None) -> Reply:
        """See Desk."""
        return await self._house.respond(line, lang, asker, here=here)

    def is_setting(self, line: str) -> bool:
        """See Desk."""
        command = COMMANDS.find(split(line)[0]) if line.startswith("/") else None
        return command is not None and command.setting

    async def offer(self, draft: Draft, lang: str, asker: Asker) -> Reply:
        """See Desk."""
        lens = self._house.lens(lang)
        try:
            return await self._house.services.submit.offer(lens, asker.person, draft)
        except CounterclaimError as error:
            if not isinstance(error, BadItemError):
                log.warning("a text could not be taken: %s (%s)", error, error.id)
            return Reply((Text(sentence(lens.words, error), "warning"),), ok=False, lang=lang)

    def language(self, code: str | None) -> str:
        """See Desk."""
        known = plain_code(code or "")
        return known if known in self.languages else self.languages[0]

    async def role(self, asker: Asker) -> Role | None:
        """See Desk."""
        role = await self._house.access.role(asker.person)
        return role if self._house.access.lets_in(asker, role) else None

    async def staff(self) -> Mapping[Person, Role]:
        """See Desk."""
        known = {admin.person: Role.ADMIN for admin in await self._house.access.admins()}
        known |= dict.fromkeys(self._house.access.owners, Role.OWNER)
        return {person: role for person, role in known.items() if person.platform == self._platform}

    def on_role_change(self, listener: Callable[[Person, Role], None]) -> None:
        """See Desk."""
        self._house.access.listen(listener)

    def knows(self, line: str, role: Role) -> bool:
        """See Desk."""
        return line.startswith("/") and COMMANDS.for_role(role).find(split(line)[0]) is not None

    def is_costly(self, line: str) -> bool:
        """See Desk."""
        name, text = split(line)
        return name in COSTLY_COMMANDS or chart(text)[1]

    def menu(self, lang: str, role: Role) -> Sequence[tuple[str, str]]:
        """See Desk."""
        words = self.words(lang)
        return [(text.name, words.gettext(text.summary)) for text in COMMANDS.for_role(role).texts()]

    def words(self, lang: str) -> Words:
        """See Desk."""
        return self._house.base.catalogues.words(lang)

    def now(self) -> datetime:
        """See Desk."""
        return self._house.base.clock.now()
