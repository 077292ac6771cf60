"""Write the profiles into the folder of a site: the page, its data, the communes alike, the tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import territories
from analysis.language import gettext
from analysis.site import pages
from analysis.site.pages import Site
from analysis.site.profiles import alike, comparing, shards, tables
from analysis.site.profiles.book import Book, gather

FOLDER = "places"
PREFIX = 3  # letters of the code of a commune that name the script of the communes alike


def departements() -> list[tuple[str, str]]:
    """Return code and name of the départements that get profiles: all of them."""
    return [(place.code, place.name) for place in territories.departements()]


def write(site: Site, folder: Path) -> list[tuple[str, str]]:
    """Write the page of profiles, that of places side by side and what they read, in the language spoken.

    Returns the départements that have a table.

    Parameters
    ----------
    site : Site
    folder : Path
        Of the site in that language; the data go to ``places`` in it.
    """
    book = gather(site.about.definition.key)
    own = folder / FOLDER
    (own / "alike").mkdir(parents=True)
    chosen = departements()
    areas = shards.Areas(book)
    made = _shards(book, areas, [code for code, _ in chosen])
    for code, content in made.items():
        _put(own / f"{code}.js", shards.script("SHARDS", code, content))
    everything = shards.shared(book, areas, site.editions, sorted(made), gettext(site.about.definition.short))
    _put(own / "shared.js", shards.script("PLACES", "shared", everything))
    for prefix, content in _alike(book, {code for code, _ in chosen}).items():
        _put(own / "alike" / f"{prefix}.js", shards.script("ALIKE", prefix, content))
    _write_pages(site, book, chosen, folder)
    return chosen


def _shards(book: Book, areas: shards.Areas, chosen: list[str]) -> dict[str, dict]:
    """Return the shard of each département; of codes that begin as none of today does (Corsica's 20), where they lead."""
    written, home_of = shards.columns(book), shards.homes(book.communes)
    leads, parts = shards.leads(book.communes.index), shards.parts()
    made = {
        code: {
            **shards.shard(book, written, areas, code, home_of),
            "former": leads.get(code, {}),
            "parts": parts.get(code, {}),
        }
        for code in chosen
    }
    today = set(book.communes["departement"])
    return made | {code: {"former": held} for code, held in leads.items() if code not in today}


def _alike(book: Book, departements: set[str]) -> dict[str, dict[str, str]]:
    """Return the communes most like each, by the first letters of its code."""
    told = pd.DataFrame(
        {
            "type": book.communes["type"].where(book.communes["type"] >= 0),
            "people": book.communes["people"],
            "aged": book.values["aged_60_plus"].iloc[:, -1],
            "density": book.values["density"].iloc[:, -1],
        }
    )
    names = book.communes["name"].to_dict()
    wanted = set(book.communes.index[book.communes["departement"].isin(departements)])
    # A commune without any has a script all the same: a page must not ask for what is not there.
    found: dict[str, dict[str, str]] = {code[:PREFIX]: {} for code in wanted}
    for code, others in alike.nearest(told, wanted).items():
        found[code[:PREFIX]][code] = "|".join(other + names[other] for other in others)
    return {prefix: dict(sorted(content.items())) for prefix, content in sorted(found.items())}


def _write_pages(site: Site, book: Book, chosen: list[tuple[str, str]], folder: Path) -> None:
    for name, text in (
        pages.profile_page(site, chosen, FOLDER),
        pages.places_page(site, chosen, FOLDER, comparing.said()),
    ):
        _put(folder / name, text.encode("utf-8"))
    for code, named in chosen:
        name, text = pages.table_page(site, tables.table(book, code, named), FOLDER)
        _put(folder / name, text.encode("utf-8"))


def _put(file: Path, content: bytes) -> None:
    file.write_bytes(content)
