"""Who says what: reported speech in a sentence, quotations that run on, pronouns that carry a speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.language import Language

_FAR = 4.5
_SUBJECT = 4
_FREE = frozenset({"according", "in", "by", "was", "were", "has", "have", "been", "is", "are"})


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
            subject = self._subject(sentence)
            self.voices[sentence.number] = voices
            self._carried[sentence.number] = last
            self._pronoun[sentence.number] = any(True for _ in sentence.of("speech", "pronoun"))
            if voices:
                last = voices[-1]
            elif subject is not None:
                last = subject
            elif not self._pronoun[sentence.number] and not any(sentence.quoted):
                last = None

    def of(self, sentence: Sentence, first: int, last: int) -> Voice | None:
        """Who says the words at tokens `first` to `last` (excluded); None for the outlet itself."""
        voices = self.voices[sentence.number]
        before = [voice for voice in voices if voice.leads and voice.last <= first]
        inside = [voice for voice in voices if voice.leads and voice.first <= first < voice.last]
        behind = [voice for voice in voices if voice.first >= last and (not voice.leads or self._trails(sentence, voice))]
        opening = [voice for voice in voices if not voice.leads and voice.last <= first]
        if inside:
            return inside[0]
        if before:
            nearest = max(before, key=lambda voice: voice.last)
            if not (behind and sentence.walls[first] - sentence.walls[nearest.last] >= _FAR):
                return nearest
        if behind or opening:
            return min([*behind, *opening], key=lambda voice: abs(voice.first - last))
        if self._pronoun.get(sentence.number) or sentence.opens_quoted or sentence.quoted[first]:
            return self._carried[sentence.number]
        return None

    def _trails(self, sentence: Sentence, voice: Voice) -> bool:
        """Whether a speaker stands behind what is said (", a Tajik official insisted")."""
        words = [token.word for token in sentence.tokens[max(0, voice.first - 4) : voice.first]]
        return any(word in {",", '"', "”", "»", "“", "–", "—", "-"} for word in words)

    def carried(self, sentence: Sentence) -> Voice | None:
        """Who spoke before this sentence, where that still holds."""
        return self._carried[sentence.number]

    @staticmethod
    def _behind_speech(sentence: Sentence, place: int) -> bool:
        """Whether a verb of saying can have what was said before it: behind a comma, a quotation mark or nothing."""
        return place == 0 or not sentence.tokens[place - 1].word[0].isalnum() or sentence.tokens[place].word in _FREE

    def _subject(self, sentence: Sentence) -> Voice | None:
        """The party that a sentence begins with: who a "he said" in the next one speaks for."""
        for match in sentence.of("party"):
            if match.first <= _SUBJECT:
                return Voice(Party(match.label.name), match.first, match.last, True, words=sentence.quote(self._text, match.first, match.last))
        return None

    def _find(self, sentence: Sentence) -> list[Voice]:
        """Voices in order; where several parties reach one verb, the nearest speaks."""
        parties = {match.first: match for match in sentence.of("party")}
        deny = [match for match in sentence.of("speech", "deny")]
        pronouns = [match for match in sentence.of("speech", "pronoun")]
        found: dict[tuple[int, bool], Voice] = {}
        for match in sentence.of("speech"):
            if match.label.name not in ("before", "after"):
                continue
            filler = parties.get(match.slots[0]) if match.slots else None
            if filler is None:
                continue
            leads = match.label.name == "before"
            if any(match.first < other.first < match.last for other in pronouns):
                continue
            if match.label.name == "after" and not self._behind_speech(sentence, match.first):
                continue
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
