"""What the modules hand to the reader: an answer found in a sentence, before party and day are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.claims import Party, Reason, Value
from bot.reading.analysis import Sentence


@dataclass(slots=True)
class Finding:
    """An answer to a question at tokens `first` to `last` (excluded) of a sentence; `anchor` is the place whose speaker and day count.

    `inherited` says that its value stands in the sentence before, `bare` that it is a denial which means nothing without that ("Dushanbe
    denies it"), `spelt_out` that its words name both the side and what it says. `party` is set where the words themselves settle it
    (`settled`), `guessed` where that rests on a pronoun, on distance or on who usually says so, `apart` where somebody of no side is
    heard beside a party's name. `refused` is the reason why it is no claim.
    """

    question: str
    value: Value
    sentence: Sentence
    first: int
    last: int
    anchor: tuple[int, int]
    confidence: float
    reasons: list[Reason] = field(default_factory=list)
    party: Party | None = None
    settled: bool = False
    guessed: bool = False
    apart: bool = False
    doubted: bool = False
    past: bool = False
    inherited: bool = False
    bare: bool = False
    spelt_out: bool = False
    refused: str = ""

    @property
    def denied(self) -> bool:
        """Whether a verb of denial made the answer what it is."""
        return any(reason.code == "denial" for reason in self.reasons)

    def because(self, code: str, detail: str) -> Finding:
        """Add a reason."""
        self.reasons.append(Reason(code, detail))
        return self
