"""Tables on people: population and its balance, migration, flows between départements, votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.builders.history import refuse_year_twice
from analysis.sources.faults import SourceError
from analysis.sources.geography import (
    Built,
    Geography,
    carry_sums,
    city_of_arrondissement,
    is_arrondissement,
    losses,
    refuse_double_count,
)
from analysis.sources.readers import (
    CENSUS_SERIES,
    by_year,
    census_years,
    checked_geography_year,
    commune_codes,
    editions,
    file_named,
    files_named,
    geography_year,
    periods_of,
    refuse_duplicates,
    refuse_older_columns,
    to_number,
    vintage_year,
)

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

YEARLY, NEWEST = "insee_populations_2016_2022", "insee_populations_2023"
# Any edition of the comparateur de territoires in the catalogue.
COMPARISONS = r"insee_comparateur_\d{4}"
MOBILITY = "ot_mobilites_residentielles"
DIMENSIONS = {"AGEREVS": "age", "CS1": "occupation"}
LEVELS = {"EPCI": "epci", "DEP": "departement", "REG": "region"}
MIGRATION_COLUMNS = {"nb_ind_ENTR": "entrants", "nb_ind_SORT": "leavers", "nb_ind_ISO": "stayers"}
HISTORY_COLUMNS = {
    "POPULATION_debut": "population_start",
    "POPULATION_fin": "population_end",
    "EVOL_DEMO_SN": "natural_balance",
    "EVOL_DEMO_SMA": "migratory_balance",
}
CANDIDATES = {"LE PEN": "le_pen", "MACRON": "macron", "MÉLENCHON": "melenchon"}
VOTES = {"Inscrits": "registered", "Abstentions": "abstentions", "Exprimés": "valid_votes"}


def _series(raw: Raw, columns: list[str]) -> pd.DataFrame:
    table = raw.csv(CENSUS_SERIES, ["CODGEO", *columns])
    table["CODGEO"] = commune_codes(table["CODGEO"], CENSUS_SERIES)
    refuse_duplicates(table, ["CODGEO"], CENSUS_SERIES)
    refuse_double_count(table["CODGEO"], CENSUS_SERIES)
    return table.assign(**{name: to_number(table[name]) for name in columns})


def population(raw: Raw, geography: Geography) -> Built:
    """Build the municipal population of each year, each carried from its own geography.

    A source that the catalogue does not hold is left out: its years are those of the former table.
    """
    parts = [*(_yearly(raw) if YEARLY in raw.entries else []), *([_newest(raw)] if NEWEST in raw.entries else [])]
    refuse_year_twice("population", [(source, year) for source, year, _, _ in parts])
    known = {year for _, year, _, _ in parts}
    compared = _comparisons(raw, geography)
    refuse_year_twice("population", [(source, year) for source, year, _, _ in compared])
    parts += [part for part in compared if part[1] not in known]
    known = {year for _, year, _, _ in parts}
    if CENSUS_SERIES in raw.entries:
        parts += _of_series(raw, known)
    frames, lost = [], []
    for source, year, communes_of, table in parts:
        links = geography.links(communes_of)
        carried = carry_sums(table, links, code="code", values=["population"]).assign(year=year)
        frames.append(carried.dropna(subset=["population"]))
        lost.append(losses(table["code"], links, source=source, table="population",
                           people=table.set_index("code")["population"]).assign(
                               reason=lambda frame, year=year: frame["reason"] + f" ({year})"))  # fmt: skip
    return Built(geography.with_region(pd.concat(frames, ignore_index=True)), lost)


def _of_series(raw: Raw, known: set[int]) -> list[tuple[str, int, int, pd.DataFrame]]:
    """Return the census years of the series that no other file holds."""
    columns = {year: name for year, name in census_years(raw).items() if year not in known}
    series, communes_of = _series(raw, list(columns.values())), geography_year(raw, CENSUS_SERIES)
    return [
        (CENSUS_SERIES, year, communes_of, series[["CODGEO", name]].set_axis(["code", "population"], axis=1))
        for year, name in columns.items()
    ]


def _yearly(raw: Raw) -> list[tuple[str, int, int, pd.DataFrame]]:
    source = YEARLY
    table = raw.csv(source, ["geography", "CODGEO", "year", "PMUN"])
    table["CODGEO"] = commune_codes(table["CODGEO"], source)
    refuse_duplicates(table, ["CODGEO", "year"], source)
    table["population"] = to_number(table["PMUN"])
    groups = table.rename(columns={"CODGEO": "code"}).groupby(["year", "geography"])
    return [
        (source, int(year), int(name.removeprefix("COG ")), part[["code", "population"]])
        for (year, name), part in groups
    ]


def _comparisons(raw: Raw, geography: Geography) -> list[tuple[str, int, int, pd.DataFrame]]:
    """Read the last census of each edition of the comparison file."""
    parts = []
    for source in editions(raw, COMPARISONS):
        year, column = max(by_year(raw.header(source), r"P(\d\d)_POP", source).items())
        table = raw.csv(source, ["CODGEO", column])
        table["CODGEO"] = commune_codes(table["CODGEO"], source)
        refuse_duplicates(table, ["CODGEO"], source)
        whole = table[~is_arrondissement(table["CODGEO"])]
        communes_of = checked_geography_year(raw, source, geography, whole["CODGEO"])
        population = pd.DataFrame({"code": whole["CODGEO"], "population": to_number(whole[column])})
        parts.append((source, year, communes_of, population.dropna()))
    return parts


def _newest(raw: Raw) -> tuple[str, int, int, pd.DataFrame]:
    """Read the reference populations in force: the file tells no year, the catalogue does."""
    source = NEWEST
    table = raw.csv(source, ["COM", "PMUN"], separator=";")
    table["COM"] = commune_codes(table["COM"], source)
    refuse_duplicates(table, ["COM"], source)
    refuse_double_count(table["COM"], source)
    table["population"] = to_number(table["PMUN"].str.replace("\u202f", "").str.replace("\xa0", ""), thousands=" ")
    whole = table.groupby(city_of_arrondissement(table["COM"]))["population"].sum().reset_index()
    return (
        source,
        vintage_year(raw, source),
        geography_year(raw, source),
        whole.set_axis(["code", "population"], axis=1),
    )


def balance(raw: Raw, geography: Geography) -> Built:
    """Build the natural and the apparent migratory balance of each period.

    After the last census of the series only the change is known: births and deaths by commune are not held.
    """
    periods = periods_of(raw)
    series = _series(raw, sorted({name for names in periods.values() for name in names}))
    refuse_older_columns(raw, CENSUS_SERIES, max(census_years(raw)))
    links = geography.links(geography_year(raw, CENSUS_SERIES))
    frames = []
    for period, names in periods.items():
        carried = carry_sums(series, links, code="CODGEO", values=list(names))
        frames.append(carried.rename(columns=dict(zip(names, ("population_start", "population_end", "births", "deaths"))))
                      .assign(period=period))  # fmt: skip
    last_year, last_column = list(census_years(raw).items())[-1]
    frames.append(_last_period(raw, geography, last_year))
    table = pd.concat(frames, ignore_index=True).dropna(subset=["population_start", "population_end"])
    bounds = table["period"].str.split("-", expand=True).astype(int)
    table["years"] = bounds[1] - bounds[0]
    table["natural_balance"] = table["births"] - table["deaths"]
    table["migratory_balance"] = table["population_end"] - table["population_start"] - table["natural_balance"]
    lost = losses(
        series["CODGEO"], links, source=CENSUS_SERIES, table="balance", people=series.set_index("CODGEO")[last_column]
    )
    return Built(geography.with_region(table), [lost])


def _last_period(raw: Raw, geography: Geography, first: int) -> pd.DataFrame:
    """Return the change from the last census of the series to the newest population; empty where it is not later."""
    starts, end = [part for part in _yearly(raw) if part[1] == first], _newest(raw)
    if not starts or end[1] <= first:
        return pd.DataFrame()
    (start,) = starts
    ends = []
    for name, (_, _, communes_of, table) in (("population_start", start), ("population_end", end)):
        carried = carry_sums(table, geography.links(communes_of), code="code", values=["population"])
        ends.append(carried.set_index("commune")["population"].rename(name))
    table = pd.concat(ends, axis=1, join="inner").reset_index()
    return table.assign(period=f"{first}-{end[1]}", births=float("nan"), deaths=float("nan"))


def migration(raw: Raw, geography: Geography) -> Built:
    """Build who entered, left and stayed in a year, by age and by occupation."""
    found = files_named(raw, MOBILITY, r"indics_migres_TERR_(AGEREVS|CS1)_RP(\d{4})\.csv")
    files = sorted((int(match[2]), match[1], name) for name, match in found.items())
    frames = [_movers(raw, census, column, name) for census, column, name in files]
    of_ages = [frame for frame, (_, column, _) in zip(frames, files) if column == "AGEREVS"]
    every = [
        frame.groupby(["level", "code", "name", "census"])[list(MIGRATION_COLUMNS.values())]
        .sum(min_count=1)
        .reset_index()
        for frame in of_ages
    ]
    totals = [frame.assign(dimension="all", **{"class": "all"}) for frame in every]
    return Built(pd.concat([*totals, *frames], ignore_index=True))


def _movers(raw: Raw, census: int, column: str, file: str) -> pd.DataFrame:
    table = raw.csv(MOBILITY, ["TERR", "LIB_TERR", "NIV_TERR", column, *MIGRATION_COLUMNS], file=file)
    refuse_duplicates(table, ["NIV_TERR", "TERR", column], file)
    table = table.assign(**{name: to_number(table[name]) for name in MIGRATION_COLUMNS})
    table = table.rename(columns={"TERR": "code", "LIB_TERR": "name", column: "class", **MIGRATION_COLUMNS})
    table["level"] = table["NIV_TERR"].map(LEVELS)
    return table.drop(columns="NIV_TERR").assign(census=census, dimension=DIMENSIONS[column])


def migration_history(raw: Raw, geography: Geography) -> Built:
    """Build the change of population and its two parts in each period since 1968, by territory."""
    columns = ["periode", *HISTORY_COLUMNS]
    file, of_france = (
        file_named(raw, MOBILITY, rf"indics_{place}_histodemo_RP\d{{4}}\.csv") for place in ("TERR", "FRTOT")
    )
    local = raw.csv(MOBILITY, ["TERR", "LIB_TERR", "NIV_TERR", "periode_nb_annees", *columns], file=file)
    whole = raw.csv(MOBILITY, ["nb_annees", *columns], file=of_france)
    whole = whole.rename(columns={"nb_annees": "periode_nb_annees"})
    table = pd.concat([local, whole.assign(TERR="FR", LIB_TERR="France", NIV_TERR="FR")], ignore_index=True)
    numbers = {name: to_number(table[name]) for name in ("periode_nb_annees", *HISTORY_COLUMNS)}
    table = table.assign(**numbers, level=table["NIV_TERR"].map({**LEVELS, "FR": "france"}))
    table["period"] = table["periode"].str.replace("_", "-")
    names = {"TERR": "code", "LIB_TERR": "name", "periode_nb_annees": "years", **HISTORY_COLUMNS}
    return Built(table.rename(columns=names).drop(columns=["periode", "NIV_TERR"]))


def flows(raw: Raw, geography: Geography) -> Built:
    """Build the residential moves between départements, in all and by occupation."""
    source = "ot_flux_departements"
    columns = ["DEP_ACTU", "DEP_ANTE", "nb_ind"]
    every = raw.csv(source, columns).assign(CS1="all")
    by_occupation = raw.csv(source, ["CS1", *columns], file="flux_migres_DEP_CS1.csv.gz")
    table = pd.concat([every, by_occupation], ignore_index=True)
    refuse_duplicates(table, ["DEP_ACTU", "DEP_ANTE", "CS1"], source)
    table["nb_ind"] = to_number(table["nb_ind"]).round(3)
    names = {"DEP_ACTU": "departement_to", "DEP_ANTE": "departement_from", "CS1": "occupation", "nb_ind": "people"}
    return Built(table.rename(columns=names))


def votes(raw: Raw, geography: Geography) -> Built:
    """Build the two rounds of the presidential election of 2017."""
    links = geography.links(2017)
    frames, lost = [], []
    for turn in (1, 2):
        source = f"presidentielle_2017_t{turn}"
        candidates = {name: column for name, column in CANDIDATES.items() if turn == 1 or column != "melenchon"}
        names = {**VOTES, **candidates}
        table = raw.csv(source, ["CODGEO", *names])
        table = table[~table["CODGEO"].str.startswith(("975", "977", "978", "986", "987", "988"))]
        table = table.assign(CODGEO=commune_codes(table["CODGEO"], source))
        refuse_duplicates(table, ["CODGEO"], source)
        refuse_double_count(table["CODGEO"], source)
        table = table.assign(**{name: to_number(table[name]) for name in names}).rename(columns=names)
        _refuse_more_votes_than_voters(table, source)
        carried = carry_sums(table, links, code="CODGEO", values=list(names.values()))
        frames.append(carried.assign(round=turn))
        lost.append(losses(table["CODGEO"], links, source=source, table="votes",
                           people=table.set_index("CODGEO")["registered"]))  # fmt: skip
    frame = pd.concat(frames, ignore_index=True).dropna(subset=["registered"])
    return Built(geography.with_region(frame), lost)


def _refuse_more_votes_than_voters(table: pd.DataFrame, source: str) -> None:
    over = table["valid_votes"] + table["abstentions"] > table["registered"]
    if over.any():
        code = table.loc[over, "CODGEO"].iloc[0]
        raise SourceError(source, "Exprimés", "no more votes than registered voters", f"more in {code}")


BUILDERS = {
    "population": population,
    "balance": balance,
    "migration": migration,
    "migration_history": migration_history,
    "flows": flows,
    "votes": votes,
}
