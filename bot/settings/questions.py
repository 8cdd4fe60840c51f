"""The files of questions, config/questions/*.toml, and the rules of config/ask.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.errors import ConfigError
from bot.domain.questions import Behaviour, Question, Topic, ValueType
from bot.settings.folder import QUESTION_HOMES, QUESTIONS, ConfigFolder, check_home
from bot.settings.paths import shown
from bot.settings.toml_table import Table
from bot.settings.wording import check_id, check_language, check_wording, hint, plain

RULES = "ask.toml"


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """A question as its file says it; the keys are explained in docs/adding-a-question.md."""

    topic: str
    type: ValueType
    meaning: str
    label: Mapping[str, str]
    asks: Mapping[str, str]
    behaviour: Behaviour | None = None
    in_toll: bool = False
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ask_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SharedPhrase:
    """A phrase that several questions may use; /ask means `prefer`, or all of them where that is left out."""

    phrase: str
    questions: tuple[str, ...]
    prefer: str | None = None


@dataclass(frozen=True, slots=True)
class AskRules:
    """config/ask.toml."""

    shared: tuple[SharedPhrase, ...] = ()


@dataclass(frozen=True, slots=True)
class _Use:
    """One place where a question uses a phrase."""

    question: str
    table: Table
    language: str
    place: int


def load_questions(
    folder: ConfigFolder, languages: Sequence[str], topics: Mapping[str, Topic]
) -> Mapping[str, Question]:
    """All questions by id, in the order of their topics, then of the files. Raises ConfigError with file and line."""
    tables: dict[str, Table] = {}
    questions: dict[str, Question] = {}
    for name, whole in folder.questions():
        if name in tables:
            raise whole.error(f"the question {name!r} is also in {shown(tables[name].file)}")
        check_home(whole, QUESTION_HOMES)
        tables[name] = whole
        questions[name] = _question(name, tables[name], languages, topics)
    if not questions:
        raise ConfigError(f"{shown(folder.path / QUESTIONS)}: there is no question in this folder")
    questions = _ruled(questions, tables, _rules(folder, questions, tables))
    order = list(topics)
    return {question.id: question for question in sorted(questions.values(), key=lambda it: order.index(it.topic))}


def _question(name: str, table: Table, languages: Sequence[str], topics: Mapping[str, Topic]) -> Question:
    check_id(table, name)
    spec = table.into(QuestionSpec)
    if spec.topic not in topics:
        raise table.error(f"unknown topic {spec.topic!r} {hint(spec.topic, list(topics))}", "topic")
    if not spec.meaning.strip():
        raise table.error("'meaning' is empty", "meaning")
    check_wording(table, spec.label, languages, "label")
    check_wording(table, spec.asks, languages, "asks")
    _check_answers(table, spec, languages)
    _check_ask_words(table, spec)
    return Question(
        id=name,
        topic=spec.topic,
        type=spec.type,
        label=spec.label,
        asks=spec.asks,
        meaning=spec.meaning,
        behaviour=_behaviour(table, spec),
        answers=spec.answers,
        ask_words=spec.ask_words,
        in_toll=spec.in_toll,
    )


def _behaviour(table: Table, spec: QuestionSpec) -> Behaviour:
    if spec.type is ValueType.COUNT and spec.behaviour is None:
        raise table.error("a count needs 'behaviour': cumulative, point_in_time or fixed")
    if spec.type is not ValueType.COUNT and spec.behaviour is not None:
        raise table.error(f"only a count has 'behaviour', and this is a {spec.type}", "behaviour")
    return spec.behaviour or Behaviour.FIXED


def _check_answers(table: Table, spec: QuestionSpec, languages: Sequence[str]) -> None:
    if spec.type is not ValueType.CHOICE and spec.answers:
        raise table.error(f"only a choice has 'answers', and this is a {spec.type}", "answers")
    if spec.type is ValueType.CHOICE and len(spec.answers) < 2:
        raise table.error("a choice needs 'answers', at least two")
    for answer, wording in spec.answers.items():
        check_id(table, answer, "answers", answer)
        check_wording(table, wording, languages, "answers", answer)


def _check_ask_words(table: Table, spec: QuestionSpec) -> None:
    if not any(spec.ask_words.values()):
        raise table.error("'ask_words' is missing: /ask would never find this question")
    for language, phrases in spec.ask_words.items():
        check_language(table, language, "ask_words", language)
        for place, phrase in enumerate(phrases):
            if not plain(phrase):
                raise table.error("a phrase is empty", "ask_words", language, place)


def _rules(
    folder: ConfigFolder, questions: Mapping[str, Question], tables: Mapping[str, Table]
) -> Mapping[str, SharedPhrase]:
    """The rules for shared phrases, by phrase. Raises ConfigError where one does not fit the questions."""
    if not (folder.path / RULES).exists():
        return {}
    table = folder.table(RULES)
    uses = _uses(questions, tables)
    rules: dict[str, SharedPhrase] = {}
    for place, rule in enumerate(table.into(AskRules).shared):
        phrase = plain(rule.phrase)
        if phrase in rules:
            raise table.error(f"there is another rule for {rule.phrase!r}", "shared", place, "phrase")
        for at, name in enumerate(rule.questions):
            if name not in questions:
                raise table.error(
                    f"unknown question {name!r} {hint(name, list(questions))}", "shared", place, "questions", at
                )
            if name not in {use.question for use in uses.get(phrase, ())}:
                raise table.error(f"{name!r} does not use the phrase {rule.phrase!r}", "shared", place, "questions", at)
        if rule.prefer is not None and rule.prefer not in rule.questions:
            raise table.error(f"'prefer' is none of the rule's questions: {rule.prefer!r}", "shared", place, "prefer")
        rules[phrase] = rule
    return rules


def _ruled(
    questions: Mapping[str, Question], tables: Mapping[str, Table], rules: Mapping[str, SharedPhrase]
) -> dict[str, Question]:
    """The questions with each shared phrase left to those that it means. Raises ConfigError for one without a rule."""
    dropped: set[tuple[str, str]] = set()
    for phrase, uses in _uses(questions, tables).items():
        users = list(dict.fromkeys(use.question for use in uses))
        if len(users) == 1:
            continue
        rule = rules.get(phrase)
        if rule is None or not set(users) <= set(rule.questions):
            raise _unruled(phrase, uses)
        if rule.prefer is not None:
            dropped |= {(user, phrase) for user in users if user != rule.prefer}
    return {name: _without(question, dropped) for name, question in questions.items()}


def _uses(questions: Mapping[str, Question], tables: Mapping[str, Table]) -> Mapping[str, list[_Use]]:
    found: dict[str, list[_Use]] = {}
    for question in questions.values():
        for language, place, phrase in _phrases(question):
            found.setdefault(plain(phrase), []).append(_Use(question.id, tables[question.id], language, place))
    return found


def _phrases(question: Question) -> Iterator[tuple[str, int, str]]:
    for language, phrases in question.ask_words.items():
        for place, phrase in enumerate(phrases):
            yield language, place, phrase


def _unruled(phrase: str, uses: Sequence[_Use]) -> ConfigError:
    first = uses[0]
    last = next(use for use in reversed(uses) if use.question != first.question)
    return last.table.error(
        f"the phrase {phrase!r} of {last.question!r} is also one of {first.question!r}; give it to one of them, or add a rule to {RULES}",
        "ask_words",
        last.language,
        last.place,
    )


def _without(question: Question, dropped: set[tuple[str, str]]) -> Question:
    if not any(name == question.id for name, _ in dropped):
        return question
    kept = {
        language: tuple(phrase for phrase in phrases if (question.id, plain(phrase)) not in dropped)
        for language, phrases in question.ask_words.items()
    }
    return replace(question, ask_words=kept)
