"""Rows of a chart: their names, on the left of them or, on a narrow sheet, above them, and the room of their texts."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from analysis.drawing import sheets, style

NAME_SIZE = 9.5
VALUE_SIZE = 8.5
LINE = 0.155  # inches of a line of a name above its row
AROUND = 0.1  # inches of white above a name
MOST_LEFT = 0.27  # of a narrow sheet: what is longer stands above


class Rows:
    """Where the rows of a chart stand on its vertical axis, one unit each and the first on top, with their names.

    On a wide sheet the names are on the left. On a narrow one they would leave the bars no room: each stands above its
    row, unless all are short.
    """

    def __init__(self, names: Sequence, unit: float) -> None:
        """Take the names, and the inches of one row without its name."""
        self.names = list(names)
        widest = max(sheets.text_width(str(name), NAME_SIZE) for name in names)
        self.above = sheets.is_narrow() and widest > MOST_LEFT * sheets.inside()
        self._lines = [self._folded(str(name)) for name in names]
        room = max(map(len, self._lines)) * LINE + AROUND if self.above else 0.0
        self._step = 1 + room / unit
        self.more = room * len(self.names)  # inches that the names above add to the chart

    def at(self, name: object) -> float:
        """Return where the middle of a row stands."""
        return self.names.index(name) * self._step

    @property
    def places(self) -> list[float]:
        """Where the middle of each row stands."""
        return [place * self._step for place in range(len(self.names))]

    def _folded(self, name: str) -> list[str]:
        if self.above:
            return sheets.wrap(name, NAME_SIZE, width=sheets.inside() - 0.1)
        longest = 34 if max(len(str(each)) for each in self.names) > 40 else 42
        return folded(name, longest).split("\n")

    def write(self, axes: Axes) -> None:
        """Write the names, and make the axis as long as the rows."""
        count, texts = len(self.names), ["\n".join(lines) for lines in self._lines]
        if self.above:
            axes.set_yticks([])
            for place, text in enumerate(texts):
                foot = (0, place * self._step - 0.5)
                name = axes.annotate(text, foot, xytext=(2, 0), textcoords="offset points", va="bottom", size=NAME_SIZE,
                                     xycoords=axes.get_yaxis_transform(), linespacing=1.15, zorder=5,
                                     path_effects=style.HALO)  # fmt: skip
                name.set_in_layout(False)  # it is folded to the sheet: what stands out needs no margin
        else:
            axes.set_yticks(range(count), texts)
        axes.set_ylim(count - 0.45 + (count - 1) * (self._step - 1), -0.55 - (self._step - 1))
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_visible(False)

    def column(self, axes: Axes, places: Sequence[float], texts: Sequence[str]) -> None:
        """Write a text at each place of the vertical axis, in a column on the right of the axes."""
        beyond = 72 * max(sheets.text_width(text, VALUE_SIZE) for text in texts) + 6
        for at, text in zip(places, texts):
            axes.annotate(text, (1, at), xycoords=axes.get_yaxis_transform(), xytext=(beyond, 0), ha="right", va="center",
                          textcoords="offset points", size=VALUE_SIZE)  # fmt: skip

    def widen(self, axes: Axes, ends: Sequence[tuple[float, str, int]], start: float = 0.0) -> None:
        """Set the x axis so that the texts at the ends of bars stay inside it; bars part from `start`.

        Parameters
        ----------
        ends : sequence of (float, str, int)
            Where each text starts, the text, and its side: 1 on the right, -1 on the left.
        """
        width = sheets.width() - 0.5 - self._room_left()
        low, high = min([start, *(at for at, _, _ in ends)]), max([start, *(at for at, _, _ in ends)])
        span = (high - low) or 1.0
        for _ in range(4):  # the scale depends on the room, and the room on the scale
            reach = [
                (at, side * (sheets.text_width(text, VALUE_SIZE) + 0.12) / width * span) for at, text, side in ends
            ]
            left = min(low, *(at + out for at, out in reach))
            right = max(high, *(at + out for at, out in reach))
            span = right - left
        axes.set_xlim(left, right)

    def _room_left(self) -> float:
        """Return the inches that the names take on the left."""
        if self.above:
            return 0.0
        return max(sheets.text_width(folded(str(name), 42).split("\n")[0], NAME_SIZE) for name in self.names)


def folded(text: str, width: int) -> str:
    """Break a text in lines of fewer letters than `width`, where it has words so short."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def beside_end(axes: Axes, end: float, at: float, text: str, side: int, *, offset: int = 4, **look) -> None:
    """Write a text beside the end of a bar, on the right (1) or the left (-1) of it, so many points apart."""
    align = "left" if side > 0 else "right"
    place = {"xytext": (offset * side, 0), "textcoords": "offset points", "ha": align, "va": "center"}
    axes.annotate(text, (end, at), size=VALUE_SIZE, **place, **look)
