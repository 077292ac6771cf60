"""The map of the communes: no gap opens between neighbours, classes are those of the figures, a region stays small."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from helpers import site_made
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import indicators, snapshot
from analysis.report import Edition
from analysis.site import pages
from analysis.site.about import Site
from analysis.site.explorer import layers, topology, writing
from analysis.territories import Territory

LARGEST = 500_000  # bytes of all that the page of a region loads first
LARGEST_REGION = "44"  # Grand Est, by communes


def read(text: str) -> dict:
    return json.loads(text.split("]=", 1)[1].removesuffix(";\n"))


def drawn(told: dict) -> list[list[list[tuple[int, int]]]]:
    """Read outlines as the page does."""
    arcs, met = [], 0
    for text in told["arcs"].split("|"):
        steps = np.array([int(sign, 36) for sign in text.split(" ")]).reshape(-1, 2)
        arcs.append([tuple(point) for point in steps.cumsum(axis=0).tolist()])
    shapes = []
    for shape in told["shapes"].split("|"):
        rings = []
        for text in shape.split(","):
            ring = []
            for sign in text.split(" "):
                number = met if sign == "" else int(sign, 36)
                met += sign == ""
                ring += (arcs[-1 - number][::-1] if number < 0 else arcs[number])[1:]
            rings.append(ring)
        shapes.append(rings)
    return shapes


def outlines(region: str) -> np.ndarray:
    table = gpd.read_parquet(snapshot.file("geometry/communes.parquet"))
    return table[table["region"] == region].geometry.to_numpy()


@pytest.mark.parametrize("region", ["94", "03", "11"])
def test_no_gap_opens_between_communes(region):
    held = topology.topology(outlines(region))
    uses = [number if number >= 0 else -1 - number for rings in held.shapes for ring in rings for number in ring]
    counts = np.bincount(uses, minlength=len(held.arcs))
    assert counts.min() >= 1 and counts.max() <= 2, "a border has more than two sides"
    shapes = drawn(topology.written(held))
    assert shapes == [[[p for n in ring for p in (held.arcs[n] if n >= 0 else held.arcs[-1 - n][::-1])[1:]] for ring in rings] for rings in held.shapes]  # fmt: skip
    # A gap would be one more hole in what the communes cover together.
    polygons = [shapely.make_valid(shapely.Polygon(ring)) for rings in shapes for ring in rings if len(ring) > 2]
    assert _holes(polygons) <= _holes(outlines(region)), "there is a gap between communes"
    # Where two meet, one walks the border against the other.
    walked = [number for rings in held.shapes for ring in rings for number in ring]
    assert len(set(walked)) == len(walked), "two outlines walk a border the same way"


def _holes(polygons) -> int:
    return sum(len(part.interiors) for part in shapely.get_parts(shapely.union_all(polygons)))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12, unique=True))
def test_squares_of_a_grid_come_back_as_they_were(corners):
    squares = np.array([shapely.box(x, y, x + 1, y + 1) for x, y in corners])
    told = topology.written(topology.topology(squares, 0.01))
    back = [shapely.Polygon(rings[0], rings[1:]) for rings in drawn(told)]
    scale = topology.SIZE / max(np.ptp(shapely.get_coordinates(squares), axis=0))
    assert [round(one.area / scale**2, 2) for one in back] == [1.0] * len(corners)


def test_classes_are_made_without_the_communes_of_few_people():
    entry = indicators.indicator("aged_60_plus")
    values, people = pd.Series([10.0, 20.0, 30.0, 40.0, 99.0]), pd.Series([500.0, 500, 500, 500, 20])
    made = layers.layer(entry, values, ["2s", "5k", "8c", "b4", "ri"], people)
    assert max(made["cuts"]) <= 40 and len(made["labels"]) == len(made["colours"]) == len(made["cuts"]) + 1
    rate = layers.layer(indicators.indicator("population_change"), pd.Series([-1.0, 1, 2]), ["a", "b", "c"], people[:3])
    assert 0 in rate["cuts"], "gains and losses are not parted"
    flag = layers.layer(indicators.indicator("has_gp"), pd.Series([0.0, 100]), ["0", "1"], people[:2])
    assert flag["labels"] == ["no", "yes"] and flag["values"] == "01"


def test_the_largest_region_is_small(tmp_path):
    edition = Edition(Territory.parse(LARGEST_REGION), "zau")
    writing.write(Site(site_made.about(), [edition], site_made.figures()), tmp_path_of(tmp_path, edition), [])
    own = tmp_path / edition.name
    base = read((own / "map" / "communes.js").read_text(encoding="utf-8"))
    assert len(base["codes"].split(" ")) == len(base["names"].split("|")) == len(base["types"]) == len(drawn(base))
    assert base["codes"].split(" ") == sorted(edition.territory.communes)
    sizes = {file.stem: file.stat().st_size for file in (own / "map").iterdir()}
    assert set(sizes) == {"communes", *indicators.indicators()}
    first = sizes.pop("communes") + 2 * max(sizes.values()) + (own / "map.html").stat().st_size
    assets = pages.style_sheet().encode() + b"".join((site_made.assembly.ASSETS / name).read_bytes() for name in ("site.js", "explorer.js"))  # fmt: skip
    assert first + len(assets) < LARGEST, f"{first + len(assets)} bytes: simplify more, in topology.TOLERANCE"


def tmp_path_of(folder, edition):
    (folder / edition.name).mkdir()
    return folder


def test_the_whole_country_has_no_map_of_communes():
    assert not writing.mapped(Territory.parse("FR")) and writing.mapped(Territory.parse("94"))
