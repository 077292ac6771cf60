"""How communes add up: a territory of one is its commune, order and grouping change nothing, what is missing is left out."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.indicators import adding

COUNTS = st.integers(1, 10_000).map(float)
MEANS = [rule for rule in adding.COLUMNS if rule not in ("sum", "none")]


@st.composite
def parts_of(draw, rule: str) -> pd.DataFrame:
    """Draw the parts of up to eight communes; some of them are missing."""
    size = draw(st.integers(1, 8))
    columns = {name: draw(st.lists(COUNTS, min_size=size, max_size=size)) for name in adding.COLUMNS[rule]}
    frame = pd.DataFrame(columns, index=[f"{number:05}" for number in range(size)])
    if "years" in frame:
        frame["years"] = 5.0
        if "natural_balance" in frame:
            # The two parts of a change are the whole of it.
            frame["migratory_balance"] = frame["population_end"] - frame["population_start"] - frame["natural_balance"]
    missing = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    frame.loc[missing, frame.columns[0]] = np.nan
    return frame


def whole(rule: str, parts: pd.DataFrame) -> float:
    found = adding.of_territories(rule, parts, pd.Series("all", index=parts.index))
    return found.get("all", np.nan)


@pytest.mark.parametrize("rule", [rule for rule in adding.COLUMNS if rule != "none"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_territory_of_one_commune_has_its_value(rule, data):
    parts = data.draw(parts_of(rule))
    alone = adding.of_territories(rule, parts, pd.Series(parts.index, index=parts.index))
    own = adding.of_communes(rule, parts)
    pd.testing.assert_series_equal(alone.reindex(parts.index), own, check_names=False)


@pytest.mark.parametrize("rule", MEANS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_mean_lies_between_its_communes(rule, data):
    parts = data.draw(parts_of(rule))
    own = adding.of_communes(rule, parts).dropna()
    if rule in ("natural_rate", "migratory_rate"):
        return  # a part of a change follows the change of the whole, not its own
    found = whole(rule, parts)
    if own.empty:
        assert np.isnan(found)
    else:
        assert own.min() - 1e-9 <= found <= own.max() + 1e-9


@pytest.mark.parametrize("rule", list(adding.COLUMNS))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_neither_order_nor_a_commune_without_a_figure_changes_the_sum(rule, data):
    parts = data.draw(parts_of(rule))
    unknown = pd.DataFrame(np.nan, index=["99999"], columns=parts.columns)
    more = pd.concat([parts.iloc[::-1], unknown])
    assert whole(rule, more) == pytest.approx(whole(rule, parts), nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_sums_of_groups_add_up_to_the_whole_and_the_two_parts_of_a_change_to_the_change(data):
    parts = data.draw(parts_of("sum"))
    groups = pd.Series(
        data.draw(st.lists(st.sampled_from("ab"), min_size=len(parts), max_size=len(parts))), parts.index
    )
    assert adding.of_territories("sum", parts, groups).sum() == pytest.approx(np.nansum([whole("sum", parts)]))
    change = data.draw(parts_of("natural_rate"))
    rates = {part: whole(f"{part}_rate", change) for part in ("total", "natural", "migratory")}
    known = change.notna().all(axis=1)
    total = whole("total_rate", change[known]) if known.any() else np.nan
    assert rates["natural"] + rates["migratory"] == pytest.approx(total, nan_ok=True)


def test_medians_do_not_add_up_and_nobody_lives_nowhere():
    parts = pd.DataFrame({"value": [1.0, 2.0]}, index=["01001", "01002"])
    assert np.isnan(whole("none", parts)) and adding.of_communes("none", parts).tolist() == [1, 2]
    far = pd.DataFrame({"value": [1.0, 9.0], "people": [90.0, 10.0]}, index=["01001", "01002"])
    assert whole("median_of_people", far) == 1
    empty = pd.DataFrame({"above": [0.0], "below": [0.0], "own": [0.5]}, index=["01001"])
    assert np.isnan(whole("ratio", empty)) and adding.of_communes("ratio", empty).tolist() == [0.5]


def test_a_commune_in_no_group_is_left_out():
    parts = pd.DataFrame({"value": [1.0, 2.0, 4.0]}, index=["01001", "01002", "01003"])
    groups = pd.Series(["a", None], index=["01001", "01002"])
    assert adding.of_territories("sum", parts, groups).to_dict() == {"a": 1.0}


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (pd.DataFrame({"value": [1.0]}, index=["01001"]), r"\['value'\]; 'ratio' adds up \['above', 'below'\]"),
        (
            pd.DataFrame({"above": 1.0, "below": 2.0}, index=["01001", "01001"]),
            "01001 twice; expected one row a commune",
        ),
    ],
)
def test_parts_that_a_rule_cannot_add_up_are_refused_by_the_name_of_their_indicator(parts, said):
    with pytest.raises(ValueError, match=f"indicator homes: its parts hold .*{said}"):
        adding.refuse_other_parts("homes", "ratio", parts)
