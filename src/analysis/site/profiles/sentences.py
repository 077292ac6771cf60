"""What a profile says, in whole sentences with named values: the page puts figures into them and makes none of its own.

A name may be asked for in a form (``{area:of}``, ``{type:lower}``): what the language spoken makes of it is in `forms`.
"""

from __future__ import annotations

from analysis import territories, words
from analysis.indicators import Indicator, unit_name
from analysis.language import gettext, gettext_noop, pgettext
from analysis.report import Edition

# How a value of a unit is written.
UNITS = {
    "inhabitants": "{value}",
    "jobs": "{value}",
    "employees": "{value}",
    "people per km²": gettext_noop("{value} per km²"),
    "%": gettext_noop("{value} %"),
    "% a year": gettext_noop("{value} % a year"),
    "euros a year": gettext_noop("{value} €"),
    "km": "{value} km",
    "consultations a year": gettext_noop("{value} a year"),
    "hours a week": gettext_noop("{value} h a week"),
}
# What a page says where a script that holds figures did not come.
UNLOADED = gettext_noop("The figures could not be loaded: check the connection, then try again.")
_PLACES = {
    "commune": gettext_noop("Commune {code}, {type:lower} ({definition})"),
    "commune_untyped": gettext_noop("Commune {code}, not classed by type"),
    "epci": gettext_noop("Intercommunality (EPCI) {code}"),
    "departement": gettext_noop("Département {code}"),
    "region": gettext_noop("Region {code}"),
    "france": gettext_noop("The whole country"),
    "heading": gettext_noop("A place in figures"),
    "unknown": gettext_noop("No place has the code {code}. Search for its name above."),
    "unloaded": UNLOADED,
    "choose": gettext_noop("Search for a place above, or take a département from the list below."),
    "title": gettext_noop("{place} in figures"),
    "merged": gettext_noop("{former} ({code}) is now part of {present}: these are the figures of the whole."),
    "merged_in": gettext_noop(
        "{former} ({code}) has been part of {present} since {year}: these are the figures of the whole."
    ),
    "merged_unnamed": gettext_noop(
        "The commune of the code {code} is now part of {present}: these are the figures of the whole."
    ),
    "merged_in_unnamed": gettext_noop(
        "The commune of the code {code} has been part of {present} since {year}: these are the figures of the whole."
    ),
    "recoded": gettext_noop("The code {code} is no longer in use: {present} has had another one since {year}."),
    "arrondissement": gettext_noop("{former} has no figures of its own here: these are those of {present}."),
    "parts": gettext_noop("{place} brings together communes of 2015: {names}."),
    "belongs": gettext_noop("What the place belongs to"),
    "inside": gettext_noop("Its communes"),
}
_FIGURES = {
    "missing_s": gettext_noop("secret"),
    "missing_m": gettext_noop("changed since"),
    "missing_a": gettext_noop("nothing to measure"),
    "missing_b": gettext_noop("none within {limit} km"),
    "missing_n": gettext_noop("not held"),
    "missing_x": gettext_noop("not held"),
    "why_s": gettext_noop("The producer keeps the figure of so small a place secret."),
    "why_m": gettext_noop(
        "The perimeter or the code of the commune has changed since: the producer gives no figure for it as it is now."
    ),
    "why_a": gettext_noop("There is nobody, or nothing, that the figure could be of."),
    "why_b": gettext_noop(
        "The nearest is over {limit} km away as the crow flies: on another island, or where no road leads. Such a distance is "
        "no measure of a way."
    ),
    "why_n": gettext_noop("None of the official files held here gives this figure for this place."),
    "why_x": gettext_noop(
        "The figure is not held for any commune of this territory, or is one that cannot be added up."
    ),
    "zero": gettext_noop(
        "The official file counts none here at that date: lines may have been opened since, or not have been declared."
    ),
    "few": gettext_noop("A figure of fewer than {fewest} inhabitants says little: it is shown in grey."),
    "few_jobs": gettext_noop("A figure of fewer than {fewest} jobs says little: it is shown in grey."),
    "sampled": gettext_noop(
        "From a survey of one household in four: under {compared} inhabitants it is not set against others, nor against earlier dates."
    ),
    "partly": gettext_noop("Made of communes with {share} % of the inhabitants: the others have no figure."),
    "partly_beside": gettext_noop("Made of a part of the communes of the territory alone."),
    "partly_few": gettext_noop(
        "Made of communes with less than half of the inhabitants of the territory: it is shown in grey."
    ),
    "of_zone": gettext_noop("The figure of the zone d'emploi that the commune is in."),
    "of_epci": gettext_noop("The figure of the EPCI that the commune is in."),
}
# How a figure is to be read, by the name that its entry has in the catalogue of the page: see `how`.
_HOW = {
    "how_people": gettext_noop("For a territory: the share of its inhabitants who live in such a commune."),
    "how_communes": gettext_noop("For a territory: the share of its communes."),
    "how_distance": gettext_noop(
        "From the town hall to that of the nearest commune that has one, 0 if it is this commune. For a territory: half of its "
        "inhabitants live in a commune that is no further away."
    ),
    "how_counter": gettext_noop(
        "From the town hall to the nearest counter. For a territory: half of its inhabitants live in a commune that is no further away."
    ),
    "how_median": gettext_noop("For a territory: the median of its communes."),
    "how_zone": gettext_noop(
        "For a territory: the mean of the zones d'emploi of its inhabitants, which is not the rate that INSEE publishes for it."
    ),
    "how_epci": gettext_noop(
        "For a territory: the mean of its EPCI, weighted by inhabitants, which is not the share that INSEE publishes for it."
    ),
    "how_area": gettext_noop(
        "Of the area, not of the inhabitants; which operator it is differs from commune to commune."
    ),
}
_STANDING = {
    "rank_one": gettext_noop("{rank}st highest of {count} {peers}"),
    "rank_two": gettext_noop("{rank}nd highest of {count} {peers}"),
    "rank_few": gettext_noop("{rank}rd highest of {count} {peers}"),
    "rank_other": gettext_noop("{rank}th highest of {count} {peers}"),
    "rank_first": gettext_noop("highest of {count} {peers}"),
    "rank_last": gettext_noop("lowest of {count} {peers}"),
    "rank_alike": gettext_noop("{same} of {count} {peers} have this value"),
    "having": gettext_noop("yes in {with} of {count} {peers}"),
    "strip": gettext_noop("{count} {peers}, from {low} to {high}; median {median}; here {value}."),
    "strip_type": gettext_noop("{strip} Its type, {type:lower}: {typed}."),
    "strip_how": gettext_noop(
        "In the strips each dot is one of its peers and the large one is here; the line is their median, the dashed line the "
        "figure of its type of territory in France: {type:lower}."
    ),
    "easier_more": gettext_noop("more is easier"),
    "easier_less": gettext_noop("less is easier"),
    "communes_of": gettext_noop("communes of {area}"),
    "epci_of": gettext_noop("EPCI in {area}"),
    "departements": gettext_noop("départements"),
    "regions": gettext_noop("regions"),
    "line": gettext_noop("{start}: {first}; {end}: {last}."),
    "span": "{start} – {end}",
}
_PAGE = {
    "indicator": gettext_noop("Indicator"),
    "standing": gettext_noop("Among its peers"),
    "over_time": gettext_noop("Over time"),
    "workbook": gettext_noop("Download the figures (Excel)"),
    "download": gettext_noop("Download the figures (CSV)"),
    "print": gettext_noop("Print"),
    "compare": gettext_noop("Compare with other places"),
    "sources": gettext_noop("Sources of the figures"),
    "alike": gettext_noop("The communes nearest to it in people, density and ages"),
    "alike_how": gettext_noop(
        "Of the same type of territory, nearest in people and density (as logarithms) and in the share of people aged 60 "
        "and over. Each is counted in standard deviations of all communes; those more than half a deviation away are left out."
    ),
    "alike_none": gettext_noop(
        "No commune of its type is near enough in people, density and ages, or these are not held."
    ),
    "chapter": gettext_noop("The chapter on this theme, in the report on {report}"),
    "table": gettext_noop("All communes of {area} in a table"),
    "file": "{place}.{kind}",
    "sheet_figures": gettext_noop("Figures"),
    "sheet_line": gettext_noop("Over time"),
    "sheet_notes": gettext_noop("Notes and sources"),
    "file_what": gettext_noop("The last figures of the place, beside those of its département, its region and France."),
    "file_percent": gettext_noop("A figure in % is written as such: 12.5 stands for 12.5 %."),
    "file_empty": gettext_noop("An empty cell: the column “why missing” says the reason."),
    "file_few": gettext_noop("Few inhabitants: the figure is that of too few people to say much."),
}
# The headings of the files to take away; the column of codes is for programs, and the same in every language.
COLUMNS = (
    gettext_noop("place"), gettext_noop("name"), gettext_noop("theme"), gettext_noop("code of the figure"),
    gettext_noop("figure"), gettext_noop("date"), gettext_noop("unit"), gettext_noop("value"), gettext_noop("why missing"),
    gettext_noop("few inhabitants"), gettext_noop("département"), gettext_noop("region"), gettext_noop("France"),
    gettext_noop("source"),
)  # fmt: skip


def said() -> dict[str, str | list[str]]:
    """Return every sentence by its name in the language spoken, and the headings of the file to download."""
    sentences = {name: gettext(text) for name, text in (_PLACES | _FIGURES | _HOW | _STANDING | _PAGE).items()}
    # "No" is a number of things elsewhere.
    answers = {"yes": pgettext("answer", "yes"), "no": pgettext("answer", "no")}
    return {**answers, **sentences, "columns": [gettext(text) for text in COLUMNS]}


def how(entry: Indicator) -> str:
    """Return the name of the sentence that says how a figure is to be read; empty where its label says it.

    Examples
    --------
    >>> from analysis.indicators import indicator
    >>> how(indicator("has_gp")), how(indicator("isolated_zau")), how(indicator("population"))
    ('how_people', 'how_communes', '')
    """
    if entry.grain != "commune":
        return f"how_{entry.grain}"
    if entry.flag:
        return f"how_{entry.weight}"
    if entry.adds == "median_of_people":
        return "how_distance" if "services" in entry.tables else "how_counter"
    told = {"median": "how_median"}.get(entry.adds, "")
    return "how_area" if entry.weight == "area" and entry.unit == "%" else told


def missing_said() -> dict[str, str]:
    """Return what stands in the place of a missing figure, by ``missing_`` and the letter of the reason."""
    return {name: gettext(text) for name, text in _FIGURES.items() if name.startswith("missing_")}


def unit_format(unit: str) -> str:
    """Return how a value of a unit is written."""
    how = UNITS[unit]
    return gettext(how)


def missing(letter: str, entry: Indicator) -> str:
    """Return what stands in the place of a figure that is missing, by the letter of the reason."""
    text = _FIGURES[f"missing_{letter}"]
    return gettext(text, limit=words.number(entry.limit, 0)) if entry.limit else gettext(text)


def units() -> dict[str, list[str]]:
    """Return how a value of each unit is written, and the name of the unit."""
    return {unit: [gettext(how), unit_name(unit)] for unit, how in UNITS.items()}


def forms(editions: list[Edition]) -> dict[str, dict[str, str]]:
    """Return what the language spoken puts before the names that the sentences bend.

    Parameters
    ----------
    editions : list of Edition
        Reports that the page leads to.

    Returns
    -------
    dict
        By form (``of``, ``the``), then by what stands before the name: the addresses of the areas, parted by blanks.

    Examples
    --------
    >>> from analysis.language import speak
    >>> with speak("fr"):
    ...     forms([])["of"]["du "][:20]
    'dep:14 dep:15 dep:18'
    """
    wanted = {"of": territories.departements(), "the": dict.fromkeys(edition.territory for edition in editions)}
    bent: dict[str, dict[str, str]] = {}
    for form, places in wanted.items():
        held: dict[str, list[str]] = {}
        for place in places:
            held.setdefault(format(place, form).removesuffix(place.name), []).append(place.text)
        bent[form] = {before: " ".join(addresses) for before, addresses in held.items() if before}
    return bent
