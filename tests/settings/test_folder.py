"""What is handed on to the reader, untouched and with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.settings.folder import (
    load_party_reading,
    load_party_words,
    load_question_reading,
    load_question_words,
)
from tests.settings.ministory import LOSSES, PARTIES, line_with, write_story

FILE = "questions/2-losses.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a question, as a reader may want them."""

    after: tuple[str, ...] = ()


def test_words_of_questions(tmp_path: Path) -> None:
    words = load_question_words(write_story(tmp_path))
    assert {name: list(tables) for name, tables in words.items()} == {"arson": [], "dead": ["en", "nb"], "hurt": []}
    assert words["dead"]["nb"].data == {"after": ["døde"]}
    assert words["dead"]["nb"].into(Words) == Words(("døde",))


def test_a_slip_in_the_words_has_file_and_line(tmp_path: Path) -> None:
    text = LOSSES.replace('after = ["døde"]', 'aftr = ["døde"]')
    words = load_question_words(write_story(tmp_path, {FILE: text}))
    with pytest.raises(ConfigError) as caught:
        words["dead"]["nb"].into(Words)
    place = f"{FILE}, line {line_with(text, 'aftr')}"
    assert str(caught.value).endswith(f"{place}: unknown key 'aftr' (did you mean 'after'?)")


def test_reading_of_questions(tmp_path: Path) -> None:
    reading = load_question_reading(write_story(tmp_path))
    assert {name: table.data for name, table in reading.items()} == {"dead": {"units": ["person"]}}


@pytest.mark.parametrize("wrong", ["words = 1", "words = { en = 1 }"])
def test_words_that_are_no_tables(tmp_path: Path, wrong: str) -> None:
    text = LOSSES.replace("[dead.words.en]\nafter", "spare").replace("[dead.words.nb]\nafter", "spare2")
    text = text.replace("[hurt]", f"[hurt]\n{wrong}")
    with pytest.raises(ConfigError, match=rf"line {line_with(text, wrong)}: '(words|en)' must be a table"):
        load_question_words(write_story(tmp_path, {FILE: text}))


def test_words_and_reading_of_parties(tmp_path: Path) -> None:
    folder = write_story(tmp_path, {"parties.toml": PARTIES + "[other.reading]\nx = 1\n[other.words.en]\ny = 2\n"})
    assert {name: table.data for name, table in load_party_reading(folder).items()} == {"other": {"x": 1}}
    assert {lang: table.data for lang, table in load_party_words(folder)["other"].items()} == {"en": {"y": 2}}
    assert load_party_words(folder)["eu"] == {}


def test_all_files_of_a_subfolder(tmp_path: Path) -> None:
    folder = write_story(tmp_path, {"languages/nb.toml": "after = ['x']", "languages/en.toml": ""})
    assert folder.names("languages") == ("en", "nb")
    assert folder.load_all(Words, "languages") == {"en": Words(), "nb": Words(("x",))}
    assert folder.names("nothing") == ()


def test_a_file_is_read_once(tmp_path: Path) -> None:
    folder = write_story(tmp_path)
    first = folder.table("story.toml")
    (folder.path / "story.toml").unlink()
    assert folder.table("story.toml") is first
