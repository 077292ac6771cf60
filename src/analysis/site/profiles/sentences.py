"""What a profile says, in whole sentences with named values: the page puts figures into them and makes none of its own."""

from __future__ import annotations

# How a value of a unit is written.
UNITS = {
    "inhabitants": "{value}",
    "jobs": "{value}",
    "employees": "{value}",
    "people per km²": "{value} per km²",
    "%": "{value} %",
    "% a year": "{value} % a year",
    "euros a year": "{value} €",
    "km": "{value} km",
    "consultations a year": "{value} a year",
    "hours a week": "{value} h a week",
}
_PLACES = {
    "commune": "Commune {code}, {type}",
    "commune_untyped": "Commune {code}, not classed by type",
    "epci": "Intercommunality (EPCI) {code}",
    "departement": "Département {code}",
    "region": "Region {code}",
    "france": "The whole country",
    "heading": "A place in figures",
    "unknown": "No place has the code {code}. Search for its name above.",
    "choose": "Search for a place above, or take a département from the list below.",
    "title": "{place} in figures",
    "merged": "{former} ({code}) is now part of {present}: these are the figures of the whole.",
    "merged_in": "{former} ({code}) has been part of {present} since {year}: these are the figures of the whole.",
    "recoded": "The code {code} is no more in use: {present} has another one since {year}.",
    "arrondissement": "{former} has no figures of its own here: these are those of {present}.",
    "parts": "{place} brings together communes of 2015: {names}.",
    "belongs": "What the place belongs to",
    "inside": "Its communes",
}
_FIGURES = {
    "yes": "yes",
    "no": "no",
    "missing_s": "secret",
    "missing_m": "changed since",
    "missing_a": "nothing to measure",
    "missing_n": "not held",
    "missing_x": "not held",
    "why_s": "The producer keeps the figure of so small a place secret.",
    "why_m": "The perimeter or the code of the commune has changed since: the producer gives no figure for it as it is now.",
    "why_a": "There is nobody, or nothing, that the figure could be of.",
    "why_n": "No official file that is held here covers this place.",
    "why_x": "The figure is not held for any commune of this territory, or is one that cannot be added up.",
    "few": "A figure of fewer than {fewest} inhabitants says little: it is shown in grey.",
    "partly": "Made of {share} % of the communes: the others have no figure.",
    "of_zone": "The figure of the zone d'emploi that the commune is in.",
    "of_epci": "The figure of the EPCI that the commune is in.",
}
_STANDING = {
    "rank_one": "{rank}st highest of {count} {peers}",
    "rank_two": "{rank}nd highest of {count} {peers}",
    "rank_few": "{rank}rd highest of {count} {peers}",
    "rank_other": "{rank}th highest of {count} {peers}",
    "rank_first": "highest of {count} {peers}",
    "rank_last": "lowest of {count} {peers}",
    "rank_alike": "as {same} of {count} {peers}",
    "with": "as {with} of {count} {peers}",
    "without": "{with} of {count} {peers} have it",
    "strip": "{count} {peers}, from {low} to {high}; median {median}; here {value}.",
    "communes_of": "communes of {area}",
    "epci_of": "EPCI in {area}",
    "departements": "départements",
    "regions": "regions",
    "line": "From {first} in {start} to {last} in {end}.",
    "span": "{start} to {end}",
}
_PAGE = {
    "indicator": "Figure",
    "standing": "Among its peers",
    "over_time": "Over time",
    "download": "Download the figures (CSV)",
    "print": "Print",
    "sources": "Sources of the figures",
    "alike": "The communes most like it",
    "alike_how": "Of the same type of territory, nearest in people and density (as logarithms) and in the share of people aged 60 and over, each counted in standard deviations of all communes.",
    "alike_none": "No commune can be called alike: its people, ages or density are not held.",
    "chapter": "The chapter on this theme, in the report of {report}",
    "table": "All communes of {area} in a table",
    "file": "{place}.csv",
}
COLUMNS = (
    "place", "name", "theme", "indicator", "figure", "date", "unit", "value", "why missing", "few inhabitants",
    "departement", "region", "France", "source",
)  # fmt: skip


def said() -> dict[str, str | list[str]]:
    """Return every sentence by its name, and the headings of the file to download."""
    return {**_PLACES, **_FIGURES, **_STANDING, **_PAGE, "columns": list(COLUMNS)}
