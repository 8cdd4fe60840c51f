"""What docs/ tells people to add is added here from the page, word for word, to a copy of the configuration, and tried."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.process import ROOT, Bot

BLOCK = r"(?P<block>(?:(?:    (?!\$)[^\n]*)?\n)+)"
EDIT = re.compile(
    rf"^(?:At the end of|Below `(?P<below>\[\w+\])` in|A new file) `(?P<file>config/[^`]+)`:\n\n{BLOCK}", re.MULTILINE
)
TEXT = re.compile(rf"`(?P<file>\w+\.txt)`:\n\n{BLOCK}")
COMMAND = re.compile(rf"^    \$ bot (?P<command>[^\n]+)\n{BLOCK}", re.MULTILINE)
OPEN_END = "…"


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def bare(block: str) -> str:
    """A block of the page without its indentation."""
    return "\n".join(line[4:] for line in block.strip("\n").split("\n")) + "\n"


def edit(text: str, config: Path) -> None:
    """Do to a configuration what a page says."""
    for step in EDIT.finditer(text):
        file = config.parent / step["file"]
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        below = f"{step['below']}\n"
        assert not step["below"] or below in before
        after = (
            before.replace(below, below + bare(step["block"]), 1)
            if step["below"]
            else before + "\n" + bare(step["block"])
        )
        file.write_text(after, encoding="utf-8")


def promised(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each command of a page with the lines that it shows."""
    for shown in COMMAND.finditer(text):
        yield shlex.split(shown["command"]), [line for line in bare(shown["block"]).split("\n") if line.strip()]


def holds(output: str, line: str) -> bool:
    """Whether an output has a line, of which the page may leave out the end."""
    if line.endswith(OPEN_END):
        return any(told.startswith(line.removesuffix(OPEN_END)) for told in output.split("\n"))
    return any(told == line or told.startswith(f"{line}  ") for told in output.split("\n"))


@pytest.fixture
def newcomer(tmp_path: Path) -> Bot:
    """A bot on a copy of the configuration and on no articles."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "index.toml").write_text("item = []\n", encoding="utf-8")
    return Bot(tmp_path, {"CONFIG_DIR": str(tmp_path / "config"), "SEEDS_DIR": str(tmp_path / "seeds")})


@pytest.mark.parametrize(
    ("name", "edits", "commands"), [("adding-a-question.md", 6, 3), ("adding-a-language.md", 1, 1)]
)
def test_a_page_can_be_followed(newcomer: Bot, name: str, edits: int, commands: int) -> None:
    text = page(name)
    assert (len(EDIT.findall(text)), len(list(promised(text)))) == (edits, commands)
    edit(text, newcomer.folder / "config")
    for file in TEXT.finditer(text):
        (newcomer.folder / file["file"]).write_text(bare(file["block"]), encoding="utf-8")
    newcomer.run("doctor")
    for command, lines in promised(text):
        typed = [str(newcomer.folder / word) if word.endswith(".txt") else word for word in command]
        output = newcomer.run(*typed).stdout
        assert lines
        for line in lines:
            assert holds(output, line), f"{line}\nis not in\n{output}"


def test_before_it_has_words_the_doctor_says_so(newcomer: Bot) -> None:
    question = page("adding-a-question.md").partition("`bot doctor` now says")[0]
    edit(question, newcomer.folder / "config")
    told = newcomer.run("doctor", code=1).stdout
    assert "no text can answer compensation: no file of " in told


def test_every_key_of_rules_and_words_is_on_a_page() -> None:
    from dataclasses import fields

    from bot.reading.words import CueWords, LanguageWords, LayoutWords, QuestionReading, QuestionWords, SpeechWords

    named = page("adding-a-question.md")
    for shape in (QuestionReading, QuestionWords):
        keys = {field.name for field in fields(shape)} - {"needs", "answers", "concepts"}
        assert {key for key in keys if f"`{key}`" not in named} == set()
    everything = page("adding-a-language.md") + page("reading.md")
    for table in (LanguageWords, LayoutWords, SpeechWords, CueWords):
        assert {f.name for f in fields(table) if not re.search(rf"`\[?{f.name}\]?`|\[{f.name}", everything)} == set()
