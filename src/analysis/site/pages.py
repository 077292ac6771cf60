"""From what the site holds to the text of its pages, with the templates of this package, which escape every text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis import claims, words
from analysis.drawing import style
from analysis.language import gettext, gettext_noop, ngettext, pgettext, speak, speaking
from analysis.report import Edition
from analysis.site import article, compare, facts, glossary, region_map, verdicts
from analysis.site.about import Entry, Site
from analysis.site.gathering import Chapter, Report
from analysis.territories import Territory, france

NAME = "Territoires isolés"
FRONT, COMPARE, PLACE, PLACES, MAP = "index.html", "compare.html", "place.html", "places.html", "map.html"
THEME_FIGURE = "share of communes isolated"
SCRIPT_WORDS = {
    "copy_link": gettext_noop("Copy link"),
    "copy_image": gettext_noop("Copy image"),
    "copied": gettext_noop("Copied"),
    "not_copied": gettext_noop("Not copied"),
    "of_figure": gettext_noop(" of figure {number}"),
}
LANGUAGE_NAMES = {"en": "English", "fr": "Français"}
STYLE = {name: getattr(style, name) for name in ("INK", "MUTED", "GRID", "ISOLATED_COLOUR", "TERRITORY_COLOUR")}


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
    made.globals |= {"ink_on": style.ink_on, "script_words": script_words, "day": words.day, "in_words": words.in_words}
    made.globals |= {"gettext": gettext, "ngettext": ngettext, "pgettext": pgettext, "language": speaking}
    made.filters["label"] = lambda text: gettext(text) if text else ""
    return made


def script_words() -> str:
    """Return what the scripts of a page say, as JSON: they hold no word themselves."""
    return json.dumps({name: gettext(said) for name, said in SCRIPT_WORDS.items()}, ensure_ascii=False)


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
    page = _page(
        name, gettext("Isolated territories: {place}", place=territory), _summary(territory, every), report.folder
    )
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
    heads = facts.facts(site.figures, france(), facts.REPORT_HEADLINES)
    said = _summary(france(), heads)
    text = (
        environment()
        .get_template("front.html.j2")
        .render(
            _shared(site),
            page=_page(FRONT, gettext("What can digital technology do for isolated territories?"), said, site.first),
            heads=heads[:4],
            score=verdicts.scorecard(france(), site.about.definition.key),
            outline=region_map.outline(),
            shading=region_map.shading(site.figures, THEME_FIGURE),
            shown=site.first,
            entries=site.entries[site.first],
            regions=_region_rows(site),
        )
    )
    return FRONT, text


def compare_page(site: Site) -> tuple[str, str]:
    """Write the comparison of the regions."""
    said = gettext(
        "The key figures of the isolated communes of every region of France, side by side: tables to sort, maps, files."
    )
    text = (
        environment()
        .get_template("compare.html.j2")
        .render(
            _shared(site),
            page=_page(COMPARE, gettext("The regions compared"), said, site.first),
            themes=compare.themes(site.figures, site.about.definition.key),
            outline=region_map.outline(),
        )
    )
    return COMPARE, text


def glossary_page(site: Site) -> tuple[str, str]:
    """Write the glossary in the language spoken."""
    said = gettext("Each term with its meaning in our words, and who defines it in full.")
    page = _page(glossary.PAGE, gettext("Glossary"), said, site.first)
    text = environment().get_template("glossary.html.j2").render(_shared(site), page=page, sections=glossary.sections())
    return glossary.PAGE, text


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
    said = gettext(
        "The figures of every commune, intercommunality, département and region of France, beside those of others."
    )
    page = _page(PLACE, gettext("A place in figures"), said, site.first, "profile")
    return PLACE, environment().get_template("place.html.j2").render(
        _shared(site), page=page, departements=departements, data=data
    )


def places_page(site: Site, departements: list[tuple[str, str]], data: str, said: str) -> tuple[str, str]:
    """Write the page that puts places side by side: as `profile_page`, with what its script says as JSON."""
    told = gettext("Two to five communes, intercommunalities, départements or regions side by side, figure by figure.")
    page = _page(PLACES, gettext("Places side by side"), told, site.first, "comparison")
    return PLACES, environment().get_template("places.html.j2").render(
        _shared(site), page=page, departements=departements, data=data, said=said
    )


def map_page(
    site: Site, edition: Edition, themes: list[tuple[str, list]], departements: list[tuple[str, str]]
) -> tuple[str, str]:
    """Write the page of the map of the communes of a territory.

    Parameters
    ----------
    site : Site
    edition : Edition
        Its report.
    themes : list of (str, list of Indicator)
        What can be chosen.
    departements : list of (str, str)
        Code and name of those that have a table, for who has scripts off.
    """
    place, name = edition.territory, f"{edition.name}/{MAP}"
    said = gettext("Choose a figure, read it commune by commune on a map and in a table: {place}.", place=place)
    page = _page(name, gettext("The communes of {place} on a map", place=place), said, edition.name)
    held = {code[:3] if code.startswith("97") else code[:2] for code in place.communes}
    tables = [(code, named) for code, named in departements if code in held]
    return name, environment().get_template("map.html.j2").render(
        _shared(site), page=page, place=place, folder=edition.name, themes=themes, tables=tables
    )


def table_page(site: Site, table: object, data: str) -> tuple[str, str]:
    """Write the table of the communes of a département, as `profiles.tables` lays it out."""
    name = f"{data}/{table.code}.html"
    place = Territory.parse(f"dep:{table.code}")
    said = ngettext(
        "The main figures of the {count} commune of {place} in a table, with a link to its profile.",
        "The main figures of the {count} communes of {place} in a table, each with a link to its profile.",
        len(table.rows),
        place=place,
    )
    title = gettext("The communes of {place} ({code})", place=place, code=table.code)
    page = _page(name, title, said, site.first, "front")
    return name, environment().get_template("commune_table.html.j2").render(
        _shared(site), page=page, table=table, place=place
    )


def door(sites: list[Site]) -> tuple[str, str]:
    """Write the page at the root, which opens the reader's language."""
    told = []
    for site in sites:
        with speak(site.about.language):
            asked = gettext("What can digital technology do for isolated territories?")
        told.append((site.about.language, LANGUAGE_NAMES[site.about.language], asked))
    return FRONT, environment().get_template("door.html.j2").render(languages=told, NAME=NAME)


def _shared(site: Site) -> dict:
    verdict_names = [name for name in claims.VERDICTS if name != claims.NOT_TESTABLE]
    return {
        "site": site,
        "about": site.about,
        "NAME": NAME,
        "verdict_names": verdict_names,
        "france": france(),
        "languages": LANGUAGE_NAMES,
    }


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


def _summary(place: Territory, told: list[facts.Fact]) -> str:
    """Describe a report in a line."""
    known = [
        gettext("{name}: {value}", name=f"{fact.name[:1].lower()}{fact.name[1:]}", value=fact.value)
        for fact in told
        if fact.known
    ]
    figures = gettext("; ").join(known[:3])
    return gettext(
        "{place}, what official statistics say of its isolated communes: {figures}.",
        place=place,
        figures=figures,
    )


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
