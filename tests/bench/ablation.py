"""What parts of the reader's configuration are worth: `python -m tests.bench.ablation` scores the labelled sets without each of them.

Training and validation only, scores only. The figures in docs/decisions/ on the reader come from here.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.settings.folder import ConfigFolder
from bot.settings.reading import load_reader
from bot.settings.story import load_story
from tests.quality.labels import files, read
from tests.quality.measure import ROOT, Bench
from tests.quality.scoring import Score, score

SETS = ("training", "validation")


def main() -> None:
    """Print precision and recall for each variant and set."""
    for name, edit in VARIANTS.items():
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "config"
            shutil.copytree(ROOT / "config", config)
            edit(config)
            for chosen in SETS:
                sys.stdout.write(f"{name:22} {chosen:11} {_shown(_scored(config, chosen))}\n")
                sys.stdout.flush()


def _scored(config: Path, chosen: str) -> Score:
    folder = ConfigFolder(config)
    story = load_story(folder)
    bench = Bench(load_reader(folder, story), story.questions, ())
    return score(bench.run(read(files(chosen), bench.questions)))


def _shown(found: Score) -> str:
    claims, alerts = found.claims, found.alerts
    return f"claims {claims.precision:.2f} / {claims.recall:.2f}   alerts {alerts.precision:.2f} / {alerts.recall:.2f}"


def _as_shipped(_: Path) -> None:
    pass


def _edit(file: Path, pattern: str, by: str = "") -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(pattern, by, text, flags=re.MULTILINE | re.DOTALL), encoding="utf-8")


def _without_concepts(config: Path) -> None:
    """Choices by whole phrases only."""
    _edit(config / "reading.toml", r"^(bundles|inherits) = [^\n]*\n")
    for file in (config / "languages").glob("*.toml"):
        _edit(file, r"^\[questions\.\w+\.concepts\]\n.*?(?=^\[|\Z)")


def _without_units(config: Path) -> None:
    """No number knows what it counts."""
    _edit(config / "reading.toml", r"^units = [^\n]*\n")
    for file in (config / "languages").glob("*.toml"):
        _edit(file, r"^\[units\]\n.*?(?=^\[|\Z)")


def _without_other_events(config: Path) -> None:
    """Everything is about this event."""
    _edit(config / "events.toml", r"^(others|places) = \[.*?^\]", r"\1 = []")
    _edit(config / "events.toml", r"^\[scenes\]\n.*", "[scenes]\n")


def _without_hedges(config: Path) -> None:
    """Every figure is exact."""
    for file in (config / "languages").glob("*.toml"):
        _edit(file, r"^\[numbers\.(hedges|after)\]\n.*?(?=^\[|\Z)", r"[numbers.\1]\n")


VARIANTS: Mapping[str, Callable[[Path], None]] = {
    "as shipped": _as_shipped,
    "without concepts": _without_concepts,
    "without units": _without_units,
    "without other events": _without_other_events,
    "without hedges": _without_hedges,
}

if __name__ == "__main__":
    main()
