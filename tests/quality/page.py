"""docs/quality.md as data: the floors that it states and the figures between its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

from tests.quality.report import table
from tests.quality.scoring import Score

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"

SHARES = ("claims P", "claims R", "alerts P", "alerts R", "updates F1", "kinds right", "quiet alarmed")
"""The columns of the table of floors, after the name of the set."""

AT_MOST = "quiet alarmed"
"""The one column that is a ceiling."""

Floors = Mapping[str, Mapping[str, float]]


class PageError(Exception):
    """The page has not the form that its figures are read from."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure that is worse than the page says."""

    set: str
    what: str
    stated: float
    measured: float

    def __str__(self) -> str:
        side = "over" if self.what == AT_MOST else "below"
        return (
            f"{self.set}: {self.what} is {self.measured:.3f}, {side} the {self.stated:.2f} that docs/quality.md states"
        )


def figures(score: Score) -> Mapping[str, float]:
    """The figures that have floors, by the names of their columns."""
    values = (
        score.claims.precision,
        score.claims.recall,
        score.alerts.precision,
        score.alerts.recall,
        score.updates.f1,
        score.kinds.value,
        score.alarmed.value if score.alarmed.seen else 0.0,
    )
    return dict(zip(SHARES, values, strict=True))


def floors(page: str) -> Floors:
    """The floors of each set. Raises PageError where the table is not there or holds anything but shares."""
    head, *lines = _table(_between(page, "floors"))
    if tuple(head) != ("set", *SHARES):
        raise PageError(f"the table of floors has the columns set, {', '.join(SHARES)}")
    try:
        return {line[0]: dict(zip(SHARES, map(float, line[1:]), strict=True)) for line in lines}
    except ValueError as error:
        raise PageError(f"the table of floors: {error}") from None


def shortfalls(name: str, score: Score, stated: Floors) -> Iterator[Shortfall]:
    """The figures of a set that are worse than stated. Raises PageError for a set without floors."""
    if name not in stated:
        raise PageError(f"the table of floors has no line for {name}")
    for what, measured in figures(score).items():
        limit = stated[name][what]
        if measured > limit if what == AT_MOST else measured < limit:
            yield Shortfall(name, what, limit, measured)


def raised(page: str, name: str, score: Score) -> str:
    """The page with the floors of a set where its figures are now, to the hundredth that is no better; none is ever lowered."""
    stated = {set_: dict(line) for set_, line in floors(page).items()}
    line = stated.setdefault(name, {what: float(what == AT_MOST) for what in SHARES})
    for what, measured in figures(score).items():
        if what == AT_MOST:
            line[what] = min(line[what], ceil(round(measured * 100, 6)) / 100)
        else:
            line[what] = max(line[what], floor(round(measured * 100, 6)) / 100)
    lines = [(set_, *(f"{line[what]:.2f}" for what in SHARES)) for set_, line in stated.items()]
    return replaced(page, "floors", table(("set", *SHARES), lines))


def replaced(page: str, name: str, body: str) -> str:
    """The page with other words between the marks of this name. Raises PageError where there are none."""
    begin, end = _marks(name)
    old = _between(page, name)
    return page.replace(f"{begin}\n{old}{end}", f"{begin}\n\n{body.strip()}\n\n{end}")


def _between(page: str, name: str) -> str:
    begin, end = _marks(name)
    found = re.search(rf"^{re.escape(begin)}\n(.*?)^{re.escape(end)}$", page, re.DOTALL | re.MULTILINE)
    if found is None:
        raise PageError(f"the page has no {begin} with an {end} after it")
    return found[1]


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: make quality -->", f"<!-- end of {name} -->"


def _table(text: str) -> list[list[str]]:
    """The cells of a Markdown table, the head first and the rule left out."""
    lines = [line.strip().strip("|") for line in text.splitlines() if line.strip().startswith("|")]
    if len(lines) < 2:
        raise PageError("there is no table where one is expected")
    return [[cell.strip() for cell in line.split("|")] for line in (lines[0], *lines[2:])]
