"""Who works where, on made-up journeys: nobody is lost, counted twice or placed where nothing is known."""

from types import SimpleNamespace
from typing import ClassVar

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.builders import journeys
from analysis.sources.contracts import CONTRACTS
from analysis.sources.faults import SourceError
from analysis.sources.geography import Geography

CLASSES = pd.Series({"01001": "111", "01002": "222", "01003": "400", "01004": "120", "75056": "111"})
ACTIFS = {
    "CODGEO": ["01001", "01002", "01003", "75101", "75102"],
    "C15_ACTOCC15P_ILT1": ["60", "30", "40", "10", "20"],
    "C15_ACTOCC15P_ILTAUT": ["40", "170", "160", "150", "30"],
    "C15_ACTOCC15P": ["100", "200", "200", "160", "50"],
}
LARGE = {
    "CODGEO": ["01002", "01003", "75101", "75101"],
    "DCLT": ["01001", "SU", "75102", "01003"],
    "NBFLUX_C15_ACTOCC15P": ["110", "120", "25", "100"],
}
EVERY = {
    "CODGEO": ["01003", "01003", "01003"],
    "DCLT": ["01003", "01002", "01001"],
    "NBFLUX_C17_ACTOCC15P": ["80.5", "10", "9.5"],
}


class MadeUp:
    """Stands for the raw folder."""

    tables: ClassVar = {journeys.COUNTRY: ACTIFS, journeys.COUNTRY_FLOWS: LARGE, journeys.DEPARTEMENT: EVERY}
    entries: ClassVar = {name: SimpleNamespace(described={"geography": "COG 2020"}) for name in tables}

    def header(self, source):
        return list(self.tables[source])

    def csv(self, source, columns):
        return pd.DataFrame(self.tables[source])[list(columns)]


@pytest.fixture
def geography(monkeypatch):
    monkeypatch.setattr(journeys, "typology_of", lambda _raw, _geography, _column: CLASSES)
    communes = pd.DataFrame({"commune": CLASSES.index, "name": "A", "departement": "01", "region": "84"})
    movements = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
    return Geography(communes, movements, {})


def built(geography, raw=None):
    made = journeys.commuting(raw or MadeUp(), geography)
    return CONTRACTS["commuting"].conform(made.frame).set_index(["flows", "commune"]), made.losses


def test_each_worker_is_counted_where_the_extract_says(geography):
    table, _ = built(geography)
    row = table.loc[(journeys.HUNDRED, "01002")]
    assert row[journeys.VALUES].tolist() == [200, 30, 140, 110, 0]
    inside = table.loc[(journeys.INSIDE, "01003")]
    assert inside[journeys.VALUES].tolist() == [100, 80.5, 19.5, 9.5, 80.5]


def test_work_abroad_is_neither_in_nor_outside_an_urban_area(geography):
    row = built(geography)[0].loc[(journeys.HUNDRED, "01003")]
    assert row[journeys.VALUES].tolist() == [200, 40, 0, 0, 40]


def test_a_city_is_one_commune_and_moves_inside_it_are_its_own(geography):
    table, _ = built(geography)
    row = table.loc[(journeys.HUNDRED, "75056")]
    assert row[journeys.VALUES].tolist() == [210, 55, 55, 55, 100]
    assert set(table.index.get_level_values("commune")) == {"01001", "01002", "01003", "75056"}


def test_communes_without_a_line_are_told_and_another_departement_is_no_loss(geography):
    _, (country, inside) = built(geography)
    assert country["codes"].tolist() == ["01004"]
    assert inside["codes"].tolist() == ["01001 01002 01004"]


def test_parts_that_do_not_add_up_are_refused(geography):
    raw = MadeUp()
    raw.tables = MadeUp.tables | {journeys.COUNTRY: ACTIFS | {"C15_ACTOCC15P": ["100", "200", "200", "160", "90"]}}
    with pytest.raises(SourceError, match="sum of its parts"):
        built(geography, raw)


def test_a_pair_told_twice_is_refused(geography):
    raw = MadeUp()
    raw.tables = MadeUp.tables | {journeys.DEPARTEMENT: EVERY | {"DCLT": ["01003", "01002", "01002"]}}
    with pytest.raises(SourceError):
        built(geography, raw)


FLOWS = st.lists(
    st.tuples(st.sampled_from(list(CLASSES.index)), st.sampled_from([*CLASSES.index, "SU"]), st.integers(0, 500)),
    min_size=1,
)


@given(FLOWS)
def test_nobody_is_lost_and_a_large_area_is_an_urban_one(rows):
    flows = pd.DataFrame(rows, columns=["home", "work", "workers"])
    sums = journeys.known_places(flows, CLASSES)
    told = flows.loc[flows["work"] != "SU", "workers"].sum()
    assert (sums["in_urban_areas"] + sums["outside_urban_areas"]).sum() == pytest.approx(told)
    assert (sums["in_urban_areas"] - sums["in_large_urban_areas"]).min() >= 0 or sums.empty
