"""How every figure looks: colours, type, the sheet with its title and source, and the picture handed to a chapter."""

from __future__ import annotations

import io
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import cmcrameri.cm as scientific
import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import patheffects
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from PIL import Image

from analysis import prose
from analysis.isolation import DEFINITIONS, ISOLATED
from analysis.territory import france

WIDTH = 8.0  # inches
DPI = 190  # two pixels for each one shown (chapter.SHOWN_WIDTH), for sharp screens
PALETTE = 128  # colours of an image: flat figures need no more, and weigh a third
MARGIN = 0.12  # inches, left and right of the sheet

INK = "#1f2933"
MUTED = "#52606d"
FAINT = "#9aa5b1"
GRID = "#e4e7eb"
LAND = "#eceef1"
NO_DATA = {"facecolor": "#fafafa", "edgecolor": "#8a94a0", "hatch": "//////", "linewidth": 0.0}
HALO = [patheffects.withStroke(linewidth=2.4, foreground="white", alpha=0.85)]  # lets a name be read on any colour

ISOLATED_COLOUR = "#c2410c"
TERRITORY_COLOUR = "#0f5c8a"
FRANCE_COLOUR = "#9aa5b1"
TYPE_RAMP = (
    "#51687f",
    "#8ba0b3",
    "#c0ccd6",
)  # most urban first; the isolated stand out by hue, the others by lightness
# Apart in lightness as well as in hue: eyes that lack a kind of cone tell them from each other too.
GROUPS = ("#0f5c8a", "#d98c1f", "#5f9e6e", "#b48ac6", "#3c4149", "#b5524a", "#8fcbe0", "#e3d26f")

RULES = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "text.hinting": "none",  # sharp screens need none, and it takes a third of the time of a text
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": MUTED,
    "axes.labelsize": 9,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9.5,
    "hatch.linewidth": 0.5,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


class NothingToShow(ValueError):
    """There is no value to draw; the message is a sentence for the reader."""


@dataclass(frozen=True)
class Picture:
    """A figure with what must go with it.

    Attributes
    ----------
    figure : Figure
    data : DataFrame
        The values behind it, written beside the image.
    title, alt, source : str
        The finding; what a reader who does not see the image needs; where the figures come from.
    """

    figure: Figure
    data: pd.DataFrame
    title: str
    alt: str
    source: str

    def png(self) -> bytes:
        """Return the image; the same figure always gives the same bytes."""
        buffer = io.BytesIO()
        canvas = self.figure.canvas
        canvas.draw()  # `savefig` would draw twice: once to lay out, once to print
        image = Image.frombytes("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
        few = _few_colours(image)
        few.save(buffer, "png", compress_level=6)  # a tenth of the time of the smallest file, which is a tenth smaller
        return buffer.getvalue()

    def drawn(self) -> Drawn:
        """Draw it once and for all."""
        return Drawn(self.png(), self.data, self.title, self.alt, self.source)


def _few_colours(image: Image.Image) -> Image.Image:
    """Reduce an image to the colours of a palette: within a few 255ths of its own, its background to the digit."""
    few = image.quantize(PALETTE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    corner, palette = few.getpixel((0, 0)), few.getpalette()
    palette[3 * corner : 3 * corner + 3] = image.getpixel((0, 0))
    few.putpalette(palette)
    return few


@dataclass(frozen=True)
class Drawn:
    """A picture already drawn, for one that is the same in every chapter: see `Picture`."""

    image: bytes
    data: pd.DataFrame
    title: str
    alt: str
    source: str

    def png(self) -> bytes:
        """Return the image."""
        return self.image


def use() -> None:
    """Set the style of every figure drawn after."""
    mpl.rcParams.update(RULES)


def colours(names: Sequence[str], highlight: str | None = None) -> dict[str, str]:
    """Give each name its colour, the same in every figure.

    Isolated communes are in the strong colour, the other types of territory in a ramp of blue greys, France in grey.
    Other names get, where one is highlighted, greys beside the strong colour, else one hue each.

    Examples
    --------
    >>> colours(["France", "Isolated"]) == {"France": FRANCE_COLOUR, "Isolated": ISOLATED_COLOUR}
    True
    """
    fixed = {france().name: FRANCE_COLOUR, ISOLATED: ISOLATED_COLOUR, **_type_colours()}
    others = [name for name in names if name not in fixed and name != highlight]
    if highlight is not None:
        spare = _ramp(len(others))
        if names[-1] == highlight:
            spare = spare[::-1]
    elif len(others) == 1 and france().name in names:
        spare = [TERRITORY_COLOUR]
    elif all(str(name)[:1].isdigit() for name in others):  # years, ages: an order, so a ramp
        spare = [to_hex(scientific.lapaz(x)) for x in np.linspace(0.75, 0.1, len(others))]
    else:
        spare = [GROUPS[i % len(GROUPS)] for i in range(len(others))]
    chosen = {**fixed, **dict(zip(others, spare))}
    if highlight is not None:
        chosen[highlight] = ISOLATED_COLOUR
    return {name: chosen[name] for name in names}


def _type_colours() -> dict[str, str]:
    found = {}
    for chosen in DEFINITIONS.values():
        urban = [name for name in chosen.types if name != ISOLATED]
        found.update(zip(urban, _ramp(len(urban))))
    return found


def _ramp(size: int) -> list[str]:
    """Blue greys from dark to light."""
    if size <= 1:
        return [TYPE_RAMP[1]] * size
    stops = np.array([to_rgb(colour) for colour in TYPE_RAMP])
    at = np.linspace(0, len(stops) - 1, size)
    return [to_hex([np.interp(x, range(len(stops)), stops[:, channel]) for channel in range(3)]) for x in at]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (0 black, 1 white), as contrast rules define it."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot(channels, [0.2126, 0.7152, 0.0722]))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (1 to 21)."""
    low, high = sorted([luminance(first), luminance(second)])
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, background: str = "white", ratio: float = 4.5) -> str:
    """Darken a colour until a text written in it can be read on the background."""
    rgb = np.array(to_rgb(colour))
    while contrast(to_hex(rgb), background) < ratio and rgb.max() > 0.02:
        rgb = rgb * 0.94
    return to_hex(rgb)


def ink_on(colour: str) -> str:
    """Return black ink or white, whichever reads better on a colour."""
    return "white" if contrast("white", colour) > contrast(INK, colour) else INK


def writer(values: Sequence[float], *, percent: bool, signed: bool = False) -> Callable[[float], str]:
    """Return the function that writes these values with as many digits as they need."""
    top = float(np.nanmax(np.abs(np.asarray(values, dtype="float64")))) if len(values) else 0.0
    if percent:
        digits = 2 if top < 0.02 else 1
        return lambda value: (prose.signed_percent if signed else prose.percent)(value, digits)
    digits = 0 if top >= 100 else 1 if top >= 10 else 2
    return lambda value: (prose.signed_number if signed else prose.number)(value, digits)


def tick_writer(*, percent: bool) -> Callable[[float, int], str]:
    """Return the function that writes the values of an axis."""

    def write(value: float, _position: int | None = None) -> str:
        text = f"{value * 100:,.6g} %" if percent else f"{value:,.10g}"
        return text.replace("-", prose.MINUS)

    return write


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
    words, lines = keep_units(text).split(" "), []
    while words:
        fit = _words_that_fit(words, size, weight, width)
        lines.append(" ".join(words[:fit]))
        words = words[fit:]
    return lines


def _words_that_fit(words: list[str], size: float, weight: str, width: float) -> int:
    """Count the first words that fit in a line, at least one; most texts fit whole, which takes one measure."""

    def reach(count: int) -> float:
        return text_width(" ".join(words[:count]), size, weight)

    return len(words) if reach(len(words)) <= width else max(1, bisect(range(1, len(words)), width, key=reach))


def keep_units(text: str) -> str:
    """Put no-break spaces before the signs that must stay with their number."""
    return text.replace(" %", "\u00a0%").replace(" km", "\u00a0km").replace(" million", "\u00a0million")


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
    heads, units, sources = wrap(title, 13, "bold"), wrap(unit, 9.5) if unit else [], wrap(source, 7.5)
    rows = _key_rows(key) if key else []
    top = 0.14 + 0.24 * len(heads) + 0.19 * len(units) + 0.24 * len(rows) + 0.08
    foot = 0.14 + 0.135 * len(sources)
    height = top + body + foot
    figure = Figure(figsize=(WIDTH, height), dpi=DPI)
    FigureCanvasAgg(figure)
    at = height - 0.12
    styles = [(heads, 0.24, {"size": 13, "weight": "bold"}), (units, 0.19, {"size": 9.5, "color": MUTED})]
    for lines, step, look in styles:
        for line in lines:
            figure.text(MARGIN / WIDTH, at / height, line, va="top", **look)
            at -= step
    for row in rows:
        _draw_key(figure, row, at - 0.1, height)
        at -= 0.24
    for place, line in enumerate(reversed(sources)):
        figure.text(MARGIN / WIDTH, (0.07 + 0.135 * place) / height, line, size=7.5, color=MUTED, va="bottom")
    return figure, (MARGIN / WIDTH, foot / height, 1 - 2 * MARGIN / WIDTH, body / height)


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
