"""The second reader: a model over what the front end of the first one found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from bot.domain.claims import Choice, Item, Party, Value
from bot.reading.analysis import Sentence
from bot.reading.learned.card import Bar, Card, check_files, read_card
from bot.reading.learned.encoder import Encoder, Verdict
from bot.reading.learned.opinion import Heard, Opinion, kind_of
from bot.reading.learned.pieces import Pieces
from bot.reading.learned.spots import spots
from bot.reading.learned.windows import Span, Window, windows

MOST = 12
"""The windows of one text that are judged: about 12 kB of news."""

_WORTH_TELLING = 0.02
_SPOKEN = 0.5


class SecondReader:
    """Judges the numbers, days and sentences of a text by a model; holds no state between texts."""

    def __init__(self, card: Card, pieces: Pieces, encoder: Encoder) -> None:
        self.card = card
        self._pieces = pieces
        self._encoder = encoder

    @classmethod
    def load(cls, folder: Path) -> SecondReader:
        """The model in a folder. Raises BadModelError where it is incomplete or not what its card says."""
        card = read_card(folder)
        check_files(folder, card)
        return cls(card, Pieces.load(folder / "pieces.json"), Encoder(folder))

    def bar(self, question: str, value: Value) -> Bar:
        """How sure the model must be of this answer: the question's own bar, or that of its kind."""
        return self.card.bars.get(question) or self.card.bars[kind_of(value)]

    def hear(self, item: Item, sentences: Sequence[Sentence]) -> Heard:
        """Everything that is not out of the question, in order of the text; nothing for a language that it was not trained on.

        Of a very long text only the beginning is judged (`MOST` windows), so that no text takes it more than a second or so.
        """
        if item.lang not in self.card.languages:
            return Heard()
        found: list[Opinion] = []
        judged: set[int] = set()
        found_spots = spots(sentences)
        cut = list(islice(windows(item, sentences, found_spots, self._pieces, names=self.card.names), MOST))
        for window, verdict in zip(cut, self._encoder.judge(cut), strict=True):
            found += self._spots(window, verdict)
            found += self._choices(window, verdict)
            judged.update(one.number for one, _ in window.sentences if one.number not in window.shortened)
        return Heard(tuple(found), frozenset(judged))

    def _spots(self, window: Window, verdict: Verdict) -> Iterator[Opinion]:
        for kind, names, rows in (
            ("number", self.card.numbers, verdict.numbers),
            ("day", self.card.days, verdict.days),
        ):
            here = [spot for spot, _, _ in window.spots if spot.kind == kind]
            for spot, row in zip(here, rows.tolist(), strict=True):
                for question, probability in zip(names, row, strict=True):
                    if probability >= _WORTH_TELLING:
                        yield Opinion(
                            question, spot.value, None, spot.sentence, spot.first, spot.last, spot.first, probability
                        )

    def _choices(self, window: Window, verdict: Verdict) -> Iterator[Opinion]:
        chosen, spoken, where = verdict.choices.tolist(), verdict.parties.tolist(), verdict.where.tolist()
        for place, (sentence, span) in enumerate(window.sentences):
            if not sentence.tokens:
                continue  # nothing but unseen marks
            for number, (question, answers) in enumerate(self.card.choices.items()):
                for answer, probability in zip(answers, chosen[place][number], strict=True):
                    if probability < _WORTH_TELLING:
                        continue
                    anchor = _token(sentence, span, where[place][number])
                    voices = dict(zip(self.card.parties, spoken[place][number], strict=True))
                    for party in _likely(voices):
                        yield Opinion(
                            question,
                            Choice(answer),
                            party,
                            sentence,
                            0,
                            len(sentence.tokens),
                            anchor,
                            probability,
                            voices,
                        )


def _likely(voices: Mapping[Party | None, float]) -> list[Party | None]:
    """Those who say so: all that are probable, at least the most probable."""
    best = max(voices.values())
    return [party for party, probability in voices.items() if probability >= _SPOKEN or probability == best]


def _token(sentence: Sentence, span: Span, piece: int) -> int:
    """The token at about the place of a piece within its sentence."""
    share = (piece - span[0]) / max(span[1] - span[0], 1)
    return min(max(int(share * len(sentence.tokens)), 0), len(sentence.tokens) - 1)
