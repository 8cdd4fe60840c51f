"""Checks requests against the Bot API as data: methods, required parameters, types all the way down."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

API = Path(__file__).parents[4] / "shared" / "material" / "telegram" / "api.json"

Value = Any


class Spec:
    """The Bot API. A method's name is found whatever its letter case."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._methods = {name.lower(): method for name, method in content["methods"].items()}
        self._types: Mapping[str, Any] = content["types"]

    def problems(self, method: str, given: Mapping[str, Value], files: Mapping[str, bytes]) -> Iterator[str]:
        """What is wrong with a request; `given` holds what the form held, as texts."""
        known = self._methods.get(method.lower())
        if known is None:
            yield f"there is no method {method}"
            return
        fields = {field["name"]: field for field in known.get("fields", [])}
        names = given.keys() | {name for name in files if name in fields}
        yield from (f"{method} has no parameter {name}" for name in sorted(names - fields.keys()))
        for name, field in fields.items():
            if name in files:
                if "InputFile" not in field["types"]:
                    yield f"{method}: {name} is no file"
            elif name in given:
                value = _decoded(given[name], field["types"])
                if not any(self._fits(value, one, files) for one in field["types"]):
                    yield f"{method}: {name} is no {' or '.join(field['types'])}: {str(given[name])[:200]}"
            elif field["required"]:
                yield f"{method} needs {name}"

    def _fits(self, value: Value, wanted: str, files: Mapping[str, bytes]) -> bool:
        if wanted.startswith("Array of "):
            inner = wanted.removeprefix("Array of ")
            return isinstance(value, list) and all(self._fits(one, inner, files) for one in value)
        match wanted:
            case "Integer":
                return isinstance(value, int) and not isinstance(value, bool)
            case "Float":
                return isinstance(value, int | float) and not isinstance(value, bool)
            case "Boolean" | "True":
                return isinstance(value, bool)
            case "String":
                return isinstance(value, str)
            case "InputFile":
                return isinstance(value, str) and value.removeprefix("attach://") in files
        known = self._types[wanted]
        if "subtypes" in known:
            return any(self._fits(value, one, files) for one in known["subtypes"])
        if not isinstance(value, dict):
            return False
        fields = {field["name"]: field for field in known.get("fields", [])}
        if value.keys() - fields.keys():
            return False
        return all(self._field(value, field, files) for field in fields.values())

    def _field(self, value: Mapping[str, Value], field: Mapping[str, Any], files: Mapping[str, bytes]) -> bool:
        name = field["name"]
        if name not in value:
            return not field["required"]
        fixed = re.search(r"must be (\w+)$", field["description"])
        if fixed and name == "type" and value[name] != fixed[1]:
            return False
        return any(self._fits(value[name], one, files) for one in field["types"])


def _decoded(text: str, types: list[str]) -> Value:
    """A form's text as one of the wanted types; what fits none stays a text."""
    if "String" in types and "Integer" not in types:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


@cache
def load_spec() -> Spec | None:
    """The Bot API from the material beside the checkout; None where that is absent."""
    return Spec(json.loads(API.read_text(encoding="utf-8"))) if API.exists() else None
