"""The official files behind each key figure, and which of them are of the sample of the census."""

from __future__ import annotations

from collections.abc import Callable

from analysis import words
from analysis.claims import PENSIONS_THEN
from analysis.indicators.key_names import AREAS, NO_SHOP, NO_SHOP_THEN, RATES, THEN, ZONED
from analysis.indicators.people import zonings
from analysis.snapshot import years
from analysis.words import edition_of, editions

_Files = Callable[[], list[str]]
# Of the complementary census, one household in four: counted here on all isolated communes together.
SAMPLED = {
    "retired",
    f"change of production jobs {THEN}",
    "change of production jobs in the long run",
    "production in all jobs",
}


def _jobs(*wanted: int) -> list[str]:
    return [source for year in wanted for source in edition_of("jobs", "insee_analyse_fonctionnelle", year)]


def _people() -> list[str]:
    return editions("population", "insee_populations")[-1:]


def _tests(place: int) -> _Files:
    return lambda: [editions("broadband", "arcep_mci")[place]]


def _points(stem: str) -> _Files:
    return lambda: editions("points", stem)[-1:]


def _surveys() -> list[str]:
    return editions("structure", "insee_recensement")


def _ages() -> list[str]:
    return editions("structure", "insee_evol_struct_pop")


def _all_jobs() -> list[str]:
    return _jobs(*years.held("jobs"))


def _nothing() -> list[str]:
    return []


# Beside the zoning that tells which communes are isolated.
_BEHIND: dict[str, _Files] = {
    "isolated communes": _nothing,
    "share of communes isolated": _nothing,
    "people of isolated communes": _people,
    "share of people isolated": _people,
    "mean size of an isolated commune": _people,
    f"people aged 60 and over {THEN}": _ages,
    "people aged 60 and over": _ages,
    **{name: lambda: ["balance"] for name in RATES.values()},
    "change of people": lambda: ["population"],
    "retired": _surveys,
    "second homes": _surveys,
    f"change of production jobs {THEN}": _all_jobs,
    "change of production jobs in the long run": _all_jobs,
    "production in all jobs": _all_jobs,
    "change of private employees": lambda: ["employees"],
    "pensions in disposable income of the most isolated EPCI": lambda: edition_of(
        "income", "insee_filosofi", PENSIONS_THEN
    ),
    **{name: lambda: ["revitalisation"] for name in ZONED.values()},
    **{name: lambda: ["services"] for name in (*NO_SHOP_THEN.values(), *NO_SHOP.values())},
    "access to general practitioners": lambda: ["health"],
    "people under 2.5 consultations a year": lambda: ["health"],
    "people beyond 10 km of a France services place": _points("anct_france_services"),
    "town halls with a web site": _points("dila_mairies"),
    "median opening of a town hall": _points("dila_mairies"),
    "premises with 30 Mbit/s by wire": _tests(0),
    "premises with 30 Mbit/s by any technology": _tests(-1),
    "premises with 1 Gbit/s when first tested": _tests(0),
    "premises with 1 Gbit/s": _tests(-1),
    f"premises with fibre {THEN}": lambda: editions("broadband", "arcep_ftth"),
    "premises with fibre": lambda: editions("broadband", "fibre_"),
    **{name: lambda: ["mobile"] for name in AREAS.values()},
}


def source_of(figure: str, definition: str) -> str:
    """Name the official files behind a key figure in a line, in the language spoken: the zoning first.

    Raises
    ------
    KeyError
        If no key figure has such a name.

    Examples
    --------
    >>> source_of("retired", "zau")
    'Source: INSEE, zonage en aires urbaines 2010, recensement de la population 2011 to 2022'
    """
    return words.source_line(*dict.fromkeys([*zonings(definition), *_BEHIND[figure]()]))
