"""Who says what: reported speech in a sentence, quotations that run on, pronouns that carry a speaker, sections that belong to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.claims import Party
from bot.reading.analysis import Sentence
from bot.reading.closing import closed
from bot.reading.language import Mark
from bot.reading.phrases import Match
from bot.reading.voice import Voice, is_apart, parties

_FAR = 4.5
_SUBJECT = 6
_LOOSE = 4.0
_COMMA = 1.5
_NAME_REACH = 5
_MEMORY = 4
_DASHES = "–—-"
_LONG_DASHES = "–—"
_CLOSING = frozenset({"closing", "subject", "according"})
"""What a language has whose verbs of saying stand behind what is said."""
_STOPS = frozenset({",", '"', "”", "»", "“", "–", "—", "-"})


@dataclass(slots=True)
class _Memory:
    """Who spoke last, and in which sentence; a section's heading may name who speaks in it."""

    voice: Voice | None = None
    sentence: int = 0
    section: Voice | None = None

    def recall(self, sentence: Sentence) -> Voice | None:
        """The last speaker, where that is not long ago."""
        return self.voice if self.voice is not None and sentence.number - self.sentence <= _MEMORY else None


class Speakers:
    """The voices of one text."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self.voices: dict[int, list[Voice]] = {}
        self._carried: dict[int, Voice | None] = {}
        self._sections: dict[int, Voice | None] = {}
        memory = _Memory()
        waiting: list[Sentence] = []
        for sentence in sentences:
            if sentence.kind == "heading":
                memory = _Memory(section=self._only_party(sentence))
            self.voices[sentence.number], self._carried[sentence.number] = [], None
            self._sections[sentence.number] = memory.section
            if sentence.kind == "body":
                if waiting and waiting[0].paragraph != sentence.paragraph:
                    waiting.clear()
                self._hear(sentence, memory, waiting)

    def of(self, sentence: Sentence, first: int, last: int, *, figure: bool = False) -> Voice | None:
        """Who says the words at tokens `first` to `last` (excluded); None for the outlet itself.

        A section's heading speaks for what is said in it, not for a `figure`.
        """
        section = None if figure else self._sections[sentence.number]
        # "Islamic State alone was to blame" is said of the group, not by it.
        voices = [
            voice
            for voice in self.voices[sentence.number]
            if not (voice.party is Party.ISLAMIC_STATE and first <= voice.first and voice.last == last)
        ]
        if sentence.quoted[first]:
            # In a quotation whoever is spoken of is not who speaks: "Ukraine had nothing to do with it", said the White House.
            voices = [voice for voice in voices if not (first <= voice.first and voice.last <= last)]
        inside = [voice for voice in voices if voice.leads and voice.first <= first < voice.last]
        amid = [voice for voice in voices if not voice.leads and first <= voice.first and voice.last <= last]
        if inside or amid:
            return (inside or amid)[0]
        before = [voice for voice in voices if voice.leads and voice.last <= first]
        behind = [
            voice for voice in voices if voice.first >= last and (not voice.leads or self._trails(sentence, voice))
        ]
        opening = [voice for voice in voices if not voice.leads and voice.last <= first]
        if before:
            nearest = max(before, key=lambda voice: voice.last)
            if not (behind and sentence.walls[first] - sentence.walls[nearest.last] >= _FAR):
                return nearest
        if behind or opening:
            return min([*behind, *opening], key=lambda voice: _between(sentence, voice, first, last))
        if sentence.of("speech", "indirect") or sentence.quoted[first] or _is_speech(self._text, sentence):
            return self._carried[sentence.number] or section
        return section

    def _hear(self, sentence: Sentence, memory: _Memory, waiting: list[Sentence]) -> None:
        """Note the voices of a sentence; `waiting` are sentences of direct speech before it whose speaker is still to come."""
        carried = memory.recall(sentence)
        voices = self._find(sentence, carried)
        self.voices[sentence.number], self._carried[sentence.number] = voices, carried
        if voices and any(match.first <= 1 for match in sentence.of("speech", "back")):
            self._sections[sentence.number - 1] = voices[0]
        speaker = voices[-1] if voices else None if self._is_dialogue(sentence) else self._subject(sentence)
        if voices:
            for earlier in waiting:
                self._carried[earlier.number] = voices[0]
            waiting.clear()
        elif _is_speech(self._text, sentence):
            waiting.append(sentence)
        if speaker is not None:
            memory.voice, memory.sentence = replace(speaker, denies=False, weak=True), sentence.number

    def _find(self, sentence: Sentence, carried: Voice | None) -> list[Voice]:
        """Voices in order; where several parties reach one verb, the nearest speaks."""
        if not sentence.of("speech"):
            return []
        speaking = {match.first: match for match in parties(sentence)}
        deny = sentence.of("speech", "deny")
        pronouns = sentence.of("speech", "pronoun")
        found: dict[tuple[int, bool], Voice] = {}
        for match in sentence.of("speech"):
            filler = speaking.get(match.slots[0]) if match.slots else None
            if filler is None or match.label.name == "subject" or self._unfit(sentence, match, pronouns):
                continue
            leads = match.label.name == "before"
            voice = self._voice(sentence, match, Party(filler.label.name), deny, leads=leads)
            key = (match.last if leads else match.first, leads)
            if key not in found or voice.last - voice.first < found[key].last - found[key].first:
                found[key] = voice
        found |= self._named(sentence, found)
        if not _CLOSING.isdisjoint(match.label.name for match in sentence.of("speech")):
            found |= {(voice.last, True): voice for voice in closed(self._text, sentence, carried)}
        indirect = {match.first for match in sentence.of("speech", "indirect")}
        trailed = any(not voice.leads for voice in found.values())
        for match in pronouns:
            if trailed and match.first in indirect:
                continue  # "the checks are said to stay, Dushanbe stated": who speaks is told behind
            if any(match.first < voice.last and voice.first < match.last for voice in found.values()):
                continue
            subject = carried or self._subject(sentence, match.first)
            party = subject.party if subject is not None else None
            voice = self._voice(sentence, match, party, deny, leads=True)
            found.setdefault((match.last, True), replace(voice, weak=True))
        for match in sentence.of("speech", "unnamed"):
            found.setdefault((match.last, True), self._voice(sentence, match, None, deny, leads=True))
        heard = (replace(voice, apart=is_apart(sentence, voice)) for voice in found.values())
        return sorted(heard, key=lambda voice: voice.first)

    def _voice(
        self, sentence: Sentence, match: Match[Mark], party: Party | None, deny: Sequence[Match[Mark]], *, leads: bool
    ) -> Voice:
        denies = any(match.first <= other.first < match.last + 1 for other in deny)
        words = sentence.quote(self._text, match.first, match.last)
        apart = sentence.reach(match.first, match.last - 1)
        return Voice(party, match.first, match.last, leads, denies, words, weak=apart >= _LOOSE)

    @staticmethod
    def _unfit(sentence: Sentence, match: Match[Mark], pronouns: Sequence[Match[Mark]]) -> bool:
        """Whether a phrase with a party is no speech of that party after all.

        A pronoun between party and verb is the verb's subject ("Ukraine, where he said"); a party in the passive is
        spoken to; one behind a single comma stands in another clause; one inside a quotation does not speak outside it;
        a verb with its speaker behind it needs what was said before it: a comma, a quotation mark or nothing.
        """
        if any(match.first < other.first < match.last and not _aside(sentence, other) for other in pronouns):
            return True
        if any(match.first <= other.first and other.last == match.last for other in sentence.of("speech", "passive")):
            return True
        if match.label.name == "before" and sentence.quoted[match.slots[0]] and not sentence.quoted[match.last - 1]:
            return True
        words = [token.word for token in sentence.tokens[match.first : match.last]]
        if match.label.name == "before" and words.count(",") == 1 and words[-1] != ",":
            return True
        if match.label.name != "after" or match.first == 0:
            return False
        if sentence.walls[match.last - 1] - sentence.walls[match.first] >= _COMMA:
            return True
        spoken_of = any(other.first < match.first <= other.last for other in pronouns)
        return sentence.tokens[match.first - 1].word[0].isalnum() and not spoken_of

    def _named(self, sentence: Sentence, known: Mapping[tuple[int, bool], Voice]) -> dict[tuple[int, bool], Voice]:
        """Speakers with a name who are no known party ("the analyst Sherali Davronov doubts", "insisted the lawyer Anna Kim")."""
        people = sentence.of("person")
        if not people:
            return {}
        taken = (*sentence.of("party"), *sentence.of("speech", "offices"))
        found: dict[tuple[int, bool], Voice] = {}
        for verb in sentence.of("speech", "verbs"):
            if any(voice.first <= verb.first < voice.last for voice in known.values()):
                continue
            ahead = next((one for one in reversed(people) if one.last <= verb.first), None)
            behind = next((one for one in people if one.first >= verb.last), None)
            if ahead is not None and _reaches(sentence, ahead.last, verb.first, taken, ahead, _FAR):
                words = sentence.quote(self._text, ahead.first, verb.last)
                found[verb.last, True] = Voice(Party(ahead.label.name), ahead.first, verb.last, True, words=words)
            elif (
                behind is not None
                and verb.first > 0
                and sentence.tokens[verb.first - 1].word in _STOPS
                and _reaches(sentence, verb.last, behind.first, taken, behind, _COMMA)
            ):
                words = sentence.quote(self._text, verb.first, behind.last)
                found[verb.first, False] = Voice(Party(behind.label.name), verb.first, behind.last, False, words=words)
        return found

    def _subject(self, sentence: Sentence, before: int = _SUBJECT + 1) -> Voice | None:
        """The party, or the named person, that a sentence begins with: who a "he said" behind it speaks for."""
        first = min(before, _SUBJECT + 1)
        party = next(
            (
                self._party_voice(sentence, match)
                for match in parties(sentence)
                if match.first < first and not sentence.quoted[match.first]
            ),
            None,
        )
        if party is not None:
            return party
        return next(
            (
                Voice(
                    Party(one.label.name),
                    one.first,
                    one.last,
                    True,
                    words=sentence.quote(self._text, one.first, one.last),
                )
                for one in sentence.of("person")
                if one.first < first and not sentence.quoted[one.first]
            ),
            None,
        )

    def _is_dialogue(self, sentence: Sentence) -> bool:
        """Whether a sentence is wholly direct speech, so that its subject is spoken of."""
        return sentence.opens_quoted or self._text[sentence.start] in _LONG_DASHES

    def _only_party(self, sentence: Sentence) -> Voice | None:
        """The party a heading lets speak, where it names one only ("What Dushanbe says"): it speaks for the section below."""
        if not any(match.slots for match in sentence.of("speech")):
            return None
        named = {match.label.name: match for match in sentence.of("party")}
        return self._party_voice(sentence, next(iter(named.values()))) if len(named) == 1 else None

    def _party_voice(self, sentence: Sentence, match: Match[Mark]) -> Voice:
        words = sentence.quote(self._text, match.first, match.last)
        return Voice(Party(match.label.name), match.first, match.last, True, words=words)

    @staticmethod
    def _trails(sentence: Sentence, voice: Voice) -> bool:
        """Whether a speaker stands behind what is said (", a Tajik official insisted")."""
        return any(token.word in _STOPS for token in sentence.tokens[max(0, voice.first - 4) : voice.first])


def _reaches(
    sentence: Sentence, first: int, last: int, taken: Sequence[Match[Mark]], person: Match[Mark], farthest: float
) -> bool:
    """Whether a name and a verb belong together, over the words from `first` to `last` (excluded).

    An office among them is somebody's whom the text does not tell, unless the person's is known.
    """
    if last - first >= _NAME_REACH or sentence.walls[last] - sentence.walls[first] >= farthest:
        return False
    return person.label.name != Party.OTHER.value or not any(
        first <= place < last for match in taken for place in range(match.first, match.last)
    )


def _between(sentence: Sentence, voice: Voice, first: int, last: int) -> float:
    """How far a voice stands from the words at tokens `first` to `last` (excluded)."""
    return sentence.distance(voice.last, first) if voice.last <= first else sentence.distance(last, voice.first)


def _aside(sentence: Sentence, match: Match[Mark]) -> bool:
    """Whether words stand between commas ("the United States, she said, holds")."""
    tokens = sentence.tokens
    return (
        match.first > 0 and match.last < len(tokens) and tokens[match.first - 1].word == tokens[match.last].word == ","
    )


def _is_speech(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is direct speech: in quotation marks from its beginning, or opened with a dash."""
    return sentence.opens_quoted or (bool(sentence.quoted) and sentence.quoted[0]) or text[sentence.start] in _DASHES
