"""Lines of keys in TOML texts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings.toml_lines import Path, line_of, locate


def paths(value: object, above: Path = ()) -> Iterator[Path]:
    """All paths of parsed TOML."""
    members: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield (*above, key)
        yield from paths(inner, (*above, key))


HARD = '''# a comment with [brackets] and "quotes
top = 1
dotted.key.here = "x # no comment"
"quoted.key" = 'lit"eral'
"esc\\u0041ped" = 2
when = 2024-05-09 10:00:00
float = 1.5e-3
empty = []
text = """
[not.a.table]
key = 1
""\\"quotes"""""
literal = \'\'\'
[[neither]]\'\'\'
list = [
    1, # one
    [2, 3],

    { a = 1, b.c = [4,
       5] },
]
inline = { x = 1, "y z" = { w = 2 } }

[table]
a = 1
[table.sub . deep]
b = 2
[[many]]
name = "first"
[many.inner]
c = 3
[[many.leaf]]
d = 4
[[many.leaf]]
d = 5
[[many]]
name = "second"
[[ many . leaf ]]
d = 6
[late.above]
z = 1
[late]
y = 2
'''


def test_finds_every_key_of_a_hard_text_and_nothing_else() -> None:
    assert set(locate(HARD)) == set(paths(tomllib.loads(HARD)))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("dotted", "key", "here"), 3),
        (("quoted.key",), 4),
        (("escAped",), 5),
        (("text",), 9),
        (("literal",), 13),
        (("list", 0), 16),
        (("list", 1, 1), 17),
        (("list", 2, "b", "c", 1), 20),
        (("inline", "y z", "w"), 22),
        (("table", "sub", "deep", "b"), 27),
        (("many", 0, "name"), 29),
        (("many", 0, "leaf", 1, "d"), 35),
        (("many", 1, "leaf", 0, "d"), 39),
        (("late", "above"), 40),
        (("late",), 42),
    ],
)
def test_lines(path: Path, line: int) -> None:
    assert locate(HARD)[path] == line


def test_nearest_line_of_a_path_that_is_not_there() -> None:
    lines = locate(HARD)
    assert line_of(lines, ("table", "sub", "missing", "more")) == 26
    assert line_of(lines, ("nothing",)) == 1
    assert line_of({}, ()) == 1


_KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
_LEAVES = (
    st.integers(-9, 9)
    | st.booleans()
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
)
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3), max_leaves=8
)


def written(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} = {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(written, value)) + "]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if isinstance(value, str) else str(value)


@given(st.dictionaries(_KEYS, _VALUES, max_size=4), st.dictionaries(_KEYS, _VALUES, max_size=3))
def test_agrees_with_the_parser_on_any_text(first: dict[str, object], second: dict[str, object]) -> None:
    rows = [f"{written(key)} = {written(value)}" for key, value in first.items()]
    table = "".join(f"{written(key)} = {written(value)}\n" for key, value in second.items())
    source = "\n".join([*rows, f"[['an odd list' . here]]\n{table}" * 2])
    if "an odd list" in first:
        return
    lines = locate(source)
    assert set(lines) == set(paths(tomllib.loads(source)))
    assert all(line <= source.count("\n") + 1 for line in lines.values())


@given(st.lists(_KEYS, min_size=1, max_size=6, unique=True))
def test_a_key_is_on_its_own_line(keys: list[str]) -> None:
    source = "".join(f"\n# note\n{written(key)} = 1\n" for key in keys)
    assert locate(source) == {(key,): 3 * place + 3 for place, key in enumerate(keys)}
