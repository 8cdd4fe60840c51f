"""`python -m tests.quality.parts FILE|FOLDER...`: both readers on each part of a set, choices with and without their speaker."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.domain.claims import Choice
from bot.domain.errors import BadItemError
from bot.services.labelled import key
from bot.training.articles import files
from tests.quality.labels import read
from tests.quality.measure import Outcome, configured
from tests.quality.scoring import Tally, score

HEAD = "| part | items | claims P / R | alerts P / R | quiet alarmed | choices P / R | without their speaker |"


def main(arguments: Sequence[str]) -> int:
    """Print the table; the exit code."""
    if not arguments:
        sys.stderr.write("usage: python -m tests.quality.parts FILE|FOLDER...\n")
        return 2
    bench = configured()
    parts: dict[str, list[Path]] = {}
    try:
        for path in files(arguments):
            parts.setdefault(path.stem.partition("-")[0], []).append(path)
        articles = {name: read(paths, bench.questions) for name, paths in parts.items()}
    except (BadItemError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{HEAD}\n|---|---:|---|---|---|---|---|\n")
    for name, known in sorted(articles.items(), key=lambda part: (part[0].rstrip("0123456789"), len(part[0]), part[0])):
        sys.stdout.write(row(name, bench.run(known)) + "\n")
    return 0


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    """One part as a row."""
    all_of = score(outcomes)
    cells = [
        str(len(outcomes)),
        told(all_of.claims),
        told(all_of.alerts),
        f"{all_of.alarmed.so} of {all_of.alarmed.seen}",
        told(choices(outcomes, by_whom=True)),
        told(choices(outcomes, by_whom=False)),
    ]
    return f"| {name} | {' | '.join(cells)} |"


def told(tally: Tally) -> str:
    """Precision and recall."""
    return f"{tally.precision:.3f} / {tally.recall:.3f}"


def choices(outcomes: Sequence[Outcome], *, by_whom: bool) -> Tally:
    """How the choices come out, by whom they are said or not."""
    tally = Tally()
    for outcome in outcomes:
        firm, either, found = (
            {one if by_whom else one[:2] for one in keys if isinstance(one[1], Choice)}
            for keys in (outcome.gold.firm, outcome.gold.optional, {key(claim) for claim in outcome.claims})
        )
        tally.add(firm, found - (either - firm))
    return tally


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
