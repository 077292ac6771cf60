"""The picture that a figure hands to a chapter: image, data, title, alternative text and source."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial, wraps

import pandas as pd
from matplotlib.figure import Figure
from PIL import Image

from analysis.drawing import sheets

TWIN = ".narrow.png"  # how the name of the file of a narrow picture ends, beside the wide one's
PALETTE = 128  # colours of an image: flat figures need no more, and weigh a third


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
    again : callable, optional
        Draws it once more, on the sheets of the moment: see `drawn_again`.
    place : str
        What it is signed with.
    """

    figure: Figure
    data: pd.DataFrame
    title: str
    alt: str
    source: str
    again: Callable[[], Picture] | None = None
    place: str = ""

    def png(self) -> bytes:
        """Return the image; the same figure always gives the same bytes."""
        buffer = io.BytesIO()
        canvas = self.figure.canvas
        canvas.draw()  # `savefig` would draw twice: once to lay out, once to print
        # The canvas is white and nothing shows through it: its fourth channel is left out.
        image = Image.frombytes("RGB", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBX")
        few = _few_colours(image)
        few.save(buffer, "png", compress_level=6)  # a tenth of the time of the smallest file, which is a tenth smaller
        return buffer.getvalue()

    def signed(self, place: str) -> Picture:
        """Write the place that it tells of below it, before the name of the report."""
        sheets.sign(self.figure, place)
        return replace(self, place=place)

    def narrow(self) -> Picture | None:
        """Draw the same on a sheet for a phone; None of a picture that was made by hand."""
        if self.again is None:
            return None
        with sheets.narrow(self.place):
            return self.again()

    def narrow_png(self) -> bytes | None:
        """Return the image of `narrow`."""
        twin = self.narrow()
        return twin.png() if twin else None

    def drawn(self) -> Drawn:
        """Draw it once and for all, wide and narrow."""
        return Drawn(self.png(), self.data, self.title, self.alt, self.source, self.narrow_png())


def drawn_again(draw: Callable[..., Picture | str]) -> Callable[..., Picture | str]:
    """Let the pictures of a drawing function be drawn once more from what it was given, on another sheet."""

    @wraps(draw)
    def drawing(*given: object, **named: object) -> Picture | str:
        made = draw(*given, **named)
        return replace(made, again=partial(draw, *given, **named)) if isinstance(made, Picture) else made

    return drawing


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
    narrow_image: bytes | None = None

    def png(self) -> bytes:
        """Return the image."""
        return self.image

    def narrow_png(self) -> bytes | None:
        """Return the image for a phone."""
        return self.narrow_image

    def signed(self, _place: str) -> Drawn:
        """Leave it as it is: what is the same in every chapter tells of no chapter's place."""
        return self
