"""The builder of balances on two made-up communes: signs, periods and what stays missing."""

import pandas as pd

from analysis.sources import build_people
from analysis.sources.geography import Geography

SERIES = {
    "CODGEO": ["01001", "01002"], "D99_POP": ["100", "50"], "P08_POP": ["110", "40"], "P13_POP": ["105", "45"],
    "P19_POP": ["120", "45"], "NAIS9908": ["9", "1"], "DECE9908": ["4", "6"], "NAIS0813": ["2", "1"],
    "DECE0813": ["12", "1"], "NAIS1319": ["3", "2"], "DECE1319": ["1", None],
}  # fmt: skip
YEARLY = {"geography": ["COG 2021"] * 2, "CODGEO": ["01001", "01002"], "year": ["2019"] * 2, "PMUN": ["120", "45"]}
LAST = {"COM": ["01001", "01002"], "PMUN": ["1 125", "44"]}


TABLES = {build_people.SERIES: SERIES, "insee_populations_2016_2022": YEARLY, "insee_populations_2023": LAST}


class MadeUp:
    """Stands for the raw folder: three small tables."""

    def csv(self, source, columns, **_options):
        return pd.DataFrame(TABLES[source])[list(columns)].astype("str").where(lambda frame: frame != "None")


def _balance():
    communes = pd.DataFrame({"commune": ["01001", "01002"], "name": ["A", "B"], "departement": "01", "region": "84"})
    movements = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
    built = build_people.balance(MadeUp(), Geography(communes, movements, {}))
    return built.frame.set_index(["commune", "period"])


def test_natural_balance_is_births_less_deaths_and_the_rest_is_moves():
    row = _balance().loc[("01001", "1999-2008")]
    assert (row["years"], row["natural_balance"], row["migratory_balance"]) == (9, 5, 5)
    row = _balance().loc[("01001", "2008-2013")]
    assert (row["natural_balance"], row["migratory_balance"]) == (-10, 5)


def test_missing_deaths_stay_missing():
    row = _balance().loc[("01002", "2013-2019")]
    assert row["births"] == 2 and row[["deaths", "natural_balance", "migratory_balance"]].isna().all()


def test_the_last_period_has_a_change_only():
    row = _balance().loc[("01001", "2019-2023")]
    assert (row["population_start"], row["population_end"]) == (120, 1125)
    assert row[["births", "deaths", "natural_balance"]].isna().all()
