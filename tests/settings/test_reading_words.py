"""What the loader says about words and rules for reading that do not fit together, on the shipped configuration with one slip."""

from __future__ import annotations

import shutil
from gettext import NullTranslations
from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.settings.check import check_configuration
from bot.settings.folder import ConfigFolder
from bot.settings.load import load_settings
from bot.settings.reading import load_reader
from bot.settings.story import load_story
from tests.fakes.corpus import ROOT


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the shipped configuration that a test may change; of the languages English only."""
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder, ignore=shutil.ignore_patterns("locale", "languages"))
    (folder / "languages").mkdir()
    shutil.copy(ROOT / "config" / "languages" / "en.toml", folder / "languages")
    return folder


def append(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def complaint(config: Path) -> str:
    folder = ConfigFolder(config)
    with pytest.raises(ConfigError) as caught:
        load_reader(folder, load_story(folder))
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "rule", "sentence"),
    [
        ("kiled", "most = 5", "there is no question 'kiled' (did you mean 'killed'?)"),
        ("quiet", 'units = ["persn"]', "no language has the unit 'persn' (did you mean 'person'?)"),
        ("quiet", 'unit = ["person"]', "unknown key 'unit' (did you mean 'units'?)"),
        ("quiet", 'shares = ["kiled"]', "there is no question 'kiled' (did you mean 'killed'?)"),
        ("quiet", 'yields = ["injred"]', "there is no question 'injred' (did you mean 'injured'?)"),
        ("quiet", 'usual = { yes = "rusia" }', "there is no party 'rusia' (did you mean 'russia'?)"),
        ("quiet", 'deniers = { ukrain = "no" }', "there is no party 'ukrain' (did you mean 'ukraine'?)"),
        ("quiet", 'deniers = { ukraine = "nope" }', "quiet has no answer 'nope' (did you mean 'no'?)"),
        ("quiet", 'usual = { yess = "russia" }', "quiet has no answer 'yess' (did you mean 'yes'?)"),
        ("quiet", 'implausible = { nope = ["russia"] }', "quiet has no answer 'nope' (did you mean 'no'?)"),
        ("quiet", 'window = ["March 15", "2024-03-28"]', "'March 15' is no day (write it as 2024-03-22)"),
        ("quiet", 'window = ["2024-03-15", "2024-3-28"]', "'2024-3-28' is no day (write it as 2024-03-22)"),
        ("quiet", 'window = ["", ""]', "'' is no day (write it as 2024-03-22)"),
        (
            "quiet",
            'window = ["2024-03-28", "2024-03-15"]',
            "the window ends on 2024-03-15, before it begins on 2024-03-28",
        ),
        ("quiet", 'implausible = { yes = ["eux"] }', "there is no party 'eux' (did you mean 'eu'?)"),
    ],
)
def test_a_rule_that_names_what_is_not_there(config: Path, name: str, rule: str, sentence: str) -> None:
    append(config / "questions" / "attack.toml", QUIET)
    append(config / "reading.toml", f"[{name}]\n{rule}")
    told = complaint(config)
    assert told.endswith(sentence)
    lines = (config / "reading.toml").read_text(encoding="utf-8").splitlines()
    at = int(told.partition("reading.toml, line ")[2].partition(":")[0])
    assert lines[at - 1] in (rule, f"[{name}]")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ('[questions.quite]\ntopic = ["quiet"]', "there is no question 'quite' (did you mean 'quiet'?)"),
        ('[questions.quiet.answers]\nmaybe = ["perhaps"]', "quiet has no answer 'maybe' (known: yes, no)"),
        ('[questions.quiet]\nbefor = ["hush"]', "unknown key 'befor' (did you mean 'before'?)"),
        ('[questions.quiet]\ntopic = ["..3 hush"]', '"..3 hush" must begin and end with a word or a slot'),
        ('[questions.quiet]\ntopic = ["@hush"]', '"@hush" names the class @hush, which is not defined'),
    ],
)
def test_words_that_do_not_fit_their_question(config: Path, words: str, sentence: str) -> None:
    append(config / "questions" / "attack.toml", QUIET)
    append(config / "languages" / "en.toml", words)
    assert complaint(config).endswith(sentence)


def test_a_question_without_words_is_a_fact_of_the_doctor(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFIG_DIR", str(config))
    assert check_configuration(load_settings(), NullTranslations()).ok
    append(config / "questions" / "attack.toml", QUIET)
    fact = check_configuration(load_settings(), NullTranslations())
    assert not fact.ok
    assert fact.sentence.startswith("no text can answer quiet: no file of ")
    append(config / "languages" / "en.toml", '[questions.quiet.answers]\nyes = ["fell silent"]')
    assert check_configuration(load_settings(), NullTranslations()).ok


QUIET = """
[quiet]
topic = "attack"
type = "choice"
meaning = "whether the hall was quiet"
label = { en = "Quiet", ru = "Тихо", nb = "Stille", tg = "Ором" }
asks = { en = "Was it quiet?", ru = "Было тихо?", nb = "Var det stille?", tg = "Ором буд?" }
ask_words.en = ["was it quiet in the hall"]
answers.yes = { en = "quiet", ru = "тихо", nb = "stille", tg = "ором" }
answers.no = { en = "loud", ru = "громко", nb = "høyt", tg = "баланд" }
"""
