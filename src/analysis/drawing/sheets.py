"""The sheet of a figure: its size, title, unit, key and source, and the measure of texts that must fit."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle

from analysis import words
from analysis.drawing.style import MUTED

WIDTH = 8.0  # inches
NARROW_WIDTH = 3.8  # inches: a phone of 360 pixels, each of them two of the image
DPI = 190  # two pixels for each one shown (chapter.SHOWN_WIDTH), for sharp screens
LETTERS = "a line of text as wide as most, with Some Capitals, 2023 and 1"
MARGIN = 0.12  # inches, left and right of the sheet
REPORT = "Territoires isolés"
TITLE_SIZE = 13
NARROW_TITLE_SIZE = 11.5  # a line holds half as many words: a title of two lines is one of four
SIGNATURE = "signature"  # what matplotlib calls the line of the place and the report


@dataclass(frozen=True)
class Paper:
    """What figures are drawn on.

    Attributes
    ----------
    width : float
        Inches.
    place : str
        What a narrow figure tells of: on it the last line may be two, so it is known from the start.
    """

    width: float = WIDTH
    place: str = ""


_PAPER = ContextVar("paper", default=Paper())  # noqa: B039 (nothing in it changes)


@contextmanager
def narrow(place: str = "") -> Iterator[None]:
    """Draw on sheets for a phone meanwhile; they are signed with the place from the start."""
    token = _PAPER.set(Paper(NARROW_WIDTH, place))
    try:
        yield
    finally:
        _PAPER.reset(token)


def width() -> float:
    """Return how wide the sheets drawn now are, in inches."""
    return _PAPER.get().width


def is_narrow() -> bool:
    """Say whether the sheets drawn now are for a phone."""
    return width() < WIDTH


def inside() -> float:
    """Return how wide the sheets drawn now are between their margins, in inches."""
    return width() - 2 * MARGIN


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line of text, in inches."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return _ruler().get_text_width_height_descent(text, font, ismath=False)[0] / DPI


@cache
def _ruler() -> RendererAgg:
    """Return what measures texts: a canvas of its own, made once."""
    return RendererAgg(DPI, DPI, DPI)


def wrap(text: str, size: float, weight: str = "normal", width: float | None = None) -> list[str]:
    """Break a text in lines no wider than `width` inches, those of the sheet by default; a number stays with its unit."""
    width = inside() if width is None else width
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
    bold = NARROW_TITLE_SIZE if is_narrow() else TITLE_SIZE
    heads, units, sources = wrap(title, bold, "bold"), wrap(unit, 9.5) if unit else [], wrap(source, 7.5)
    rows, last = _key_rows(key) if key else [], _last_lines()
    top = 0.14 + 0.24 * len(heads) + 0.19 * len(units) + 0.24 * len(rows) + 0.08
    foot = 0.14 + 0.135 * (len(sources) + len(last))
    height, wide = top + body + foot, width()
    figure = Figure(figsize=(wide, height), dpi=DPI)
    FigureCanvasAgg(figure)
    at = height - 0.12
    styles = [(heads, 0.24, {"size": bold, "weight": "bold"}), (units, 0.19, {"size": 9.5, "color": MUTED})]
    for lines, step, look in styles:
        for line in lines:
            figure.text(MARGIN / wide, at / height, line, va="top", **look)
            at -= step
    for row in rows:
        _draw_key(figure, row, at - 0.1, height)
        at -= 0.24
    for place, line in enumerate([*reversed(last), *reversed(sources)]):
        low = (0.07 + 0.135 * place) / height
        text = figure.text(MARGIN / wide, low, line, size=7.5, color=MUTED, va="bottom")
        text.set_gid(None if place else SIGNATURE)
    return figure, (MARGIN / wide, foot / height, 1 - 2 * MARGIN / wide, body / height)


def _last_lines() -> list[str]:
    """Return the name of the report, after the place where it is known."""
    place = _PAPER.get().place
    return wrap(f"{place} · {REPORT}", 7.5) if place else [REPORT]


def sign(figure: Figure, place: str) -> None:
    """Write the place before the name of the report, in the last line: an image travels without its page."""
    for text in figure.texts:
        if text.get_gid() == SIGNATURE:
            text.set_text(f"{place} · {REPORT}")


def _key_rows(key: dict[str, str]) -> list[list[tuple[str, str, float]]]:
    """Lay the entries of a key in rows: (name, colour, inches from the left); what a row cannot hold goes on in the next."""
    rows, at, edge = [[]], MARGIN, width() - MARGIN
    for name, colour in key.items():
        needed = 0.22 + text_width(str(name), 9) + 0.22
        if rows[-1] and at + needed > edge:
            rows.append([])
            at = MARGIN
        first, *more = [str(name)] if needed - 0.22 <= edge - MARGIN else wrap(str(name), 9, width=inside() - 0.22)
        rows[-1].append((first, colour, at))
        rows += [[(line, "none", MARGIN)] for line in more]
        at = edge if more else at + needed
    return rows


def _draw_key(figure: Figure, row: list[tuple[str, str, float]], at: float, height: float) -> None:
    wide = figure.get_figwidth()
    for name, colour, left in row:
        corner = (left / wide, (at - 0.06) / height)
        box = Rectangle(corner, 0.15 / wide, 0.12 / height, facecolor=colour, transform=figure.transFigure)
        figure.add_artist(box)
        figure.text((left + 0.21) / wide, at / height, name, size=9, va="center")
