"""The contracts are whole, and the snapshot keeps them."""

from __future__ import annotations

import tomllib

import pandas as pd
import pyarrow.parquet as parquet
import pytest

from analysis import snapshot
from analysis.sources import build, manifest
from analysis.sources.contracts import CONTRACTS, Contract
from analysis.sources.contracts.schema import COMMUNE, count, flag, integer, share, text

TOY = Contract(
    "toy",
    "A toy",
    "commune x year",
    ("commune", "year"),
    (COMMUNE, integer("year", "year", "year"), share("share_old", "old", nullable=True), flag("town", "a town")),
    ("source",),
    "2020",
    "all",
)
FRAME = pd.DataFrame(
    {"town": [True, False], "year": [2013, 2013], "commune": ["2A004", "01001"], "share_old": [0.5, None]}
)


def held() -> list[Contract]:
    """Return the contracts of the tables of the snapshot: an optional one may not be there."""
    told = manifest.read(snapshot.folder())["tables"]
    return [contract for name, contract in CONTRACTS.items() if not contract.optional or name in told]


def test_a_frame_is_put_in_order_and_type():
    frame = TOY.conform(FRAME)
    assert list(frame.columns) == ["commune", "year", "share_old", "town"]
    assert frame["commune"].tolist() == ["01001", "2A004"]
    assert [str(dtype) for dtype in frame.dtypes] == ["string", "Int64", "float64", "boolean"]


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (FRAME.assign(share_old=[0.5, 1.5]), "column share_old"),
        (FRAME.assign(commune=["1001", "01001"]), "column commune"),
        (FRAME.assign(commune=["01001", "01001"]), "first"),
        (FRAME.assign(year=[2013, None]), "column year"),
        (FRAME.assign(more=1), "unexpected columns"),
        (FRAME.drop(columns="town"), "missing columns"),
    ],
)
def test_a_frame_that_breaks_its_contract_is_refused(spoilt, said):
    with pytest.raises(ValueError, match=said) as refused:
        manifest.conform(TOY, spoilt)
    assert "toy" in str(refused.value)


@pytest.mark.parametrize("figure", [float("inf"), 1e300])
def test_a_figure_that_none_can_be_is_refused_in_every_table(figure):
    table = Contract("t", "t", "g", ("commune",), (COMMUNE, count("n", "x", "n", nullable=True)), ("s",), "v", "c")
    frame = pd.DataFrame({"commune": ["01001", "97101"], "n": [1.0, None]})
    assert manifest.conform(table, frame)["n"].isna().tolist() == [False, True]
    with pytest.raises(manifest.BuildError, match="table t, column n: 1 values break the contract"):
        manifest.conform(table, frame.fillna(figure))


PARTS = [(contract, relation) for contract in CONTRACTS.values() for relation in contract.within]


@pytest.mark.parametrize(
    ("contract", "relation"), PARTS, ids=[f"{contract.name} {' '.join(one.parts)[:40]}" for contract, one in PARTS]
)
def test_parts_over_their_whole_are_refused(contract, relation):
    held = pd.read_parquet(snapshot.path(contract.name))
    known = held.dropna(subset=list(relation.parts))
    frame = known.head(2).copy()
    assert len(manifest.conform(contract, frame)) == 2
    whole = frame[relation.whole].iloc[0] if isinstance(relation.whole, str) else relation.whole
    for part in relation.parts:  # each as much as the whole: together over it, and one alone is by a little
        frame.loc[frame.index[0], part] = whole * 0.99 if len(relation.parts) > 1 else whole * 1.01 + 1
    with pytest.raises(manifest.BuildError, match=f"table {contract.name}, column .*{relation.parts[0]}.*") as refused:
        manifest.conform(contract, frame)
    assert "\n" not in str(refused.value)


def test_the_official_definitions_that_are_held():
    told = {(contract.name, *relation.parts, relation.whole) for contract, relation in PARTS}
    assert ("health", "apl_under_65", "apl") in told
    assert ("votes", "abstentions", "valid_votes", "registered") in told
    assert ("mobile_epci", "share_area_4g_two_operators", "share_area_4g_best") in told


def test_a_region_comes_first_in_the_order():
    region = text("region", "region")
    table = Contract("t", "t", "g", ("commune",), (COMMUNE, region, count("n", "x", "n")), ("s",), "v", "c")
    frame = pd.DataFrame({"commune": ["01001", "97101"], "region": ["84", "01"], "n": [1.0, 2.0]})
    assert table.conform(frame)["commune"].tolist() == ["97101", "01001"]


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))
def test_a_contract_says_all_and_its_columns_their_unit_and_meaning(contract):
    names = [column.name for column in contract.columns]
    assert len(names) == len(set(names))
    assert set(contract.key) <= set(names)
    assert contract.sources and contract.title and contract.vintage and contract.coverage
    mute = [column.name for column in contract.columns if not (column.unit and column.meaning)]
    assert not mute, f"{contract.name}: give these columns their unit and meaning in the contract: {mute}"
    if "commune" in contract.key:
        assert "region" in names, "a table by commune holds its region, to be read by region"


def test_every_contract_has_its_builder():
    assert list(build.all_builders()) == list(CONTRACTS)


@pytest.fixture(scope="module")
def sources() -> dict:
    return tomllib.loads((snapshot.folder() / "sources.toml").read_text(encoding="utf-8"))["source"]


def test_the_catalogue_holds_the_sources_of_the_contracts_and_no_other_but_the_optional_ones(sources):
    told = {source for contract in CONTRACTS.values() for source in contract.sources if not contract.optional}
    needed = {name for name, entry in sources.items() if not entry.get("optional")}
    assert needed - {"ign_contours_communes_2025"} == told - {"ign_contours_communes_2025"}


def test_the_snapshot_is_the_one_that_was_built():
    assert manifest.check_snapshot(snapshot.folder()) == []


def test_the_dictionary_tells_every_column():
    page = (snapshot.folder() / "README.md").read_text(encoding="utf-8")
    for contract in held():
        section = page.split(f"\n## {contract.name}\n")[1].split("\n## ")[0]
        assert all(f"| `{column.name}` |" in section for column in contract.columns), contract.name
        assert all(f"`{source}`" in section for source in contract.sources), contract.name


def test_the_status_gives_rows_and_bytes_of_each_table():
    status = manifest.snapshot_status(snapshot.folder()).set_index("table")
    assert set(status.index) == {contract.name for contract in held()}
    assert status.loc["communes", "rows"] == 34_875
    empty = status.index[status["bytes"] <= 0].tolist()
    assert not empty, f"these tables weigh nothing, build them again: {empty}"


@pytest.mark.parametrize("table", [contract.name for contract in held() if "commune" in contract.key])
def test_a_region_is_read_without_reading_the_others(table):
    regions = pd.read_parquet(snapshot.path(table), columns=["region"])["region"]
    assert regions.is_monotonic_increasing
    groups = parquet.ParquetFile(snapshot.path(table)).metadata
    rows = [groups.row_group(place).num_rows for place in range(groups.num_row_groups)]
    assert max(rows) <= build.ROWS_IN_GROUP, f"groups too large to read a region alone, build {table} again: {rows}"
