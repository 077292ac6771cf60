"""The sheet of a figure: its size, title, unit, key and source, and the measure of texts that must fit."""

from __future__ import annotations

from bisect import bisect
from functools import cache, lru_cache
from itertools import accumulate

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from analysis import words
from analysis.drawing.style import MUTED

WIDTH = 8.0  # inches
DPI = 190  # two pixels for each one shown (chapter.SHOWN_WIDTH), for sharp screens
LETTERS = "a line of text as wide as most, with Some Capitals, 2023 and 1"
MARGIN = 0.12  # inches, left and right of the sheet
REPORT = "Territoires isolés"
TITLE_SIZE = 13
SIGNATURE = "signature"  # what matplotlib calls the line of the place and the report


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line of text, in inches."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return _ruler().get_text_width_height_descent(text, font, ismath=False)[0] / DPI


@cache
def _ruler() -> RendererAgg:
    """Return what measures texts: a canvas of its own, made once."""
    return RendererAgg(DPI, DPI, DPI)


def wrap(text: str, size: float, weight: str = "normal", width: float = WIDTH - 2 * MARGIN) -> list[str]:
    """Break a text in lines no wider than `width` inches; a number stays with its unit."""
    left, lines = words.keep_units(text).split(" "), []
    while left:
        fit = _words_that_fit(left, size, weight, width)
        lines.append(" ".join(left[:fit]))
        left = left[fit:]
    return lines


def _words_that_fit(left: list[str], size: float, weight: str, width: float) -> int:
    """Count the first words that fit in a line, at least one; a measure takes long, so the first guess is a good one."""

    def reach(count: int) -> float:
        return text_width(" ".join(left[:count]), size, weight)

    letters = width / text_width(LETTERS, size, weight) * len(LETTERS)
    fit = max(1, bisect(list(accumulate(len(word) + 1 for word in left)), letters))
    while fit > 1 and reach(fit) > width:
        fit -= 1
    while fit < len(left) and reach(fit + 1) <= width:
        fit += 1
    return fit


def sheet(
    body: float, *, title: str, unit: str, source: str, key: dict[str, str] | None = None
) -> tuple[Figure, tuple[float, float, float, float]]:
    """Start a figure: title, unit and key above, source below, and room for a drawing of `body` inches.

    Returns
    -------
    Figure
    tuple of float
        Left, bottom, width, height of the room, as fractions of the figure.
    """
    heads, units, sources = wrap(title, TITLE_SIZE, "bold"), wrap(unit, 9.5) if unit else [], wrap(source, 7.5)
    rows = _key_rows(key) if key else []
    top = 0.14 + 0.24 * len(heads) + 0.19 * len(units) + 0.24 * len(rows) + 0.08
    foot = 0.14 + 0.135 * (len(sources) + 1)
    height = top + body + foot
    figure = Figure(figsize=(WIDTH, height), dpi=DPI)
    FigureCanvasAgg(figure)
    at = height - 0.12
    styles = [(heads, 0.24, {"size": TITLE_SIZE, "weight": "bold"}), (units, 0.19, {"size": 9.5, "color": MUTED})]
    for lines, step, look in styles:
        for line in lines:
            figure.text(MARGIN / WIDTH, at / height, line, va="top", **look)
            at -= step
    for row in rows:
        _draw_key(figure, row, at - 0.1, height)
        at -= 0.24
    for place, line in enumerate([REPORT, *reversed(sources)]):
        low = (0.07 + 0.135 * place) / height
        text = figure.text(MARGIN / WIDTH, low, line, size=7.5, color=MUTED, va="bottom")
        text.set_gid(None if place else SIGNATURE)
    return figure, (MARGIN / WIDTH, foot / height, 1 - 2 * MARGIN / WIDTH, body / height)


def sign(figure: Figure, place: str) -> None:
    """Write the place before the name of the report, in the last line: an image travels without its page."""
    for text in figure.texts:
        if text.get_gid() == SIGNATURE:
            text.set_text(f"{place} · {REPORT}")


def _key_rows(key: dict[str, str]) -> list[list[tuple[str, str, float]]]:
    """Lay the entries of a key in rows: (name, colour, inches from the left)."""
    rows, at = [[]], MARGIN
    for name, colour in key.items():
        needed = 0.22 + text_width(str(name), 9) + 0.22
        if rows[-1] and at + needed > WIDTH - MARGIN:
            rows.append([])
            at = MARGIN
        rows[-1].append((str(name), colour, at))
        at += needed
    return rows


def _draw_key(figure: Figure, row: list[tuple[str, str, float]], at: float, height: float) -> None:
    for name, colour, left in row:
        corner = (left / WIDTH, (at - 0.06) / height)
        box = Rectangle(corner, 0.15 / WIDTH, 0.12 / height, facecolor=colour, transform=figure.transFigure)
        figure.add_artist(box)
        figure.text((left + 0.21) / WIDTH, at / height, name, size=9, va="center")
