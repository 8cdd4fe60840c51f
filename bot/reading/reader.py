"""A text in, what it says out: the order in which the reading modules work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.claims import Choice, Claim, Item, Reason
from bot.domain.questions import ValueType
from bot.domain.stored import Passage
from bot.reading.analysis import Sentence
from bot.reading.asof import as_of, entries, said_on
from bot.reading.attribution import by_their_sides
from bot.reading.choices import Choices
from bot.reading.counts import Counts
from bot.reading.days import Days
from bot.reading.finding import Finding
from bot.reading.form import Form
from bot.reading.joining import Judge, join
from bot.reading.language import Language
from bot.reading.ordinals import Ordinals
from bot.reading.preparing import prepare
from bot.reading.relevance import Nearness, may_be_about, nearness
from bot.reading.result import Reading, Rejected
from bot.reading.rivals import beaten
from bot.reading.rules import Rule
from bot.reading.scope import Scope
from bot.reading.speakers import Speakers
from bot.reading.takenback import take_back
from bot.reading.timeline import dated_events

_QUOTE = 300
_CLAUSE = 160
_CLOSING = {"»": "«", "”": "“", "“": "„", ")": "("}
_INSIDE = frozenset("'’-–%$€£&/")
_HOUR = 10.0
"""How far from a figure the hour may stand at which it held."""


class Reader:
    """Reads items of every configured language; holds no state between items."""

    def __init__(
        self,
        languages: Mapping[str, Language],
        rules: Sequence[Rule],
        years: tuple[int, int],
        second: Judge | None = None,
        day: date | None = None,
    ) -> None:
        """`years` are the first and the last year of the story: figures of earlier years belong to other events. `day` is the event's.

        With a `second` reader the findings are those of both (see bot/reading/joining.py).
        """
        self._languages = dict(languages)
        self._rules = tuple(rules)
        self._years = years
        self._second = second
        self._day = day
        self._begins = day or date(years[0], 1, 1)

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that can be read."""
        return tuple(self._languages)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The questions with their ways of being read."""
        return self._rules

    def language(self, code: str) -> Language:
        """The compiled words of a language. Raises KeyError for one that is not configured."""
        return self._languages[code]

    def sentences(self, item: Item) -> list[Sentence]:
        """A text taken apart, its days settled. Raises KeyError for a language that is not configured."""
        return prepare(_with_body(item), self._languages[item.lang])

    def is_about(self, item: Item) -> bool:
        """Whether the item is about the story; never so in a language that is not configured, or before the story began.

        One that names the event is. One that only speaks of an attack, or of a topic and both countries, is read: it is about the story
        where it answers one of its questions.
        """
        near = self._nearness(item)
        return near is Nearness.NAMED or (near is Nearness.LIKELY and bool(self.read(item).claims))

    def _nearness(self, item: Item) -> Nearness:
        language = self._languages.get(item.lang)
        if language is None or item.day < self._begins:
            return Nearness.ELSEWHERE
        return nearness(item, language)

    def may_be_about(self, item: Item) -> bool:
        """Whether an item's words, of which there may be few, leave it possible that its article is about the story."""
        language = self._languages.get(item.lang)
        return language is not None and item.day >= self._begins and may_be_about(item, language)

    def read(self, item: Item) -> Reading:
        """Everything one text says.

        A text in a language that is not configured yields nothing, with `lang` None; one from before the story began claims nothing
        about it.
        """
        language = self._languages.get(item.lang)
        if language is None:
            return Reading(None)
        if item.day < self._begins:
            return Reading(language.code)
        item = _with_body(item)
        sentences = self.sentences(item)
        body = [sentence for sentence in sentences if sentence.kind == "body"]
        scope = Scope(item, sentences, language, self._years)
        speakers = Speakers(item.text, sentences)
        topics = self._sightings(item, body, language)
        findings = self._find(item, sentences, scope, speakers, topics, choices=language.words.reads == "all")
        if self._second is not None and language.code in self._second.card.languages:
            form = Form(self._rules, topics, speakers.voices, self._day, item.day, self._years)
            heard = self._second.hear(item, sentences)
            placed = replace(heard, opinions=tuple(by_their_sides(map(form.placed, heard.opinions), form.implausible)))
            findings = join(findings, placed, self._second, form)
        take_back(findings, body)
        claims, rejected = self._claims(item, findings, speakers, entries(sentences))
        passages = tuple(
            Passage(item.id, number, sentence.start, sentence.end, item.text[sentence.start : sentence.end])
            for number, sentence in enumerate(body)
        )
        return Reading(language.code, claims, dated_events(item, body, scope, self._rules), passages, rejected)

    def _entry(self, finding: Finding, item: Item, chronology: Mapping[int, date]) -> date:
        """The day under which a chronology tells something; elsewhere that of publication."""
        day = chronology.get(finding.sentence.number)
        return item.day if day is None or day > item.day or day == self._day else day

    def _find(
        self,
        item: Item,
        sentences: Sequence[Sentence],
        scope: Scope,
        speakers: Speakers,
        topics: dict[int, frozenset[str]],
        *,
        choices: bool,
    ) -> list[Finding]:
        body = [sentence for sentence in sentences if sentence.kind == "body"]
        counts = Counts(self._rules, item.text, scope, topics)
        days = Days(self._rules, item.text, scope, topics, sentences, item.day, self._day)
        ordinals = Ordinals(self._rules, item.text, topics)
        chosen = Choices(self._rules, item.text, scope, speakers, topics)
        found: list[Finding] = []
        for sentence in body:
            before = sentences[sentence.number - 1] if sentence.number else None
            asked = before if before is not None and (before.kind == "heading" or before.question) else None
            found += counts.find(sentence, asked)
            found += days.find(sentence, before)
            found += ordinals.find(sentence)
            if choices:
                found += chosen.find(sentence)
        return found

    def _sightings(self, item: Item, body: Sequence[Sentence], language: Language) -> dict[int, frozenset[str]]:
        """For each sentence the questions whose topic is in sight: in it, in the title, or in the sentences just before."""
        with_topic = {rule for rule, words in language.questions.items() if words.topic}
        free = frozenset(rule.id for rule in self._rules) - with_topic
        title = {
            match.label.name
            for match in language.names(item.title)
            if match.label.kind == "question" and match.label.detail == "topic"
        }
        last: dict[str, int] = {}
        found: dict[int, frozenset[str]] = {}
        memory = {rule.id: rule.reading.memory for rule in self._rules}
        for number, sentence in enumerate(body):
            last.update((match.label.name, number) for match in sentence.of("question", detail="topic"))
            recent = {question for question, seen in last.items() if number - seen <= memory[question]}
            found[sentence.number] = free.union(title, recent)
        return found

    def _claims(
        self, item: Item, findings: Sequence[Finding], speakers: Speakers, chronology: Mapping[int, date]
    ) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
        rules = {rule.id: rule for rule in self._rules}
        claims: list[Claim] = []
        rejected: list[Rejected] = []
        seen: dict[tuple[object, ...], int] = {}
        largest = _largest(findings)
        for finding in sorted(findings, key=lambda finding: (finding.sentence.place(finding.first), finding.question)):
            rule = rules[finding.question]
            question = rule.question
            choice = question.type is ValueType.CHOICE
            voice = speakers.of(finding.sentence, *finding.anchor, figure=not choice)
            if not finding.settled and voice is not None and not (voice.denies or voice.weak):
                finding.party = voice.party
                finding.because("speaker", voice.words)
            start, end = _quote_bounds(finding)
            if finding.refused:
                reasons = (*finding.reasons, Reason("refused", finding.refused))
                rejected.append(Rejected(finding.question, item.text[start:end], start, end, reasons))
                continue
            day = item.day
            if choice and not rule.reading.dated:
                day = said_on(finding, voice, item.day, self._day)
            elif question.type is ValueType.COUNT:
                overtaken = _is_overtaken(finding, largest)
                finding.past = finding.past or (overtaken and _is_of_earlier(finding))
                own = None if overtaken else self._day
                day = as_of(finding, self._entry(finding, item, chronology), question.behaviour, own)
            key = (finding.question, finding.value, finding.party if choice else None, day, finding.past)
            claim = _claim(item, finding, start, end, day)
            if key not in seen:
                seen[key] = len(claims)
                claims.append(claim)
            elif claim.confidence > claims[seen[key]].confidence:
                claims[seen[key]] = claim
        given_way = beaten(claims)
        rejected += [_rejected(claims[place]) for place in sorted(given_way)]
        return tuple(claim for place, claim in enumerate(claims) if place not in given_way), tuple(rejected)


def _largest(findings: Sequence[Finding]) -> Mapping[str, int]:
    """The largest count that a text answers each question with."""
    largest: dict[str, int] = {}
    for finding in findings:
        if not finding.refused and not isinstance(finding.value, Choice) and isinstance(finding.value.lo, int):
            largest[finding.question] = max(largest.get(finding.question, 0), finding.value.lo)
    return largest


def _is_overtaken(finding: Finding, largest: Mapping[str, int]) -> bool:
    """Whether the text gives a larger count too: then the event's own day may be the day by which this one stood."""
    value = finding.value
    if isinstance(value, Choice) or not isinstance(value.hi, int):
        return False
    return value.hi < largest.get(finding.question, 0)


def _is_of_earlier(finding: Finding) -> bool:
    """Whether an earlier hour stands beside a figure: "this morning he put the toll at 133"."""
    cues = finding.sentence.of("cue", "earlier")
    return any(finding.sentence.apart((cue.first, cue.last), finding.anchor) <= _HOUR for cue in cues)


def _rejected(claim: Claim) -> Rejected:
    """A claim that gave way to another of the same text."""
    return Rejected(claim.question, claim.quote, claim.start, claim.end, (*claim.reasons, Reason("refused", "rival")))


def _claim(item: Item, finding: Finding, start: int, end: int, day: date) -> Claim:
    reasons = list(finding.reasons)
    if day != item.day:
        reasons.append(Reason("as_of", day.isoformat()))
    return Claim(
        item.id, finding.question, finding.value, finding.party, day, item.text[start:end], start, end,
        finding.past, round(finding.confidence, 3), tuple(reasons),
    )  # fmt: skip


def _quote_bounds(finding: Finding) -> tuple[int, int]:
    """The words of a finding with the rest of their clause, at most 300 characters, the value always inside."""
    sentence = finding.sentence
    first, last = finding.first, finding.last
    while first > 0 and not _bounds(sentence, first - 1) and _width(sentence, first - 1, last) <= _CLAUSE:
        first -= 1
    while last < len(sentence.tokens) and not _bounds(sentence, last) and _width(sentence, first, last + 1) <= _CLAUSE:
        last += 1
    words = [token.word for token in sentence.tokens[first:last]]
    if last < len(sentence.tokens) and _CLOSING.get(sentence.tokens[last].word, "") in words:
        last += 1
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    if end - start > _QUOTE:
        anchor = sentence.tokens[finding.anchor[0]].start
        start = max(start, min(anchor, end - _QUOTE))
        end = min(end, start + _QUOTE)
    return start, end


def _bounds(sentence: Sentence, place: int) -> bool:
    """Whether a clause ends at a token: at punctuation, except inside a number or an abbreviation."""
    word = sentence.tokens[place].word
    return not word[0].isalnum() and word not in _INSIDE


def _width(sentence: Sentence, first: int, last: int) -> int:
    return sentence.tokens[last - 1].end - sentence.tokens[first].start


def _with_body(item: Item) -> Item:
    """An item without text is read by its title."""
    if item.text.strip():
        return item
    return Item(item.id, item.source, item.lang, "", item.title, item.published, item.url, item.published_is_day)
