"""How figures and chapters name their official sources: from the catalogue, with the years the tables were made from."""

from __future__ import annotations

import re

from analysis import snapshot
from analysis.language import gettext, spaced, speaking

YEAR = r"(?:19|20)\d\d"
INFERRED = "inferred"  # in the vintage of a source whose file states no year
SEVERAL = 3  # years listed one by one; more are said from the first to the last
INSTITUTE = re.compile(r"\b(?:INSEE|Insee)\b")
SPOKEN = re.compile(r"\b(?:INSEE|ARCEP|DREES|URSSAF)\b")  # acronyms that French reads as words, and writes so
APOSTROPHE = re.compile(r"(?<=[^\W\d])'(?=[^\W\d])")
GLUED = re.compile(r"(?<=[\w)*])([;:]) ")  # as English sets these signs
SPAN = re.compile(rf"({YEAR})\S*\s*(?:-|to|à)\s*(?:\S+ )?({YEAR})")


def source_line(*names: str) -> str:
    """Name in one line the producers and datasets behind a figure, with their years.

    The full titles and vintages are in the list of sources of each chapter.

    Parameters
    ----------
    *names : str
        Tables of the snapshot, ``outlines`` for the contours of maps, or single sources of the catalogue where a figure
        shows only these.

    Raises
    ------
    KeyError
        If one of them is neither.

    Examples
    --------
    >>> source_line("unemployment", "outlines")
    'Source: INSEE, taux de chômage localisés 2003 to 2023; IGN, Admin Express 2025'
    """
    years: dict[str, dict[str, list[str]]] = {}
    for entry in snapshot.sources(*names):
        producer, dataset = entry["cited"].split(", ", 1)
        years.setdefault(producer, {}).setdefault(dataset, []).append(entry["vintage"])
    said = [
        f"{producer}, " + ", ".join(f"{dataset} {_years(vintages)}".strip() for dataset, vintages in datasets.items())
        for producer, datasets in years.items()
    ]
    # A figure travels alone: what it rests on must be said on it too.
    listed = house_style(gettext("; ").join(said))
    if snapshot.altered():
        return gettext("ALTERED DATA. Source: {sources}", sources=listed)
    return gettext("Source: {sources}", sources=listed)


def edition_of(table: str, stem: str, year: int) -> list[str]:
    """Return the sources of a table, as `editions`, whose vintage tells a year; all of them where none does.

    The id of a source keeps the year that it entered with, its vintage tells what it holds.

    Examples
    --------
    >>> edition_of("income", "insee_filosofi", 2014)
    ['insee_filosofi_2014']
    """
    told = {entry["id"] for entry in snapshot.sources(table) if str(year) in entry["vintage"]}
    every = editions(table, stem)
    return [source for source in every if source in told] or every


def house_style(text: str, language: str | None = None) -> str:
    """Write the names of producers in one way, files and pages have several, and French titles the apostrophe and the spaces of print.

    Parameters
    ----------
    text : str
    language : str, optional
        That spoken, by default.

    Examples
    --------
    >>> house_style("Insee, RP 2018; INSEE, BPE 2019")
    'INSEE, RP 2018; INSEE, BPE 2019'
    >>> house_style("INSEE, 2018, ARCEP, 2019", "fr")
    'Insee, 2018, Arcep, 2019'
    """
    if (language or speaking()) != "fr":
        return INSTITUTE.sub("INSEE", text)
    printed = APOSTROPHE.sub("’", SPOKEN.sub(lambda name: name[0].capitalize(), text))
    return spaced(GLUED.sub(r" \1 ", printed))


def editions(table: str, stem: str) -> list[str]:
    """Return the sources of a table whose id starts with a stem, oldest first: a figure often shows only these.

    No id is typed with its years, so that the next edition is named too.

    Parameters
    ----------
    table : str
        Table of the snapshot.
    stem : str
        Start of the ids in the catalogue.

    Raises
    ------
    KeyError
        If the table has no such source.

    Examples
    --------
    >>> editions("structure", "insee_evol_struct_pop")
    ['insee_evol_struct_pop_2019']
    """
    found = sorted(entry["id"] for entry in snapshot.sources(table) if entry["id"].startswith(stem))
    if not found:
        raise KeyError(f"table {table!r} has no source whose id starts with {stem!r}")
    return found


def vintage_years(*names: str) -> str:
    """Return the years of tables or sources, for a text about data that have no column of years.

    Examples
    --------
    >>> vintage_years("mobile")
    '2019'
    """
    return _years([entry["vintage"] for entry in snapshot.sources(*names)])


def inferred(*names: str) -> bool:
    """Tell whether the year of one of the sources was inferred, because its file states none: the vintage says so.

    Examples
    --------
    >>> inferred("flows"), inferred("mobile")
    (True, False)
    """
    return any(INFERRED in entry["vintage"] for entry in snapshot.sources(*names))


def _years(vintages: list[str]) -> str:
    """Return the years of vintages; what stands between brackets is a remark.

    Examples
    --------
    >>> _years(["censuses 1999, 2013"]), _years(["2003-T1 to 2023-T3"]), _years(["grid of 2022 (people of 2019)"])
    ('1999, 2013', '2003 to 2023', '2022')
    """
    text = "; ".join(re.sub(r"\(.*?\)", "", vintage) for vintage in vintages)
    years = sorted(set(re.findall(rf"\b{YEAR}", text)))
    if len(years) > SEVERAL or (len(years) > 1 and SPAN.search(text)):
        return gettext("{first} to {last}", first=years[0], last=years[-1])
    return ", ".join(years)


def reference(entry: dict) -> str:
    """Write a source of the catalogue as a line of the list at the end of a chapter."""
    named = house_style(entry["title"])
    title = f"[{named}]({entry['page']})" if entry.get("page") else named
    producer, vintage, licence, geography = (
        entry.get(name) for name in ("producer", "vintage", "licence", "geography")
    )
    told = {
        "producer": house_style(gettext(producer)),
        "title": title,
        "vintage": _vintage(vintage),
        "licence": gettext(licence),
    }
    if geography:
        return gettext(
            "- **{producer}**, {title}, vintage {vintage}, geography {geography}. {licence}.",
            geography=gettext(geography),
            **told,
        )
    return gettext("- **{producer}**, {title}, vintage {vintage}. {licence}.", **told)


def _vintage(text: str) -> str:
    """Write a vintage in the language spoken: a table that kept its history has several, one after another."""
    whole = gettext(text)
    return whole if whole != text else gettext("; ").join(gettext(part) for part in text.split("; "))


def partial_line(entry: dict) -> str:
    """Say of a source that covers a part of the country what that means for the reader.

    Examples
    --------
    >>> partial_line({"title": "Flux", "producer": "Insee", "vintage": "census 2013 (part of the country: 151 communes)"})
    '**Not the whole country.** INSEE, Flux: census 2013 (part of the country: 151 communes). What rests on it, the figures for France included, is said of these communes only.'
    """
    return gettext(
        "**Not the whole country.** {producer}, {title}: {vintage}. What rests on it, the figures for France included, is "
        "said of these communes only.",
        producer=house_style(entry["producer"]),
        title=house_style(entry["title"]),
        vintage=entry["vintage"],
    )
