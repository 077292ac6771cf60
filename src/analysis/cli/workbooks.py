"""The workbooks beside the figures of a run: where they are expected, and writing them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from analysis.report import Edition, Places


def expected(
    editions: list[Edition], notebooks: list[Path], places: Places, *, every: bool = False
) -> list[tuple[Edition, Path]]:
    """Return the folders of figures that get workbooks: all where they are asked for, else those that have some already.

    Parameters
    ----------
    editions : list of Edition
        What is run.
    notebooks : list of Path
        The notebooks that are run.
    places : Places
        Where the figures are.
    every : bool
        Whether workbooks are asked for.

    Returns
    -------
    list of tuple
        Each edition with a folder of its figures. A run makes that folder again without workbooks: ask before it.
    """
    folders = [
        (edition, places.figures / edition.folder / notebook.stem) for edition in editions for notebook in notebooks
    ]
    return [(edition, folder) for edition, folder in folders if every or any(folder.glob("*.xlsx"))]


def write(books: list[tuple[Edition, Path]], places: Places, console: Console) -> None:
    """Write the data of the figures of each edition and folder as workbooks, and say how many; nothing where none is expected."""
    if not books:
        return
    from analysis.language import speak
    from analysis.report import exclusive
    from analysis.site import write_beside

    count = 0
    with exclusive(places):
        for edition, folder in books:
            with speak(edition.language):
                count += write_beside(folder)
    console.print(f"Excel: {count} workbook{'s' * (count != 1)} beside the CSV of the figures", highlight=False)
