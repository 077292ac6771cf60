"""The builder of balances on two made-up communes: signs, periods and what stays missing."""

from types import SimpleNamespace
from typing import ClassVar

import pandas as pd
import pytest

from analysis.sources.builders import people
from analysis.sources.faults import Exit, SourceError
from analysis.sources.geography import Geography

SERIES = {
    "CODGEO": ["01001", "01002"], "D99_POP": ["100", "50"], "P08_POP": ["110", "40"], "P13_POP": ["105", "45"],
    "P19_POP": ["120", "45"], "NAIS9908": ["9", "1"], "DECE9908": ["4", "6"], "NAIS0813": ["2", "1"],
    "DECE0813": ["12", "1"], "NAIS1319": ["3", "2"], "DECE1319": ["1", None],
}  # fmt: skip
YEARLY = {"geography": ["COG 2021"] * 2, "CODGEO": ["01001", "01002"], "year": ["2019"] * 2, "PMUN": ["120", "45"]}
LAST = {"COM": ["01001", "01002"], "PMUN": ["1 125", "44"]}


def a_source(name, vintage, geography):
    return SimpleNamespace(files=(SimpleNamespace(name=name),), described={"vintage": vintage, "geography": geography})


TABLES = {people.CENSUS_SERIES: SERIES, "insee_populations_2016_2022": YEARLY, "insee_populations_2023": LAST}


class MadeUp:
    """Stands for the raw folder: three small tables, and what the catalogue says of them."""

    entries: ClassVar = {
        people.CENSUS_SERIES: a_source("insee/base-cc-serie-historique-2019.csv", "1999 to 2019", "COG 2022"),
        "insee_populations_2023": a_source("insee/donnees_communes.csv", "1er janvier 2023", "COG 2025"),
    }

    def header(self, source, sheet=None):
        return list(TABLES[source])

    def csv(self, source, columns, **_options):
        return pd.DataFrame(TABLES[source])[list(columns)].astype("str").where(lambda frame: frame != "None")


def _balance():
    communes = pd.DataFrame({"commune": ["01001", "01002"], "name": ["A", "B"], "departement": "01", "region": "84"})
    movements = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
    built = people.balance(MadeUp(), Geography(communes, movements, {}))
    return built.frame.set_index(["commune", "period"])


def test_natural_balance_is_births_less_deaths_and_the_rest_is_moves():
    row = _balance().loc[("01001", "1999-2008")]
    assert (row["years"], row["natural_balance"], row["migratory_balance"]) == (9, 5, 5)
    row = _balance().loc[("01001", "2008-2013")]
    assert (row["natural_balance"], row["migratory_balance"]) == (-10, 5)


def test_missing_deaths_stay_missing():
    row = _balance().loc[("01002", "2013-2019")]
    assert row["births"] == 2
    told = row[["deaths", "natural_balance", "migratory_balance"]].dropna()
    assert told.empty, f"deaths are not published here, so these should be missing: {told.to_dict()}"


def test_the_last_period_has_a_change_only():
    row = _balance().loc[("01001", "2019-2023")]
    assert (row["population_start"], row["population_end"]) == (120, 1125)
    told = row[["births", "deaths", "natural_balance"]].dropna()
    assert told.empty, f"the last period has no births nor deaths yet, so these should be missing: {told.to_dict()}"


RENEWED = {"P19_POP": "P22_POP", "P13_POP": "P16_POP", "P08_POP": "P11_POP", "NAIS1319": "NAIS1622",
           "DECE1319": "DECE1622", "NAIS0813": "NAIS1116", "DECE0813": "DECE1116", "NAIS9908": "NAIS9911",
           "DECE9908": "DECE9911"}  # fmt: skip


def test_a_newer_series_brings_its_own_years(monkeypatch):
    newer = {RENEWED.get(name, name): cells for name, cells in SERIES.items()}
    monkeypatch.setitem(TABLES, people.CENSUS_SERIES, newer)
    entry = a_source("insee/base-cc-serie-historique-2022.csv", "1999 to 2022", "COG 2025")
    monkeypatch.setitem(MadeUp.entries, people.CENSUS_SERIES, entry)
    rows = _balance()
    assert rows.index.get_level_values("period").unique().tolist() == ["1999-2011", "2011-2016", "2016-2022"]
    assert rows.loc[("01001", "2016-2022"), "births"] == 3


def test_last_years_columns_under_this_years_name_are_refused(monkeypatch):
    entry = a_source("insee/base-cc-serie-historique-2022.csv", "1999 to 2022", "COG 2025")
    monkeypatch.setitem(MadeUp.entries, people.CENSUS_SERIES, entry)
    with pytest.raises(SourceError, match="figures of 2022, as its name says; found figures of 2019") as refused:
        _balance()
    assert refused.value.code == Exit.VINTAGE


MOVERS = ["TERR", "LIB_TERR", "NIV_TERR", "AGEREVS", "nb_ind_ENTR", "nb_ind_SORT", "nb_ind_ISO"]
BY_AGE = [["15", "Cantal", "DEP", "< 20 ans", "10", "30", "100"], ["15", "Cantal", "DEP", "> 65 ans", "20", "5", "50"]]


class Movers:
    """Stands for the raw folder: who moved by age and by occupation, in each file of the source."""

    def __init__(self, by_age=BY_AGE):
        by_occupation = [["15", "Cantal", "DEP", "7", "12", "14", "90"]]
        self.rows = {"AGEREVS": by_age, "CS1": by_occupation}
        names = [f"ot/indics_migres_TERR_{stem}_RP{census}.csv" for census in (2015, 2016) for stem in self.rows]
        self.entries = {people.MOBILITY: SimpleNamespace(files=tuple(SimpleNamespace(name=name) for name in names))}

    def csv(self, source, columns, file):
        stem = file.split("_")[3]
        columns = [stem if name == "AGEREVS" else name for name in MOVERS]
        return pd.DataFrame(self.rows[stem], columns=columns)


def test_movers_of_all_ages_are_the_sum_of_the_ages_of_each_census():
    table = people.migration(Movers(), None).frame.set_index(["census", "dimension", "class"])
    counts = ["entrants", "leavers", "stayers"]
    for census in (2015, 2016):
        assert table.loc[(census, "all", "all"), counts].tolist() == [30, 35, 150]
        assert table.loc[(census, "occupation", "7"), [*counts, "level"]].tolist() == [12, 14, 90, "departement"]
    assert len(table) == 2 * 4


def test_movers_that_are_not_told_stay_missing():
    unknown = [["15", "Cantal", "DEP", "< 20 ans", None, "30", "100"]]
    table = people.migration(Movers(unknown), None).frame.set_index(["census", "class"])
    assert pd.isna(table.loc[(2016, "all"), "entrants"]) and table.loc[(2016, "all"), "leavers"] == 30


def test_movers_told_twice_are_refused():
    with pytest.raises(
        SourceError, match=r"RP2015\.csv, column NIV_TERR, TERR, AGEREVS: expected one row for each key"
    ):
        people.migration(Movers([*BY_AGE, BY_AGE[0]]), None)


@pytest.mark.parametrize("last", ["1622", "1621"])
def test_births_are_read_under_both_names_that_insee_gives(monkeypatch, last):
    """Named by the two censuses until 2020, by the last year counted since."""
    years = {"1622": ("1622", "1116", "9911"), "1621": ("1621", "1115", "9910")}[last]
    names = {
        f"{stem}{old}": f"{stem}{new}" for stem in ("NAIS", "DECE") for old, new in zip(("1319", "0813", "9908"), years)
    }
    newer = {names.get(name, RENEWED.get(name, name)): cells for name, cells in SERIES.items()}
    monkeypatch.setitem(TABLES, people.CENSUS_SERIES, newer)
    entry = a_source("insee/base-cc-serie-historique-2022.csv", "1999 to 2022", "COG 2025")
    monkeypatch.setitem(MadeUp.entries, people.CENSUS_SERIES, entry)
    rows = _balance()
    assert rows.loc[("01001", "2016-2022"), "births"] == 3 and rows.loc[("01001", "1999-2011"), "deaths"] == 4


def test_births_that_are_not_told_are_asked_for_by_both_names(monkeypatch):
    lost = {name: cells for name, cells in SERIES.items() if name != "NAIS1319"}
    monkeypatch.setitem(TABLES, people.CENSUS_SERIES, lost)
    with pytest.raises(
        SourceError, match="one of NAIS1319 or NAIS1318 in the header; found columns NAIS9908, NAIS0813"
    ):
        _balance()


def _population(monkeypatch, without=()):
    made = MadeUp()
    made.entries = {name: entry for name, entry in MadeUp.entries.items() if name not in without}
    made.entries |= {} if people.YEARLY in without else {people.YEARLY: a_source("insee/yearly.csv", "2019", "")}
    communes = pd.DataFrame({"commune": ["01001", "01002"], "name": ["A", "B"], "departement": "01", "region": "84"})
    movements = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
    return people.population(made, Geography(communes, movements, {})).frame


def test_a_source_that_is_not_there_adds_no_year(monkeypatch):
    assert sorted(_population(monkeypatch)["year"].unique()) == [1999, 2008, 2013, 2019, 2023]
    assert _population(monkeypatch, (people.CENSUS_SERIES, people.YEARLY))["year"].unique().tolist() == [2023]


def test_a_year_that_two_sources_hold_is_refused_with_both(monkeypatch):
    entry = a_source("insee/donnees_communes.csv", "1er janvier 2019", "COG 2022")
    monkeypatch.setitem(MadeUp.entries, people.NEWEST, entry)
    told = (
        "each year from one source; found 2019 of insee_populations_2023 is already held by insee_populations_2016_2022"
    )
    with pytest.raises(SourceError, match=told) as refused:
        _population(monkeypatch)
    assert refused.value.code == Exit.YEAR_TWICE
