"""How every figure looks: colours, type, and how values are written on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cmcrameri.cm as scientific
import matplotlib as mpl
import numpy as np
from matplotlib import patheffects
from matplotlib.colors import to_hex, to_rgb

from analysis import words
from analysis.language import gettext, gettext_noop, written
from analysis.territories import ISOLATED, every_types, france, label_of

INK = "#1f2933"
MUTED = "#52606d"
FAINT = "#9aa5b1"
GRID = "#e4e7eb"
LAND = "#e4e7eb"
NO_DATA = {"facecolor": "#fafafa", "edgecolor": "#8a94a0", "hatch": "//////", "linewidth": 0.0}
HALO = [patheffects.withStroke(linewidth=2.4, foreground="white", alpha=0.85)]  # lets a name be read on any colour

# One role each: orange-red is the isolated and nothing else, not its tints either; what a figure points at besides is
# dark blue.
ISOLATED_COLOUR = "#c2410c"
TERRITORY_COLOUR = "#0f5c8a"
EMPHASIS_COLOUR = TERRITORY_COLOUR
FRANCE_COLOUR = "#9aa5b1"
TYPE_RAMP = (
    "#51687f",
    "#8ba0b3",
    "#c0ccd6",
)  # most urban first; the isolated stand out by hue, the others by lightness
TWO_GROUPS = {gettext_noop("Isolated communes"): ISOLATED_COLOUR, gettext_noop("Other communes"): TYPE_RAMP[1]}
# Apart in lightness as well as in hue: eyes that lack a kind of cone tell them from each other too.
GROUPS = ("#0f5c8a", "#d9a520", "#5f9e6e", "#b48ac6", "#3c4149", "#a8497c", "#8fcbe0", "#f0e29a")

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


def use() -> None:
    """Set the style of every figure drawn after: ours on matplotlib's own, whatever somebody's matplotlibrc says."""
    mpl.rcdefaults()
    mpl.rcParams.update(RULES)


def colours(names: Sequence[str], highlight: str | None = None) -> dict[str, str]:
    """Give each name its colour, the same in every figure; a type of territory is known by its code or its label.

    Isolated communes are in the strong colour, the others or the other types of territory in a ramp of blue greys, France in grey.
    Other names get, where one is highlighted, greys beside dark blue, else one hue each.

    Examples
    --------
    >>> colours(["France", "Isolated"]) == {"France": FRANCE_COLOUR, "Isolated": ISOLATED_COLOUR}
    True
    """
    asked, names, highlight = names, [label_of(name) for name in names], label_of(highlight)
    groups = {label_of(name): colour for name, colour in TWO_GROUPS.items()}
    fixed = {france().name: FRANCE_COLOUR, label_of(ISOLATED): ISOLATED_COLOUR, **_type_colours(), **groups}
    others = [name for name in names if name not in fixed and name != highlight]
    if highlight is not None:
        # Dark blue is seen beside light greys only.
        spare = _ramp(len(others), TYPE_RAMP if highlight in fixed else TYPE_RAMP[1:])
        if names[-1] == highlight:
            spare = spare[::-1]
    elif len(others) == 1 and france().name in names:
        spare = [TERRITORY_COLOUR]
    elif all(str(name)[:1].isdigit() for name in others):  # years, ages: an order, so a ramp
        spare = [to_hex(scientific.davos(x)) for x in np.linspace(0.75, 0.1, len(others))]
    else:
        spare = [GROUPS[i % len(GROUPS)] for i in range(len(others))]
    chosen = {**fixed, **dict(zip(others, spare))}
    if highlight is not None:
        chosen[highlight] = fixed.get(highlight, EMPHASIS_COLOUR)
    return {name: chosen[label_of(name)] for name in asked}


def greys(names: Sequence[str]) -> dict[str, str]:
    """Give names that stand beside a strong one a grey each: types of territory their own, others from dark to light.

    Examples
    --------
    >>> len(set(greys(["a", "b", "c"]).values()))
    3
    """
    types = {**_type_colours(), france().name: FRANCE_COLOUR}
    others = [name for name in names if label_of(name) not in types]
    ramp = dict(zip(others, _ramp(len(others), TYPE_RAMP[1:])))
    return {name: types.get(label_of(name)) or ramp[name] for name in names}


def _type_colours() -> dict[str, str]:
    found = {}
    for kinds in every_types():
        urban = [label_of(name) for name in kinds if name != ISOLATED]
        found.update(zip(urban, _ramp(len(urban))))
    return found


def _ramp(size: int, ends: Sequence[str] = TYPE_RAMP) -> list[str]:
    """Blue greys from dark to light."""
    if size <= 1:
        return [TYPE_RAMP[1]] * size
    stops = np.array([to_rgb(colour) for colour in ends])
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


def writer(
    values: Sequence[float], *, percent: bool, signed: bool = False, digits: int | None = None
) -> Callable[[float], str]:
    """Return the function that writes these values with as many digits as they need, or with those given."""
    if digits is None:
        digits = decimals(values, percent=percent) - (2 if percent else 0)
    if percent:
        return lambda value: (words.signed_percent if signed else words.percent)(value, digits)
    return lambda value: (words.signed_number if signed else words.number)(value, digits)


def decimals(values: Sequence[float], *, percent: bool) -> int:
    """Return the digits after the point that `writer` leaves these values; two more for shares, written in per cent."""
    top = float(np.nanmax(np.abs(np.asarray(values, dtype="float64")))) if len(values) else 0.0
    if percent:
        return 4 if top < 0.02 else 3
    return 0 if top >= 100 else 1 if top >= 10 else 2


def tick_writer(*, percent: bool) -> Callable[[float, int], str]:
    """Return the function that writes the values of an axis."""

    def write(value: float, _position: int | None = None) -> str:
        shown = f"{value * 100:.6g}" if percent else f"{value:.10g}"
        digits = len(shown.partition(".")[2]) if "e" not in shown else 0
        text = written(float(shown), digits)
        return gettext("{value} %", value=text) if percent else text

    return write
