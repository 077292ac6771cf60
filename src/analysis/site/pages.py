"""From what the site holds to the text of its pages, with the templates of this package, which escape every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis import claims, words
from analysis.drawing import style
from analysis.report import Edition
from analysis.site import article, compare, facts, region_map, verdicts
from analysis.site.gathering import Chapter, Report
from analysis.territories import Definition, Territory, france

NAME = "Territoires isolés"
FRONT, COMPARE, PLACE = "index.html", "compare.html", "place.html"
THEME_FIGURE = "share of communes isolated"
STYLE = {name: getattr(style, name) for name in ("INK", "MUTED", "GRID", "ISOLATED_COLOUR", "TERRITORY_COLOUR")}


@dataclass(frozen=True)
class About:
    """What is said on every page: who made the site, when, from what.

    Attributes
    ----------
    version, vintage : str
        Of the project; of the communes of the snapshot.
    built : date
    base_url : str
        Address that the site is published at, with a last slash; empty where it is not known.
    definition : Definition
        What counts as isolated.
    notice : str
        What a reader of any page must know first: that the data were altered.
    """

    version: str
    vintage: str
    built: date
    base_url: str
    definition: Definition
    notice: str = ""


@dataclass(frozen=True)
class Entry:
    """A chapter as lists name it: number, name of its page, title, and its answer as HTML and as plain text."""

    number: int
    name: str
    title: str
    answer: Markup
    said: str


@dataclass
class Site:
    """What the pages of a site share.

    Attributes
    ----------
    about : About
    editions : list of Edition
        Reports of the site, in the order of its lists.
    figures : DataFrame
        As `facts.table`.
    entries : dict of str to list of Entry
        Chapters of each report, by its folder; filled while the reports are read.
    """

    about: About
    editions: list[Edition]
    figures: pd.DataFrame
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    @property
    def folders(self) -> dict[str, str]:
        """The folder of the report of each region."""
        return {e.territory.code: e.folder for e in self.editions if e.territory.kind == "region"}

    @property
    def whole(self) -> str | None:
        """The folder of the report of France, if the site has it."""
        return next((edition.folder for edition in self.editions if edition.territory == france()), None)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates, each read once: texts are escaped, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("analysis.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["ink_on"] = style.ink_on
    made.filters["in_words"] = words.in_words
    return made


def style_sheet() -> str:
    """Return the style sheet, in the colours of the figures, without the comments and spaces that only its writers need."""
    loader = Environment(loader=PackageLoader("analysis.site"), undefined=StrictUndefined)
    written = re.sub(r"/\*.*?\*/", "", loader.get_template("style.css.j2").render(STYLE), flags=re.DOTALL)
    return re.sub(r":\s+", ":", re.sub(r"\s*([{};])\s*", r"\1", written)).strip() + "\n"


def entries(report: Report) -> list[Entry]:
    """List the chapters of a report."""
    return [
        Entry(
            number, chapter.name, chapter.title, Markup(article.markdown(chapter.answer)), article.plain(chapter.answer)
        )
        for number, chapter in enumerate(report.chapters, start=1)
    ]


def report_pages(site: Site, report: Report) -> Iterator[tuple[str, str]]:
    """Write the pages of a report, as pairs of path and text: its front and its chapters."""
    templates = environment()
    territory = report.edition.territory
    score = verdicts.scorecard(territory, report.edition.definition)
    every = facts.facts(site.figures, territory)
    shared = {**_shared(site), "report": report, "entries": site.entries[report.folder], "score": score}
    name = f"{report.folder}/index.html"
    page = _page(name, f"Isolated territories: {report.name}", _summary(report.name, every), report.folder)
    heads = facts.facts(site.figures, territory, facts.REPORT_HEADLINES)
    yield (
        name,
        templates.get_template("report.html.j2").render(
            shared, page=page, heads=heads, themes=_by_theme(every), outline=region_map.outline()
        ),
    )
    for place, chapter in enumerate(report.chapters):
        yield _chapter(site, templates, shared, chapter, place)


def _chapter(site: Site, templates: Environment, shared: dict, chapter: Chapter, place: int) -> tuple[str, str]:
    report: Report = shared["report"]
    entry = shared["entries"][place]
    name = f"{report.folder}/{chapter.name}.html"
    page = _page(name, f"{chapter.title} ({report.name})", entry.said, report.folder, "chapter")
    names = facts.HEADLINES.get(chapter.name.split("_")[0], ())
    heads = facts.facts(site.figures, report.edition.territory, names) if names else []
    text = templates.get_template("chapter.html.j2").render(
        shared,
        page=page,
        chapter=chapter,
        entry=entry,
        heads=heads,
        body=Markup(article.body(chapter)),
        before=shared["entries"][place - 1] if place else None,
        after=shared["entries"][place + 1] if place + 1 < len(report.chapters) else None,
    )
    return name, text


def front_page(site: Site) -> tuple[str, str]:
    """Write the front page: the question, the answers for France, and the ways to a region."""
    shown = site.whole or site.editions[0].folder
    heads = facts.facts(site.figures, france(), facts.REPORT_HEADLINES)
    said = _summary(france().name, heads)
    text = (
        environment()
        .get_template("front.html.j2")
        .render(
            _shared(site),
            page=_page(FRONT, "What can digital technology do for isolated territories?", said, shown),
            heads=heads[:4],
            score=verdicts.scorecard(france(), site.about.definition.key),
            outline=region_map.outline(),
            shading=region_map.shading(site.figures, THEME_FIGURE),
            shown=shown,
            entries=site.entries[shown],
            regions=_region_rows(site),
        )
    )
    return FRONT, text


def compare_page(site: Site) -> tuple[str, str]:
    """Write the comparison of the regions."""
    said = (
        "The key figures of the isolated communes of every region of France, side by side: tables to sort, maps, files."
    )
    text = (
        environment()
        .get_template("compare.html.j2")
        .render(
            _shared(site),
            page=_page(COMPARE, "The regions compared", said, site.whole or site.editions[0].folder),
            themes=compare.themes(site.figures),
            outline=region_map.outline(),
        )
    )
    return COMPARE, text


def profile_page(site: Site, departements: list[tuple[str, str]], data: str) -> tuple[str, str]:
    """Write the page that shows any place: its figures come from scripts, by the end of its address.

    Parameters
    ----------
    site : Site
    departements : list of (str, str)
        Code and name of those that have a table.
    data : str
        Folder of the scripts and of the tables.
    """
    said = "The figures of every commune, intercommunality, département and region of France, beside those of others."
    page = _page(PLACE, "A place in figures", said, site.whole or site.editions[0].folder, "profile")
    return PLACE, environment().get_template("place.html.j2").render(
        _shared(site), page=page, departements=departements, data=data
    )


def table_page(site: Site, table: object, data: str) -> tuple[str, str]:
    """Write the table of the communes of a département, as `profiles.tables` lays it out."""
    name = f"{data}/{table.code}.html"
    said = f"The main figures of the {len(table.rows)} communes of {table.name} in a table, each with a link to its profile."
    title = f"The communes of {table.name} ({table.code})"
    page = _page(name, title, said, site.whole or site.editions[0].folder, "front")
    return name, environment().get_template("commune_table.html.j2").render(_shared(site), page=page, table=table)


def _shared(site: Site) -> dict:
    verdict_names = [name for name in claims.VERDICTS if name != claims.NOT_TESTABLE]
    return {"site": site, "about": site.about, "NAME": NAME, "verdict_names": verdict_names, "france": france()}


def _page(path: str, title: str, description: str, folder: str, kind: str = "front") -> dict[str, str]:
    """Return what the head of a page says; the preview image is that of a report."""
    return {
        "path": path,
        "kind": kind,
        "root": "../" * path.count("/"),
        "title": title,
        "description": description,
        "image": f"{folder}/preview.png",
    }


def _summary(name: str, told: list[facts.Fact]) -> str:
    """Describe a report in a line."""
    known = [f"{fact.name[:1].lower()}{fact.name[1:]}: {fact.value}" for fact in told if fact.value != facts.NO_VALUE]
    return f"{name}, what official statistics say of its isolated communes: {'; '.join(known[:3])}."


def _by_theme(every: list[facts.Fact]) -> dict[str, list[facts.Fact]]:
    themes: dict[str, list[facts.Fact]] = {}
    for fact in every:
        themes.setdefault(fact.theme, []).append(fact)
    return themes


def _region_rows(site: Site) -> list[tuple[Territory, str | None, list[facts.Fact]]]:
    """List the regions by name: territory, folder of its report if the site has it, and three figures."""
    names = (THEME_FIGURE, "people of isolated communes", "share of people isolated")
    held = site.figures[site.figures["kind"] == "region"].drop_duplicates("territory")
    territories = [Territory("region", row.territory, row.name, row.territory) for row in held.itertuples(index=False)]
    territories.sort(key=lambda place: facts.sorting(place.name))
    return [(place, site.folders.get(place.code), facts.facts(site.figures, place, names)) for place in territories]
