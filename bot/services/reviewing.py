"""Decide on disagreements, and put claims right. What is decided is stored, applied at once, and applied again to every new reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.answering import review as draw
from bot.answering.view import View
from bot.answering.wording import label_inside, party_name, value_text
from bot.answering.words import Words
from bot.domain.claims import Claim, Party, Value
from bot.domain.errors import UserError
from bot.domain.office import Action, Amended, ClaimKey, Correction, Deed, Dismissal, Review, Verdict
from bot.domain.people import Person
from bot.domain.positions import DisagreementStatus, QuestionState
from bot.domain.questions import Question, Story
from bot.domain.reply import Reply
from bot.domain.stored import NumberedDisagreement
from bot.judging.settling import settle
from bot.ports import Clock, Snapshot, Store, Transaction
from bot.services.ingest import ledger_of
from bot.services.lens import Lens, look
from bot.services.record import record
from bot.services.rulings import amended, fits, summary


@dataclass(frozen=True, slots=True)
class Change:
    """What a claim shall say; what is None stays. `party` is a party, or the empty text for none."""

    question: Question | None = None
    value: Value | None = None
    party: Party | str | None = None


class ReviewService:
    """The use case. All methods raise StoreError, and UserError for a disagreement or a claim that there is not."""

    def __init__(self, store: Store, story: Story, clock: Clock) -> None:
        self._store = store
        self._story = story
        self._clock = clock

    async def next(self, lens: Lens, after: int = 0) -> Reply:
        """The next open disagreement that nobody has decided on; behind the last one the first comes again."""
        async with self._store.read() as snapshot:
            view = await look(snapshot, self._story, lens)
        waiting = draw.queue(view)
        if not waiting:
            return draw.nothing(lens.words)
        return draw.review(view, lens.words, next((each for each in waiting if each.number > after), waiting[0]))

    async def show(self, lens: Lens, number: int) -> Reply:
        """One disagreement, decided or not."""
        return await self._drawn(lens, number, draw.review)

    async def dismissing(self, lens: Lens, number: int) -> Reply:
        """Ask why."""
        await self.show(lens, number)
        return draw.dismissing(lens.words, number)

    async def merging(self, lens: Lens, number: int) -> Reply:
        """Ask with which one."""
        return await self._drawn(lens, number, draw.merging)

    async def correcting(self, lens: Lens, number: int) -> Reply:
        """Ask which claim, and what it should say."""
        return await self._drawn(lens, number, draw.correcting)

    async def question_of(self, lens: Lens, number: int) -> Question | None:
        """The question that a disagreement is about, if it is still asked."""
        async with self._store.read() as snapshot:
            return self._story.questions.get((await _numbered(snapshot, lens.words, number)).question)

    async def confirm(self, lens: Lens, who: Person, number: int) -> None:
        """It is one: it stays open, and leaves the queue."""
        await self._decide(
            lens, Review(number, Verdict.CONFIRMED, str(who), self._clock.now()), Action.REVIEW_CONFIRMED
        )

    async def dismiss(self, lens: Lens, who: Person, number: int, reason: Dismissal) -> None:
        """It is none: it is closed, and the pair never alerts again."""
        review = Review(number, Verdict.DISMISSED, str(who), self._clock.now(), reason)
        await self._decide(lens, review, Action.REVIEW_DISMISSED)

    async def merge(self, lens: Lens, who: Person, number: int, into: int) -> None:
        """It is the same as another one: it is closed, and the other one stays."""
        async with self._store.read() as snapshot:
            await _numbered(snapshot, lens.words, into)
            other = (await snapshot.office.reviews()).get(into)
        if into == number or (other is not None and other.into is not None):
            message = lens.words.gettext(
                "Disagreement {number} cannot be merged into {into}. Name one that stands for itself."
            )
            raise UserError(message.format(number=number, into=into))
        review = Review(number, Verdict.MERGED, str(who), self._clock.now(), into=into)
        await self._decide(lens, review, Action.REVIEW_MERGED)

    async def reopen(self, lens: Lens, who: Person, number: int) -> None:
        """Take a decision back."""
        now = self._clock.now()
        async with self._store.write() as transaction:
            numbered = await _numbered(transaction, lens.words, number)
            if number not in await transaction.office.reviews():
                raise UserError(
                    lens.words.gettext("Nobody has decided on disagreement {number}.").format(number=number)
                )
            await transaction.office.drop_review(number)
            await self._mark(transaction, numbered, DisagreementStatus.OPEN)
            await transaction.office.note(Deed(now, str(who), Action.REVIEW_REOPENED, f"disagreement {number}"))

    async def delete(self, lens: Lens, who: Person, number: int, claim: int) -> str:
        """There is no such claim in its text; a sentence says what was deleted."""
        return await self._correct(lens, who, number, claim, None)

    async def correct(self, lens: Lens, who: Person, number: int, claim: int, change: Change) -> str:
        """The claim says something else; a sentence says what. Raises UserError where the new value cannot answer the question."""
        return await self._correct(lens, who, number, claim, change)

    async def _drawn(
        self, lens: Lens, number: int, drawn: Callable[[View, Words, NumberedDisagreement], Reply]
    ) -> Reply:
        async with self._store.read() as snapshot:
            numbered = await _numbered(snapshot, lens.words, number)
            view = await look(snapshot, self._story, lens)
        return drawn(view, lens.words, numbered)

    async def _decide(self, lens: Lens, review: Review, action: Action) -> None:
        async with self._store.write() as transaction:
            numbered = await _numbered(transaction, lens.words, review.number)
            await transaction.office.save_review(review)
            await self._mark(
                transaction, numbered, DisagreementStatus.DISMISSED if review.closes else DisagreementStatus.OPEN
            )
            detail = {"reason": review.reason and review.reason.value, "into": review.into}
            await transaction.office.note(Deed(review.at, review.by, action, f"disagreement {review.number}", detail))

    async def _mark(self, transaction: Transaction, numbered: NumberedDisagreement, status: DisagreementStatus) -> None:
        """Give a disagreement that is open or dismissed the other status, or what follows from its sides now."""
        known = numbered.disagreement
        question = self._story.questions.get(numbered.question)
        if question is None or known.status not in (DisagreementStatus.OPEN, DisagreementStatus.DISMISSED):
            return
        state = (await transaction.states())[numbered.question]
        marked = tuple(
            replace(each, status=status) if each.number == known.number else each for each in state.disagreements
        )
        after = settle(question, replace(state, disagreements=marked))
        if after != state:
            await transaction.save_states([after], self._clock.now())

    async def _correct(self, lens: Lens, who: Person, number: int, claim: int, change: Change | None) -> str:
        now = self._clock.now()
        async with self._store.write() as transaction:
            numbered = await _numbered(transaction, lens.words, number)
            view = await look(transaction, self._story, lens)
            held = next((one for one in draw.claims_of(view, numbered) if one.number == claim), None)
            if held is None:
                message = lens.words.gettext(
                    "Disagreement {number} has no claim {claim}. /review {number} correct lists them."
                )
                raise UserError(message.format(number=number, claim=claim))
            becomes = None if change is None else self._becomes(lens.words, held.claim, change)
            key = _key(await transaction.office.corrections(), held.claim)
            await transaction.office.save_correction(Correction(key, becomes, str(who), now))
            await self._apply(transaction, held.claim, becomes)
            action = Action.CLAIM_DELETED if becomes is None else Action.CLAIM_CORRECTED
            detail = {"was": summary(held.claim.question, held.claim.value, held.claim.party)}
            if becomes is not None:
                detail["became"] = summary(becomes.question, becomes.value, becomes.party)
            await transaction.office.note(Deed(now, str(who), action, held.claim.item, detail))
        return _told(view, lens.words, held.claim, becomes)

    def _becomes(self, words: Words, claim: Claim, change: Change) -> Amended:
        question = change.question or self._story.questions.get(claim.question)
        value = claim.value if change.value is None else change.value
        party = claim.party if change.party is None else change.party if isinstance(change.party, Party) else None
        if question is None or not fits(question, value):
            label = words.pick(question.label) if question else claim.question
            message = words.gettext("“{value}” cannot answer “{label}”.")
            raise UserError(message.format(value=value_text(words, question, value), label=label))
        if (question.id, value, party) == (claim.question, claim.value, claim.party):
            raise UserError(words.gettext("That is what the claim says already."))
        return Amended(question.id, value, party)

    async def _apply(self, transaction: Transaction, claim: Claim, becomes: Amended | None) -> None:
        """Judge the item of a corrected claim again, as if it had said so from the beginning."""
        now, ledger = self._clock.now(), await ledger_of(transaction, self._story.questions)
        before: Mapping[str, QuestionState] = dict(ledger.states)
        wanted = [
            one if ClaimKey.of(one) != ClaimKey.of(claim) else amended(one, becomes) if becomes else None
            for one in ledger.claims_of(claim.item)
        ]
        effects = ledger.put_right(claim.item, [one for one in wanted if one is not None])
        await transaction.save_states(effects.states, now)
        await transaction.add_alerts(effects.alerts, effects.updates, now)
        await record(transaction, before, effects.states, now, f"correction of {claim.item}")


async def _numbered(snapshot: Snapshot, words: Words, number: int) -> NumberedDisagreement:
    found = next((each for each in await snapshot.disagreements() if each.number == number), None)
    if found is None:
        message = words.gettext("There is no disagreement {number}. /disagreements lists them.")
        raise UserError(message.format(number=number))
    return found


def _key(corrections: Iterable[Correction], claim: Claim) -> ClaimKey:
    """By what the reader's claim is known: where this one is corrected already, the one it was before that."""
    for one in corrections:
        to, here = one.becomes, one.claim.item == claim.item and one.claim.is_at(claim)
        if here and to is not None and (to.question, to.value, to.party) == (claim.question, claim.value, claim.party):
            return one.claim
    return ClaimKey.of(claim)


def _told(view: View, words: Words, claim: Claim, becomes: Amended | None) -> str:
    def text(question: str, value: Value, party: Party | None) -> str:
        asked = view.question(question)
        said = f"{label_inside(words, asked, question)}: {value_text(words, asked, value)}"
        return f"{said} ({party_name(words, view.story, party)})" if party else said

    was = text(claim.question, claim.value, claim.party)
    if becomes is None:
        return words.gettext("Deleted: {claim}. It stays so when everything is read anew.").format(claim=was)
    return words.gettext("{was} is now {claim}. It stays so when everything is read anew.").format(
        was=was, claim=text(becomes.question, becomes.value, becomes.party)
    )
