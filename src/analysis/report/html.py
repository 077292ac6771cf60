"""A rendered notebook as a page that anyone can open: prose, figures and tables, without its code."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import nbformat
from nbconvert import HTMLExporter

from analysis.language import gettext
from analysis.report.index import framed
from analysis.report.task import title_of


@lru_cache(maxsize=1)
def _exporter() -> HTMLExporter:
    """Return the one exporter of this process: its templates take longer to compile than a page to render."""
    return HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        embed_images=True,
        optimistic_validation=True,  # once, not after each of a dozen steps
    )


def chapter_page(notebook: nbformat.NotebookNode, place: str) -> str:
    """Render an executed notebook as one page.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    place : str
        Name of the territory, for the title of the window.
    """
    body, _ = _exporter().from_notebook_node(notebook)
    # Who gets one page alone, by mail, must know why the link leads nowhere: it says where the list is.
    label, chapters = gettext("Report"), gettext("All chapters: {place}", place=place)
    beside = gettext(" (index.html, in the folder of this page)")
    contents = f'<nav aria-label="{escape(label)}"><a href="index.html">{escape(chapters)}</a>{beside}</nav>'
    return framed(f"{title_of(notebook.cells)} ({place})", f"{contents}\n<main>\n{body}\n</main>\n{contents}")
