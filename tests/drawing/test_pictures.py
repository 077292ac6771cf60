"""Images: as matplotlib prints them, the same bytes each time."""

import io

import numpy as np
from helpers.chart_made import SAID, frame, three_panels
from PIL import Image

from analysis.drawing import charts, sheets


def test_the_image_is_what_matplotlib_prints():
    picture, printed = charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", **SAID), io.BytesIO()
    image = Image.open(io.BytesIO(picture.png()))
    picture.figure.savefig(printed, format="rgba", dpi=sheets.DPI)
    pixels = Image.frombytes("RGBA", image.size, printed.getvalue()).convert("RGB")
    assert np.abs(np.asarray(image.convert("RGB"), int) - np.asarray(pixels, int)).mean() < 1


def test_the_same_figure_gives_the_same_bytes_without_a_word_on_its_maker():
    def image():
        return charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", **SAID).png()

    assert image() == image()
    assert Image.open(io.BytesIO(image())).info.keys() <= {"dpi", "transparency"}
    assert len(image()) < 30_000


def test_a_picture_printed_twice_gives_the_same_bytes():
    picture = three_panels()
    assert picture.png() == picture.png()


def test_the_colours_of_the_image_are_those_of_the_drawing():
    picture = charts.bars(frame([1, 2, 3, 4]), label="kind", value="value", **SAID)
    image = np.asarray(Image.open(io.BytesIO(picture.png())).convert("RGB")).astype(int)
    drawn = np.asarray(picture.figure.canvas.buffer_rgba())[..., :3].astype(int)
    paper = (drawn == 255).all(axis=2)
    assert (image[paper] == 255).all(), "white paper is no longer white: the colours of the palette were not kept"
    assert np.abs(image - drawn).max() < 20
    assert np.abs(image - drawn).mean() < 0.2
