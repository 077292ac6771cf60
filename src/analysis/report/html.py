"""Pages that anyone can open: a rendered notebook without its code, and the index of a territory.

A page asks nothing of the network: images and styles are inside it, and there is no script.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

STYLE = """
body { font: 17px/1.6 Georgia, "Times New Roman", serif; color: #1f2933; background: #fff;
       max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, nav, table { font-family: "Helvetica Neue", Arial, sans-serif; line-height: 1.25; }
h1 { font-size: 1.8rem; } h2 { font-size: 1.3rem; margin-top: 2.2rem; }
nav { font-size: .9rem; } a { color: #0f5c8a; } img { max-width: 100%; height: auto; }
.output_html { overflow-x: auto; } pre { overflow-x: auto; font-size: .8rem; }
li { margin: .3rem 0; }
"""
# The browser itself refuses whatever would leave the page.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def title_of(notebook: nbformat.NotebookNode) -> str:
    """Return the first H1 of a notebook, without its mark."""
    for cell in notebook.cells:
        found = re.search(r"^# +(.+)$", cell.source, flags=re.MULTILINE) if cell.cell_type == "markdown" else None
        if found:
            return found[1].strip()
    return "Untitled"


def chapter_page(notebook: nbformat.NotebookNode, place: str) -> str:
    """Render an executed notebook as one page: prose, figures and tables, no code.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    place : str
        Name of the territory, for the title of the window.
    """
    exporter = HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        embed_images=True,
    )
    body, _ = exporter.from_notebook_node(notebook)
    contents = f'<nav aria-label="Report"><a href="index.html">All chapters: {escape(place)}</a></nav>'
    return _page(f"{title_of(notebook)} ({place})", f"{contents}\n<main>\n{body}\n</main>\n{contents}")


def index_page(place: str, definition: str, chapters: list[tuple[str, str]]) -> str:
    """Render the list of the chapters of a territory.

    Parameters
    ----------
    place : str
        Name of the territory.
    definition : str
        Label of the definition of "isolated" in use.
    chapters : list of (str, str)
        File name of the page and title, in reading order.
    """
    entries = "\n".join(f'<li><a href="{escape(file)}">{escape(title)}</a></li>' for file, title in chapters)
    body = f"<main><h1>{escape(place)}</h1>\n<p>Isolated: {escape(definition)}.</p>\n<ol>\n{entries}\n</ol></main>"
    return _page(f"Isolated territories: {place}", body)


def chapters_in(folder: Path) -> list[tuple[str, str]]:
    """Return file name and title of the pages that stand beside their notebook in a folder, in reading order."""
    return [
        (page.name, title_of(nbformat.read(page.with_suffix(".ipynb"), as_version=4)))
        for page in sorted(folder.glob("[0-9]*.html"))
        if page.with_suffix(".ipynb").exists()
    ]


def _page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
