"""Codes of languages."""

from __future__ import annotations

import pytest

from bot.domain.tongues import plain_code


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("nb", "nb"),
        ("no", "nb"),
        ("no-NO", "nb"),
        ("nn", "nb"),
        ("nob", "nb"),
        ("EN", "en"),
        ("en_GB", "en"),
        ("zh-Hant-TW", "zh"),
        (" ru ", "ru"),
        ("tgk-Cyrl", "tg"),
        ("", ""),
        ("klingon", "klingon"),
    ],
)
def test_a_tag_is_read_under_its_plain_code(tag: str, code: str) -> None:
    assert plain_code(tag) == code
