"""The map of the regions, and its classes."""

import pandas as pd
from helpers import site_made

from analysis.drawing import maps
from analysis.site import facts, region_map


def test_a_map_of_the_regions_shades_those_that_have_a_value():
    outline = region_map.outline()
    assert len(outline.shapes) == 18
    broken = [shape for shape in outline.shapes if not shape.path.startswith("M")]
    assert not broken, f"a path of SVG begins with M (move to); these do not: {broken}"
    figures = site_made.figures()
    shading = region_map.shading(figures, "retired")
    assert shading.title == f"Retired, {figures.loc[figures['figure'] == 'retired', 'when'].iloc[0]}"
    assert "84" in shading.fills and "01" not in shading.fills and shading.values["01"] == facts.NO_VALUE
    unsaid = set(shading.fills.values()) - {colour for colour, _ in shading.legend}
    assert not unsaid, f"colours on the map that the legend does not explain: {unsaid}"
    assert 0.0 in region_map.cuts_of(pd.Series([-1.0, -0.6, 0.1, 0.5, 0.9]), 1)
    assert region_map.cuts_of(pd.Series([2.0, 2.0, None]), 1) == []


def test_a_region_of_few_isolated_communes_has_no_colour_and_makes_no_class():
    figures = site_made.figures()
    shading = region_map.shading(figures, "natural rate")
    assert {"01", "02", "04"} == shading.few and not shading.few & set(shading.fills)
    assert shading.unit == "% a year" and region_map.shading(figures, "retired").unit == ""
    extreme = figures["territory"].eq("01") & figures["figure"].eq("natural rate")
    moved = figures.assign(value=figures["value"].mask(extreme, -50.0))
    assert region_map.shading(moved, "natural rate").legend == shading.legend
    counted = region_map.shading(figures, "isolated communes")
    assert not counted.few and set(counted.fills) == {shape.code for shape in region_map.outline().shapes}


def test_colours_part_at_zero_where_the_lowest_cut_is_zero_itself():
    """One class below zero, four above: a ramp of one hue made losses a light shade of gains."""
    figures = site_made.figures()
    shading = region_map.shading(figures, "migratory rate")
    cuts = region_map.cuts_of(
        figures.loc[
            (figures["figure"] == "migratory rate") & (figures["kind"] == "region") & (figures["note"] == ""), "value"
        ],
        2,
    )
    assert min(cuts) == 0 and shading.legend[0][1].startswith("under 0")
    assert [colour for colour, _ in shading.legend] == maps.class_colours(cuts, diverging=True)
