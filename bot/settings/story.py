"""The story as a person configured it: story.toml, topics.toml, questions/, parties.toml, outlets.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.claims import Party
from bot.domain.questions import Grade, Outlet, PartyInfo, Story, Topic
from bot.settings.folder import PARTIES, PARTY_HOMES, ConfigFolder, check_home
from bot.settings.questions import load_questions
from bot.settings.toml_table import Table
from bot.settings.wording import check_id, check_language, check_wording, hint, plain

STORY = "story.toml"
TOPICS = "topics.toml"
OUTLETS = "outlets.toml"


@dataclass(frozen=True, slots=True)
class StorySpec:
    """config/story.toml."""

    languages: tuple[str, ...]
    title: Mapping[str, str]
    names: tuple[str, ...] = ()
    other_events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic in config/topics.toml."""

    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartySpec:
    """A party in config/parties.toml, without what texts are read by."""

    label: Mapping[str, str]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutletSpec:
    """An outlet in config/outlets.toml."""

    name: str
    lang: str
    country: str = ""
    home: str = ""
    aliases: tuple[str, ...] = ()
    grade: Grade = Grade.B
    owner: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OutletList:
    """config/outlets.toml."""

    outlet: tuple[OutletSpec, ...]


def load_story(folder: ConfigFolder) -> Story:
    """Everything configured about the story but the words by which texts are read. Raises ConfigError with file and line."""
    table = folder.table(STORY)
    spec = table.into(StorySpec)
    if not spec.languages:
        raise table.error("'languages' is empty", "languages")
    for place, language in enumerate(spec.languages):
        check_language(table, language, "languages", place)
        if language in spec.languages[:place]:
            raise table.error(f"{language!r} stands there twice", "languages", place)
    check_wording(table, spec.title, spec.languages, "title")
    topics = _topics(folder, spec.languages)
    return Story(
        title=spec.title,
        questions=load_questions(folder, spec.languages, topics),
        topics=topics,
        parties=_parties(folder, spec.languages),
        outlets=_outlets(folder),
        languages=spec.languages,
        names=spec.names,
        other_events=spec.other_events,
    )


def _topics(folder: ConfigFolder, languages: Sequence[str]) -> Mapping[str, Topic]:
    topics = {}
    for name, table in folder.table(TOPICS).tables():
        check_id(table, name)
        spec = table.into(TopicSpec)
        check_wording(table, spec.label, languages, "label")
        topics[name] = Topic(name, spec.label)
    return topics


def _parties(folder: ConfigFolder, languages: Sequence[str]) -> Mapping[Party, PartyInfo]:
    parties: dict[Party, PartyInfo] = {}
    users: dict[str, str] = {}
    known = [party.value for party in Party]
    for name, table in folder.parties():
        check_home(table, PARTY_HOMES)
        if name not in known:
            raise table.error(f"unknown party {name!r} {hint(name, known)}")
        spec = table.into(PartySpec)
        check_wording(table, spec.label, languages, "label")
        for place, typed in enumerate(spec.names):
            if users.setdefault(plain(typed), name) != name:
                raise table.error(f"the name {typed!r} is also one of {users[plain(typed)]!r}", "names", place)
        parties[Party(name)] = PartyInfo(Party(name), spec.label, spec.names)
    for party in Party:
        if party not in parties:
            raise folder.table(PARTIES).error(f"the party {party.value!r} is missing")
    return parties


def _outlets(folder: ConfigFolder) -> Mapping[str, Outlet]:
    table = folder.table(OUTLETS)
    outlets: dict[str, Outlet] = {}
    users: dict[str, str] = {}
    for place, spec in enumerate(table.into(OutletList).outlet):
        _check_outlet(table, spec, place)
        for inside, name in _names(spec):
            if plain(name) in users:
                raise table.error(f"the name {name!r} is also one of {users[plain(name)]!r}", "outlet", place, *inside)
            users[plain(name)] = spec.name
        outlets[spec.name] = Outlet(
            spec.name, spec.country, spec.lang, spec.home, spec.aliases, spec.grade, spec.owner, spec.reason
        )
    return outlets


def _names(spec: OutletSpec) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("name",), spec.name
    for place, alias in enumerate(spec.aliases):
        yield ("aliases", place), alias


def _check_outlet(table: Table, spec: OutletSpec, place: int) -> None:
    check_language(table, spec.lang, "outlet", place, "lang")
    if not spec.name.strip():
        raise table.error("'name' is empty", "outlet", place, "name")
    if spec.country and not (len(spec.country) == 2 and spec.country.isascii() and spec.country.isupper()):
        raise table.error(
            f"{spec.country!r} is no country code of two capitals, such as 'NO'", "outlet", place, "country"
        )
    if spec.home and not spec.home.startswith(("https://", "http://")):
        raise table.error(f"{spec.home!r} is no address; it starts with https://", "outlet", place, "home")
