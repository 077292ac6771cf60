"""Charts, maps and tables: tidy frames in, pictures with title, alternative text, source and data out.

``charts`` for bars, lines, clouds and matrices, ``maps`` for communes and larger areas, ``tables`` for what is read in
rows, ``style`` for colours and type, ``sheets`` for the page that every figure stands on.
"""

from analysis.drawing import charts, maps, sheets, style, tables
from analysis.drawing.pictures import TWIN, Drawn, Picture

__all__ = ["TWIN", "Drawn", "Picture", "charts", "maps", "sheets", "style", "tables"]
