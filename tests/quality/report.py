"""Draws figures as Markdown, the same for the terminal and for docs/quality.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tests.quality.faults import Fault
from tests.quality.scoring import EDGES, Pair, Score, Share, Tally, rows


def report(score: Score) -> str:
    """All tables of one set."""
    parts = [
        summary(score),
        "By language:\n\n" + _groups(rows(score.languages)),
        "By question:\n\n" + _groups(rows(score.questions)),
        "Alerts by kind:\n\n" + _kinds(score),
    ]
    return "\n\n".join(parts)


def summary(score: Score) -> str:
    """What counts most: precision, recall, kinds, quiet items."""
    named = {"claims": score.claims, "alerts": score.alerts, "updates": score.updates}
    head = ("", "precision", "recall", "F1", "right", "false", "missed")
    lines = [(name, *_shares(tally), *_counts(tally)) for name, tally in named.items()]
    told = (
        f"{score.items} items. Of the alerts on the right question {_of(score.kinds)} have the right kind and {_of(score.opponents)} "
        f"name an opposing item first; of the right claims {_of(score.days)} have the right day; "
        f"{_of(score.alarmed)} items that deserve no alert raised one."
    )
    return f"{table(head, lines)}\n\n{told}"


def calibration(steps: Mapping[float, Share]) -> str:
    """For each step of the reader's confidence how many claims are right."""
    ends = dict(zip(EDGES, (*EDGES[1:], 1.0), strict=True))
    lines = [
        (f"{step:.2f} to {ends[step]:.2f}", f"{share.seen}", f"{share.so}", f"{share.value:.3f}")
        for step, share in sorted(steps.items())
    ]
    return table(("confidence", "claims", "right", "share right"), lines)


def classes(found: Iterable[Fault]) -> str:
    """How many errors each class has, the largest first."""
    counted = Counter(fault.name for fault in found)
    return table(("class of error", "errors"), [(name, str(number)) for name, number in counted.most_common()])


def listing(found: Iterable[Fault]) -> str:
    """Every error, a line each; only for sets that one may look at."""
    ordered = sorted(found, key=lambda fault: (fault.name, fault.question, fault.item))
    return "\n".join(f"{fault.name} | {fault.item} | {fault.question} {fault.what}".rstrip() for fault in ordered)


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table with its columns in line: words to the left, numbers to the right."""
    whole = [list(head), *map(list, lines)]
    widths = [max(3, *(len(line[column]) for line in whole)) for column in range(len(head))]
    drawn = [
        "| " + " | ".join(_fit(cell, width, column) for column, (cell, width) in enumerate(zip(line, widths, strict=True)))
        + " |"
        for line in whole
    ]  # fmt: skip
    rule = "|" + "|".join("-" * (width + 1) + (":" if column else "-") for column, width in enumerate(widths)) + "|"
    return "\n".join([drawn[0], rule, *drawn[1:]])


def _fit(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def _groups(groups: Sequence[tuple[str, Pair]]) -> str:
    head = ("", "claims P", "R", "F1", "right", "false", "missed", "alerts P", "R", "right", "false", "missed")
    lines = [
        (name, *_shares(pair.claims), *_counts(pair.claims), *_shares(pair.alerts)[:2], *_counts(pair.alerts))
        for name, pair in groups
    ]
    return table(head, lines)


def _kinds(score: Score) -> str:
    lines = [(name, *_shares(tally)[:2], *_counts(tally)) for name, tally in sorted(score.by_kind.items())]
    return table(("", "precision", "recall", "right", "false", "missed"), lines)


def _shares(tally: Tally) -> tuple[str, str, str]:
    """Precision, recall and F1; a dash where there was nothing to be right or wrong about."""
    said, there = tally.right + tally.false, tally.right + tally.missed
    return (
        f"{tally.precision:.3f}" if said else "-",
        f"{tally.recall:.3f}" if there else "-",
        f"{tally.f1:.3f}" if said and there else "-",
    )


def _counts(tally: Tally) -> tuple[str, str, str]:
    return str(tally.right), str(tally.false), str(tally.missed)


def _of(share: Share) -> str:
    return f"{share.so} of {share.seen}"
