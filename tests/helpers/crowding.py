"""What is wrong with the texts of a figure: those that stick out of the sheet, lie on each other, or are too small."""

from itertools import combinations

from matplotlib.axis import Tick
from matplotlib.text import Text

TOUCH = 4  # pixels by which the boxes of two texts may meet: a box is taller than its letters
SMALLEST = 7.5  # points: about ten pixels of a phone


def faults(picture) -> list[str]:
    """Tell the faults of a picture in a line each."""
    picture.png()
    figure = picture.figure
    renderer, (width, height) = figure.canvas.get_renderer(), figure.canvas.get_width_height()
    boxes = [(text, text.get_window_extent(renderer)) for text in written(figure)]
    told = [f"small: {text.get_text()}" for text, _ in boxes if text.get_size() < SMALLEST]
    told += [
        f"sticks out: {text.get_text()}"
        for text, box in boxes
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
    ]
    for (one, first), (other, second) in combinations(boxes, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        up = min(first.y1, second.y1) - max(first.y0, second.y0)
        if across > TOUCH / 2 and up > TOUCH:
            told.append(f"lie on each other: {one.get_text()} / {other.get_text()}")
    return told


def written(figure) -> list[Text]:
    """Return the texts that can be seen: of the ticks those within the ends of their axis."""
    hidden = {label for tick in figure.findobj(Tick) for label in (tick.label1, tick.label2)}
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks(len(axis.get_majorticklocs())):
                if low <= tick.get_loc() <= high:
                    hidden -= {tick.label1, tick.label2}
    return [
        text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip() and text not in hidden
    ]
