"""The builders of ages, occupations, housing and income on made-up communes: sums, weights, what stays missing."""

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.sources.builders import households
from analysis.sources.faults import SourceError
from analysis.sources.geography import Geography

COMMUNES = pd.DataFrame(
    {"commune": ["01001", "01002", "15001"], "name": ["A", "B", "C"], "departement": ["01", "01", "15"], "region": "84"}
)
# 01003 merged into 01002 in 2024.
MOVEMENTS = pd.DataFrame(
    [["32", "2024-01-01", "COM", code, "COM", "01002"] for code in ("01002", "01003")],
    columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
)
FILOSOFI = ["CODGEO", *households.INCOME.values()]
PROPERTY = 10.0  # per cent of disposable income


class MadeUp:
    """Stands for the raw folder: tables of text by source, by sheet or by file."""

    def __init__(self, tables):
        self.tables = tables
        names = {name if isinstance(name, str) else name[0] for name in tables}
        of_names = {name[0]: name[1] for name in tables if not isinstance(name, str)}
        self.entries = {
            name: SimpleNamespace(
                files=(SimpleNamespace(name=f"insee/{of_names.get(name, 'table.csv')}"),),
                described={"geography": "COG 2022"},
            )
            for name in names
        }

    def header(self, source):
        return list(self.tables[source])

    def csv(self, source, columns, file=None):
        return self.tables[(source, file) if file else source][list(columns)].copy()

    def excel(self, source, sheet, columns, rows=None):
        return self.tables[source, sheet][list(columns)].copy()


def geography():
    return Geography(COMMUNES, MOVEMENTS, {"01001": 100, "01002": 300, "15001": 50})


def ages() -> pd.DataFrame:
    """Two censuses: the older one has one class of 75 and over."""
    young = ["POP0014", "POP1529", "POP3044", "POP4559", "POP6074"]
    columns = [f"P{year}_{part}" for year in ("09", "20") for part in ("POP", *young)]
    columns += ["P09_POP75P", "P20_POP7589", "P20_POP90P"]
    rows = [
        ["01001", "60", *"12345", "70", *"12345", "9", "6", "4"],
        ["01002", "60", *"11111", "70", *"11111", "9", "6", "4"],
        ["01003", "40", *"22222", "30", *"22222", "1", "2", None],
    ]
    return pd.DataFrame(rows, columns=["CODGEO", *columns])


def census(**changes) -> pd.DataFrame:
    """Return one census of three communes; 100 people of whom 20 % are over 65 and an index of 80 leave 25 under 20."""
    shares = {f"C22_PCT_POP15P_CS{n}": "10" for n in range(1, 9)}
    told = {"P22_POP": "100", "P22_MEN": "40", "P22_PCT_POP65P": "20", "P22_PCT_POP75P": "10",
            "P22_IND_VIEILLISSEMENT": "80", "P22_PCT_RP": "50", "P22_PCT_RSECOCC": "30", "P22_PCT_LOGVAC": "20",
            "P22_PCT_MEN_ANEM0004": "25", **shares}  # fmt: skip
    table = pd.DataFrame([{"CODGEO": code, **told} for code in ("01001", "01002", "01003")]).set_index("CODGEO")
    for (code, column), value in changes.get("cells", {}).items():
        table.loc[code, column] = value
    return table.reset_index()


def structure(**changes) -> pd.DataFrame:
    raw = MadeUp({households.AGES_SOURCE: ages(), households.CENSUS_SOURCE: census(**changes)})
    return households.structure(raw, geography()).frame.set_index(["commune", "year"])


def test_ages_are_added_up_over_a_merger_and_two_classes_make_the_oldest():
    table = structure()
    assert table.loc[("01001", 2020), "population_aged_75_plus"] == 10
    assert table.loc[("01001", 2009), "population_aged_75_plus"] == 9
    assert table.loc[("01002", 2009), ["population", "population_aged_0_14", "population_aged_75_plus"]].tolist() == [
        100, 3, 10,
    ]  # fmt: skip
    assert pd.isna(table.loc[("01002", 2020), "population_aged_75_plus"])


def test_the_people_aged_20_and_over_and_the_dwellings_weigh_the_shares():
    row = structure().loc[("01001", 2022)]
    assert (row["population_aged_20_plus"], row["dwellings"], row["households"]) == (75, 80, 40)
    assert (row["share_second_homes"], row["share_retired"], row["share_recent_movers"]) == (0.3, 0.1, 0.25)


def test_the_share_of_a_merged_commune_is_the_mean_by_its_own_weight():
    cells = {("01003", "P22_POP"): "300", ("01003", "P22_PCT_POP65P"): "40", ("01003", "P22_PCT_POP75P"): None}
    row = structure(cells=cells).loc[("01002", 2022)]
    assert row["share_aged_65_plus"] == pytest.approx((0.2 * 100 + 0.4 * 300) / 400)
    assert pd.isna(row["share_aged_75_plus"])


def test_a_commune_twice_is_refused():
    twice = pd.concat([ages(), ages().head(1)])
    raw = MadeUp({households.AGES_SOURCE: twice, households.CENSUS_SOURCE: census()})
    with pytest.raises(SourceError, match="one row for each key"):
        households.structure(raw, geography())


def incomes(rows: list[list], year: str = "14") -> pd.DataFrame:
    columns = {column: f"{column}{year}" for column in households.INCOME.values()}
    table = pd.DataFrame(rows, columns=FILOSOFI).rename(columns=columns).astype("str").replace("None", pd.NA)
    activity = households.FORMER_ACTIVITY if year == "14" else households.ACTIVITY
    return table.assign(**{f"{activity}{year}": "67", f"{households.PROPERTY}{year}": str(PROPERTY)})


def income(epci_people: int = 400) -> pd.DataFrame:
    communes = [["01001", 40, 100, 20000, 30, 10], ["01002", 90, 200, 21000, 25, 12], ["01003", 40, 100, 19000, 40, 15]]
    later = [["01001", 41, 101, "22000,5", "31,5", None], ["01003", 40, 99, "20000", "35", "s"]]
    source = "insee_filosofi_2014"
    raw = MadeUp(
        {
            source: pd.DataFrame(),
            (source, "COM"): incomes(communes),
            (source, "EPCI"): incomes([["240000001", 170, epci_people, 20500, 33, 12]]),
            (source, "DEP"): incomes([["01", 170, 400, 20500, 33, 12]]),
            (source, "REG"): incomes([["84", 170, 400, 20500, 33, 12]]),
            (source, "METRO"): incomes([["FRM", 170, 400, 20500, 33, 12]]),
            "insee_filosofi_2021": incomes(later, "23"),
            ("etalab_decoupage_2026", "epci_communes_2026.csv"): pd.DataFrame(
                {"epci": "240000001", "code": ["01001", "01002"]}
            ),
            "insee_populations_2013": pd.DataFrame({"CODGEO": ["01001", "01002", "01003"], "PMUN13": ["1", "2", "3"]}),
        }
    )
    return households.income(raw, geography()).frame.set_index(["level", "code", "year"])


def test_the_median_of_a_merged_commune_is_missing_and_the_year_is_that_of_the_columns():
    table = income()
    row = table.loc[("commune", "01001", 2023)]
    assert (row["median_income_eur"], row["share_pensions"]) == (22000.5, 0.315)
    assert pd.isna(row["poverty_rate"])
    assert ("commune", "01002", 2014) not in table.index


@pytest.mark.parametrize(("people", "kept"), [(400, True), (381, True), (370, False)])
def test_an_epci_is_kept_where_its_people_are_those_of_its_communes(people, kept):
    table = income(people)
    assert (("epci", "240000001", 2014) in table.index) == kept


def test_the_larger_territories_keep_their_own_medians():
    table = income()
    assert table.loc[("departement", "01", 2014), "share_pensions"] == 0.33
    assert table.loc[("region", "84", 2014), "region"] == "84"
    assert table.loc[("france", "FRM", 2014), "median_income_eur"] == 20500


@pytest.mark.parametrize(("row", "pensions"), [(("epci", "240000001", 2014), 33.0), (("commune", "01001", 2023), 31.5)])
def test_declared_income_is_what_stands_before_benefits_and_taxes(row, pensions):
    assert income().loc[row, "share_pensions_declared"] == pytest.approx(
        pensions / (67 + pensions + PROPERTY), abs=1e-6
    )


def test_declared_income_with_a_part_missing_is_missing():
    parts = pd.DataFrame({"activity": [67.0, 67.0], "pensions": [33.0, 33.0], "property": [None, 0.0]}).astype(
        "float64"
    )
    assert households._of_declared(parts).isna().tolist() == [True, False]


def test_people_under_20_and_adults_are_found_from_the_ageing_index():
    columns = {"P11_POP": 1000.0, "P11_MEN": 400.0, "P11_PCT_POP65P": 20.0, "P11_PCT_POP75P": 9.0,
               "P11_IND_VIEILLISSEMENT": 80.0, "P11_PCT_RP": 80.0, "P11_PCT_RSECOCC": 12.0, "P11_PCT_LOGVAC": 8.0}  # fmt: skip
    row = {"CODGEO": "01001", **columns, **{f"C11_PCT_POP15P_CS{n}": 12.5 for n in range(1, 9)}}
    counts = households._census_counts(pd.DataFrame([row]), 2011).iloc[0]
    assert counts["population_aged_20_plus"] == 750  # 200 aged 65+, 80 of them for 100 under 20: 250 under 20
    assert counts["dwellings"] == 500
