"""`python -m bot.training.scoring MODEL FILE...`: write into a model's card how both readers do on labelled articles under its bars.

The card keeps what else it says; bars that were set by hand are scored as they stand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.errors import BadItemError
from bot.reading.learned.card import CARD, BadModelError
from bot.reading.learned.second import SecondReader
from bot.settings.folder import ConfigFolder
from bot.settings.paths import project_root
from bot.settings.reading import load_reader
from bot.settings.story import load_story
from bot.training.articles import files, read
from bot.training.measuring import readings, report
from bot.training.provenance import commit

PART = "validation"
"""The card's part that holds the scores."""


def main(arguments: Sequence[str]) -> int:
    """Score; the exit code."""
    if len(arguments) < 2:
        sys.stderr.write("usage: python -m bot.training.scoring MODEL FILE...\n")
        return 2
    try:
        write(Path(arguments[0]), files(arguments[1:]))
    except (BadItemError, BadModelError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def write(folder: Path, paths: Sequence[Path]) -> None:
    """Read articles, and write the scores into the card. Raises BadModelError, OSError or ValueError."""
    config = ConfigFolder(project_root() / "config")
    story = load_story(config)
    reader = load_reader(config, story, SecondReader.load(folder))
    scores = report(readings(list(read(paths, story.questions)), reader))
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    card[PART] = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "data": commit(paths), **scores}
    text = json.dumps(card, indent=2, ensure_ascii=False)
    unfinished = folder / f"{CARD}.new"
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(folder / CARD)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
