"""Who says what: reported speech in a sentence, quotations that run on, pronouns that carry a speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.language import Language

_NAME_REACH = 6


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody speaking at tokens `first` to `last` (excluded) of a sentence.

    `party` is None for a speaker of no stated party. `leads` tells that what is said follows; `denies` that it is denied; `claims`
    that the words only mention what somebody else says ("Moscow's claim").
    """

    party: Party | None
    first: int
    last: int
    leads: bool
    denies: bool = False
    words: str = ""


class Speakers:
    """The voices of one text."""

    def __init__(self, text: str, sentences: Sequence[Sentence], language: Language) -> None:
        self._text = text
        self._verbs = language.words.speech.verbs
        self.voices: dict[int, list[Voice]] = {}
        self._carried: dict[int, Voice | None] = {}
        self._pronoun: dict[int, bool] = {}
        last: Voice | None = None
        paragraph = -1
        for sentence in sentences:
            if sentence.kind != "body":
                self.voices[sentence.number] = []
                self._carried[sentence.number] = None
                continue
            if sentence.paragraph > paragraph + 1:
                last = None
            paragraph = sentence.paragraph
            voices = self._find(sentence)
            self.voices[sentence.number] = voices
            self._carried[sentence.number] = last
            self._pronoun[sentence.number] = any(True for _ in sentence.of("speech", "pronoun"))
            if voices:
                last = voices[-1] if not voices[-1].denies else voices[-1]
            elif not self._pronoun[sentence.number] and not any(sentence.quoted):
                last = None

    def of(self, sentence: Sentence, first: int, last: int) -> Voice | None:
        """Who says the words at tokens `first` to `last` (excluded); None for the outlet itself."""
        voices = self.voices[sentence.number]
        quoted = sentence.quoted[first]
        before = [voice for voice in voices if voice.leads and voice.last <= first]
        if before:
            return max(before, key=lambda voice: voice.last)
        behind = [voice for voice in voices if not voice.leads and (voice.first >= last or voice.last <= first)]
        if behind:
            return min(behind, key=lambda voice: abs(voice.first - last))
        inside = [voice for voice in voices if voice.leads and voice.first <= first < voice.last]
        if inside:
            return inside[0]
        if quoted or self._pronoun.get(sentence.number):
            trailing = [voice for voice in voices if voice.first >= last]
            return trailing[0] if trailing else self._carried[sentence.number]
        if sentence.opens_quoted:
            return self._carried[sentence.number]
        return None

    def carried(self, sentence: Sentence) -> Voice | None:
        """Who spoke before this sentence, where that still holds."""
        return self._carried[sentence.number]

    def _find(self, sentence: Sentence) -> list[Voice]:
        """Voices in order; where several parties reach one verb, the nearest speaks."""
        parties = {match.first: match for match in sentence.of("party")}
        deny = [match for match in sentence.of("speech", "deny")]
        found: dict[tuple[int, bool], Voice] = {}
        for match in sentence.of("speech"):
            if match.label.name not in ("before", "after"):
                continue
            filler = parties.get(match.slots[0]) if match.slots else None
            if filler is None:
                continue
            leads = match.label.name == "before"
            denies = any(match.first <= other.first < match.last + 1 for other in deny)
            voice = Voice(
                Party(filler.label.name), match.first, match.last, leads, denies, sentence.quote(self._text, match.first, match.last)
            )
            key = (match.last if leads else match.first, leads)
            known = found.get(key)
            if known is None or voice.last - voice.first < known.last - known.first:
                found[key] = voice
        for match in sentence.of("speech", "unnamed"):
            voice = Voice(None, match.first, match.last, True, words=sentence.quote(self._text, match.first, match.last))
            found.setdefault((match.last, True), voice)
        return sorted(found.values(), key=lambda voice: voice.first)
