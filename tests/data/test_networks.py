"""Published totals and known communes in the tables on networks."""

import pytest

from analysis import snapshot

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
def test_premises_and_their_shares_meet_the_national_ones(broadband, date, premises, shares):
    for kind, share in shares.items():
        part = _of(broadband, date, kind)
        assert part["premises"].sum() == pytest.approx(premises, rel=COLLECTIVITIES)
        assert part["premises_covered"].sum() / part["premises"].sum() == pytest.approx(share, abs=COLLECTIVITIES)


@pytest.mark.parametrize(
    ("date", "premises"), [("2017-09-30", 9_557_404), ("2017-12-31", 10_296_296), ("2018-03-31", 10_965_667)]
)
def test_premises_with_fibre_meet_the_published_totals(broadband, date, premises):
    assert _of(broadband, date, "fibre")["premises_covered"].sum() == pytest.approx(premises, rel=COLLECTIVITIES)


@pytest.mark.parametrize(
    ("commune", "date", "covered", "premises"),
    [("15014", "2019-09-30", 11_868, 22_915), ("81288", "2022-12-31", 922, 1_759), ("43074", "2019-09-30", 440, 479)],
)
def test_known_communes_have_their_premises_at_1_gbps(broadband, commune, date, covered, premises):
    row = _of(broadband, date, "1000_mbps").set_index("commune").loc[commune]
    assert (row["premises_covered"], row["premises"]) == (covered, premises)


def test_faster_classes_are_inside_slower_ones(broadband):
    for date in ("2019-09-30", "2022-12-31"):
        wide = broadband[broadband["date"] == date].pivot(index="commune", columns="class", values="premises_covered")
        ordered = wide[["3_mbps", "8_mbps", "30_mbps", "100_mbps", "1000_mbps"]]
        larger = ordered[(ordered.diff(axis=1).iloc[:, 1:] > 0).any(axis=1)]
        assert larger.empty, f"{date}: a faster class has more premises than a slower one in\n{larger.head()}"


def test_fibre_of_2026_is_a_share_without_premises(broadband):
    last = _of(broadband, "2026-02-21", "fibre").set_index("commune")
    counted = last.index[last["premises"].notna()].tolist()
    assert not counted, f"the file of 2026 holds shares alone, but premises were read for {counted[:5]}"
    assert last.loc["15014", "share_covered"] == pytest.approx(0.962)
    assert "75056" not in last.index


def test_mobile_coverage_of_known_places_is_the_published_one():
    mobile = snapshot.load("mobile").set_index("commune")
    assert mobile["share_area_4g_best"].median() == pytest.approx(0.999, abs=0.001)
    assert mobile["share_area_4g_worst"].median() == pytest.approx(0.930, abs=0.005)
    assert mobile.loc["81288", "share_area_4g_worst"] == pytest.approx(0.611, abs=0.001)
    crossed = mobile.index[mobile["share_area_4g_worst"] > mobile["share_area_4g_best"] + 1e-6].tolist()
    assert not crossed, f"the worst operator covers more than the best in {crossed[:5]}: columns were mixed up"


def test_mean_mobile_coverage_of_epci_is_the_published_one():
    means = snapshot.load("mobile_epci").groupby("date")["share_area_4g_two_operators"].mean()
    assert means["2017-07"] == pytest.approx(0.711, abs=0.0005) and means["2019-01"] == pytest.approx(0.870, abs=0.0005)
