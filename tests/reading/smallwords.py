"""A language of a few words and a story of a few questions: enough to see what the engine does, independent of the shipped words.

The story: a fire in the Gridhall in March 2024, mixed up with one in Oldtown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.claims import Choice, Claim, Item, Party
from bot.domain.interval import Interval
from bot.domain.questions import Behaviour, Question, ValueType
from bot.reading.analysis import Sentence, analyse
from bot.reading.dates import DateGrammar, DateWords
from bot.reading.datespans import DateSpan
from bot.reading.language import Language
from bot.reading.numbers import Number, NumberGrammar
from bot.reading.reader import Reader
from bot.reading.result import Reading
from bot.reading.rules import Rule
from bot.reading.spelling import NumberWords
from bot.reading.tokens import Token, tokenize
from bot.reading.words import (
    CueWords,
    EventWords,
    LanguageWords,
    LayoutWords,
    QuestionReading,
    QuestionWords,
    SpeechWords,
)

TITLE = "Gridhall fire: what is known"
PUBLISHED = date(2024, 5, 10)
"""A Friday."""

NUMBERS = NumberWords(
    words={
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9, "ten": 10, "twelve": 12,
        "twenty": 20, "forty": 40, "fifty": 50, "ninety": 90, "half": 0.5,
    },
    multipliers={"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000},
    ordinals={"third": 3, "twelfth": 12, "seventy-first": 71},
    vague={"dozens": (24, 99), "scores": (40, 99), "hundreds": (100, 999)},
    hedges={
        "at_least": ("at least", "no fewer than"),
        "more_than": ("more than", "over"),
        "about": ("about", "around", "some"),
        "up_to": ("up to", "no more than"),
        "fewer_than": ("fewer than",),
        "nearly": ("nearly",),
        "exact": ("rose to over",),
    },
    after={"at_least": ("or more",), "more_than": ("plus",)},
    between=(("between", "and"), ("from", "to")),
    to=("to", "-", "–", "or"),
    ordinal_marks=("st", "nd", "rd", "th"),
    joiners=("and",),
    articles=("a", "an"),
    weak=("one",),
)  # fmt: skip

DATES = DateWords(
    months=(
        ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june",), ("july",),
        ("august",), ("september",), ("october",), ("november",), ("december", "dec"),
    ),
    weekdays=(("monday",), ("tuesday",), ("wednesday",), ("thursday",), ("friday",), ("saturday",), ("sunday",)),
    relative={"today": 0, "yesterday": -1, "{N} days ago": -1, "a week ago": -7},
    shifts={"a day later": 1, "that day": 0, "{N} days later": 1, "a day earlier": -1},
    offsets={"a day after": 1, "{N} days after": 1, "the eve of": -1},
    stretches={"last week": (-7, -1), "at the weekend": (-2, -1), "this week": (0, 6)},
    day_marks=("of", "the", "st", "nd", "rd", "th", "."),
    parts_of_month={"early": (1, 10), "late": (21, 31)},
    capital_only=("may", "march", "mar"),
    year_words=("г",),
)  # fmt: skip

WORDS = LanguageWords(
    code="en",
    name="Small",
    numbers=NUMBERS,
    dates=DATES,
    classes={
        "person": ("people", "persons", "visitors", "children"),
        "say": ("said", "says", "insisted", "insist"),
        "deny": ("denied", "rejected"),
    },
    units={
        "person": ("@person",),
        "dead": ("dead", "deaths"),
        "money": ("roubles", "$"),
        "sign": ("$",),
        "thing": ("candles", "seats"),
        "time": ("years", "hours"),
    },
    adjectives=("more", "young", "the", "of"),
    abbreviations=("dr", "gen", "u.s"),
    clause=("and", "but", "while"),
    conjunctions=("and",),
    layout=LayoutWords(
        related=("read more", "related:"), end=("comments (0)",), caption=("photo:",), noise=("advertisement",)
    ),
    speech=SpeechWords(
        before=("{P} ..3 @say", "{P} ..3 @deny", "according to {P} ,", "{P} says"),
        after=("@say ..2 {P}",),
        amid=("according to ..3 {P}",),
        passive=("was told",),
        pronoun=("he|she|they ..1 @say",),
        unnamed=("a source|official ..1 @say",),
        deny=("@deny", "lie"),
        verbs=("@say",),
        titles=("spokesman", "office"),
        offices=("office",),
    ),
    cues=CueWords(
        superseded=("up from {N}", "an earlier ..3 {N}"),
        rejected=("not {N} but",),
        increment=("{N} more", "another {N}"),
        partitive=("{N} of them", "of them {N}"),
        whole=("{N} of the {N}",),
        other_figure=("aged {N}", "{N} for each"),
        rumour=("rumours",),
        hypothetical=("if", "could"),
        negation=("not", "no", "never"),
        as_of=("as of", "by", "on"),
        comparison=("like", "since"),
        planned=("originally",),
        elsewhere=("freedonia*",),
        maybe=("may have", "perhaps"),
    ),
)

EVENTS = EventWords(
    names=("gridhall*",),
    generic={"en": ("the fire",)},
    others=("oldtown*",),
    places=("turkey",),
    scenes={"en": ("the war",)},
    years=(2024, 2025),
)

PARTIES: Mapping[Party, tuple[str, ...]] = {
    Party.RUSSIA: ("russia*", "moscow", "security council"),
    Party.UKRAINE: ("ukrain*", "kyiv"),
    Party.TAJIKISTAN: ("tajik*", "dushanbe"),
    Party.US: ("US", "washington", "national security council"),
    Party.EU: ("EU", "brussels"),
}

QUESTIONS: Mapping[str, QuestionWords] = {
    "dead": QuestionWords(
        before=("died", "killed", "dead"),
        after=("death toll", "killed"),
        exact=("{N} candles ..6 dead",),
        zero=("nobody died",),
        blocks=("choir",),
    ),
    "hurt": QuestionWords(before=("hurt", "injured"), after=("injuring",)),
    "in_hospital": QuestionWords(before=("in hospital",)),
    "fire_date": QuestionWords(event=("burned", "the fire broke out"), blocks=("funeral",)),
    "visit_date": QuestionWords(event=("visited", "visit"), exact=("visit of {D}",)),
    "jubilee": QuestionWords(exact=("{O} jubilee",), blocks=("wedding",)),
    "guilt": QuestionWords(
        answers={"arson": ("set on fire", "was arson"), "accident": ("was an accident",), "arson/ukraine": ("own up",)},
        concepts={"culprit": ("arsonists",), "deed": ("guilty", "to blame")},
        topic=("fire", "arson*", "accident", "blame", "gridhall*", "own up"),
        blocks=("drill",),
    ),
}

READINGS: Mapping[str, QuestionReading] = {
    "dead": QuestionReading(units=("person", "dead"), least=1, most=2000, near=8.0),
    "hurt": QuestionReading(units=("person",), least=1, most=5000, on_top=True, shares=("in_hospital",)),
    "in_hospital": QuestionReading(units=("person",), partitive=True),
    "fire_date": QuestionReading(window=("2024-03-15", "2024-04-05"), near=7.0),
    "visit_date": QuestionReading(scope="travel", window=("2024-04-20", "2024-05-20"), near=7.0),
    "jubilee": QuestionReading(scope="travel", least=60, most=99),
    "guilt": QuestionReading(
        deniers={"russia": "accident", "us": "accident"},
        accusers={"ukraine": "arson"},
        bundles={"arson": ("culprit + deed",)},
        reach=5.0,
        near=4.0,
    ),
}

_TYPES = {
    "fire_date": ValueType.DATE,
    "visit_date": ValueType.DATE,
    "jubilee": ValueType.ORDINAL,
    "guilt": ValueType.CHOICE,
}


def rule(name: str) -> Rule:
    """A question of the small story with its way of being read."""
    kind = _TYPES.get(name, ValueType.COUNT)
    answers: Mapping[str, Mapping[str, str]] = (
        {"arson": {"en": "arson"}, "accident": {"en": "an accident"}} if kind is ValueType.CHOICE else {}
    )
    question = Question(name, "losses", kind, {"en": name}, {"en": name}, name, Behaviour.CUMULATIVE, answers)
    return Rule(question, READINGS[name])


RULES = tuple(rule(name) for name in QUESTIONS)
_LANGUAGES: dict[str, Language] = {}


def language(**changed: Any) -> Language:
    """The small language compiled, with some of its words changed."""
    return Language(replace(WORDS, **changed), EVENTS, PARTIES, QUESTIONS, LayoutWords())


def small() -> Language:
    """The small language as it stands, compiled once."""
    if "en" not in _LANGUAGES:
        _LANGUAGES["en"] = language()
    return _LANGUAGES["en"]


def item(text: str, *, title: str = TITLE, published: date = PUBLISHED, lang: str = "en") -> Item:
    """A text as an item of a day."""
    return Item(
        "i", "The Gazette", lang, title, text, datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
    )


def read(text: str, *, title: str = TITLE, published: date = PUBLISHED) -> Reading:
    """What the small language reads in a text."""
    return Reader({"en": small()}, RULES, EVENTS.years).read(item(text, title=title, published=published))


def claims(text: str, question: str, **more: Any) -> list[Claim]:
    """The claims of a text on one question."""
    return [claim for claim in read(text, **more).claims if claim.question == question]


def bounds(text: str, question: str = "dead", **more: Any) -> list[tuple[Any, Any]]:
    """The intervals that a text claims for a question, in its order."""
    return [(one.value.lo, one.value.hi) for one in claims(text, question, **more) if isinstance(one.value, Interval)]


def answers(text: str, question: str = "guilt", **more: Any) -> list[tuple[str, Party | None]]:
    """The choices that a text makes on a question, and whose they are."""
    return [(one.value.answer, one.party) for one in claims(text, question, **more) if isinstance(one.value, Choice)]


def refusals(text: str, question: str = "dead", **more: Any) -> list[str]:
    """Why the candidates for a question were refused."""
    return [one.reasons[-1].detail for one in read(text, **more).rejected if one.question == question]


def sentences(text: str, *, title: str = TITLE, published: date = PUBLISHED) -> list[Sentence]:
    """A text taken apart by the small language."""
    return analyse(item(text, title=title, published=published), small())


def words(text: str) -> list[Token]:
    """The tokens of a text."""
    return tokenize(text, 0, len(text))


def numbers(text: str, spec: NumberWords = NUMBERS) -> list[Number]:
    """The numbers of a sentence."""
    return NumberGrammar(spec).find(words(text))


def days(text: str, published: date = PUBLISHED, spec: DateWords = DATES) -> list[DateSpan]:
    """The days of a sentence."""
    tokens = words(text)
    return DateGrammar(spec).find(tokens, text, published, NumberGrammar(NUMBERS).find(tokens))
