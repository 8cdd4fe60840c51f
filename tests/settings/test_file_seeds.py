"""The seed corpus from a folder."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.errors import ConfigError
from bot.domain.stored import Origin
from bot.ports import SeedSource
from bot.settings.seeds import FileSeeds

ROOT = Path(__file__).parents[2]
INDEX = """# two articles
[[item]]
id = "a"
file = "a.txt"
lang = "en"
source = "The Gazette"
url = "https://gazette.example/a"
published = 2024-05-09
why = "the page says so"

[[item]]
id = "b"
file = "b.txt"
lang = "nb"
source = "Bladet"
title = "Brannen"
published = 2024-05-08T23:30:00-02:00
"""


def seeds(tmp_path: Path, index: str = INDEX) -> FileSeeds:
    """A folder with two articles."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "index.toml").write_text(index, encoding="utf-8")
    (folder / "a.txt").write_bytes(b"Ten died.\r\nTwo were hurt.\n\n")
    (folder / "b.txt").write_bytes("\ufeffTi døde.".encode())
    return FileSeeds(folder)


def refused(source: FileSeeds) -> str:
    """What is said of the seeds."""
    with pytest.raises(ConfigError) as caught:
        source.items()
    return str(caught.value)


def test_items(tmp_path: Path) -> None:
    source: SeedSource = seeds(tmp_path)
    (first, origin), (second, _) = source.items()
    assert origin is Origin.SEED
    assert (first.id, first.source, first.lang, first.url, first.title) == (
        "a",
        "The Gazette",
        "en",
        "https://gazette.example/a",
        "",
    )
    assert first.published == datetime(2024, 5, 9, tzinfo=UTC)
    assert first.published_is_day
    assert first.text == "Ten died.\r\nTwo were hurt.\n\n", "exactly as in the file"
    assert second.published == datetime(2024, 5, 9, 1, 30, tzinfo=UTC)
    assert not second.published_is_day
    assert second.title == "Brannen"
    assert second.text == "\ufeffTi døde."


def test_the_shipped_corpus_in_order_of_publication() -> None:
    items = [item for item, _ in FileSeeds(ROOT / "seeds").items()]
    assert [item.id for item in items] == ["003", "002", "004", "000", "001"]
    assert [item.day for item in items] == [
        date(2024, 3, 26),
        date(2024, 5, 1),
        date(2024, 5, 1),
        date(2024, 5, 9),
        date(2024, 5, 10),
    ]
    assert all(item.published_is_day and not item.title for item in items)
    assert items[0].lang == "nb"
    assert all(item.text == next((ROOT / "seeds").glob(f"{item.id}_*")).read_bytes().decode() for item in items)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('lang = "nb"', 'lang = "no"', "line 14: 'no' is not exact enough for Norwegian"),
        ('lang = "nb"', 'lang = "klingon"', "line 14: 'klingon' is no language code of ISO 639-1"),
        ('id = "b"', 'id = "a"', "line 12: id 'a' stands there twice"),
        ('"b.txt"', '"a.txt"', "line 13: file 'a.txt' stands there twice"),
        ('"b.txt"', '"c.txt"', "line 13: there is no file 'c.txt' in "),
        ('"b.txt"', '"../../etc/passwd"', "line 13: '../../etc/passwd' is outside of the folder of seeds"),
        ('"b.txt"', '"/etc/passwd"', "line 13: '/etc/passwd' is outside of the folder of seeds"),
        ('"b.txt"', '"."', "line 13: '.' cannot be read"),
        ("2024-05-09", '"9 May"', "line 8: 'published' must be a day, without quotes: 2024-05-09"),
        ("2024-05-09", "10:00:00", "line 8: 'published' must be a day, without quotes: 2024-05-09"),
        ("2024-05-09", "20240509", "line 8: 'published' must be a day, without quotes: 2024-05-09"),
        ("2024-05-09", "2024-05-09T10:00:00", "line 8: 'published' has a time but no time zone"),
        ("2024-05-09", "2024-13-09", "line 8: not valid TOML: "),
        ('source = "Bladet"\n', "", "line 11: the key 'source' is missing in entry 2 of 'item'"),
        ('source = "Bladet"', 'source = " "', "line 15: 'source' is empty"),
        ("why =", "reason =", "line 9: unknown key 'reason' (known: id, file"),
        ("[[item]]", "[[article]]", "line 2: unknown key 'article'"),
    ],
)
def test_a_broken_index(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    source = seeds(tmp_path, INDEX.replace(old, new, 1) if old != "[[item]]" else INDEX.replace(old, new))
    assert refused(source).startswith(f"{tmp_path}/seeds/index.toml, {sentence}")


def test_no_index_and_no_folder(tmp_path: Path) -> None:
    assert refused(FileSeeds(tmp_path)) == f"{tmp_path}/index.toml: there is no such file"
    assert refused(FileSeeds(tmp_path / "none")) == f"{tmp_path}/none: there is no such folder of seeds; set SEEDS_DIR"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "'a.txt' is empty"), (b" \n", "'a.txt' is empty"), (b"\xff\x00", "'a.txt' is not UTF-8 text")],
)
def test_an_article_that_is_none(tmp_path: Path, content: bytes, sentence: str) -> None:
    source = seeds(tmp_path)
    (tmp_path / "seeds" / "a.txt").write_bytes(content)
    assert refused(source) == f"{tmp_path}/seeds/index.toml, line 4: {sentence}"


def test_a_language_that_the_bot_cannot_read(tmp_path: Path) -> None:
    seeds(tmp_path)
    assert refused(FileSeeds(tmp_path / "seeds", ["en", "ru"])).endswith(
        "line 14: texts in 'nb' cannot be read (known: en, ru)"
    )
    assert len(FileSeeds(tmp_path / "seeds", {"en", "nb"}).items()) == 2
