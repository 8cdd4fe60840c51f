"""TOML tables into typed values, by pydantic, with its complaints turned into one sentence each."""

from __future__ import annotations

import json
import types
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.errors import ConfigError
from bot.settings import toml_lines
from bot.settings.toml_table import Table, error_at, read_toml

T = TypeVar("T")

_KINDS = {
    "string_type": "a text in quotes",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "date_type": "a day (2024-03-22)",
    "date_parsing": "a day (2024-03-22)",
    "datetime_type": "a time",
    "dict_type": "a table",
    "mapping_type": "a table",
    "model_type": "a table",
    "dataclass_type": "a table",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
}
_UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
_MISSING = frozenset({"missing", "missing_argument", "missing_keyword_only_argument"})


def load_toml_into(shape: type[T], file: Path) -> T:
    """Read a TOML file as a stdlib dataclass, a model or any other type that pydantic reads.

    Unknown keys are refused at every depth and nothing is converted but lists to tuples and sets, texts to enum members and the
    like. Raises ConfigError with one sentence that names file and line.
    """
    return read_toml(file).into(shape)


def shaped(table: Table, shape: type[T]) -> T:
    """The data of a table as a type. Raises ConfigError with file and line."""
    try:
        value: T = _adapter(cast("Hashable", shape)).validate_json(
            json.dumps([table.data], default=_plain), strict=True
        )[0]
    except ValidationError as error:
        raise _complaint(table, shape, error) from None
    return value


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    """An adapter around the type: pydantic takes a configuration for a tuple, and plain dataclasses inside inherit it."""
    return TypeAdapter(tuple[shape], config=ConfigDict(extra="forbid"))


def _plain(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of TOML")


def _complaint(table: Table, shape: type[Any], error: ValidationError) -> ConfigError:
    """The complaint that stands first in the file; missing keys come last, for the key may be there with a slip of the pen."""
    lines = toml_lines.locate(table.source)
    found: list[tuple[bool, int, str]] = []
    for details in error.errors(include_url=False):
        path = _path_in(table.data, details)
        line = toml_lines.line_of(lines, (*table.path, *path))
        found.append((details["type"] in _MISSING, line, _sentence(details, path, shape)))
    _, line, sentence = min(found)
    return error_at(table.file, line, sentence)


def _path_in(data: Any, details: ErrorDetails) -> toml_lines.Path:
    """The path of a complaint in the data: pydantic's location without the marks of unions and mapping keys."""
    path: list[str | int] = []
    for part in details["loc"][1:]:
        try:
            data = data[part]
        except (LookupError, TypeError):
            break
        path.append(part)
    return tuple(path)


def _sentence(details: ErrorDetails, path: toml_lines.Path, shape: type[Any]) -> str:
    kind, value = details["type"], details["input"]
    if kind in _UNKNOWN:
        return _unknown(str(path[-1]), _keys(shape, path[:-1]))
    if kind in _MISSING:
        inside = f" in {named(path)}" if path else ""
        return f"the key {details['loc'][-1]!r} is missing{inside}"
    if kind in ("enum", "literal_error"):
        return f"{value!r} is not possible for {named(path)}; use {details.get('ctx', {}).get('expected', 'another value')}"
    if kind in _KINDS:
        return f"{named(path)} must be {_KINDS[kind]}"
    if kind == "value_error":
        return str(details.get("ctx", {}).get("error", details["msg"]))
    return f"{named(path)}: {details['msg'][:1].lower()}{details['msg'][1:]}"


def named(path: toml_lines.Path) -> str:
    """How a sentence names a value: 'label', 'label.en' or entry 2 of 'names'."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of {named(path[:-1])}"
    keys: list[str] = []
    for part in reversed(path):
        if isinstance(part, int):
            break
        keys.insert(0, part)
    return repr(".".join(keys))


def _unknown(key: str, known: Sequence[str]) -> str:
    near = get_close_matches(key, known, n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else f" (known: {', '.join(known)})" if known else ""
    return f"unknown key {key!r}{hint}"


def _keys(shape: Any, path: toml_lines.Path) -> list[str]:
    """The keys that a type knows at a path into it."""
    if get_origin(shape) in (Union, types.UnionType):
        return [key for arm in get_args(shape) for key in _keys(arm, path)]
    if get_origin(shape) is Annotated:
        return _keys(get_args(shape)[0], path)
    members = _members(shape)
    if not path:
        return list(members)
    if members:
        return _keys(members[str(path[0])], path[1:]) if path[0] in members else []
    return _keys(inner, path[1:]) if (inner := _inner(shape, path[0])) is not None else []


def _members(shape: Any) -> Mapping[str, Any]:
    if is_dataclass(shape):
        hints = get_type_hints(shape)
        return {field.name: hints[field.name] for field in fields(shape) if field.init}
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
    return {}


def _inner(shape: Any, part: str | int) -> Any:
    """The type of the entries of a mapping, list or tuple."""
    arguments = [argument for argument in get_args(shape) if argument is not ...]
    if not arguments:
        return None
    if isinstance(part, int) and get_origin(shape) is tuple and len(arguments) > 1:
        return arguments[part] if part < len(arguments) else None
    return arguments[-1]
