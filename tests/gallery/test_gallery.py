"""The gallery shows every command, and nothing on it comes from elsewhere."""

from __future__ import annotations

import re

import pytest

from handlers import COMMANDS
from tests.gallery.gallery import LANGUAGES, gallery


async def test_the_gallery_shows_every_command_and_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    content = await gallery()
    for command in COMMANDS:
        assert f"<h2>/{command.name}</h2>" in content
    assert content.count("data:image/png;base64,") >= 4
    assert content.count("<article>") > len(COMMANDS.texts()) * len(LANGUAGES)
    assert re.findall(r'(?:src|href)="(?!data:|https?://)', content) == []
    assert "<script" not in content
    assert "New contradiction: killed (casualties)" in content.partition("What a subscriber gets")[2]
