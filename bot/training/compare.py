"""`python -m bot.training.compare FOLDER|FILE...`: what the rules, the model and both together claim right on labelled articles.

Below stand the curves that bot/reading/confidence.py would have by these articles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from bot.domain.errors import BadItemError
from bot.reading.learned.card import Bar
from bot.reading.reader import Reader
from bot.services.labelled import Labelled
from bot.settings.folder import ConfigFolder
from bot.settings.paths import project_root
from bot.settings.reading import load_reader
from bot.settings.second import load_second
from bot.settings.story import load_story
from bot.training.articles import files, read
from bot.training.bars import KINDS, Score, listen, score
from bot.training.curves import agreed, alone, fit
from bot.training.measuring import GROUPS, by, readings

EVEN = 0.5
"""Where the model alone is taken at its word."""


def main(arguments: Sequence[str]) -> int:
    """Print a Markdown table; the exit code."""
    if not arguments:
        sys.stderr.write("usage: python -m bot.training.compare FOLDER|FILE...\n")
        return 2
    config = project_root() / "config"
    story = load_story(ConfigFolder(config))
    second, why = load_second(config)
    if second is None:
        sys.stderr.write(f"{why}\n")
        return 1
    rules, both = (load_reader(ConfigFolder(config), story, one) for one in (None, second))
    try:
        articles = list(read(files(arguments), story.questions))
    except (BadItemError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    told = listen(articles, rules, second)
    sys.stdout.write("| reader | numbers | days | choices | all |\n|---|---|---|---|---|\n")
    rows = {
        "rules": [score(told, kind, Bar(EVEN, 0), model=False) for kind in KINDS],
        "model": [score(told, kind, Bar(EVEN, 0), rules=False) for kind in KINDS],
        "both": list(_joined(articles, both)),
    }
    for name, scores in rows.items():
        whole = Score(*(sum(getattr(one, part) for one in scores) for part in Score.__slots__))
        cells = (f"{one.precision:.3f} / {one.recall:.3f}" for one in (*scores, whole))
        sys.stdout.write(f"| {name} | {' | '.join(cells)} |\n")
    for name, seen in (("agreed", list(agreed(told))), ("alone", list(alone(told)))):
        curve = fit(seen)
        sys.stdout.write(f"\n{name}: offset {curve.offset:.2f}, slope {curve.slope:.2f}, from {len(seen)} answers\n")
    return 0


def _joined(articles: Sequence[Labelled], reader: Reader) -> Iterator[Score]:
    """How each kind of answer comes out as the bot reads."""
    scores = by(GROUPS["kind"], readings(articles, reader))
    yield from (scores.get(kind, Score(0, 0, 0)) for kind in KINDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
