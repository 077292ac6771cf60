"""Figures of earlier communes reach those of 2025: nobody is lost, doubled or made up on the way."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sources.crosswalk import crosswalk
from analysis.sources.geography import (
    Geography,
    carry_classes,
    carry_sums,
    city_of_arrondissement,
    is_arrondissement,
    losses,
    refuse_double_count,
)

COLUMNS = ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"]
# 01002 joined 01001 in 2016; 01003 was split in 2019 into itself and 01004; 01005 took another code in 2018
# and then joined 01006 in 2020; 01007 is a delegated commune, no commune.
MOVES = pd.DataFrame(
    [
        ("32", "2016-01-01", "COM", "01001", "COM", "01001"),
        ("32", "2016-01-01", "COM", "01002", "COM", "01001"),
        ("21", "2019-01-01", "COM", "01003", "COM", "01003"),
        ("21", "2019-01-01", "COM", "01003", "COM", "01004"),
        ("41", "2018-01-01", "COM", "01005", "COM", "02005"),
        ("32", "2020-01-01", "COM", "02005", "COM", "01006"),
        ("32", "2020-01-01", "COM", "01006", "COM", "01006"),
        ("32", "2020-01-01", "COMD", "01007", "COM", "01006"),
    ],
    columns=COLUMNS,
)
COMMUNES = pd.Index(["01001", "01003", "01004", "01006", "01008"])
PEOPLE = {"01001": 900.0, "01002": 100.0, "01003": 300.0, "01004": 100.0, "01005": 50.0, "01006": 60.0, "01008": 7.0}


def links_from(year: int) -> pd.DataFrame:
    return crosswalk(MOVES, year, COMMUNES, PEOPLE)


def parts(links: pd.DataFrame, former: str) -> dict[str, float]:
    return links[links["former"] == former].set_index("commune")["weight"].to_dict()


def test_a_merger_a_split_and_a_change_of_code_are_followed():
    links = links_from(2015)
    assert parts(links, "01002") == {"01001": 1.0}
    assert parts(links, "01003") == {"01003": 0.75, "01004": 0.25}
    assert parts(links, "01005") == {"01006": 1.0}
    assert parts(links, "01008") == {"01008": 1.0}
    kinds = links.drop_duplicates("former").set_index("former")["kind"]
    assert kinds[["01002", "01003", "01005", "01008"]].tolist() == ["merger", "split", "merger", "same"]


def test_what_happened_before_the_year_of_the_figures_is_not_done_again():
    links = links_from(2019)
    assert parts(links, "01003") == {"01003": 1.0}
    assert links.loc[links["former"] == "01002", "kind"].tolist() == ["stale"]


# 01010 moved its town hall to 01011 in 2024 after taking in 01012 in 2016; 01020 gave 01021 its code and 01022 joined
# it; 01030 let 01031 go.
TOWN_HALLS = pd.DataFrame(
    [
        ("32", "2016-01-01", "COM", "01010", "COM", "01010"),
        ("32", "2016-01-01", "COM", "01012", "COM", "01010"),
        ("50", "2024-06-01", "COM", "01010", "COM", "01011"),
        ("50", "2024-06-01", "COM", "01020", "COM", "01021"),
        ("32", "2025-01-01", "COM", "01021", "COM", "01021"),
        ("32", "2025-01-01", "COM", "01022", "COM", "01021"),
        ("21", "2024-01-01", "COM", "01030", "COM", "01030"),
        ("21", "2024-01-01", "COM", "01030", "COM", "01031"),
    ],
    columns=COLUMNS,
)


@pytest.mark.parametrize(
    ("year", "former", "kind"),
    [
        (2020, "01010", "same"),
        (2020, "01011", "same"),
        (2015, "01010", "merger"),
        (2015, "01012", "merger"),
        (2020, "01020", "merger"),
        (2020, "01022", "merger"),
        (2020, "01030", "split"),
        (2020, "01031", "merger"),
    ],
)
def test_a_commune_whose_code_moved_with_its_town_hall_did_not_merge(year, former, kind):
    links = crosswalk(TOWN_HALLS, year, pd.Index(["01011", "01021", "01030", "01031"]), {})
    assert links.loc[links["former"] == former, "kind"].unique().tolist() == [kind]


@st.composite
def histories(draw):
    """Draw movements of 2020 to 2024 and the ground, in pieces, of each commune before and after them."""
    before = {f"01{number:03d}": frozenset([2 * number, 2 * number + 1]) for number in range(draw(st.integers(2, 6)))}
    ground, rows, fresh = dict(before), [], 100
    for month in range(draw(st.integers(0, 8))):
        date = f"202{month // 2}-0{1 + month % 2}-02"
        one = draw(st.sampled_from(sorted(ground)))
        event = draw(st.sampled_from(["merger", "code", "split"]))
        fresh += 1
        if event == "merger" and len(ground) > 1:
            other = draw(st.sampled_from(sorted(set(ground) - {one})))
            rows += [("32", date, "COM", code, "COM", one) for code in (one, other)]
            ground[one] |= ground.pop(other)
        elif event == "code":
            rows.append(("50", date, "COM", one, "COM", f"01{fresh}"))
            ground[f"01{fresh}"] = ground.pop(one)
        elif event == "split" and len(ground[one]) > 1:
            rows += [("21", date, "COM", one, "COM", code) for code in (one, f"01{fresh}")]
            piece = frozenset(sorted(ground[one])[:1])
            ground[one], ground[f"01{fresh}"] = ground[one] - piece, piece
    return pd.DataFrame(rows, columns=COLUMNS), before, ground


@settings(max_examples=100, deadline=None)
@given(histories())
def test_only_a_commune_that_kept_its_ground_is_the_same_and_people_are_kept(history):
    moves, before, today = history
    links = crosswalk(moves, 2019, pd.Index(sorted(today)), {})
    carried = links[links["former"].isin(before)]
    sums = carried.groupby("former")["weight"].sum().round(9)
    assert sums.to_dict() == dict.fromkeys(before, 1.0), f"people are lost, doubled or made up on the way:\n{sums}"
    frame = pd.DataFrame({"code": sorted(before), "people": 3.0})
    assert carry_sums(frame, links, code="code", values=["people"])["people"].sum() == pytest.approx(3 * len(before))
    kept = {(code, now) for code, ground in before.items() for now in today if ground == today[now]}
    same = carried[carried["kind"] == "same"]
    found = set(zip(same["former"], same["commune"]))
    # Which ground a split took is not told: a commune that met one may be its former self unknown to the movements.
    said = f"same ground: {sorted(kept)}, said to be the same: {sorted(found)}\n{moves}"
    assert found <= kept and (found == kept or "21" in set(moves["MOD"])), said


def test_a_delegated_commune_is_no_commune():
    assert "01007" not in set(links_from(2015)["former"])


@settings(max_examples=30, deadline=None)
@given(
    st.integers(2008, 2024),
    st.dictionaries(st.sampled_from(sorted({*COMMUNES, "01002", "01005"})), st.floats(0, 1e6), min_size=1),
)
def test_weights_add_up_to_one_and_people_are_kept(year, counts):
    links = links_from(year)
    sums = links.groupby("former")["weight"].sum().round(12)
    assert set(sums) <= {1}, f"the weights of a former commune should add up to one:\n{sums[sums != 1]}"
    frame = pd.DataFrame({"code": list(counts), "people": list(counts.values())})
    known = frame[frame["code"].isin(links["former"])]
    carried = carry_sums(frame, links, code="code", values=["people"], missing="skipped")
    assert carried["people"].sum() == pytest.approx(known["people"].sum())
    assert carried["commune"].is_unique
    assert set(carried["commune"]) <= set(COMMUNES)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(PEOPLE)), st.sampled_from(["111", "300", "400"]), min_size=1))
def test_a_class_carried_is_the_class_of_one_of_the_parts(classes):
    links = links_from(2015)
    frame = pd.DataFrame({"code": list(classes), "class": list(classes.values())})
    carried = carry_classes(frame, links, code="code", column="class", people=pd.Series(PEOPLE))
    for commune, given_class in carried.items():
        former = set(links.loc[links["commune"] == commune, "former"]) & set(classes)
        assert given_class in {classes[code] for code in former}


def test_a_merged_commune_takes_the_class_of_most_of_its_people():
    frame = pd.DataFrame({"code": ["01001", "01002"], "class": ["111", "400"]})
    carried = carry_classes(frame, links_from(2015), code="code", column="class", people=pd.Series(PEOPLE))
    assert carried["01001"] == "111"
    swapped = pd.Series({"01001": 100, "01002": 900})
    assert carry_classes(frame, links_from(2015), code="code", column="class", people=swapped)["01001"] == "400"


def test_a_part_without_a_figure_makes_the_merged_commune_missing_unless_skipped():
    frame = pd.DataFrame({"code": ["01001", "01002"], "people": [900.0, None]})
    spread = carry_sums(frame, links_from(2015), code="code", values=["people"]).set_index("commune")["people"]
    skipped = carry_sums(frame, links_from(2015), code="code", values=["people"], missing="skipped")
    assert pd.isna(spread["01001"])
    assert skipped.set_index("commune")["people"]["01001"] == 900


def test_rows_are_kept_apart_by_year():
    frame = pd.DataFrame({"code": ["01001", "01002", "01001"], "year": [2013, 2013, 2018], "people": [1.0, 2.0, 4.0]})
    carried = carry_sums(frame, links_from(2015), code="code", values=["people"], by=("year",))
    assert carried[["commune", "year", "people"]].to_numpy().tolist() == [["01001", 2013, 3.0], ["01001", 2018, 4.0]]


def test_losses_are_counted_with_their_people():
    codes = pd.Series(["01003", "99999", "01001"])
    lost = losses(codes, links_from(2015), source="s", table="t", people=pd.Series({**PEOPLE, "99999": 5.0}))
    found = lost.set_index("reason")
    assert found.loc["code unknown to the movements file", ["rows", "people", "codes"]].tolist() == [1, 5.0, "99999"]
    assert found.loc["split commune, shared by population", "rows"] == 1
    assert found.loc["commune of 2025 without a figure", "codes"] == "01006 01008"


def test_arrondissements_become_their_city_and_nothing_else_does():
    codes = pd.Series(["75101", "75120", "69381", "69389", "13201", "13216", "75056", "69380x", "13001", "69123"])
    assert city_of_arrondissement(codes).tolist() == [
        *["75056"] * 2,
        *["69123"] * 2,
        *["13055"] * 2,
        "75056",
        "69380x",
        "13001",
        "69123",
    ]
    assert is_arrondissement(codes).sum() == 6


def test_a_city_beside_its_arrondissements_is_refused_but_either_alone_is_not():
    with pytest.raises(ValueError, match=r"found cities \['75056'\] beside their own arrondissements"):
        refuse_double_count(pd.Series(["75056", "75101", "69123"]), "file")
    refuse_double_count(pd.Series(["75101", "75102"]), "file")
    refuse_double_count(pd.Series(["75056", "69123"]), "file")


def test_each_crosswalk_is_made_once_and_regions_are_added_by_commune():
    communes = pd.DataFrame({"commune": COMMUNES, "name": "x", "departement": "01", "region": ["84"] * 4 + ["27"]})
    geography = Geography(communes, MOVES, PEOPLE)
    assert geography.links(2015) is geography.links(2015)
    placed = geography.with_region(pd.DataFrame({"commune": ["01008", "01001"]}))
    assert placed["region"].tolist() == ["27", "84"]


def test_the_communes_of_a_year_are_those_of_today_with_later_movements_undone():
    communes = pd.DataFrame({"commune": ["01001", "01002", "01004"], "name": "x", "departement": "01", "region": "84"})
    merger = [["32", "2019-01-01", "COM", code, "COM", "01001"] for code in ("01001", "01003")]
    split = [["21", "2022-01-01", "COM", "01002", "COM", code] for code in ("01002", "01004")]
    moved = Geography(communes, pd.DataFrame([*merger, *split], columns=COLUMNS), {})
    assert moved.communes_of(2018) == {"01001", "01002", "01003"}
    assert moved.communes_of(2019) == moved.communes_of(2021) == {"01001", "01002"}
    assert moved.communes_of(2022) == {"01001", "01002", "01004"}
