"""A secret does not show itself."""

from __future__ import annotations

import copy
import json
import logging
import pickle

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.settings.secret import Secret

TEXT = "123:very-secret"


@pytest.mark.parametrize(
    "shown", [repr, str, lambda it: f"{it}", lambda it: f"{it!r}", lambda it: f"{[it]}", "%s".__mod__]
)
def test_it_prints_itself_as_secret(shown: object) -> None:
    assert callable(shown)
    text = shown(Secret(TEXT))
    assert "<secret>" in text
    assert TEXT not in text


def test_logs_do_not_show_it(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("test").warning("token %s", Secret(TEXT))
    assert "<secret>" in caplog.text
    assert TEXT not in caplog.text


def test_it_cannot_be_written_anywhere() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret(TEXT))
    with pytest.raises(TypeError):
        json.dumps(Secret(TEXT))
    assert not hasattr(Secret(TEXT), "__dict__")
    with pytest.raises(TypeError, match="not written"):
        copy.deepcopy(Secret(TEXT))


def test_reveal_gives_the_text() -> None:
    assert Secret(TEXT).reveal() == TEXT


def test_secrets_compare_by_text() -> None:
    assert Secret("ключ") == Secret("ключ")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a")}) == 1
    assert Secret("a")
    assert not Secret("")


def test_pydantic_takes_it_and_does_not_show_it() -> None:
    adapter = TypeAdapter(Secret)
    assert adapter.validate_python(TEXT) == Secret(TEXT)
    assert adapter.validate_python(Secret(TEXT)) == Secret(TEXT)
    with pytest.raises(ValidationError, match="must be a text"):
        adapter.validate_python(5)
