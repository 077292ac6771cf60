"""The election of 2017 by type: turnout of the registered, candidates of the valid votes, words by the interval."""

import pandas as pd
import pytest

from analysis import snapshot
from analysis.claims import story, votes
from analysis.claims.story import votes as told
from analysis.geography import FEWEST_ISOLATED, classed_and_isolated
from analysis.territories import ISOLATED, Territory, departements, france


def test_turnout_is_of_the_registered_and_a_candidate_of_the_valid_votes():
    lines = [[code, turn, 100.0, 20.0, 50.0, 10.0, 40.0] for code in ("01001", "01002") for turn in (1, 2)]
    names = ["commune", "round", "registered", "abstentions", "valid_votes", "le_pen", "macron"]
    kinds = pd.DataFrame({"commune": ["01001", "01002"], "cluster": "01", "territory_type": [ISOLATED, None]})
    table = votes.counted(pd.DataFrame(lines, columns=names), kinds)
    assert table["communes"].unique().tolist() == [1], "a commune without a type is counted in none"
    shares = table[table["round"] == 1].set_index("measure")["share"]
    assert shares.to_dict() == pytest.approx({votes.TURNOUT: 0.8, votes.LE_PEN: 0.2, votes.MACRON: 0.8})


@pytest.mark.parametrize(("areas", "drawn"), [(4, False), (5, True)])
def test_a_type_in_a_handful_of_areas_has_no_interval(areas, drawn):
    codes = [f"010{place:02d}" for place in range(20)]
    lines = [[code, 1, 100.0, 20.0, 50.0, 5.0 + place, 40.0] for place, code in enumerate(codes)]
    names = ["commune", "round", "registered", "abstentions", "valid_votes", "le_pen", "macron"]
    kinds = pd.DataFrame({"commune": codes, "cluster": [str(n % areas) for n in range(20)], "territory_type": ISOLATED})
    table = votes.counted(pd.DataFrame(lines, columns=names), kinds)
    assert table["share"].notna().all(), "a share counted in full needs no interval to be told"
    assert table[["low", "high"]].notna().all(axis=None) == drawn


def test_the_gap_is_that_of_the_sums_of_isolated_communes_and_of_the_others():
    place = Territory.parse("dep:15")
    held = snapshot.load("votes", place)
    held = held[held["round"] == 2]
    kinds = votes.classify(place, "zau").set_index("commune")["isolated"].reindex(held["commune"]).to_numpy(dtype=bool)
    inside, outside = held[kinds], held[~kinds]
    wanted = (
        inside["le_pen"].sum() / inside["valid_votes"].sum() - outside["le_pen"].sum() / outside["valid_votes"].sum()
    )
    assert votes.vote_gap(place, "zau", votes.LE_PEN, votes.SECOND)[0] == pytest.approx(wanted)


def test_both_candidates_share_the_second_round_and_not_the_first():
    table = votes.votes_by_type(france(), "zau")
    sums = table[table["measure"] != votes.TURNOUT].groupby(["territory_type", "round"], observed=True)["share"].sum()
    assert sums.xs(2, level="round").tolist() == pytest.approx([1.0] * 4)
    assert sums.xs(1, level="round").max() < 0.6


@pytest.mark.parametrize(
    ("gap", "titled", "read"),
    [
        (
            (0.05, 0.02, 0.08),
            "5.0 points above the others",
            "a gap of 5.0 points above the others [+2.0 points to +8.0 points]",
        ),
        ((-0.05, -0.08, -0.02), "5.0 points below the others", "a gap of 5.0 points below the others"),
        (
            (0.05, -0.01, 0.08),
            "not clearly apart from the others",
            "not clearly apart from the others [gap of −1.0 points",
        ),
        ((float("nan"),) * 3, "% of the valid votes", "too few others to compare with"),
    ],
)
def test_the_words_follow_the_interval(monkeypatch, gap, titled, read):
    monkeypatch.setattr(votes, "vote_gap", lambda *_: gap)
    assert titled in story.votes_figure(france(), "zau").title and read in story.votes_reading(france(), "zau")


@pytest.mark.parametrize("text", ["04", "06", "dep:75", "epci:241500230"])
def test_fewer_than_ten_isolated_communes_have_no_share_of_votes(text):
    place = Territory.parse(text)
    for shown in (story.votes_figure, story.votes_table, story.votes_reading):
        found = shown(place, "zau")
        assert isinstance(found, str) and "%" not in found and place.name in found


def test_a_type_of_few_communes_is_not_told_and_makes_no_gap():
    tables = [told._told(place, "zau") for place in departements() if place.code in ("15", "48", "09")]
    fewest = min(table["communes"].min() for table in tables)
    assert fewest >= FEWEST_ISOLATED
    place = next(
        place
        for place in (Territory.parse(f"epci:{code}") for code in _mostly_isolated())
        if votes.votes_by_type(place, "zau").size
    )
    assert pd.isna(votes.vote_gap(place, "zau", votes.TURNOUT, 1)[0]), "a gap to fewer than ten others"


def _mostly_isolated() -> list[str]:
    """Return the EPCI with ten isolated communes or more and fewer than ten others."""
    kinds = votes.classify(france(), "zau").dropna(subset=["epci", "isolated"])
    counts = kinds.groupby("epci")["isolated"].agg(["sum", "size"])
    found = counts[(counts["sum"] >= FEWEST_ISOLATED) & (counts["size"] - counts["sum"] < FEWEST_ISOLATED)]
    assert classed_and_isolated(Territory.parse(f"epci:{found.index[0]}"), "zau")[1] >= FEWEST_ISOLATED
    return found.index[:3].tolist()
