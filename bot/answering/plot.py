"""Draws pictures with matplotlib, which is loaded with the first one. Ink on a plain light ground: readable in light and dark chats."""

from __future__ import annotations

import io
import textwrap
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

GROUND, INK, SOFT, LINE, AGAINST = "#fbfaf7", "#1d2733", "#66707c", "#1f6f8b", "#c8442c"
WIDTH, PANEL, DOTS = 7.2, 2.4, 150
WRAP = 64
LONGEST = 40
TICKS = 8
MARKER = 20
"""Pixels that a figure's mark takes."""

OFFSETS = (
    (0, 10),
    (0, -10),
    (-34, 10),
    (34, 10),
    (-34, -10),
    (34, -10),
    (0, 32),
    (0, -32),
    (-50, 32),
    (50, -32),
    (-60, -36),
    (0, 56),
    (0, -58),
)
"""Where a label may stand, in points from its mark, the best place first."""

_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one UTC day: from `low` to `high` (None: open), its wording and its sources."""

    day: date
    low: int
    high: int | None
    text: str
    source: str
    against: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A question's figures, oldest first."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An event: its day in words, what happened, and who told it."""

    day: str
    text: str
    source: str


def draw_lines(lines: Sequence[Line], days: Mapping[date, str], against: str) -> bytes:
    """A PNG with a panel for each line over one axis of days, which are written as `days` says.

    Figures on a side of a disagreement are diamonds, explained as `against`; an arrow upwards marks an open figure.
    """
    with _drawing:
        figure = _figure(0.5 + PANEL * len(lines))
        panels = [figure.add_subplot(len(lines), 1, place + 1) for place in range(len(lines))]
        first, last = min(days).toordinal(), max(days).toordinal()
        room = max(1.0, (last - first) * 0.08)
        for panel, line in zip(panels, lines, strict=True):
            panel.set_xlim(first - room, last + room * 1.6)
            _panel(panel, line, against)
            _days(panel, days, labelled=panel is panels[-1])
        figure.tight_layout(h_pad=1.4)
        figure.canvas.draw()
        for panel, line in zip(panels, lines, strict=True):
            _label(panel, line)
        return _png(figure)


def draw_marks(marks: Sequence[Mark], title: str) -> bytes:
    """A PNG with events on a line from the top (the oldest) to the bottom."""
    with _drawing:
        wrapped = [textwrap.wrap(_clean(mark.text), WRAP)[:3] for mark in marks]
        heights = [1.9 + len(lines) for lines in wrapped]
        figure = _figure(0.7 + 0.19 * sum(heights))
        axes = figure.add_axes((0.02, 0.01, 0.96, 0.98))
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(sum(heights) + 0.5, -2)
        axes.text(0, -1.2, _clean(title), color=INK, size=11, weight="bold", va="center")
        top = 0.5
        axes.plot([0.012, 0.012], [top, sum(heights) - heights[-1] + 0.5], color=LINE, lw=2, solid_capstyle="round")
        for mark, lines, height in zip(marks, wrapped, heights, strict=True):
            axes.plot(0.012, top, "o", ms=8, color=LINE, mec=GROUND, mew=1.5)
            axes.text(0.04, top, _clean(mark.day), color=LINE, size=9, weight="bold", va="center")
            axes.text(0.98, top, _short(mark.source), color=SOFT, size=8, va="center", ha="right")
            for number, line in enumerate(lines, 1):
                axes.text(0.04, top + number, line, color=INK, size=9, va="center")
            top += height
        return _png(figure)


def _panel(panel: Axes, line: Line, against: str) -> None:
    days = [point.day.toordinal() for point in line.points]
    levels = _levels(line)
    end = panel.get_xlim()[1]
    panel.step([*(day.toordinal() for day, _ in levels), end], [*(level for _, level in levels), levels[-1][1]],
               where="post", color=LINE, lw=2)  # fmt: skip
    for day, point in zip(days, line.points, strict=True):
        shape = "D" if point.against else "^" if point.high is None else "o"
        panel.plot(day, point.low, shape, ms=8, color=AGAINST if point.against else LINE, mec=GROUND, mew=1.2)
    low, high = min(p.low for p in line.points), max(p.low for p in line.points)
    margin = max(1.0, (high - low) * 0.75)
    panel.set_ylim(low - margin, high + margin)
    panel.set_title(_clean(line.label), loc="left", color=INK, size=11, weight="bold")
    if any(point.against for point in line.points):
        panel.set_title(f"◆ {_clean(against)}", loc="right", color=AGAINST, size=9)
    panel.grid(axis="y", color=INK, alpha=0.08)
    panel.tick_params(colors=SOFT, labelsize=8, length=0)
    panel.locator_params(axis="y", nbins=4, integer=True)
    panel.set_facecolor(GROUND)
    for side in panel.spines.values():
        side.set_visible(False)


def _levels(line: Line) -> list[tuple[date, int]]:
    """Where the line runs: past the figures that are contradicted, and level where a figure allows the one before it."""
    found: list[tuple[date, int]] = []
    for point in [point for point in line.points if not point.against] or line.points:
        level = found[-1][1] if found else point.low
        allowed = point.low <= level and (point.high is None or level <= point.high)
        found.append((point.day, level if allowed else point.low))
    return found


def _days(panel: Axes, days: Mapping[date, str], *, labelled: bool) -> None:
    """Ticks at days with figures, as many as can stand beside each other."""
    low, high = panel.get_xlim()
    shown: list[date] = []
    for day in days:
        if not shown or day.toordinal() - shown[-1].toordinal() >= (high - low) / TICKS:
            shown.append(day)
    panel.set_xticks([day.toordinal() for day in shown], [_clean(days[day]) if labelled else "" for day in shown])


def _label(panel: Axes, line: Line) -> None:
    """Write figure and source at each point, where no other text stands."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

    renderer = FigureCanvasAgg(panel.get_figure(root=True)).get_renderer()  # type: ignore[no-untyped-call]
    area = panel.get_window_extent()
    places = [panel.transData.transform((point.day.toordinal(), point.low)) for point in line.points]
    taken: list[Any] = [Bbox.from_bounds(x - MARKER / 2, y - MARKER / 2, MARKER, MARKER) for x, y in places]
    for point in line.points:
        text = f"{_clean(point.text)}\n{_short(point.source)}"
        best: tuple[float, Annotation] | None = None
        for x, y in OFFSETS:
            note = panel.annotate(
                text, (point.day.toordinal(), point.low), (x, y), textcoords="offset points", ha="center",
                va="bottom" if y > 0 else "top", size=7.5, color=AGAINST if point.against else INK, linespacing=1.15,
                arrowprops={"arrowstyle": "-", "color": SOFT, "lw": 0.6, "alpha": 0.7, "shrinkB": 4},
            )  # fmt: skip
            note.update_positions(renderer)
            box = Text.get_window_extent(note)
            clash = sum(_shared(box, other) for other in taken) + _outside(box, area)
            if best is None or clash < best[0]:
                if best:
                    best[1].remove()
                best = (clash, note)
            else:
                note.remove()
            if best[0] <= 0:
                break
        if best:
            taken.append(Text.get_window_extent(best[1]))


def _shared(one: Any, other: Any) -> float:
    """The area that two boxes share."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return float(width * height) if width > 0 and height > 0 else 0.0


def _outside(box: Any, area: Any) -> float:
    """The area of a box that lies outside its panel."""
    return float(box.width * box.height) - _shared(box, area)


def _figure(height: float) -> Figure:
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    mpl.rcParams["text.parse_math"] = False  # a "$" in a headline is a dollar
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor=GROUND)
    FigureCanvasAgg(figure)
    return figure


def _png(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", facecolor=GROUND)
    return file.getvalue()


def _clean(text: str) -> str:
    """The text on one line, with a box for what the font cannot draw."""
    return "".join(one if ord(one) in _drawable() else "□" for one in " ".join(text.split()))


def _short(text: str) -> str:
    return textwrap.shorten(_clean(text), LONGEST, placeholder=" …")


@cache
def _drawable() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(findfont(FontProperties())).get_charmap())
