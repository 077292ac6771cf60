"""Published totals and known places in the tables on networks."""

import pandas as pd
import pytest

from analysis import snapshot
from analysis.sources.builders.networks import SPEEDS_2019, SPEEDS_2022, _padded, _refuse_other_classes
from analysis.sources.faults import SourceError

# ARCEP's totals include Saint-Barthélemy and Saint-Martin, which are no communes of the 18 regions: 0.1 % of premises, most without fibre.
COLLECTIVITIES = 0.001


@pytest.fixture(scope="module")
def broadband():
    return snapshot.load("broadband")


def _of(table, date, kind):
    return table[(table["date"] == date) & (table["class"] == kind)]


@pytest.mark.parametrize(
    ("date", "premises", "shares"),
    [
        ("2019-09-30", 42_270_879, {"30_mbps": 0.556, "1000_mbps": 0.421}),
        ("2022-12-31", 43_614_576, {"30_mbps": 0.997, "100_mbps": 0.784, "1000_mbps": 0.778}),
    ],
)
def test_premises_and_national_shares(broadband, date, premises, shares):
    for kind, share in shares.items():
        part = _of(broadband, date, kind)
        assert part["premises"].sum() == pytest.approx(premises, rel=COLLECTIVITIES)
        assert part["premises_covered"].sum() / part["premises"].sum() == pytest.approx(share, abs=COLLECTIVITIES)


@pytest.mark.parametrize(
    ("date", "premises"), [("2017-09-30", 9_557_404), ("2017-12-31", 10_296_296), ("2018-03-31", 10_965_667)]
)
def test_fibre_premises(broadband, date, premises):
    assert _of(broadband, date, "fibre")["premises_covered"].sum() == pytest.approx(premises, rel=COLLECTIVITIES)


@pytest.mark.parametrize(
    ("commune", "date", "covered", "premises"),
    [("15014", "2019-09-30", 11_868, 22_915), ("81288", "2022-12-31", 922, 1_759), ("43074", "2019-09-30", 440, 479)],
)
def test_known_communes_at_1_gbps(broadband, commune, date, covered, premises):
    row = _of(broadband, date, "1000_mbps").set_index("commune").loc[commune]
    assert (row["premises_covered"], row["premises"]) == (covered, premises)


def test_faster_classes_are_inside_slower_ones(broadband):
    for date in ("2019-09-30", "2022-12-31"):
        wide = broadband[broadband["date"] == date].pivot(index="commune", columns="class", values="premises_covered")
        ordered = wide[["3_mbps", "8_mbps", "30_mbps", "100_mbps", "1000_mbps"]]
        assert (ordered.diff(axis=1).iloc[:, 1:].fillna(0) <= 0).all().all()


def test_fibre_of_2026_is_a_share_without_premises(broadband):
    last = _of(broadband, "2026-02-21", "fibre").set_index("commune")
    assert last["premises"].isna().all() and last.loc["15014", "share_covered"] == pytest.approx(0.962)
    assert "75056" not in last.index


def test_mobile_shares_of_known_places():
    mobile = snapshot.load("mobile").set_index("commune")
    assert mobile["share_area_4g_best"].median() == pytest.approx(0.999, abs=0.001)
    assert mobile["share_area_4g_worst"].median() == pytest.approx(0.930, abs=0.005)
    assert mobile.loc["81288", "share_area_4g_worst"] == pytest.approx(0.611, abs=0.001)
    assert (mobile["share_area_4g_worst"] <= mobile["share_area_4g_best"] + 1e-6).all()


def test_mobile_by_epci_means():
    means = snapshot.load("mobile_epci").groupby("date")["share_area_4g_two_operators"].mean()
    assert means["2017-07"] == pytest.approx(0.711, abs=0.0005) and means["2019-01"] == pytest.approx(0.870, abs=0.0005)


def test_padded_counts():
    assert _padded(pd.Series([" 12\xa0218 ", " -    ", "7"])).tolist() == [12218, 0, 7]


def test_exclusive_classes_must_add_up_and_cumulative_ones_nest():
    classes = dict.fromkeys([*SPEEDS_2019], 10.0)
    good = pd.DataFrame([{"code": "01001", "nbr": 50.0, "inel_hd": 0.0, "elig_hd05": 0.0, **classes}])
    _refuse_other_classes(good, list(SPEEDS_2019), "x", exclusive=True)
    with pytest.raises(SourceError, match="exclusive classes that add up"):
        _refuse_other_classes(good.assign(nbr=60.0), list(SPEEDS_2019), "x", exclusive=True)
    nested = pd.DataFrame([{"code": "01001", "nbr": 50.0, **dict(zip(SPEEDS_2022, (50.0, 40.0, 30.0, 20.0, 10.0)))}])
    _refuse_other_classes(nested, list(SPEEDS_2022), "x", exclusive=False)
    with pytest.raises(SourceError, match="each inside the slower"):
        _refuse_other_classes(nested.assign(elig_thd1g=45.0), list(SPEEDS_2022), "x", exclusive=False)
