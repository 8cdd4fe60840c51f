"""Short texts in every shipped language beside what they say (`sentences/*.txt`): one line, one text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.reading.reader import Reader
from tests.reading.shippedwords import claims_in

_FOLDER = Path(__file__).parent / "sentences"
_LINES = {
    f"{path.stem}:{number}": line.split(" | ")
    for path in sorted(_FOLDER.glob("*.txt"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    if not line.startswith("#")
}


@pytest.mark.parametrize(("lang", "day", "claims", "text"), list(_LINES.values()), ids=list(_LINES))
def test_a_short_text_says_what_is_meant(reader: Reader, lang: str, day: str, claims: str, text: str) -> None:
    published = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    assert claims_in(reader, lang, text, "Crocus City Hall", published) == set(claims.split()) - {"-"}
