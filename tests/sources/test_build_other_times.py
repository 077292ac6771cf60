"""The builder of the communes of 2015 on made-up communes: what they have of each equipment, and on whose communes."""

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis import services
from analysis.claims.access import BAKERY, HOTEL
from analysis.sources.builders import other_times
from analysis.sources.geography import Geography

COMMUNES = pd.DataFrame(
    {"commune": ["01001", "01002", "01006"], "name": ["A", "B", "F"], "departement": "01", "region": "84"}
)
MOVEMENTS = pd.DataFrame(
    [
        # 01003 joined 01002 before 2015; 01004 took another code that the list of 2015 does not know; both are in 01002 today.
        ["32", "2014-06-01", "COM", "01003", "COM", "01002"],
        ["32", "2014-06-01", "COM", "01002", "COM", "01002"],
        ["50", "2014-07-01", "COM", "01004", "COM", "01005"],
        ["32", "2019-01-01", "COM", "01005", "COM", "01002"],
        ["32", "2019-01-01", "COM", "01002", "COM", "01002"],
    ],
    columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
)


class MadeUp:
    """Stands for the raw folder: the classes of 2015, the people and the equipments of 2013."""

    def __init__(self):
        self.entries = {"insee_bpe_2013": SimpleNamespace(described={"geography": "COG 2013"})}

    def csv(self, source, columns):
        classes = [["1001", "A", "111"], ["1002", "B", "400"], ["1004", "D", "400"], ["1006", "F", "400"]]
        tables = {
            "ot_zau2010_2015": pd.DataFrame(classes, columns=["Code", "Libellé", other_times.ZAU_2015]),
            "insee_populations_2013": pd.DataFrame({"CODGEO": ["01001", "01002", "01004"], "PMUN13": ["9", "8", "7"]}),
            "insee_bpe_2013": pd.DataFrame(
                [
                    ["01001", "B201", "2"],
                    ["01001", "B203", "3"],
                    ["01003", "B102", "1"],
                    ["01004", "G102", "4"],
                    ["01001", "D201", "9"],
                ],
                columns=["DEPCOM", "TYPEQU", "NB_EQUIP"],
            ),
        }
        return tables[source][columns].copy()

    def once(self, asked, read):
        return read()


@pytest.fixture(scope="module")
def built():
    return other_times.communes_2015(MadeUp(), Geography(COMMUNES, MOVEMENTS, {"01001": 9, "01002": 8, "01004": 7}))


@pytest.fixture(scope="module")
def table(built):
    return built.frame.set_index("commune_2015")[list(other_times.EQUIPMENTS_2013)]


def test_each_equipment_is_counted_under_its_own_name_and_no_other_is(table):
    assert table.loc["01001"].tolist() == [2.0, 3.0, 0.0]


def test_a_commune_that_joined_another_before_2015_brings_its_shop(table):
    assert table.loc["01002", "food_shops_2013"] == 1


def test_a_change_of_code_that_the_list_of_2015_does_not_know_loses_nothing(built, table):
    assert table.loc["01004", "hotels_2013"] == 4
    lost = pd.concat(built.losses)
    assert not (lost["reason"] == "code unknown to the movements file").any(), lost


def test_a_commune_that_the_edition_does_not_list_has_none_of_anything(table):
    assert table.loc["01006"].tolist() == [0.0, 0.0, 0.0]


def test_the_types_are_those_of_chapter_4_and_of_the_claims():
    assert other_times.EQUIPMENTS_2013 == {
        "food_shops_2013": services.SHOPS,
        "bakeries_2013": (BAKERY,),
        "hotels_2013": (HOTEL,),
    }
