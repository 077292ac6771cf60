"""The page that lists the chapters of a territory, and the frame that every page stands in.

A page asks nothing of the network: images and styles are inside it, and there is no script.
"""

from __future__ import annotations

from html import escape

from analysis.language import gettext, speaking

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


def index_page(place: str, definition: str, chapters: list[tuple[str, str]], notice: str = "") -> str:
    """Render the list of the chapters of a territory.

    Parameters
    ----------
    place : str
        Name of the territory.
    definition : str
        Label of the definition of "isolated" in use.
    chapters : list of (str, str)
        File name of the page and title, in reading order.
    notice : str
        What a reader must know before all else: that the data were altered.
    """
    entries = "\n".join(f'<li><a href="{escape(file)}">{escape(title)}</a></li>' for file, title in chapters)
    isolated = gettext("Isolated: {definition}.", definition=definition)
    warning = f'<p role="note"><strong>{escape(notice)}</strong></p>\n' if notice else ""
    body = f"<main><h1>{escape(place)}</h1>\n{warning}<p>{escape(isolated)}</p>\n<ol>\n{entries}\n</ol></main>"
    return framed(gettext("Isolated territories: {place}", place=place), body)


def framed(title: str, body: str) -> str:
    """Return a whole page around a body that is already HTML."""
    return (
        f'<!DOCTYPE html>\n<html lang="{speaking()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
