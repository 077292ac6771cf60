"""From an executed notebook to the text of a page, with nbconvert and the template of this package."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from pathlib import Path

from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from analysis import words
from analysis.language import gettext
from analysis.site import glossary
from analysis.site.gathering import SOURCES, Chapter, anchor

# A link to the glossary, which neither a heading nor another link can hold.
TERM = re.compile(r'<a class="term"[^>]*>(.*?)</a>')
TEMPLATES = Path(__file__).with_name("templates")


class _Renderer(IPythonRenderer):
    """Writes Markdown: markup in the text stays text, headings have stable anchors."""

    def __init__(self, links_in: str | None = None, link_terms: Callable[[str], str] | None = None):
        super().__init__(escape=True, allow_harmful_protocols=False)
        self._links_in, self._link_terms = links_in, link_terms

    def text(self, text: str) -> str:
        written = super().text(text)
        return self._link_terms(written) if self._link_terms else written

    def heading(self, text: str, level: int, **attributes) -> str:
        bare = TERM.sub(r"\1", text)
        name = anchor(unescape(re.sub(r"<[^>]+>", "", bare)))
        return f'<h{level} id="{name}">{bare}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        written = super().link(TERM.sub(r"\1", text), url, title)
        return written.replace("<a ", f'<a lang="{self._links_in}" ', 1) if self._links_in else written


def markdown(text: str, section: str = "", link_terms: Callable[[str], str] | None = None) -> str:
    """Return Markdown as HTML; markup in the text is escaped.

    Parameters
    ----------
    text : str
        Markdown.
    section : str
        Anchor of the section it stands in: the titles of official files are French.
    link_terms : callable, optional
        Takes a piece of the text, gives it with links to the glossary.

    Examples
    --------
    >>> markdown("In **Ars** <b>")
    '<p>In <strong>Ars</strong> &lt;b&gt;</p>\\n'
    """
    renderer = _Renderer("fr", None) if section == SOURCES else _Renderer(None, link_terms)
    return MarkdownWithMath(renderer=renderer).render(text)


def plain(text: str) -> str:
    """Return Markdown as one line of plain text, for a title or a description."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markdown(text))).split())


@lru_cache(maxsize=1)
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(template_name="article", extra_template_basedirs=[str(TEMPLATES)])
    exporter.register_filter("written", markdown)
    exporter.register_filter("kept", words.keep_units)
    exporter.register_filter("number", words.number)
    exporter.environment.globals |= {"gettext": gettext}
    return exporter


def body(chapter: Chapter) -> str:
    """Return the text of a chapter as HTML: prose, figures with their data, tables, and the code, hidden until the page is asked to show it."""
    linker = glossary.Linker(glossary.terms(), f"../{glossary.PAGE}")
    resources = {"figures": chapter.figures, "tables": chapter.tables, "chapter": chapter.name, "link_terms": linker}
    return _exporter().from_notebook_node(chapter.notebook, resources)[0]
