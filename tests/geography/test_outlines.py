"""Outlines: every commune in its own place, areas made of their communes, holes kept."""

import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from analysis.geography import outlines
from analysis.territories import Territory, epcis


def test_overseas_regions_are_drawn_in_their_own_place():
    territory = Territory.parse("04")
    place = outlines.communes(territory).to_crs(4326).total_bounds
    assert place == pytest.approx([55.2, -21.4, 55.8, -20.9], abs=0.1)
    assert outlines.projection(territory) == 2975
    assert outlines.communes(territory).crs.to_epsg() == 2975


@pytest.mark.parametrize(("text", "communes"), [("FR", 34875), ("FRM", 34746), ("06", 17)])
def test_a_map_holds_every_commune(text, communes):
    assert len(outlines.communes(Territory.parse(text))) == communes


def test_an_area_astride_two_regions_keeps_its_communes_of_both():
    astride = next(place for place in epcis() if place.region is None)
    assert set(outlines.communes(astride)["commune"]) == set(astride.communes)
    assert outlines.communes(astride)["region"].nunique() == 2


def test_the_outline_holds_the_communes_and_no_more():
    territory = Territory.parse("dep:48")
    shapes = outlines.communes(territory).geometry
    held = outlines.outline(territory).contains_points([(p.x, p.y) for p in shapes.representative_point()])
    assert held.all(), f"{(~held).sum()} of {len(held)} communes lie outside the outline of their territory"
    assert not outlines.outline(territory).contains_point((shapes.total_bounds[0] - 1, shapes.total_bounds[1] - 1))


def test_areas_are_made_of_their_communes():
    territory = Territory.parse("94")
    whole = outlines.communes(territory).geometry.area.sum()
    for level in ("departement", "epci", "zone_emploi_2020"):
        assert outlines.areas(territory, level).geometry.area.sum() == pytest.approx(whole)
    with pytest.raises(KeyError, match="no level 'canton'"):
        outlines.areas(territory, "canton")


def is_painted(path, x, y):
    """Draw a path on a canvas of 60 by 60 pixels that shows 0 to 6, and look at one."""
    figure = Figure(figsize=(0.6, 0.6), dpi=100)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 6), ylim=(0, 6))
    axes.set_axis_off()
    axes.add_patch(PathPatch(path, facecolor="black", linewidth=0))
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[60 - int(y * 10), int(x * 10), 0] < 128


@pytest.mark.parametrize("turn", [False, True])
def test_paths_keep_holes_and_every_polygon(turn):
    enclave = shapely.box(1, 1, 2, 2, ccw=turn)
    ring = shapely.Polygon(shapely.box(0, 0, 3, 3).exterior, [enclave.exterior])
    pair = np.array([ring, shapely.box(4, 4, 6, 6)])
    (both,) = outlines.paths_of(pair)
    assert is_painted(both, 0.5, 0.5) and is_painted(both, 5.5, 5.5)
    assert not is_painted(both, 1.5, 1.5)
    assert len(outlines.paths_of(pair, each=1)) == 2
    assert is_painted(outlines.union_of(np.array([ring, enclave])), 1.5, 1.5)
