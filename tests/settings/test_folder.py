"""The folder's files, and what stands in the wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.settings.story import load_story
from tests.settings.ministory import LOSSES, line_with, write_story

FILE = "questions/2-losses.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """A file as somebody may want it."""

    after: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            "[dead.words.en]",
            "'words' does not stand here; the words by which texts are read are in languages/<language>.toml, "
            "under [questions.dead]",
        ),
        (
            "[dead.reading]",
            "'reading' does not stand here; how it is read in any language is in reading.toml, under [dead]",
        ),
    ],
)
def test_words_and_rules_in_the_wrong_file_are_sent_home(tmp_path: Path, table: str, sentence: str) -> None:
    text = f"{LOSSES}\n{table}\nafter = ['died']\n"
    with pytest.raises(ConfigError) as caught:
        load_story(write_story(tmp_path, {FILE: text}))
    assert str(caught.value).endswith(f"{FILE}, line {line_with(text, table)}: {sentence}")


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
