"""A kill between any two steps of a fetch loses and repeats nothing. The long form adds pairs of kills: `make crash-feeds`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.crash.feeds_crash import KINDS

ROOT = Path(__file__).parents[2]
PAIRS = 300 if os.environ.get("LONG") else 0


def test_a_kill_between_any_two_steps_loses_and_repeats_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.crash.feeds_crash", str(tmp_path), str(PAIRS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1800, check=False)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    first, changed = ([row for row in rows if row["scenario"] == name] for name in ("first", "changed"))
    assert texts(first[0]) == ["killed 143", "killed 145", "killed 150"]
    assert texts(changed[0]) == ["killed 143", "killed 144", "killed 145", "killed 150"]
    assert {key: (fate, item) for key, fate, item in changed[0]["entries"]} == {
        "a": ("new", 1), "b": ("not-about-the-story", 0), "c": ("changed", 1), "d": ("new", 1),
    }  # fmt: skip
    for whole, *trials in (first, changed):
        assert whole.pop("killed before") == []
        assert whole["queued"] >= len(whole["alerts"]) > 0
        ((_state, first_poll_done, lease),) = whole["feed"]
        assert (first_poll_done, lease) == (1, None)
        assert whole["sound"] == "ok"
        assert {name for row in trials for name in row["killed before"]}.issuperset(KINDS)
        for row in trials:
            killed = row.pop("killed before")
            assert row == whole, f"killed before {killed}"


def texts(row: dict[str, list[list[str]]]) -> list[str]:
    """Every text there ever was in a database."""
    return sorted(text for text, _version in row["items"])
