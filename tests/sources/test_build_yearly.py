"""The builders of yearly populations, births, travel and diplomas on made-up communes, one of which merged."""

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.sources.builders import yearly
from analysis.sources.faults import Exit, SourceError
from analysis.sources.geography import Geography

CODES = ["01001", "01002", "75056", "97353"]
# 01003 became part of 01002 on 1 January 2019.
MERGER = [["32", "2019-01-01", "COM", before, "COM", "01002"] for before in ("01002", "01003")]
MOVEMENTS = ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"]


class MadeUp:
    """Stands for the raw folder: one small table, and what the catalogue says of it."""

    def __init__(self, source, table, geography="COG 2020", name="made_up/table.csv"):
        described = {"geography": geography}
        self.entries = {source: SimpleNamespace(files=(SimpleNamespace(name=name),), described=described)}
        self.table = pd.DataFrame(table)

    def header(self, source):
        return list(self.table)

    def csv(self, source, columns):
        return self.table[list(columns)].astype("object").where(self.table[list(columns)].notna())


@pytest.fixture
def geography():
    communes = pd.DataFrame({"commune": CODES, "name": CODES, "departement": "01", "region": ["84", "84", "11", "03"]})
    movements = pd.DataFrame(MERGER, columns=MOVEMENTS, dtype="str")
    return Geography(communes, movements, dict.fromkeys(CODES, 100.0))


POPULATIONS = {
    "codgeo": ["01001", "01002", "75101", "75102", "973353"],
    "p14_pop": ["10", "20", "5", "6", "7"],
    "p16_pop": ["11", "21", "6", "7", "8"],
    "p17_pop": ["12", "90", "7", "8", None],
}


def test_the_years_between_are_those_of_unchanged_communes(geography):
    raw = MadeUp(yearly.SERIES, POPULATIONS)
    built = yearly.population_between(raw, geography)
    held = built.frame.set_index(["commune", "year"])["population"]
    # 2016 is in the table population; the figure of 01002 in 2014 is not that of the merged commune, that of 2017
    # (communes of 1 January 2019) is.
    assert held.to_dict() == {
        ("01001", 2014): 10, ("75056", 2014): 11, ("97353", 2014): 7,
        ("01001", 2017): 12, ("01002", 2017): 90, ("75056", 2017): 15,
    }  # fmt: skip
    (lost,) = [frame for frame in built.losses if len(frame)]
    assert lost["codes"].tolist() == ["01002"] and "former perimeter (2014)" in lost["reason"].iloc[0]


def test_last_years_file_under_another_name_is_refused(geography):
    raw = MadeUp(yearly.SERIES, POPULATIONS, name="made_up/populations_2013_2021.csv")
    with pytest.raises(SourceError) as refused:
        yearly.population_between(raw, geography)
    assert refused.value.code == Exit.VINTAGE


def test_births_count_a_city_once_and_add_merged_communes_up(geography):
    table = {"CODGEO": ["01001", "01002", "01003", "75056", "75101"], "NAISD14": ["1", "2", "3", "9", "4"],
             "NAISD15": ["1", "2", None, "8", "4"]}  # fmt: skip
    raw = MadeUp(yearly.BIRTHS, table, "COG 2018")
    held = yearly.births(raw, geography).frame.set_index(["commune", "year"])["births"]
    assert (held["01002", 2014], held["75056", 2014], held["01001", 2015]) == (5, 9, 1)
    assert len(held) == 6


def test_travel_adds_arrondissements_and_merged_communes_up(geography):
    stems = [f"C18_ACTOCC15P_{stem}" for stem in yearly.MODES]
    rows = [["01002", *"123456"], ["01003", *"111111"], ["75101", *"200000"], ["75102", *"300000"]]
    raw = MadeUp(yearly.TRAVEL, pd.DataFrame(rows, columns=["CODGEO", *stems]), "COG 2018")
    table = yearly.travel(raw, geography).frame
    held = table.set_index(["commune", "mode"])["employed"]
    assert held["01002", "none"] == 2 and held["01002", "public"] == 7 and held["75056", "none"] == 5
    assert set(table["year"]) == {2018}


def test_diplomas_of_another_perimeter_are_left_out_and_cities_are_weighed(geography):
    table = {
        "CODGEO": ["01001", "01002", "75101", "75102"], "P22_POP": ["100", "200", "300", "100"],
        "P11_PCT_INFBAC": ["70"] * 4, "P16_PCT_INFBAC": ["60", "50", "20", "40"],
        "P22_PCT_INFBAC": ["55", "45", "10", "30"], "P11_PCT_SUP": ["3"] * 4,
        "P16_PCT_SUP": ["20", "30", "60", None], "P22_PCT_SUP": ["25", "35", "70", "50"],
    }  # fmt: skip
    built = yearly.diplomas(MadeUp(yearly.DIPLOMAS, table), geography)
    held = built.frame.set_index(["commune", "year"])
    assert set(held.index) == {(code, year) for code in ("01001", "01002", "75056") for year in (2016, 2022)} - {
        ("01002", 2016)
    }
    assert held.loc[("75056", 2022), "share_below_baccalaureat"] == pytest.approx(0.15)
    # An arrondissement without a share weighs nothing.
    assert held.loc[("75056", 2016), "share_higher_education"] == pytest.approx(0.6)
