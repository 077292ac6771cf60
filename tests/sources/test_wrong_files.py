"""Files that keep their layout and are wrong: other codes, exchanged or other coordinates, another meaning, another year."""

import io
import zipfile
from types import SimpleNamespace

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from analysis.sources.builders import networks, outlines, sanity, services
from analysis.sources.faults import Exit, SourceError
from analysis.sources.geography import Geography
from analysis.sources.readers import archives, layout

LOST = ["source", "table", "reason", "rows", "people", "codes"]


def lost(rows, reason="place without a commune of 2025", source="list_2024"):
    return pd.DataFrame([[source, "points", reason, rows, None, "69001 75001"]], columns=LOST)


def test_a_list_with_codes_of_another_kind_is_refused_with_the_rows():
    sanity.refuse_unplaced(lost(100), 1000)
    with pytest.raises(SourceError, match=r"found 1,186 of 2,845 \(postal codes\?\): 69001 75001") as refused:
        sanity.refuse_unplaced(lost(1186), 2845)
    assert refused.value.code == Exit.UNPLACED


@pytest.mark.parametrize(
    "reason",
    ["place without a position", "place far outside its commune, position left out", "place without a commune"],
)
def test_a_list_that_loses_most_of_its_places_is_refused_at_the_first_build_too(reason):
    with pytest.raises(SourceError, match=rf"expected at most 10% of the places so: {reason}"):
        sanity.refuse_unplaced(lost(2843, reason), 2845)
    sanity.refuse_unplaced(lost(2843, "a closed place"), 2845)


def test_exchanged_coordinates_are_refused_and_those_overseas_are_not():
    good = pd.DataFrame({"longitude": [2.35, -61.5, 55.5, 45.2], "latitude": [48.9, 16.2, -21.1, -12.8]})
    sanity.refuse_exchanged_positions("list", pd.concat([good] * 5))
    exchanged = good.rename(columns={"longitude": "latitude", "latitude": "longitude"})
    with pytest.raises(SourceError, match=r"exchanged, first 48.9, 2.35"):
        sanity.refuse_exchanged_positions("list", exchanged)


def test_a_source_that_loses_many_more_rows_than_before_is_refused():
    former = pd.concat([lost(40), lost(5, "split commune, shared by population (2022)")])
    sanity.refuse_unusual_losses([lost(60)], former)
    sanity.refuse_unusual_losses([lost(5, "split commune, shared by population (2023)", "new")], former)
    sanity.refuse_unusual_losses([lost(5000)], former.head(0))  # nothing to compare with
    with pytest.raises(SourceError, match="about 40 rows, as before; found 400: 69001 75001"):
        sanity.refuse_unusual_losses([lost(400)], former)
    with pytest.raises(SourceError, match="about 0 rows, as before"):
        sanity.refuse_unusual_losses([lost(400, "a new reason")], former)


SQUARE = gpd.GeoDataFrame({"code": ["01001"]}, geometry=[box(880000, 6560000, 890000, 6570000)], crs="EPSG:2154")


def test_outlines_in_degrees_are_carried_to_metres():
    there = outlines.in_frame(SQUARE.to_crs("EPSG:4326"), "EPSG:2154", "communes.parquet")
    assert there.crs == "EPSG:2154"
    assert there.total_bounds == pytest.approx(SQUARE.total_bounds, abs=1)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (
            SQUARE.to_crs("EPSG:4326").set_crs("EPSG:2154", allow_override=True),
            "coordinates in degrees said to be EPSG:2154",
        ),
        (SQUARE.set_crs("EPSG:4326", allow_override=True), "coordinates in metres said to be EPSG:4326"),
        (gpd.GeoDataFrame({"code": ["01001"]}, geometry=[box(0, 0, 1, 1)]), "no frame of coordinates named"),
    ],
)
def test_outlines_whose_coordinates_are_none_of_their_frame_are_refused(frame, said):
    with pytest.raises(SourceError, match=f"^communes.parquet, column geometry.*{said}"):
        outlines.in_frame(frame, "EPSG:2154", "communes.parquet")


def test_outlines_with_renamed_columns_are_refused_with_the_column():
    data = io.BytesIO()
    renamed = SQUARE.assign(nom_officiel="A", reg="84", dep="01", surf_km2=1.0)
    renamed.to_parquet(data)
    files = (SimpleNamespace(name="ign/communes_metropole_2031.parquet"),)
    raw = SimpleNamespace(
        unpacked=lambda source, file: ("communes.parquet", data.getvalue()),
        entries={outlines.SOURCE: SimpleNamespace(file=lambda name: SimpleNamespace(rows=1), files=files)},
        once=lambda asked, read: read(),
    )
    with pytest.raises(SourceError, match=r"communes.parquet, column nom: ") as refused:
        outlines.outlines(raw, "commune", "metropole")
    assert refused.value.code == Exit.COLUMNS


@pytest.mark.parametrize("inside", ["donnees.csv", "ensemble/donnees.csv"])
def test_a_zip_with_a_folder_or_what_a_system_adds_is_read(inside):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.mkdir("ensemble")
        archive.writestr(inside, "x")
        archive.writestr("__MACOSX/._donnees.csv", "y")
        archive.writestr("ensemble/.DS_Store", "z")
    assert archives.member("a.zip", data.getvalue(), "donnees.csv") == b"x"
    assert archives.member("a.zip", data.getvalue(), None) == b"x"


ROWS = [["Taux"], ["ZE2020", "2003-T1", "2003-T2"], ["0051", 8.1, 8.0]]


def test_a_header_that_moved_in_a_workbook_is_told_by_its_line():
    layout.refuse_moved_header("a.xlsx", ROWS, 1, ["ZE2020", "2004-T1"])
    layout.refuse_moved_header("a.xlsx", ROWS, 1, ["elsewhere"])  # a column that is nowhere is another fault
    with pytest.raises(SourceError, match="the header on line 2; found it on line 4") as refused:
        layout.refuse_moved_header("a.xlsx", [[], [], *ROWS], 1, ["ZE2020", "2003-T1"])
    assert refused.value.code == Exit.HEADER_ROWS


SPEEDS = ["elig_hd3", "elig_bhd8", "elig_thd30", "elig_thd100", "elig_thd1g"]


class Speeds:
    """Stands for the raw folder: two communes of one quarter."""

    def __init__(self, date, covered=(9, 8, 7, 6, 5)):
        row = {"nbr": "9", "inel_hd": "0", "elig_hd05": "9", **dict(zip(SPEEDS, map(str, covered))), "date": date}
        self.table = pd.DataFrame([{"code_insee": code, **row} for code in ("01001", "01002")])
        self.entries = {
            "mci": SimpleNamespace(
                file=lambda: SimpleNamespace(name="mci/speeds.csv"), described={"geography": "COG 2025"}, moves=False
            )
        }

    def header(self, source):
        return list(self.table)

    def csv(self, source, columns, **_options):
        return self.table[columns]


def _speeds(raw):
    communes = pd.DataFrame({"commune": ["01001", "01002"], "name": ["A", "B"], "departement": "01", "region": "84"})
    moves = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
    return networks._speeds(raw, Geography(communes, moves, {}), "mci", "2022-12-31")[0]


def test_speeds_of_another_date_than_the_catalogue_tells_are_refused():
    assert set(_speeds(Speeds("2022-12-31"))["date"]) == {"2022-12-31"}
    with pytest.raises(
        SourceError, match=r"mci/speeds.csv, column date: .* 2022-12-31, .*; found 2026-03-31"
    ) as refused:
        _speeds(Speeds("2026-03-31"))
    assert refused.value.code == Exit.VINTAGE


def test_classes_that_are_all_the_premises_are_another_series():
    with pytest.raises(SourceError, match="fewer premises in a faster class; found as many") as refused:
        _speeds(Speeds("2022-12-31", (9, 9, 9, 9, 9)))
    assert refused.value.code == Exit.SUMS


def test_services_of_another_edition_than_the_catalogue_tells_are_refused():
    table = pd.DataFrame([["01001", "2018", "A401", "2"]], columns=["DEPCOM", "AN", "TYPEQU", "NB_EQUIP"])
    entry = SimpleNamespace(file=lambda: SimpleNamespace(name="bpe/bpe19.csv"))
    raw = SimpleNamespace(
        header=lambda source: list(table), csv=lambda source, columns: table[columns], entries={"insee_bpe_2019": entry}
    )
    with pytest.raises(SourceError, match=r"bpe/bpe19.csv, column AN: expected the date 2019, .*; found 2018"):
        services._long_edition(raw, "insee_bpe_2019", "2019")
