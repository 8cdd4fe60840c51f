"""docs/adding-a-question.md lists every key by which a question is read, and no other."""

from __future__ import annotations

import re
from dataclasses import fields

from bot.reading.words import QuestionReading, QuestionWords
from tests.fakes.corpus import ROOT

PAGE = (ROOT / "docs" / "adding-a-question.md").read_text(encoding="utf-8")


def keys(head: str) -> set[str]:
    """The keys in the first column of the table below these words."""
    rows = PAGE.partition(head)[2].partition("| key |")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [row.split("|")[1] for row in rows]
    return {name.rpartition(".")[2] for cell in cells for name in re.findall(r"`\[?([\w.<>]+)\]?`", cell)}


def test_the_keys_of_the_rules_are_those_that_are_read() -> None:
    assert keys("In `reading.toml`") == {field.name for field in fields(QuestionReading)}


def test_the_keys_of_a_languages_words_are_those_that_are_read() -> None:
    assert keys("In a language, under") == {field.name for field in fields(QuestionWords)}
