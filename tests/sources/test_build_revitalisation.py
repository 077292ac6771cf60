"""The builder of the FRR classes on four made-up lines."""

from types import SimpleNamespace
from typing import ClassVar

import pandas as pd
import pytest

from analysis.sources.builders import places
from analysis.sources.contracts import CONTRACTS
from analysis.sources.faults import SourceError
from analysis.sources.geography import Geography

CLASS = "Classement FRR et FRR+ au 10 juillet 2026"
LINES = {
    "Code_insee": ["01001", "01002", "01003"],
    CLASS: ["FRR+", "FRR bénéficiaire partiellement", "Non classée"],
}


def built(**spoilt):
    communes = pd.DataFrame(
        {"commune": [*LINES["Code_insee"], "01004"], "name": "A", "departement": "01", "region": "84"}
    )
    movements = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")

    class MadeUp:
        entries: ClassVar = {places.FRR: SimpleNamespace(described={"geography": "COG 2025"})}

        def header(self, _source):
            return list(LINES)

        def csv(self, _source, columns):
            return pd.DataFrame(LINES | spoilt)[columns]

    return places.revitalisation(MadeUp(), Geography(communes, movements, {}))


def test_each_class_has_its_code_and_a_commune_without_a_line_is_told():
    made = built()
    table = CONTRACTS["revitalisation"].conform(made.frame)
    assert table["frr_2025"].tolist() == ["plus", "beneficiary in part", "none"]
    assert made.losses[0]["codes"].tolist() == ["01004"]


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({CLASS: ["FRR+", "FRR moins", "Non classée"]}, "FRR moins"),
        ({"Code_insee": ["01001", "01002", "01009"]}, "01009"),
        ({"Code_insee": ["01001", "01002", "01002"]}, "01002"),
    ],
)
def test_another_class_commune_or_a_commune_twice_is_refused(spoilt, said):
    with pytest.raises(SourceError, match=said):
        built(**spoilt)
