"""Choices: which listed answer a sentence gives, to whom it belongs, and what a denial makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.claims import Choice, Party
from bot.domain.questions import ValueType
from bot.reading.analysis import Sentence
from bot.reading.bundles import bundles
from bot.reading.elsewhere import is_elsewhere
from bot.reading.finding import Finding
from bot.reading.language import Mark
from bot.reading.phrases import Match
from bot.reading.rules import Rule
from bot.reading.scope import Scope
from bot.reading.speakers import Speakers
from bot.reading.supposing import is_supposed, is_wished
from bot.reading.voice import Voice

_NEGATION_REACH = 4
_DENIAL_MEMORY = 3
_SURE = {"answer": 0.95, "bundle": 0.88}
_UNSAID, _TURNED = 0.08, 0.05
_PAIR = 2
_SILENCE, _SILENCE_BEHIND = 7, 1


class Choices:
    """Finds the answers to questions with listed answers."""

    def __init__(
        self, rules: Sequence[Rule], text: str, scope: Scope, speakers: Speakers, topics: dict[int, frozenset[str]]
    ) -> None:
        self._rules = {rule.id: rule for rule in rules if rule.question.type is ValueType.CHOICE}
        self._text = text
        self._scope = scope
        self._speakers = speakers
        self._topics = topics
        self._known: list[Finding] = []
        self._last: Sentence | None = None
        self._earlier: Sentence | None = None

    def find(self, sentence: Sentence) -> list[Finding]:
        """The answers of one sentence; sentences must come in order, since a denial answers what was said before it."""
        found: list[Finding] = []
        spoken: set[tuple[str, Party | None, str]] = set()
        for match in self._best(sentence):
            for finding in self._answers(sentence, match):
                key = (finding.question, finding.party, str(finding.value))
                if finding.refused:
                    found.append(finding)
                elif key not in spoken:
                    spoken.add(key)
                    found.append(finding)
        found = _without_unsaid(found)
        found += self._denials(sentence, [finding for finding in found if not finding.refused])
        self._known += [finding for finding in found if not finding.refused]
        return found

    def _best(self, sentence: Sentence) -> list[Match[Mark]]:
        """The answers a sentence gives in words; of those of one question that overlap, written phrases before bundles,
        long before short.
        """
        written = [match for match in sentence.of("answer") if match.label.name in self._rules]
        written.sort(key=lambda match: (match.first - match.last, match.first))
        best: list[Match[Mark]] = []
        for match in (*written, *bundles(sentence, self._rules, self._before(sentence))):
            if not any(
                known.label.name == match.label.name and match.first < known.last and known.first < match.last
                for known in best
            ):
                best.append(match)
        return sorted(best, key=lambda match: match.first)

    def _before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before in the same paragraph."""
        self._earlier = before = self._last
        self._last = sentence
        return before if before is not None and before.paragraph == sentence.paragraph else None

    def _answers(self, sentence: Sentence, match: Match[Mark]) -> list[Finding]:
        rule = self._rules[match.label.name]
        answer, _, fixed = match.label.detail.partition("/")
        voice = self._denier_inside(sentence, match) or self._speakers.of(sentence, match.first, match.last)
        negated = self._negated(sentence, match, voice)
        if negated and len(rule.question.answers) != _PAIR:
            return []  # which of the other answers is true, it does not say
        if negated:
            answer = self._opposite(rule, answer)
        finding = self._finding(sentence, match, rule, answer)
        if negated:
            finding.because("negation", "").confidence -= _TURNED
        if rule.reading.scope == "attack":
            finding.because("event", self._scope.at(sentence, match.first, match.last, figure=False).why)
        finding.refused = self._refusal(sentence, match, rule)
        if fixed:
            finding.party, finding.settled = (None if fixed == "none" else Party(fixed)), True
            finding.spelt_out = fixed != "none"
            return [finding, *self._accused_of(sentence, match, rule, finding)]
        heard = voice
        if voice is not None and not voice.denies:
            voice = self._plausible(sentence, rule, answer, voice)
        if voice is None or (voice.party is None and voice.weak):
            finding.confidence -= _UNSAID
            finding.doubted = heard is not None and heard.party is not None
            return [self._usual(sentence, rule, finding, answer)]
        finding.party, finding.settled, finding.guessed = voice.party, True, voice.weak
        finding.apart = voice.apart
        finding.because("speaker", voice.words)
        if not voice.denies:
            return self._with_partners(sentence, finding, voice)
        return self._denied(sentence, match, rule, finding, voice)

    def _accused_of(self, sentence: Sentence, match: Match[Mark], rule: Rule, denial: Finding) -> list[Finding]:
        """What a denial says that others claim ("Kyiv denied Moscow's claim that"): the other answer, theirs."""
        if denial.party is None or rule.reading.deniers.get(denial.party) != _answer(denial):
            return []
        claimed = self._opposite(rule, _answer(denial))
        found: list[Finding] = []
        for voice in self._speakers.voices[sentence.number]:
            if voice.party in (None, denial.party) or voice.denies or rule.reading.accusers.get(voice.party) != claimed:
                continue
            finding = self._finding(sentence, match, rule, claimed).because("speaker", voice.words)
            finding.party, finding.settled, finding.refused = voice.party, True, denial.refused
            found.append(finding)
        return found

    def _plausible(self, sentence: Sentence, rule: Rule, answer: str, voice: Voice) -> Voice | None:
        """The speaker, or another of the sentence where this one would hardly say so; a weak one is then nobody."""
        doubted = rule.reading.implausible.get(answer, ())
        if voice.party not in doubted:
            return voice
        others = [other for other in self._speakers.voices[sentence.number] if other.party not in (None, *doubted)]
        others = [other for other in others if not other.denies]
        if others:
            return others[0]
        accuser = _told_accuser(sentence, rule, answer)
        if accuser is not None:
            return replace(voice, party=accuser)
        return None if voice.weak else voice

    def _usual(self, sentence: Sentence, rule: Rule, finding: Finding, answer: str) -> Finding:
        """Nobody is said to speak: the answer belongs to its usual speaker, where that one is in sight."""
        usual = rule.reading.usual.get(answer)
        nearby = [known for known in (self._earlier, sentence) if known is not None]
        if usual is not None and any(match.label.name == usual for known in nearby for match in known.of("party")):
            finding.party, finding.settled, finding.guessed = Party(usual), True, True
            finding.confidence -= _UNSAID
            finding.because("speaker", usual)
        return finding

    def _denier_inside(self, sentence: Sentence, match: Match[Mark]) -> Voice | None:
        """Who denies within the words themselves ("accusations were denied in Kyiv"), where they are put together from concepts."""
        if match.label.kind != "bundle":
            return None
        voices = self._speakers.voices[sentence.number]
        return next(
            (voice for voice in voices if voice.denies and match.first <= voice.first and voice.last <= match.last),
            None,
        )

    def _with_partners(self, sentence: Sentence, finding: Finding, voice: Voice) -> list[Finding]:
        """One answer for each of several parties that speak together ("the US and the EU insist")."""
        partners = self._partners(sentence, voice)
        return [
            finding,
            *(replace(finding, reasons=list(finding.reasons), party=party, settled=True) for party in sorted(partners)),
        ]

    @staticmethod
    def _partners(sentence: Sentence, voice: Voice) -> set[Party]:
        """The parties joined by a conjunction to the one that speaks."""
        parties = sorted(sentence.of("party"), key=lambda match: match.first)
        joints = {match.first for match in sentence.of("conjunction")}
        found: set[Party] = set()
        for one, other in pairwise(parties):
            gap = range(one.last, other.first)
            if len(gap) <= 2 and joints.intersection(gap) and voice.first <= other.first < voice.last:
                found |= {Party(one.label.name), Party(other.label.name)}
        return found - {voice.party} if voice.party in found else set()

    def _denied(
        self, sentence: Sentence, match: Match[Mark], rule: Rule, finding: Finding, voice: Voice
    ) -> list[Finding]:
        """A denial gives the denier the other answer, and the answer itself to whoever is said to claim it."""
        found: list[Finding] = []
        denial = rule.reading.deniers.get(voice.party or "none")
        said = _answer(finding)
        if denial is not None and denial == self._opposite(rule, said):
            flipped = (
                self._finding(sentence, match, rule, denial)
                .because("speaker", voice.words)
                .because("denial", voice.words)
            )
            flipped.party, flipped.settled, flipped.refused = voice.party, True, finding.refused
            found.append(flipped)
        elif denial == said:
            found.append(finding)
        accuser = self._accuser(sentence, rule, said, voice)
        if accuser is not None:
            finding.party = accuser
            found.append(finding)
        return found

    def _accuser(self, sentence: Sentence, rule: Rule, answer: str, voice: Voice) -> Party | None:
        """Who is named in the sentence as saying what is denied."""
        for party in sentence.of("party"):
            inside = voice.first <= party.first < voice.last and Party(party.label.name) is voice.party
            if not inside and rule.reading.accusers.get(party.label.name) == answer and party.label.name != voice.party:
                return Party(party.label.name)
        return None

    def _denials(self, sentence: Sentence, said: list[Finding]) -> list[Finding]:
        """A denial without content ("Kyiv called that a lie") answers what was claimed just before."""
        found: list[Finding] = []
        for voice in self._speakers.voices[sentence.number]:
            if not voice.denies or voice.party is None or any(finding.party is voice.party for finding in said):
                continue
            for known in reversed([*self._known, *said]):
                if sentence.number - known.sentence.number > _DENIAL_MEMORY:
                    break
                rule = self._rules[known.question]
                denial = rule.reading.deniers.get(voice.party)
                if denial is None or known.party is voice.party or _answer(known) != self._opposite(rule, denial):
                    continue
                finding = Finding(
                    rule.id,
                    Choice(denial),
                    sentence,
                    voice.first,
                    voice.last,
                    (voice.first, voice.last),
                    0.75,
                    party=voice.party,
                    settled=True,
                    bare=True,
                )
                found.append(finding.because("denial", voice.words).because("speaker", voice.words))
                break
        return found

    def _finding(self, sentence: Sentence, match: Match[Mark], rule: Rule, answer: str) -> Finding:
        finding = Finding(
            rule.id,
            Choice(answer),
            sentence,
            match.first,
            match.last,
            (match.first, match.last),
            _SURE[match.label.kind],
        )
        code = "concepts" if match.label.kind == "bundle" else "trigger"
        return finding.because(code, sentence.quote(self._text, match.first, match.last))

    def _opposite(self, rule: Rule, answer: str) -> str:
        return next((other for other in rule.question.answers if other != answer), answer)

    def _negated(self, sentence: Sentence, match: Match[Mark], voice: Voice | None) -> bool:
        """Whether a negation stands directly before the phrase, or inside a bundle.

        One inside a written phrase is part of its meaning; one at the verb of saying ("has not stopped blaming") is not about what is said.
        """
        cues = sentence.of("cue", "negation")
        if match.label.kind != "bundle" and any(match.first <= cue.first and cue.last <= match.last for cue in cues):
            return False
        mute = sentence.of("cue", "mute")
        return any(
            not (voice is not None and voice.first <= cue.first < voice.last)
            and not any(other.first <= cue.first < other.last for other in mute)
            and (
                (cue.last <= match.first and sentence.distance(cue.last, match.first) <= _NEGATION_REACH)
                or (match.label.kind == "bundle" and match.first <= cue.first and cue.last <= match.last)
            )
            for cue in cues
        )

    def _refusal(self, sentence: Sentence, match: Match[Mark], rule: Rule) -> str:
        if sentence.question:
            return "question"
        if _is_supposed(sentence, match, rule):
            return "hypothetical"
        if any(
            (mute.last <= match.first and sentence.distance(mute.last, match.first) <= _SILENCE)
            or (mute.first >= match.last and sentence.distance(match.last, mute.first) <= _SILENCE_BEHIND)
            for mute in sentence.of("speech", "silent")
        ):
            return "unsaid"
        if rule.reading.scope == "attack" and not self._scope.at(sentence, match.first, match.last, figure=False).own:
            return "other_event"
        if is_elsewhere(sentence, rule, match.first):
            return "elsewhere"
        if rule.id not in self._topics[sentence.number]:
            return "off_topic"
        blocks = sentence.of("question", rule.id, "blocks")
        return "blocked" if any(_apart(sentence, block, match) <= rule.reading.near for block in blocks) else ""


def _apart(sentence: Sentence, block: Match[Mark], match: Match[Mark]) -> float:
    """How far a word that speaks against an answer stands from it; one amid concepts that are far from each other touches them."""
    if match.label.kind == "bundle":
        return sentence.apart((block.first, block.last), (match.first, match.last))
    if block.last <= match.first:
        return sentence.distance(block.last, match.first)
    return sentence.distance(match.last, block.first)


def _told_accuser(sentence: Sentence, rule: Rule, answer: str) -> Party | None:
    """Who is said to accuse by those accused ("Zelensky said that Moscow was accusing Ukraine"); off the attack sides do admit things."""
    if rule.reading.scope != "attack":
        return None
    named = (match.label.name for match in sentence.of("party"))
    return next((Party(name) for name in named if rule.reading.accusers.get(name) == answer), None)


def _answer(finding: Finding) -> str:
    return finding.value.answer if isinstance(finding.value, Choice) else ""


def _without_unsaid(found: list[Finding]) -> list[Finding]:
    """An answer in the outlet's own voice is left out where the same sentence gives it to somebody."""
    said = {
        (finding.question, str(finding.value)) for finding in found if finding.party is not None and not finding.refused
    }
    return [f for f in found if f.refused or f.party is not None or (f.question, str(f.value)) not in said]


def _is_supposed(sentence: Sentence, match: Match[Mark], rule: Rule) -> bool:
    """Whether the words are supposed, feared or thought possible, or wished for, which is no answer to some questions."""
    if is_supposed(sentence, match.first, match.last, told=match.label.kind == "answer"):
        return True
    cues = sentence.of("cue", "hypothetical")
    if match.label.kind == "bundle" and any(match.first < cue.first and cue.last < match.last for cue in cues):
        return True
    return rule.reading.wished and is_wished(sentence, match.first, match.last)
