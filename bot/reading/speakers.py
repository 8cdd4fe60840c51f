"""Who says what: reported speech in a sentence, quotations that run on, pronouns that carry a speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.language import Language

_FAR = 4.5
_SUBJECT = 4
_NAME_REACH = 5
_DASHES = "–—-"


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
        previous: Sentence | None = None
        awaiting: list[int] = []
        section: Voice | None = None
        self._section: dict[int, Voice | None] = {}
        self._direct = {
            sentence.number for sentence in sentences if sentence.kind == "body" and _speech(text, sentence)
        }
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                awaiting.clear()
            if sentence.kind == "heading":
                section = self._only_party(sentence)
            self._section[sentence.number] = section
            if sentence.kind != "body":
                self.voices[sentence.number] = []
                self._carried[sentence.number] = None
                continue
            if sentence.paragraph > paragraph + 1:
                last = None
            paragraph = sentence.paragraph
            if (
                previous is not None
                and not self.voices[previous.number]
                and previous.paragraph == paragraph
                and _speech(self._text, previous)
            ):
                awaiting.append(previous.number)
            previous = sentence
            voices = self._find(sentence)
            subject = self._subject(sentence)
            self.voices[sentence.number] = voices
            self._carried[sentence.number] = last
            self._pronoun[sentence.number] = any(True for _ in sentence.of("speech", "pronoun"))
            if voices:
                last = voices[-1]
                for number in awaiting:
                    self._carried[number] = voices[0]
                awaiting.clear()
            elif subject is not None:
                last = subject
            elif not self._pronoun[sentence.number] and not any(sentence.quoted):
                last = None

    def of(self, sentence: Sentence, first: int, last: int) -> Voice | None:
        """Who says the words at tokens `first` to `last` (excluded); None for the outlet itself."""
        voices = self.voices[sentence.number]
        before = [voice for voice in voices if voice.leads and voice.last <= first]
        inside = [voice for voice in voices if voice.leads and voice.first <= first < voice.last]
        behind = [
            voice for voice in voices if voice.first >= last and (not voice.leads or self._trails(sentence, voice))
        ]
        opening = [voice for voice in voices if not voice.leads and voice.last <= first]
        if inside:
            return inside[0]
        if before:
            nearest = max(before, key=lambda voice: voice.last)
            if not (behind and sentence.walls[first] - sentence.walls[nearest.last] >= _FAR):
                return nearest
        if behind or opening:
            return min([*behind, *opening], key=lambda voice: abs(voice.first - last))
        if self._pronoun.get(sentence.number) or sentence.number in self._direct or sentence.quoted[first]:
            return self._carried[sentence.number] or self._section[sentence.number]
        return self._section[sentence.number]

    def _only_party(self, sentence: Sentence) -> Voice | None:
        """The party a heading names, where it names one only ("What Dushanbe says"): it speaks for the section below."""
        parties = {match.label.name: match for match in sentence.of("party")}
        if len(parties) != 1:
            return None
        match = next(iter(parties.values()))
        return Voice(
            Party(match.label.name),
            match.first,
            match.last,
            True,
            words=sentence.quote(self._text, match.first, match.last),
        )

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
        return place == 0 or not sentence.tokens[place - 1].word[0].isalnum()

    def _named(self, sentence: Sentence, known: Mapping[tuple[int, bool], Voice]) -> dict[tuple[int, bool], Voice]:
        """Speakers with a name who are no known party ("the analyst Sherali Davronov doubts")."""
        parties = {place for match in sentence.of("party") for place in range(match.first, match.last)}
        found: dict[tuple[int, bool], Voice] = {}
        for verb in sentence.of("speech", "verbs"):
            if any(voice.first <= verb.first < voice.last for voice in known.values()):
                continue
            for place in range(verb.first - 1, max(0, verb.first - _NAME_REACH), -1):
                if sentence.walls[verb.first] - sentence.walls[place] >= _FAR or place in parties:
                    break
                if self._is_name(sentence, place - 1) and self._is_name(sentence, place):
                    words = sentence.quote(self._text, place - 1, verb.last)
                    found[verb.last, True] = Voice(Party.OTHER, place - 1, verb.last, True, words=words)
                    break
        return found

    def _is_name(self, sentence: Sentence, place: int) -> bool:
        token = sentence.tokens[place]
        return (
            place >= 0
            and token.word.isalpha()
            and self._text[token.start].isupper()
            and not self._text[token.start : token.end].isupper()
        )

    def _subject(self, sentence: Sentence) -> Voice | None:
        """The party that a sentence begins with: who a "he said" in the next one speaks for."""
        for match in sentence.of("party"):
            if match.first <= _SUBJECT:
                return Voice(
                    Party(match.label.name),
                    match.first,
                    match.last,
                    True,
                    words=sentence.quote(self._text, match.first, match.last),
                )
        return None

    def _find(self, sentence: Sentence) -> list[Voice]:
        """Voices in order; where several parties reach one verb, the nearest speaks."""
        parties = {match.first: match for match in sentence.of("party")}
        deny = list(sentence.of("speech", "deny"))
        pronouns = list(sentence.of("speech", "pronoun"))
        found: dict[tuple[int, bool], Voice] = {}
        for match in sentence.of("speech"):
            if match.label.name not in ("before", "after", "amid"):
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
                Party(filler.label.name),
                match.first,
                match.last,
                leads,
                denies,
                sentence.quote(self._text, match.first, match.last),
            )
            key = (match.last if leads else match.first, leads)
            known = found.get(key)
            if known is None or voice.last - voice.first < known.last - known.first:
                found[key] = voice
        found |= self._named(sentence, found)
        for match in sentence.of("speech", "unnamed"):
            voice = Voice(
                None, match.first, match.last, True, words=sentence.quote(self._text, match.first, match.last)
            )
            found.setdefault((match.last, True), voice)
        return sorted(found.values(), key=lambda voice: voice.first)


def _speech(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is direct speech: in quotation marks from its beginning, or in a paragraph that opens with a dash."""
    return sentence.opens_quoted or (bool(sentence.quoted) and sentence.quoted[0]) or text[sentence.start] in _DASHES
