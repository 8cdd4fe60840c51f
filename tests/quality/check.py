"""Finds what is wrong with files of labelled items: `python -m tests.quality.check [--write] FILE|FOLDER...` tells each fault.

An author's files in other languages are read along, for streams go on there. With `--write` the alerts and updates that the
claims raise are written into sound files.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from bot.domain.errors import BadItemError
from bot.domain.questions import Question
from bot.services.labelled import Labelled, article, entries, in_streams
from bot.services.labelwriting import written
from bot.settings.folder import ConfigFolder
from bot.settings.story import load_story
from bot.training.articles import files, text_of
from tests.quality.measure import ROOT
from tests.quality.raising import difference, expected

QUOTE = 300
"""The longest quote, in characters."""

LONG_AGO = timedelta(days=3653)
"""No claim is for a day so long before its publication."""

LANGUAGES = frozenset(path.stem for path in (ROOT / "config" / "languages").glob("*.toml"))


@dataclass
class Folder:
    """What stands in files that are checked together: the articles of each, the place of each, and what is wrong."""

    articles: dict[Path, list[Labelled]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def all(self) -> list[Labelled]:
        """Every article, stream after stream."""
        return in_streams(one for found in self.articles.values() for one in found)


def faults(paths: Iterable[Path], questions: Mapping[str, Question]) -> list[str]:
    """A sentence for each fault of these files, which are read as one set; among them alerts and updates that the claims do not raise."""
    folder = looked_through(paths, questions)
    return folder.faults or unlike(folder, questions)


def unlike(folder: Folder, questions: Mapping[str, Question]) -> list[str]:
    """A sentence for each article whose alerts and updates are not those that the claims raise."""
    told = expected(folder.all(), questions)
    return [f"{folder.places[one.item.id]}: {why}" for one, due, no in told if (why := no or difference(one, due))]


def looked_through(paths: Iterable[Path], questions: Mapping[str, Question]) -> Folder:
    """Files with the faults of their form."""
    folder = Folder()
    for path in dict.fromkeys(paths):
        folder.articles[path] = []
        try:
            for entry in entries(text_of(path)):
                try:
                    one = article(entry, questions)
                except BadItemError as error:
                    folder.faults.append(f"{path}: {error}")
                    continue
                place = f"{path}: Line {entry.line}, {one.item.id}"
                folder.faults += (f"{place}: {fault}" for fault in _among(one, path, folder))
                folder.faults += (f"{place}: {fault}" for fault in _alone(one))
                folder.places.setdefault(one.item.id, place)
                folder.articles[path].append(one)
        except (BadItemError, OSError) as error:
            folder.faults.append(f"{path}: {error}")
        else:
            if not folder.articles[path] and not folder.faults:
                folder.faults.append(f"{path}: no article is in it")
    return folder


def _among(one: Labelled, path: Path, folder: Folder) -> Iterator[str]:
    """What is wrong with an article beside those before it."""
    if one.item.id in folder.places:
        yield f"another item has this id ({folder.places[one.item.id]})"
    if path.parent.name in LANGUAGES - {one.item.lang}:
        yield f"it is in {one.item.lang}, and its folder is for {path.parent.name}"
    earlier = folder.articles[path]
    same = [each for each in earlier if each.stream == one.stream]
    if same and (earlier[-1].stream != one.stream or one.item.published < same[-1].item.published):
        yield "the items of a stream stand together, in order of publication"


def _alone(one: Labelled) -> Iterator[str]:
    """What is wrong with an article, whatever stands beside it."""
    if one.item.lang not in LANGUAGES:
        yield f"{one.item.lang!r} is no language that is read here"
    if not one.item.text.strip():
        yield "it has no text"
    for label in one.claims:
        claim = label.claim
        if len(claim.quote) > QUOTE:
            yield f"{claim.question}: a quote has at most {QUOTE} characters: {claim.quote[:40]!r}"
        if claim.as_of > one.item.day:
            yield f"{claim.question}: {claim.as_of} is after the publication"
        if claim.as_of < one.item.day - LONG_AGO:
            yield f"{claim.question}: {claim.as_of} is long before the publication"
    same = [(each.claim.question, each.claim.value, each.claim.party, each.claim.as_of) for each in one.claims]
    if len(set(same)) < len(same):
        yield "a claim stands there twice"


def together(paths: Iterable[Path]) -> list[Path]:
    """The files, and what their authors wrote in other languages."""
    found: dict[Path, None] = {}
    for path in paths:
        beside = path.resolve().parent.parent
        others = (beside / lang / path.name for lang in sorted(LANGUAGES)) if path.parent.name in LANGUAGES else ()
        found |= dict.fromkeys([path, *(Path(os.path.relpath(one)) for one in others if one.is_file())])
    return list({path.resolve(): path for path in reversed(found)}.values())[::-1]


def write_expected(folder: Folder, questions: Mapping[str, Question]) -> list[str]:
    """Write files whose alerts or updates are not those that the claims raise; the faults that forbid it. Raises OSError."""
    told = list(expected(folder.all(), questions))
    if found := [f"{folder.places[one.item.id]}: {why}" for one, _, why in told if why]:
        return found
    due = {
        one.item.id: replace(one, alerts=to.alerts, updates=to.updates) for one, to, _ in told if difference(one, to)
    }
    for path, known in folder.articles.items():
        if any(one.item.id in due for one in known):
            _write(path, written(due.get(one.item.id, one) for one in known))
    return []


def _write(path: Path, text: str) -> None:
    """The whole file or none of it."""
    unfinished = path.with_name(f"{path.name}.new")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def main(arguments: Sequence[str]) -> int:
    """Check files together; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.check", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the alerts and updates that the claims raise")
    parser.add_argument("names", nargs="+", metavar="FILE|FOLDER")
    wanted = parser.parse_args(arguments)
    questions = load_story(ConfigFolder(ROOT / "config")).questions
    try:
        paths = together(files(wanted.names))
        folder = looked_through(paths, questions)
        found = folder.faults or (write_expected if wanted.write else unlike)(folder, questions)
    except OSError as error:
        found = [str(error)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    if not found:
        sys.stdout.write(f"articles: {sum(map(len, folder.articles.values()))}, files: {len(paths)}, all well\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
