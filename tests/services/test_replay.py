"""The evaluation contract."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import Item
from bot.domain.errors import BadItemError
from bot.services.replay import Replay, Row, parse
from tests.fakes.reader import LineReader
from tests.fakes.world import QUESTIONS, item


def replayed(*items: Item, seeds: tuple[Item, ...] = ()) -> list[Row]:
    replay = Replay(LineReader(), QUESTIONS, seeds)
    return [replay.take(each) for each in items]


def line(**changes: object) -> str:
    fields: dict[str, object] = {
        "id": "d-1", "lang": "en", "source": "a.example", "published": "2024-05-12", "title": "", "text": "killed 143",
    }  # fmt: skip
    return json.dumps({key: value for key, value in (fields | changes).items() if value is not ...})


def test_a_row_has_the_shape_of_the_contract() -> None:
    rows = replayed(
        item("d-1", "killed 145", 9),
        item("d-2", "killed 143\nukraine_role involved russia", 12),
        item("d-3", "killed >= 150", 13),
    )
    assert json.dumps(rows[1]) == json.dumps(
        {
            "item": "d-2",
            "claims": [
                {"question": "killed", "lo": 143, "hi": 143, "value": None, "party": None, "as_of": "2024-05-12",
                 "quote": "killed 143"},
                {"question": "ukraine_role", "lo": None, "hi": None, "value": "involved", "party": "russia",
                 "as_of": "2024-05-12", "quote": "ukraine_role involved russia"},
            ],
            "alerts": [{"question": "killed", "kind": "conflict", "against": ["d-1"]}],
            "updates": [],
        }
    )  # fmt: skip
    assert rows[2]["claims"][0]["hi"] is None
    assert rows[2]["updates"] == [{"question": "killed", "against": ["d-2", "d-1"]}]


def test_seeds_are_known_by_their_ids() -> None:
    rows = replayed(item("d-1", "killed 143", 12), seeds=(item("000", "killed 145", 9),))
    assert rows[0]["alerts"] == [{"question": "killed", "kind": "conflict", "against": ["000"]}]


def test_the_same_text_again_is_a_duplicate_under_any_id() -> None:
    rows = replayed(item("d-1", "killed 143"), item("d-1", "killed 143"), item("d-2", "killed 143"))
    empty = {"claims": [], "alerts": [], "updates": [], "duplicate_of": "d-1"}
    assert [dict(row) for row in rows[1:]] == [{"item": "d-1", **empty}, {"item": "d-2", **empty}]


def test_a_known_id_with_another_text_is_a_new_version() -> None:
    rows = replayed(item("d-1", "killed 145", 9), item("d-2", "killed 143", 12), item("d-2", "killed 145", 12))
    assert [row["alerts"] for row in rows[2:]] == [[]]
    assert replayed(item("a", "killed 1"), item("a", "killed 2"), item("a", "killed 1"))[2].get("duplicate_of") is None


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(140, 146), st.integers(1, 5)), max_size=8))
def test_a_second_run_prints_the_same(parts: list[tuple[str, int, int]]) -> None:
    items = [item(name, f"killed {number}", day) for name, number, day in parts]
    assert replayed(*items) == replayed(*items)


def test_lines_are_items_and_other_keys_are_ignored() -> None:
    (one,) = parse(["\n", line(gold={"claims": []}, published="2024-05-12T01:00:00+03:00"), "  "])
    assert (one.id, one.day.isoformat(), one.published_is_day) == ("d-1", "2024-05-11", False)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ("{", "Line 2 is no JSON: Expecting property name enclosed in double quotes at character 2."),
        ("[]", 'Line 2: An item is an object like {"id": "d-017", "lang": "en", …}.'),
        ("[" * 100_000, "Line 2 is nested too deeply."),
        (line(text=...), "Line 2: The key 'text' is missing."),
        (line(id=7), "Line 2: The key 'id' is no text."),
        (line(published="soon"), "Line 2: 'soon' is no day or time; write it like 2024-05-12 or 2024-05-12T18:30:00Z."),
        (
            line(text="a" * 1_000_001),
            "Line 2: The key 'text' has more than 1,000,000 characters; give one article at a time.",
        ),
    ],
)
def test_a_bad_line_is_told_with_its_number(bad: str, sentence: str) -> None:
    with pytest.raises(BadItemError) as caught:
        list(parse([line(), bad]))
    assert str(caught.value) == sentence


@given(st.text())
def test_any_line_is_an_item_or_a_sentence(text: str) -> None:
    with suppress(BadItemError):
        assert all(item.id for item in parse([text]))


def test_what_cannot_be_printed_is_replaced_sign_by_sign() -> None:
    (item,) = parse([line(text="a\x00b\ud800c\x1b")])
    assert item.text == "a\ufffdb?c\x1b"
