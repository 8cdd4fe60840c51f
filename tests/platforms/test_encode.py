"""Replies as JSON."""

from __future__ import annotations

import json
from datetime import date

from bot.domain.reply import Choices, File, Quote, Reply, Table
from bot.platforms.terminal.encode import encode


def test_every_part_carries_its_kind_first() -> None:
    reply = Reply(
        (
            Table((("Killed", "145"),), right=(1,)),
            Quote("143 people", "Example", date(2024, 5, 12), "12 May", "en", lead="143"),
            Choices((("Quotes", "/claims killed"),)),
            File("a.csv", "text/csv", b"\x00\xff"),
        )
    )
    encoded = json.loads(json.dumps(encode(reply)))
    assert encoded["ok"] is True
    assert encoded["lang"] == "en"
    assert [next(iter(part)) for part in encoded["parts"]] == ["kind"] * 4
    assert encoded["parts"][0] == {
        "kind": "table", "rows": [["Killed", "145"]], "header": [], "title": "", "right": [1],
    }  # fmt: skip
    assert encoded["parts"][1]["day"] == "2024-05-12"
    assert encoded["parts"][2]["options"] == [["Quotes", "/claims killed"]]
    assert encoded["parts"][3]["content"] == "AP8="
