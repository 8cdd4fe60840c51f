"""How texts are read, from the configuration: languages, the names of events and parties, and the rule of each question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.claims import Party
from bot.domain.questions import Story, ValueType
from bot.reading.joining import Judge
from bot.reading.language import Language
from bot.reading.phrases import PhraseError
from bot.reading.reader import Reader
from bot.reading.rules import Rule
from bot.reading.words import EventWords, LanguageWords, LayoutWords, QuestionReading, QuestionWords
from bot.settings.folder import LANGUAGES, ConfigFolder
from bot.settings.toml_table import Table
from bot.settings.wording import hint

EVENTS = "events.toml"
VOICES = "voices.toml"
RULES = "reading.toml"
LAYOUT = "layout.toml"
QUESTIONS = "questions"

Names = Mapping[Party, tuple[str, ...]]


def load_reader(folder: ConfigFolder, story: Story, second: Judge | None = None) -> Reader:
    """The reader of every language in `languages/`. Raises ConfigError with file and line where a word or a rule is wrong."""
    rules = _rules(folder, story)
    events = folder.load(EventWords, EVENTS)
    parties = _parties(folder)
    everywhere = folder.load(LayoutWords, LAYOUT)
    languages = {}
    for name in folder.names(LANGUAGES):
        language = _language(folder.table(f"{LANGUAGES}/{name}.toml"), events, parties, everywhere, story, rules)
        languages[language.code] = language
    _check_units(folder.table(RULES), rules, [language.words for language in languages.values()])
    return Reader(languages, tuple(rules.values()), events.years, second, events.day)


def _rules(folder: ConfigFolder, story: Story) -> Mapping[str, Rule]:
    table = folder.table(RULES)
    found: dict[str, Rule] = {}
    for name, part in table.tables():
        if name not in story.questions:
            raise table.error(f"there is no question {name!r} {hint(name, list(story.questions))}", name)
        found[name] = Rule(story.questions[name], part.into(QuestionReading))
        _check_rule(part, found[name])
        _check_names(part, found[name].reading, list(story.questions))
        if "window" in part.data:
            _check_window(part, found[name].reading.window)
    return {name: found.get(name) or Rule(question, QuestionReading()) for name, question in story.questions.items()}


def _check_rule(table: Table, rule: Rule) -> None:
    """Answers that a rule names must be answers of its question."""
    answers = rule.question.answers
    named: dict[str, str] = {}
    for key in ("bundles", "usual", "implausible"):
        named.update(dict.fromkeys(getattr(rule.reading, key), key))
    for key in ("deniers", "accusers"):
        named.update(dict.fromkeys(getattr(rule.reading, key).values(), key))
    for answer, key in named.items():
        if answer.partition("/")[0] not in answers:
            raise table.error(f"{rule.id} has no answer {answer!r} {hint(answer, list(answers))}", key)


def _check_window(table: Table, window: tuple[str, str]) -> None:
    """A window is two days: it is compared with days as they are written ("2024-03-22")."""
    for place, text in enumerate(window):
        if not _is_day(text):
            raise table.error(f"{text!r} is no day (write it as 2024-03-22)", "window", place)
    if window[1] < window[0]:
        raise table.error(f"the window ends on {window[1]}, before it begins on {window[0]}", "window")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_names(table: Table, reading: QuestionReading, questions: Sequence[str]) -> None:
    """Questions and parties that a rule names must be there."""
    parties = [*(party.value for party in Party), "none"]
    for key in ("shares", "yields"):
        for place, name in enumerate(getattr(reading, key)):
            if name not in questions:
                raise table.error(f"there is no question {name!r} {hint(name, questions)}", key, place)
    named = {
        "deniers": reading.deniers,
        "accusers": reading.accusers,
        "usual": reading.usual.values(),
        "beside": reading.beside,
        "heard_beside": reading.heard_beside,
        "implausible": [party for doubted in reading.implausible.values() for party in doubted],
    }
    for key, names in named.items():
        for name in names:
            if name not in parties:
                raise table.error(f"there is no party {name!r} {hint(name, parties)}", key)


def _check_units(table: Table, rules: Mapping[str, Rule], languages: Sequence[LanguageWords]) -> None:
    """What a rule counts must be a class of units of some language."""
    known = sorted({unit for words in languages for unit in words.units})
    for rule in rules.values():
        for place, unit in enumerate(rule.reading.units):
            if unit not in known:
                raise table.error(f"no language has the unit {unit!r} {hint(unit, known)}", rule.id, "units", place)


def _parties(folder: ConfigFolder) -> Names:
    table = folder.table(VOICES)
    known = {party.value for party in Party}
    for name in table.data:
        if name not in known:
            raise table.error(f"there is no party {name!r} {hint(name, sorted(known))}", name)
    return {Party(name): tuple(words) for name, words in table.into(dict[str, tuple[str, ...]]).items()}


def _language(
    table: Table, events: EventWords, parties: Names, everywhere: LayoutWords, story: Story, rules: Mapping[str, Rule]
) -> Language:
    words = table.without(QUESTIONS).into(LanguageWords)
    questions: dict[str, QuestionWords] = {}
    for name, part in table.table(QUESTIONS).tables() if QUESTIONS in table.data else ():
        if name not in story.questions:
            raise table.error(f"there is no question {name!r} {hint(name, list(story.questions))}", QUESTIONS, name)
        questions[name] = part.into(QuestionWords)
        _check_words(part, rules[name], questions[name])
    try:
        return Language(words, events, parties, questions, everywhere)
    except PhraseError as error:
        raise _misspelt(table, str(error)) from None


def _check_words(table: Table, rule: Rule, words: QuestionWords) -> None:
    """Answers and concepts that a language names must be known to the question's rule."""
    for answer in words.answers:
        if answer.partition("/")[0] not in rule.question.answers:
            raise table.error(
                f"{rule.id} has no answer {answer!r} {hint(answer, list(rule.question.answers))}", "answers", answer
            )
    known = {
        part.strip() for bundles in rule.reading.bundles.values() for bundle in bundles for part in bundle.split("+")
    }
    for concept in words.concepts:
        if concept not in known:
            raise table.error(
                f"no bundle of {rule.id} uses the concept {concept!r} {hint(concept, sorted(known))}",
                "concepts",
                concept,
            )
    if rule.question.type is not ValueType.CHOICE and (words.answers or words.concepts):
        raise table.error(f"{rule.id} is no choice and has no answers", "answers" if words.answers else "concepts")


def _misspelt(table: Table, sentence: str) -> Exception:
    """The complaint about a phrase, with the line it stands on."""
    phrase = sentence.split('"')[1] if '"' in sentence else ""
    line = next((number for number, text in enumerate(table.source.splitlines(), 1) if f'"{phrase}"' in text), 1)
    from bot.settings.toml_table import error_at

    return error_at(table.file, line, sentence)
