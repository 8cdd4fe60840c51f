"""The reading words of the configuration, as typed values: one language's grammar, the story's events and parties, and the
words by which each question is recognised. Pure data: what they mean is in the modules that use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.interval import Interval
from bot.reading.dates import DateWords
from bot.reading.spelling import NumberWords

Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """How outlets of a language mark what is not the article.

    `related` opens a list of other stories when a line begins with it; `end` closes the article for good; `caption`
    begins a picture's caption; `noise` are whole lines to drop.
    """

    related: Phrases = ()
    end: Phrases = ()
    caption: Phrases = ()
    noise: Phrases = ()


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Who says something, as phrases with a party {P}.

    `before` names the speaker before what is said ("{P} ..3 said"), `after` behind it ("said ..2 {P}": it needs a comma
    or a quotation mark before it), `amid` anywhere ("according to ..3 {P}"). `passive` is no speech of the party named
    ("{P} was told"), `silent` no speech at all ("nobody has said"). `back` begins a sentence that names the speaker of
    the one before ("this was reported by"). `indirect` are verb forms of reported speech ("habe", "sei"), which carry
    the last speaker on. `pronoun` carries the last speaker on ("he added"); `unnamed` are speakers of no stated party
    ("a source said"). `deny` are words that make a statement a denial. `verbs` are the verbs of saying, for named
    speakers who are no known party; `offices` are words that are no names though they are written like some ("Foreign
    Ministry"); `bystander` is a party beside a speaker who does not speak for it: where somebody is posted, comes from
    or is exiled from, or who is told ("ambassador in {P}", "exiled {P}"); `titles` may stand between a party and the
    name of somebody who speaks for it ("spokesman", "deputy", "of").

    Where the verb of saying closes the sentence ("Putin, ... söyledi"), `closing` are such verbs; all between one and its
    subject is said. `subject` are phrases with {P} that show the party as a subject, `oblique` are forms that are none
    ("to Moscow"), `topical` stand behind a named person who is one, `according` behind one after whom
    it is so.
    """

    before: Phrases = ()
    after: Phrases = ()
    amid: Phrases = ()
    passive: Phrases = ()
    silent: Phrases = ()
    back: Phrases = ()
    indirect: Phrases = ()
    pronoun: Phrases = ()
    unnamed: Phrases = ()
    deny: Phrases = ()
    offices: Phrases = ()
    bystander: Phrases = ()
    verbs: Phrases = ()
    titles: Phrases = ()
    closing: Phrases = ()
    subject: Phrases = ()
    oblique: Phrases = ()
    topical: Phrases = ()
    according: Phrases = ()


@dataclass(frozen=True, slots=True)
class CueWords:
    """Words that decide what a number or a statement is not.

    Phrases with {N} bind to that number: `superseded` ("up from {N}"), `rejected` ("not {N} but"), `increment` ("{N}
    more"), `partitive` ("{N} of them"), `whole` (the second {N} of "{N} of the {N}"), `other_figure` (numbers that are
    never counts of people: "aged {N}"). Those without bind to their clause: `rumour`, `hypothetical`, of figures `doubting` (words of
    doubt that of a choice make a denial or a report), and of choices `wish` and
    `wish_behind` (verbs of demanding and hoping, before or behind what is wished for). `negation` turns
    a statement round; one inside `mute` does not ("did not mention"). `anaphor` begins a sentence that speaks on of the
    one before ("all", "they"). `as_of` introduces the day that a figure applies to. `comparison` introduces another
    event without changing the subject. `separate` opens another case. `contrast` sets an event apart from what is spoken of ("unlike",
    before its name), `contrast_behind` from behind the name. `other_year` puts what follows into another year ("last year", "next
    year"), which matters to a place in a row. `planned` says that something was meant for another day at first ("originally planned
    for"), near the day that it was meant for. `elsewhere` are other countries, their capitals and ministers, `neighbour` is the one
    behind Russia's border.
    `undone` says that what could have been did not happen ("did not meet", "there was no call"), `denying` that what follows in
    its clause is denied ("denied that", "rejected reports that"), figures and days. `told` binds a day to the verb or the occasion
    of saying something ("said on {D}", "at the briefing on {D}"). `earlier` is an earlier hour of the day ("this morning", "a first
    count"): of two figures in one text, a smaller one beside it is overtaken. `future` makes a weekday in its clause, but for today's, the
    next one ("will meet on Thursday"). `cancelled` says that the event of a day before it, or right behind, did not come about ("but the
    meeting fell through"). `partly` says what became of some: the number before it is no total ("nine of the patients are in intensive
    care"), unless one of `added` stands between ("and many"). `demanded` makes suspects behind it somebody's demand ("want six men
    remanded"). `deed` is what somebody did besides ("flew home", "told reporters"): a day in its clause that it stands nearer to than the
    words of an event is not the event's.
    `maybe` makes the answer beside it, or around it, a guess ("could become", "perhaps").
    """

    superseded: Phrases = ()
    rejected: Phrases = ()
    increment: Phrases = ()
    partitive: Phrases = ()
    whole: Phrases = ()
    other_figure: Phrases = ()
    rumour: Phrases = ()
    doubting: Phrases = ()
    hypothetical: Phrases = ()
    wish: Phrases = ()
    wish_behind: Phrases = ()
    negation: Phrases = ()
    mute: Phrases = ()
    anaphor: Phrases = ()
    as_of: Phrases = ()
    comparison: Phrases = ()
    separate: Phrases = ()
    contrast: Phrases = ()
    contrast_behind: Phrases = ()
    other_year: Phrases = ()
    planned: Phrases = ()
    undone: Phrases = ()
    denying: Phrases = ()
    told: Phrases = ()
    earlier: Phrases = ()
    future: Phrases = ()
    cancelled: Phrases = ()
    partly: Phrases = ()
    demanded: Phrases = ()
    deed: Phrases = ()
    added: Phrases = ()
    elsewhere: Phrases = ()
    neighbour: Phrases = ()
    maybe: Phrases = ()


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """Everything needed to read one language. `reads` is "all", or "figures" where choices cannot be read."""

    code: str
    name: str
    numbers: NumberWords
    dates: DateWords
    reads: str = "all"
    classes: Mapping[str, Phrases] = field(default_factory=dict)
    units: Mapping[str, Phrases] = field(default_factory=dict)
    adjectives: Phrases = ()
    abbreviations: Phrases = ()
    clause: Phrases = ()
    conjunctions: Phrases = ()
    layout: LayoutWords = field(default_factory=LayoutWords)
    speech: SpeechWords = field(default_factory=SpeechWords)
    cues: CueWords = field(default_factory=CueWords)


@dataclass(frozen=True, slots=True)
class EventWords:
    """What this story is called and what it is mixed up with, all languages together.

    `names` are this event's own names; `generic` name it where nothing else is being spoken of ("the massacre").
    `others` are names of other events; `places` are places that belong to other events when an event or an arrest is
    spoken of beside them; `scenes` are words of war and accidents. `years` are the first and the last year of the story, `day` is
    the day of the event: what is told with it is no figure of that day ("the 145 killed on 22 March"). `spellings` tells for a name how
    else it is written, by how those words begin; phrases may use any of them.
    """

    names: Phrases
    generic: Mapping[str, Phrases]
    others: Phrases
    places: Phrases
    scenes: Mapping[str, Phrases]
    years: tuple[int, int]
    day: date | None = None
    spellings: Mapping[str, Phrases] = field(default_factory=dict)


SIDES = ("before", "after", "around", "exact", "far")
"""The phrases of a counted question that stand with its number."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of one question in one language.

    Counts: a number answers where it stands before a phrase of `before`, behind one of `after`, on either side of one
    of `around`, or inside one of `exact` (with {N}: the words say themselves what is counted) or `far` (which only
    reaches further). Dates and ordinals: `exact` with {D} or {O}; `event` phrases name the event, and the nearest day
    in their clause answers. Choices: `answers` gives phrases for each answer, `concepts` phrases for the parts of which
    answers are put together (see `QuestionReading.bundles`); `topic` must be there too. `blocks` silence the question
    in their clause. `others` tell of somebody else's affair that looks like it ("the interior ministers telephoned")
    and rule the question out, between semicolons, for both readers. `places` are the places that the question is asked
    of together: a number at one of them is a part. `unless` takes back the last day that is named before it ("no note
    was handed over").
    """

    before: Phrases = ()
    after: Phrases = ()
    around: Phrases = ()
    exact: Phrases = ()
    far: Phrases = ()
    zero: Phrases = ()
    event: Phrases = ()
    topic: Phrases = ()
    answers: Mapping[str, Phrases] = field(default_factory=dict)
    concepts: Mapping[str, Phrases] = field(default_factory=dict)
    blocks: Phrases = ()
    others: Phrases = ()
    places: Phrases = ()
    unless: Phrases = ()


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """How a question is read in any language.

    `units` are the unit classes its numbers may count; `partitive` whether a part of another figure counts; `increment`
    whether "N more" does, `on_top` whether it does behind the number of another question. `bundles` says which concepts
    together give an answer ("planner + abroad"), no two of them
    further apart than `reach`. `inherits` lets a bundle take its leading concept from the sentence before. `memory` is
    for how many sentences a topic word holds. `shares` are questions that may answer from the same number; it `yields`
    a number to questions that mean something narrower. `near` is how far a number may stand from its words. `most` and
    `least` bound plausible figures. `window` bounds plausible days. `deniers` are parties whose denial flips an answer;
    `usual` says whose an answer usually is: it is taken for theirs where nobody is said to speak and they are in sight.
    `implausible` lists who would hardly give an answer: a speaker found by a pronoun or far from the verb is then
    doubted. `dated` says that what is asked happened on a day of its own, so that a day beside who tells it is hardly that of
    the telling. `wished` says that what somebody demands or hopes for is no answer. `ahead` says that a day to come answers too (a
    meeting that is announced), `announced` that the day on which it is told is its day (travel advice). `beside` are parties of which a
    sentence that names another country has to name one, or it tells of that country's affairs; `heard_beside` are those of what only
    the second reader hears. `scope` is "attack" where the event of the
    sentence decides.
    """

    scope: str = "attack"
    units: Phrases = ()
    partitive: bool = False
    increment: bool = False
    on_top: bool = False
    least: int = 0
    most: int = 10_000
    window: tuple[str, str] = ("", "")
    deniers: Mapping[str, str] = field(default_factory=dict)
    accusers: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    implausible: Mapping[str, Phrases] = field(default_factory=dict)
    shares: Phrases = ()
    yields: Phrases = ()
    near: float = 8.0
    bundles: Mapping[str, Phrases] = field(default_factory=dict)
    reach: float = 9.0
    memory: int = 2
    inherits: bool = False
    wished: bool = False
    dated: bool = False
    ahead: bool = False
    announced: bool = False
    beside: Phrases = ()
    heard_beside: Phrases = ()

    @property
    def counts_suspects(self) -> bool:
        """Whether its numbers are people accused of something."""
        return "suspect" in self.units

    def believes(self, figure: Interval[int], *, rough: bool) -> bool:
        """Whether a figure is plausible, a range with both ends.

        Of a `rough` one ("dozens", "about 400") nobody named the upper, of one without a lower ("up to 182") the upper counts.
        """
        named = figure.lo or figure.hi or 0
        return self.least <= named <= self.most and (rough or figure.hi is None or figure.hi <= self.most)
