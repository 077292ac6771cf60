"""Maps: every commune where it lies, in the colour of its value, and hatched where there is none."""

import io
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Rectangle
from PIL import Image
from shapely import Point

from analysis import snapshot
from analysis.drawing import cartography, maps, style
from analysis.drawing.pictures import NothingToShow
from analysis.geography import classify, outlines
from analysis.territories import Territory

SAID = {"title": "A finding", "source": "Source: IGN", "alt": "A map."}


MEASURED = {**SAID, "value": "value", "breaks": [0, 0.1, 0.3, 1], "unit": "share of people", "percent": True}


def measured(territory, value=0.2):
    """Give the communes a value; where it is known, the last another one, for a map of one colour is not drawn."""
    values = [value] * len(territory.communes)
    last = {0.2: 0.05, "a": "b"}.get(value, value)
    return pd.DataFrame({"commune": territory.communes, "value": [*values[:-1], last]})


def hatched(picture):
    return [patch for patch in picture.figure.axes[0].patches if isinstance(patch, PathPatch) and patch.get_hatch()]


def legend(picture):
    return [text.get_text().replace("\u00a0", " ") for text in picture.figure.axes[1].texts]


@given(st.lists(st.floats(0, 1), min_size=1), st.lists(st.floats(0.01, 0.99), min_size=1, max_size=6, unique=True))
def test_each_value_falls_between_the_cuts_of_its_class(values, cuts):
    cuts = sorted(cuts)
    bounds = [-np.inf, *cuts, np.inf]
    for value, place in zip(values, maps.class_of(pd.Series(values), cuts)):
        assert bounds[place] <= value < bounds[place + 1]


def test_a_missing_value_has_no_class():
    assert maps.class_of(pd.Series([None, 0.0], dtype="Float64"), [0.5]).tolist() == [-1, 0]


def test_a_share_needs_no_class_below_zero_nor_above_all():
    assert maps.cut_points([0, 0.1, 1], percent=True, diverging=False) == [0.1]
    assert maps.cut_points([-0.1, 0, 0.1], percent=True, diverging=True) == [-0.1, 0, 0.1]
    assert maps.class_labels([0.1, 0.3], percent=True) == ["under 10 %", "10 to 30 %", "30 % or more"]


def test_below_zero_is_blue_and_above_is_not():
    below, above = maps.class_colours([0.0], diverging=True)
    assert int(below[5:], 16) > int(below[1:3], 16)  # more blue than red
    assert int(above[1:3], 16) > int(above[5:], 16)
    assert len(maps.class_colours([-0.1, 0.1], diverging=True)) == 3


def test_classes_of_a_larger_value_are_darker():
    lights = [style.luminance(colour) for colour in maps.class_colours([1, 2, 3, 4, 5], diverging=False)]
    assert lights == sorted(lights, reverse=True)


@pytest.mark.parametrize("text", ["dep:48", "epci:241500230", "04", "94"])
def test_a_map_without_missing_data_has_no_hatch(text):
    territory = Territory.parse(text)
    picture = maps.communes(territory, measured(territory), **MEASURED)
    assert not hatched(picture)
    assert "no data" not in legend(picture)
    assert "10 to 30 %" in legend(picture)


def test_a_commune_absent_from_the_data_is_hatched_and_said():
    territory = Territory.parse("dep:48")
    picture = maps.communes(territory, measured(territory).iloc[1:], **MEASURED)
    assert len(hatched(picture)) == 1
    assert "no data" in legend(picture)


def test_a_map_of_nothing_is_not_drawn():
    territory = Territory.parse("dep:48")
    with pytest.raises(NothingToShow, match="Lozère"):
        maps.communes(territory, measured(territory, None), **MEASURED)
    with pytest.raises(NothingToShow, match="Lozère"):
        maps.categories(territory, measured(territory, pd.NA), value="value", **SAID)


def test_a_commune_given_twice_is_refused():
    territory = Territory.parse("dep:48")
    with pytest.raises(ValueError, match="stands twice"):
        maps.communes(territory, pd.concat([measured(territory)] * 2), **MEASURED)


def test_each_commune_has_the_colour_of_its_category():
    territory = Territory.parse("epci:241500230")
    data = measured(territory).assign(value=["a"] + ["b"] * (len(territory.communes) - 1))
    picture = maps.categories(territory, data, value="value", order=["b", "a"], highlight="a", **SAID)
    painted = {to_hex(found.get_facecolor()[0]): found.get_paths() for found in picture.figure.axes[0].collections}
    shapes = outlines.communes(territory).set_index("commune").geometry.representative_point()
    for commune, kind in data.set_index("commune")["value"].items():
        point = (shapes[commune].x, shapes[commune].y)
        marked = any(path.contains_point(point) for path in painted[style.EMPHASIS_COLOUR])
        assert marked == (kind == "a")


def test_a_category_has_one_colour_whatever_else_a_place_holds():
    territory, order = Territory.parse("epci:241500230"), ["none", "one", "two", "all"]
    few, all_of_them = (
        measured(territory).assign(value=np.resize(names, len(territory.communes))) for names in (order[:2], order)
    )

    def painted(data):
        picture = maps.categories(territory, data, value="value", order=order, highlight="all", **SAID)
        key = [patch for patch in picture.figure.axes[1].patches if isinstance(patch, Rectangle)]
        return dict(zip(legend(picture), [to_hex(patch.get_facecolor()) for patch in key]))

    assert painted(few).items() <= painted(all_of_them).items(), "a category changes its colour with the place"
    lights = [style.luminance(painted(few)[name]) for name in order[:2]]
    assert lights[0] > lights[1], "more is drawn lighter"


def test_areas_are_painted_by_their_code():
    territory = Territory.parse("94")
    data = pd.DataFrame({"dep": ["2A"], "value": [0.2]})
    picture = maps.areas(territory, data, level="departement", code="dep", **MEASURED)
    assert len(hatched(picture)) == 1


@pytest.mark.parametrize(("chosen", "said"), [(["2A"], True), ([], False)])
def test_isolated_communes_are_found_again_on_larger_areas(chosen, said):
    territory = Territory.parse("94")
    communes = [commune for commune in territory.communes if commune[:2] in chosen]
    data = pd.DataFrame({"dep": ["2A", "2B"], "value": [0.2, 0.05]})
    picture = maps.areas(territory, data, level="departement", code="dep", dotted=("isolated", communes), **MEASURED)
    dots = next(line for line in picture.figure.axes[0].lines if line.get_color() == style.ISOLATED_COLOUR)
    shapes = outlines.areas(territory, "departement").set_index("area").geometry
    inside = shapes["2A"].buffer(1)
    assert len(dots.get_xdata()) == len(communes)
    astray = [at for at in zip(*dots.get_data()) if not inside.contains(Point(*at))]
    assert not astray, f"dots outside of the communes given: {astray}"
    assert ("isolated" in legend(picture)) == said


def test_france_frames_the_five_overseas_regions():
    territory = Territory.parse("FR")
    picture = maps.categories(territory, measured(territory, "a"), value="value", **SAID)
    axes = picture.figure.axes[0]
    frames = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert len(frames) == 5
    named = {text.get_text() for text in axes.texts}
    unnamed = {"Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"} - named
    assert not unnamed, f"frames without their name: {unnamed}"
    boxes = outlines.layer("regions", territory).set_index("region").geometry.bounds.loc[list(cartography.INSETS)]
    for patch, bounds in zip(frames, boxes.itertuples(index=False)):
        left, bottom = patch.get_xy()
        assert left < bounds.minx and left + patch.get_width() > bounds.maxx
        assert bottom < bounds.miny and bottom + patch.get_height() > bounds.maxy


def test_a_national_map_has_few_paths_and_a_small_image():
    territory = Territory.parse("FR")
    picture = maps.categories(territory, classify(territory, "zau"), value="territory_type", **SAID)
    drawn = sum(len(found.get_paths()) for found in picture.figure.axes[0].collections)
    assert drawn < 1000
    assert len(picture.png()) < 200_000


def test_names_do_not_cover_each_other():
    territory = Territory.parse("11")
    picture = maps.communes(territory, measured(territory), **MEASURED)
    picture.png()
    renderer = picture.figure.canvas.get_renderer()
    found = [(text.get_text(), text.get_window_extent(renderer)) for text in picture.figure.axes[0].texts[:-1]]
    assert len(found) >= 6
    overlapping = [(one, other) for (one, box), (other, there) in combinations(found, 2) if box.overlaps(there)]
    assert not overlapping, f"these names of towns are drawn over each other: {overlapping}"


def test_places_given_are_all_marked():
    territory = Territory.parse("dep:15")
    places = snapshot.load("communes", territory)[["name", "longitude", "latitude"]].head(3)
    picture = maps.communes(territory, measured(territory), places=places, **MEASURED)
    marks = [line for line in picture.figure.axes[0].lines if line.get_markerfacecolor() == "white"]
    assert len(marks) == 3


def test_the_marks_on_a_map_are_in_its_key_and_no_others():
    territory = Territory.parse("dep:48")
    place = pd.DataFrame({"name": ["Somewhere"], "longitude": [3.5], "latitude": [44.5]})
    assert cartography.TOWN in legend(maps.communes(territory, measured(territory), **MEASURED))
    assert cartography.NAMED not in legend(maps.communes(territory, measured(territory), **MEASURED))
    assert cartography.NAMED in legend(maps.communes(territory, measured(territory), places=place, **MEASURED))


@pytest.mark.parametrize("text", ["dep:48", "06"])
def test_a_map_of_one_colour_is_a_sentence(text):
    territory = Territory.parse(text)
    alike = pd.DataFrame({"commune": territory.communes, "value": 0.2})
    said = maps.communes(territory, alike, **MEASURED)
    assert said == (
        f"A finding. A map would be of one colour, for all of {territory.name} is in one class (10 to 30 %): none is drawn."
    )
    assert not isinstance(maps.communes(territory, alike.iloc[1:], **MEASURED), str), "what is missing was not shown"


def test_france_fills_its_frame():
    territory = Territory.parse("FR")
    axes = maps.communes(territory, measured(territory), **MEASURED).figure.axes[0]
    left, _, right, _ = outlines.communes(territory).total_bounds
    low, high = axes.get_xlim()
    assert (right - left) / (high - low) > 0.97


@pytest.mark.parametrize("text", ["84", "dep:48", "11"])
def test_land_around_is_land_not_sea(text):
    """Around a territory, all that is France is light grey: enclaves too; white is sea and abroad, whose outlines are not held."""
    territory = Territory.parse(text)
    picture = maps.communes(territory, measured(territory), **MEASURED)
    axes, image = picture.figure.axes[0], Image.open(io.BytesIO(picture.png())).convert("RGB")
    land = (
        outlines.layer("departements", territory)
        .union_all()
        .buffer(-3000)
        .difference(outlines.communes(territory).union_all().buffer(3000))
    )
    seen = land.intersection(shapely.box(*np.column_stack([axes.get_xlim(), axes.get_ylim()]).ravel()))
    spots = [part.representative_point() for part in shapely.get_parts(seen) if part.area > 1e8]
    pixels = axes.transData.transform([(spot.x, spot.y) for spot in spots])
    found = {to_hex(np.array(image.getpixel((int(x), int(image.height - y)))) / 255) for x, y in pixels}
    assert spots
    assert "#ffffff" not in found, "a neighbour is drawn as the sea is"
