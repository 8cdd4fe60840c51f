"""Finds what is wrong with files of labelled items: `python -m tests.quality.check [--write] FILE|FOLDER...` tells each fault.

With `--write` sound files are written anew, with the alerts and updates that their claims raise.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.domain.errors import BadItemError
from bot.domain.questions import Question
from bot.services.labelled import Labelled, entries, in_streams, labelled, written
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from bot.training.labelled import files
from tests.quality.measure import ROOT
from tests.quality.raising import expecting

QUOTE = 300
"""The longest quote, in characters."""


def faults(paths: Sequence[Path], questions: Mapping[str, Question]) -> Iterator[str]:
    """A sentence for each fault of these files, which are read as one set."""
    seen: set[str] = set()
    streams: dict[str, list[Labelled]] = {}
    for path in paths:
        last = ""
        for one in _articles(path, questions):
            if isinstance(one, str):
                yield f"{path}: {one}"
                continue
            name = f"{path}: {one.item.id}"
            if one.item.id in seen:
                yield f"{name}: another item has this id"
            seen.add(one.item.id)
            here = [each for each in streams.get(one.stream, ()) if each.item.lang == one.item.lang]
            if here and (last != one.stream or one.item.published < here[-1].item.published):
                yield f"{name}: the items of a stream stand together, in order of publication"
            last = one.stream
            streams.setdefault(one.stream, []).append(one)
            yield from (f"{name}: {fault}" for fault in _alone(one))
    for stream in streams.values():
        ids = {each.item.id for each in stream}
        for one in stream:
            for alert in one.alerts:
                if not alert.against or not set(alert.against) <= ids:
                    yield f"{one.item.id}: {alert.question}: an alert names items of its stream that came before, or its own"


def _articles(path: Path, questions: Mapping[str, Question]) -> Iterator[Labelled | str]:
    """The articles of a file; a sentence in place of one that cannot be read."""
    try:
        for entry in entries(path.read_bytes().decode("utf-8")):
            try:
                yield labelled(entry, questions)
            except BadItemError as error:
                yield str(error)
    except (BadItemError, OSError, UnicodeDecodeError) as error:
        yield str(error)


def _alone(one: Labelled) -> Iterator[str]:
    """What is wrong with an article, whatever stands beside it."""
    for label in one.claims:
        claim = label.claim
        if len(claim.quote) > QUOTE or "\n" in claim.quote:
            yield f"{claim.question}: a quote has one line and at most {QUOTE} characters: {claim.quote[:40]!r}"
        if claim.as_of > one.item.day:
            yield f"{claim.question}: {claim.as_of} is after the publication"
    places = [label.claim.start for label in one.claims]
    if places != sorted(places):
        yield "claims stand in the order of the text"
    same = [(each.claim.question, each.claim.value, each.claim.party, each.claim.as_of) for each in one.claims]
    if len(set(same)) < len(same):
        yield "a claim stands there twice"
    alerted = [alert.question for alert in one.alerts]
    if len({*alerted, *one.updates}) < len(alerted) + len(one.updates):
        yield "a question raises one alert or one update"


def expect(paths: Sequence[Path], questions: Mapping[str, Question]) -> None:
    """Write sound files anew, with the alerts and updates that their claims raise. Raises ValueError where an optional one changes them."""
    of = {path: [one for one in _articles(path, questions) if isinstance(one, Labelled)] for path in paths}
    told = expecting(in_streams(one for found in of.values() for one in found), questions)
    with_labels = {one.item.id: one for one in told}
    for path, found in of.items():
        path.write_bytes(written(with_labels[one.item.id] for one in found).encode("utf-8"))


def main(arguments: Sequence[str]) -> int:
    """Check files together; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.check", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the alerts and updates that the claims raise")
    parser.add_argument("names", nargs="+", metavar="FILE|FOLDER")
    wanted = parser.parse_args(arguments)
    questions = load_story(ConfigFolder(ROOT / "config")).questions
    paths = files(wanted.names)
    found = list(faults(paths, questions))
    if wanted.write and not found:
        try:
            expect(paths, questions)
        except ValueError as error:
            found.append(str(error))
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    if not found:
        sys.stdout.write(f"{len(paths)} {'file' if len(paths) == 1 else 'files'}, all well\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
