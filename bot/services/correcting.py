"""Corrections that were made, and the way back from one: the claim is then what today's reader reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.answering import review as draw
from bot.domain.claims import Claim, Item
from bot.domain.errors import UserError
from bot.domain.office import Action, Correction, Deed
from bot.domain.people import Person
from bot.domain.positions import QuestionState
from bot.domain.questions import Story
from bot.domain.reply import Reply
from bot.domain.stored import StoredItem
from bot.ports import Clock, OfficeShelf, Store, Transaction
from bot.reading.result import Reading
from bot.services.ingest import ledger_of
from bot.services.ledger import ItemReader
from bot.services.lens import Lens, look
from bot.services.record import record
from bot.services.rulings import CORRECTED, meant, summary
from bot.services.turns import in_turn


class TakingBack:
    """The use case. `reader` is called when the first text is to be read. All methods raise StoreError."""

    def __init__(self, store: Store, story: Story, clock: Clock, reader: Callable[[], ItemReader]) -> None:
        self._store = store
        self._story = story
        self._clock = clock
        self._reader = reader

    async def list(self, lens: Lens) -> Reply:
        """The corrections that are in force, the latest first."""
        async with self._store.read() as snapshot:
            view = await look(snapshot, self._story, lens)
            known = await snapshot.office.corrections()
        return draw.corrections(view, lens.words, list(reversed(known)))

    async def take_back(self, lens: Lens, who: Person, name: str) -> str:
        """Let a correction be none; a sentence says whose. Raises UserError where there is none of this name."""
        while True:
            async with self._store.read() as snapshot:
                correction = await _named(snapshot.office, lens, name)
                stored = await snapshot.item(correction.claim.item)
            read: tuple[Claim, ...] = ()
            if stored is not None and not stored.withdrawn:
                read = (await in_turn(self._read, stored.item)).claims
            async with self._store.write() as transaction:
                if await _named(transaction.office, lens, name) == correction and stored == await transaction.item(
                    correction.claim.item
                ):
                    await self._undo(transaction, who, correction, stored, read)
                    break
        message = lens.words.gettext("The correction of “{quote}” is taken back: the claim is what I read in it.")
        return message.format(quote=correction.claim.quote)

    def _read(self, item: Item) -> Reading:
        """In the reading thread, which also loads what the reader needs."""
        return self._reader().read(item)

    async def _undo(
        self,
        transaction: Transaction,
        who: Person,
        correction: Correction,
        stored: StoredItem | None,
        read: tuple[Claim, ...],
    ) -> None:
        now, key = self._clock.now(), correction.claim
        await transaction.office.drop_correction(key)
        ledger = await ledger_of(transaction, self._story.questions)
        if stored is not None and not stored.withdrawn:
            before: Mapping[str, QuestionState] = dict(ledger.states)
            again = [read[place] for place in meant(correction, read)]
            kept = [claim for claim in ledger.claims_of(key.item) if not _made_by(correction, claim)]
            wanted = [
                *kept,
                *(claim for claim in again if claim not in kept and claim.question in self._story.questions),
            ]
            effects = ledger.put_right(key.item, sorted(wanted, key=lambda claim: claim.start))
            await transaction.save_states(effects.states, now)
            await transaction.add_alerts(effects.alerts, effects.updates, now)
            await record(transaction, before, effects.states, now, f"correction of {key.item} taken back")
        detail = {"is": summary(key.question, key.value, key.party)}
        if correction.becomes is not None:
            detail["was"] = summary(correction.becomes.question, correction.becomes.value, correction.becomes.party)
        await transaction.office.note(Deed(now, str(who), Action.CORRECTION_UNDONE, key.item, detail))


async def _named(office: OfficeShelf, lens: Lens, name: str) -> Correction:
    found = next((one for one in await office.corrections() if one.claim.name == name.strip().lower()), None)
    if found is None:
        message = lens.words.gettext("There is no correction {name}. /review corrections lists them.")
        raise UserError(message.format(name=name))
    return found


def _made_by(correction: Correction, claim: Claim) -> bool:
    """Whether a claim is what a correction made of one."""
    to = correction.becomes
    return (
        to is not None
        and (to.question, to.value, to.party) == (claim.question, claim.value, claim.party)
        and claim.quote == correction.claim.quote
        and any(reason.code == CORRECTED for reason in claim.reasons)
    )
