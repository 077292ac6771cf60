"""Colours: the isolated stand out, labels can be read, and every eye tells groups apart."""

import re
from pathlib import Path

import matplotlib as mpl
import pytest
from helpers.colour_vision import LACKING, hue_and_strength, nearest

import analysis
from analysis.claims import story
from analysis.drawing import maps, style
from analysis.territories import DEFINITIONS, ISOLATED


def test_the_isolated_stand_out_in_every_definition():
    for chosen in DEFINITIONS.values():
        paint = style.colours(list(chosen.types))
        assert paint[ISOLATED] == style.ISOLATED_COLOUR
        assert len(set(paint.values())) == len(chosen.types)


def test_what_is_highlighted_and_not_isolated_never_takes_the_colour_of_the_isolated():
    paint = style.colours(["Natural", "Migratory"], "Migratory")
    assert paint["Migratory"] == style.EMPHASIS_COLOUR != style.ISOLATED_COLOUR
    assert style.colours([ISOLATED, "Other"], ISOLATED)[ISOLATED] == style.ISOLATED_COLOUR


def test_no_module_but_drawing_writes_the_colour_of_the_isolated():
    source = Path(analysis.__file__).parent
    naming = [
        str(file.relative_to(source))
        for file in source.rglob("*")
        if file.suffix in {".py", ".j2", ".js", ".svg"}
        and style.ISOLATED_COLOUR in file.read_text(encoding="utf-8").lower()
    ]
    assert naming == ["drawing/style.py"], "name the role, style.ISOLATED_COLOUR: the colour stands in one place"


def test_what_somebody_has_set_is_in_no_figure():
    with mpl.rc_context({"font.size": 33, "axes.grid": True, "lines.linewidth": 9, "savefig.dpi": 20}):
        style.use()
        other = {
            name for name, value in mpl.rcParamsDefault.items() if mpl.rcParams[name] != style.RULES.get(name, value)
        }
        assert not other - {"backend", "interactive"} - {"font.family"} and mpl.rcParams["font.family"] == [
            "DejaVu Sans"
        ]


@pytest.mark.parametrize("colour", [*style.TYPE_RAMP, *style.GROUPS, style.FRANCE_COLOUR, style.ISOLATED_COLOUR])
def test_labels_have_enough_contrast(colour):
    assert style.contrast(style.readable(colour), "white") >= 4.5
    assert style.contrast(style.ink_on(colour), colour) >= 4.5


# Two colours nearer than this (CIE 1976) are hard to tell apart in a figure.
NEAR = 10


PALETTES = {
    "verdicts": list(story.COLOURS.values()),
    "groups": list(style.GROUPS),
    "a territory beside France": [style.FRANCE_COLOUR, style.ISOLATED_COLOUR, style.TERRITORY_COLOUR],
    "one that is pointed at": list(style.colours(["a", "b", "c"], "c").values()),
    "classes": maps.class_colours([1.0, 2, 3, 4, 5], diverging=False),
    "years": list(style.colours(["2011", "2016", "2022"]).values()),
    "classes around zero": maps.class_colours([-2.0, -1, 0, 1, 2], diverging=True),
    **{f"types of {key}": list(style.colours(list(one.types)).values()) for key, one in DEFINITIONS.items()},
}


@pytest.mark.parametrize("lacking", LACKING)
@pytest.mark.parametrize("palette", PALETTES)
def test_colours_that_stand_together_are_told_apart_by_every_eye(palette, lacking):
    distance, one, other = nearest(PALETTES[palette], lacking)
    assert distance > NEAR, (palette, one, other)


# Degrees of hue (CIELAB): what is nearer to the isolated's is an orange or a red too, however pale.
ALIKE, GREY = 20, 6


def _like_the_isolated(colours):
    own, _ = hue_and_strength(style.ISOLATED_COLOUR)
    hues = {colour: hue_and_strength(colour) for colour in colours}
    return [c for c, (hue, strength) in hues.items() if strength > GREY and abs((hue - own + 180) % 360 - 180) < ALIKE]


def test_pages_do_not_use_orange_red_for_what_is_not_isolated():
    sheet = (Path(analysis.__file__).parent / "site/templates/style.css.j2").read_text(encoding="utf-8")
    assert "ISOLATED_COLOUR" not in sheet, "a heading, a focus or a value is not an isolated commune"
    found = _like_the_isolated(re.findall(r"#[0-9a-f]{6}", sheet))
    assert not found, f"{found} look like the isolated: take another hue"


@pytest.mark.parametrize("palette", PALETTES)
def test_orange_red_is_the_isolated_and_nothing_else(palette):
    found = _like_the_isolated(colour for colour in PALETTES[palette] if colour != style.ISOLATED_COLOUR)
    assert not found, f"{found} look like the isolated: take another hue"
