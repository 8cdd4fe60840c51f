"""Measures how well the bot reads: `make quality`. Exits 1 where a figure is worse than docs/quality.md states.

`SEALED=1` opens the sealed set too, `ERRORS=1` tells the errors, `WRITE=1` writes the figures into the page and raises its floors to them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.quality.faults import faults
from tests.quality.labels import files, read
from tests.quality.measure import ROOT, Bench, Outcome, configured
from tests.quality.page import PAGE, PageError, floors, raised, replaced, shortfalls
from tests.quality.report import calibration, classes, listing, report
from tests.quality.scoring import Score, merged_steps, score

RULES = ", rules"
"""What the name of a set has behind it where the rules read it alone."""

LISTED = ("training", "dev")
"""Sets whose articles one may look at."""

COUNTED = ("validation",)
"""Sets of which one may know the classes of errors."""

CALIBRATED = ("validation", "sealed")
"""Sets that neither reader has learned from; the sealed one counts where it is opened."""


@dataclass(frozen=True, slots=True)
class Sets:
    """The files of each set that is to be measured, and why others are not."""

    paths: Mapping[str, Sequence[Path]]
    skipped: Mapping[str, str]


class EmptySetError(Exception):
    """A set without items: all its figures would be as good as they get, and its floors with them."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and compare with the page."""
    options = _options(arguments)
    try:
        chosen = _sets(options.labelled, sealed=options.sealed)
    except EmptySetError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    scores: dict[str, Score] = {}
    for learned, suffix in ((False, RULES), (True, "")):
        bench = configured(learned=learned)
        for name, paths in chosen.paths.items():
            if learned and name == "training":
                continue  # what a model has learned by heart says nothing
            outcomes = bench.run(read(paths, bench.questions))
            scores[name + suffix] = score(outcomes)
            _say(f"## {name}{suffix}\n\n{report(scores[name + suffix])}\n")
            if options.errors:
                _say_errors(name, outcomes)
    _say(f"## Calibration\n\n{_calibration(scores)}\n")
    for name, why in chosen.skipped.items():
        _say(f"{name} is not measured: {why}")
    try:
        return _compare(scores, write=options.write)
    except PageError as error:
        sys.stderr.write(f"docs/quality.md: {error}\n")
        return 1


def check_floors(bench: Bench, name: str, suffix: str = "") -> Iterator[str]:
    """What is worse than the page states, for a set of this folder; the short form that the test suite runs.

    Raises EmptySetError where the set has no items.
    """
    stated = floors(PAGE.read_text(encoding="utf-8"))
    found = score(bench.run(read(_filled(name, files(name)), bench.questions)))
    yield from map(str, shortfalls(name + suffix, found, stated))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make quality", description=__doc__)
    parser.add_argument("--labelled", type=Path, default=ROOT.parent / "shared", help="a folder with data/dev.jsonl")
    parser.add_argument("--sealed", action="store_true", help="open the sealed set: once for each release")
    parser.add_argument("--errors", action="store_true", help="tell the errors of sets that one may look at")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/quality.md")
    return parser.parse_args(arguments)


def _sets(labelled: Path, *, sealed: bool) -> Sets:
    paths: dict[str, Sequence[Path]] = {name: files(name) for name in ("training", "validation")}
    skipped: dict[str, str] = {}
    dev = labelled / "data" / "dev.jsonl"
    if dev.is_file():
        paths["dev"] = [dev]
    else:
        skipped["dev"] = f"there is no {dev}"
    if sealed:
        paths["sealed"] = files("sealed")
    else:
        skipped["sealed"] = "it is opened once for each release, with SEALED=1"
    return Sets({name: _filled(name, found) for name, found in paths.items()}, skipped)


def _filled(name: str, paths: Sequence[Path]) -> Sequence[Path]:
    """The files of a set. Raises EmptySetError where no item is in any of them."""
    if not any(path.read_text(encoding="utf-8").strip() for path in paths):
        raise EmptySetError(f"the set {name} has no items")
    return paths


def _say_errors(name: str, outcomes: Sequence[Outcome]) -> None:
    found = list(faults(outcomes))
    if name in (*LISTED, *COUNTED):
        _say(f"Errors by class:\n\n{classes(found)}\n")
    if name in LISTED:
        _say(f"{listing(found)}\n")


def _calibration(scores: Mapping[str, Score]) -> str:
    return calibration(merged_steps(scores[name] for name in CALIBRATED if name in scores))


def _compare(scores: Mapping[str, Score], *, write: bool) -> int:
    page = PAGE.read_text(encoding="utf-8")
    if write:
        for name, found in scores.items():
            page = raised(replaced(page, name, report(found)), name, found)
        page = replaced(page, "calibration", _calibration(scores))
        PAGE.write_text(page, encoding="utf-8")
        _say("The figures are in docs/quality.md.")
    stated = floors(page)
    worse = [fall for name, found in scores.items() for fall in shortfalls(name, found, stated)]
    sys.stderr.writelines(f"{fall}\n" for fall in worse)
    return bool(worse)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
