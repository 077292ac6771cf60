"""Write the map of the communes of each territory into the folder of its report: the page, the outlines, the indicators."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from analysis import snapshot
from analysis.indicators import THEMES, Indicator, date_in_words
from analysis.site import pages, profiles
from analysis.site.about import Site
from analysis.site.explorer import layers, topology
from analysis.site.explorer.sentences import said
from analysis.territories import Territory, france, type_name

FOLDER = "map"


def mapped(place: Territory) -> bool:
    """Say whether a territory has a map of its communes: those of the whole country are too many for a page."""
    return place != france()


def write(site: Site, folder: Path, tables: list[tuple[str, str]]) -> None:
    """Write the maps of the reports of a site, in the language spoken.

    Parameters
    ----------
    site : Site
    folder : Path
        Of the site in that language.
    tables : list of (str, str)
        Code and name of the départements whose communes stand in a table, for who has scripts off.
    """
    book = profiles.gather(site.about.definition.key)
    signs = profiles.columns(book).last
    outlines = gpd.read_parquet(snapshot.file("geometry/communes.parquet")).set_index("commune")["geometry"]
    for edition in site.editions:
        if mapped(edition.territory):
            here = book.communes.index.intersection(pd.Index(edition.territory.communes))
            own = folder / edition.name
            (own / FOLDER).mkdir(parents=True, exist_ok=True)
            _write_data(own, book, signs, here, outlines)
            name, text = pages.map_page(site, edition, _themes(book.entries), tables)
            (folder / name).write_text(text, encoding="utf-8")


def _write_data(own: Path, book: profiles.Book, signs: list[list[str]], here: pd.Index, outlines: pd.Series) -> None:
    base = {**topology.written(topology.topology(outlines.reindex(here).to_numpy())), **_places(book, here)}
    base |= {"indicators": {entry.key: _entry(entry, book) for entry in book.entries}, "said": said()}
    (own / FOLDER / "communes.js").write_bytes(profiles.script("MAP", "communes", base))
    rows = book.communes.index.get_indexer(here)
    people = book.communes["people"].iloc[rows]
    for entry, column in zip(book.entries, signs):
        values = book.values[entry.key].iloc[rows, -1]
        content = layers.layer(entry, values, np.array(column, dtype=object)[rows].tolist(), people)
        (own / FOLDER / f"{entry.key}.js").write_bytes(profiles.script("LAYERS", entry.key, content))


def _places(book: profiles.Book, here: pd.Index) -> dict:
    """Return what the communes are, in the order of their codes."""
    communes = book.communes.loc[here]
    kinds = communes["type"].to_numpy()
    return {
        "codes": " ".join(here),
        "names": "|".join(communes["name"]),
        "types": "".join("x" if kind < 0 else str(kind) for kind in kinds),
        "typeNames": [f"{type_name(code)}" for code in book.types],
        "departements": {place: name for place, name in _named_departements().items() if place in set(communes["departement"])},
    }  # fmt: skip


def _named_departements() -> dict[str, str]:
    table = snapshot.load("territories")
    held = table[table["kind"] == "departement"]
    return dict(zip(held["code"], held["name"]))


def _entry(entry: Indicator, book: profiles.Book) -> dict:
    told = {"label": entry.label, "date": date_in_words(book.dates[entry.key][-1]), "decimals": entry.decimals}
    apart = {
        "unit": profiles.unit_format(entry.unit),
        "signed": entry.adds.endswith("_rate") or entry.adds == "change",
        "fewest": entry.fewest,
        "flag": entry.flag,
        "limit": entry.limit,
        "source": entry.source,
    }
    return {**told, **{name: value for name, value in apart.items() if value}}


def _themes(entries: list[Indicator]) -> list[tuple[str, list[Indicator]]]:
    """Return the indicators by the name of their theme: what the page lets choose from."""
    return [(theme.label, [entry for entry in entries if entry.theme == theme.key]) for theme in THEMES.values()]
