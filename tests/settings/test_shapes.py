"""TOML files into typed values, and what is said of those that do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from bot.domain.errors import ConfigError
from bot.settings.shapes import load_toml_into, named
from bot.settings.toml_table import read_toml


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A table in a list."""

    size: int
    since: date
    colour: Colour = Colour.RED
    bounds: tuple[int, int] = (0, 1)
    tags: frozenset[str] = frozenset()
    weight: float | None = None
    mode: Literal["fast", "slow"] = "slow"

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("a wheel cannot be smaller than nothing")


@dataclass(frozen=True, slots=True)
class Cart:
    """A file."""

    label: Mapping[str, str]
    wheels: tuple[Wheel, ...] = ()
    named: Mapping[str, Wheel] = field(default_factory=dict)
    spare: Wheel | None = None
    noted: Annotated[bool, "a note"] = False


def load(tmp_path: Path, text: str) -> Cart:
    """The text as a cart."""
    file = tmp_path / "cart.toml"
    file.write_text(text, encoding="utf-8")
    return load_toml_into(Cart, file)


def refused(tmp_path: Path, text: str) -> str:
    """What is said of a text, without the folder."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    return str(caught.value).replace(f"{tmp_path}/", "")


WHEEL = "[[wheels]]\nsize = 1\nsince = 2024-03-22\n"
LEFT = "[named.left]\nsize = 3\nsince = 2024-01-01\n"


def test_a_file_becomes_a_dataclass(tmp_path: Path) -> None:
    cart = load(
        tmp_path,
        f'label.en = "Cart"\n{WHEEL}colour = "blue"\nbounds = [1, 2]\ntags = ["a", "a"]\nweight = 2\n{LEFT}',
    )
    wheel = Wheel(1, date(2024, 3, 22), Colour.BLUE, (1, 2), frozenset({"a"}), 2.0)
    assert cart == Cart({"en": "Cart"}, (wheel,), {"left": Wheel(3, date(2024, 1, 1))})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('\nlabl = { en = "x" }\nlabel = {}', "cart.toml, line 2: unknown key 'labl' (did you mean 'label'?)"),
        ('label = {}\n\nzzz = 1', "cart.toml, line 3: unknown key 'zzz' (known: label, wheels, named, spare, noted)"),
        (f"label = {{}}\n{WHEEL}siz = 1", "cart.toml, line 5: unknown key 'siz' (did you mean 'size'?)"),
        (f"label = {{}}\n{LEFT}color = 'red'", "cart.toml, line 5: unknown key 'color' (did you mean 'colour'?)"),
        ("label = {}\n[spare]\nsize = 1\nsince = 2024-01-01\ntag = []", "cart.toml, line 5: unknown key 'tag' (did you mean 'tags'?)"),
        ("noted = true", "cart.toml, line 1: the key 'label' is missing"),
        ("label = {}\n\n[[wheels]]\nsize = 1", "cart.toml, line 3: the key 'since' is missing in entry 1 of 'wheels'"),
        ("label = 'x'", "cart.toml, line 1: 'label' must be a table"),
        ("label.en = 'x'\nlabel.nb = 5", "cart.toml, line 2: 'label.nb' must be a text in quotes"),
        ("label = {}\nwheels = 'none'", "cart.toml, line 2: 'wheels' must be a list"),
        ("label = {}\nnoted = 'yes'", "cart.toml, line 2: 'noted' must be true or false"),
        ("label = {}\nnoted = 1", "cart.toml, line 2: 'noted' must be true or false"),
        (WHEEL.replace("1", '"1"', 1) + "[label]", "cart.toml, line 2: 'size' must be a whole number"),
        (WHEEL.replace("2024-03-22", '"soon"') + "[label]", "cart.toml, line 3: 'since' must be a day (2024-03-22)"),
        (WHEEL + 'colour = "green"\n[label]', "cart.toml, line 4: 'green' is not possible for 'colour'; use 'red' or 'blue'"),
        (WHEEL + 'mode = "idle"\n[label]', "cart.toml, line 4: 'idle' is not possible for 'mode'; use 'fast' or 'slow'"),
        (WHEEL + 'bounds = [\n1,\n"2"]\n[label]', "cart.toml, line 6: entry 2 of 'bounds' must be a whole number"),
        (WHEEL + "bounds = [1, 2, 3]\n[label]", "cart.toml, line 4: 'bounds': tuple should have at most 2 items after validation, not 3"),
        (WHEEL + "weight = 'much'\n[label]", "cart.toml, line 4: 'weight' must be a number"),
        (WHEEL.replace("1", "-1", 1) + "[label]", "cart.toml, line 1: a wheel cannot be smaller than nothing"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_sentence_with_file_and_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert refused(tmp_path, text) == sentence


def test_of_several_faults_the_first_in_the_file_is_told(tmp_path: Path) -> None:
    assert "line 2: unknown key 'b'" in refused(tmp_path, "noted = true\nb = 1\nlabel = 3\na = 2\n")[:40]


class Engine(BaseModel):
    """A model with an alias."""

    model_config = ConfigDict(extra="forbid")

    power: int = Field(alias="horse-power")


def test_models_work_as_well(tmp_path: Path) -> None:
    file = tmp_path / "engine.toml"
    file.write_text("horse-power = 3")
    assert load_toml_into(Engine, file).power == 3
    file.write_text("horse-power = 3\nhorse-powr = 4")
    with pytest.raises(ConfigError, match=r"line 2: unknown key 'horse-powr' \(did you mean 'horse-power'\?\)"):
        load_toml_into(Engine, file)


def test_plain_types_work_as_well(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text("[en]\none = 1\n[nb]\nen = 'x'")
    with pytest.raises(ConfigError, match=r"line 4: 'nb\.en' must be a whole number"):
        load_toml_into(dict[str, dict[str, int]], file)


def test_a_table_inside_a_file_tells_its_own_lines(tmp_path: Path) -> None:
    file = tmp_path / "carts.toml"
    file.write_text("[first]\nlabel = {}\n[second.cart]\nlabel = {}\nwheel = 1\n")
    with pytest.raises(ConfigError, match="line 5: unknown key 'wheel'"):
        read_toml(file).table("second").table("cart").into(Cart)


def test_names_of_values() -> None:
    assert named(()) == "the file"
    assert named(("a", "b")) == "'a.b'"
    assert named(("a", 1)) == "entry 2 of 'a'"
    assert named(("a", 1, "b")) == "'b'"
