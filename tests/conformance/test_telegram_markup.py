"""The checker that the tests trust agrees with Telegram's own cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.botapi.markup import MarkupError, parse_html

CASES = Path(__file__).parents[3] / "shared" / "material" / "telegram" / "parse_html_cases.json"


def cases() -> list[Any]:
    return list(json.loads(CASES.read_text(encoding="utf-8"))) if CASES.exists() else []


@pytest.mark.skipif(not CASES.exists(), reason="no test material beside the checkout")
def test_all_cases_are_there() -> None:
    assert (len(cases()), sum("error" in case for case in cases())) == (89, 18)


@pytest.mark.parametrize("case", cases(), ids=lambda case: repr(case["html"])[:60])
def test_a_case_is_judged_as_telegram_judges_it(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(MarkupError) as caught:
            parse_html(case["html"])
        assert str(caught.value).split('"')[0].split(" at byte")[0].split(",")[0] in case["error"]
        return
    parsed = parse_html(case["html"])
    assert parsed.text == case["text"]
    found = sorted((entity.type, entity.offset, entity.length) for entity in parsed.entities)
    assert found == sorted((entity["type"], entity["offset"], entity["length"]) for entity in case["entities"])
