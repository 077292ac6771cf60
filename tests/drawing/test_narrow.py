"""Figures for a phone: the same data on a narrow sheet, where every text is inside, apart from the others and legible."""

from itertools import pairwise

import pandas as pd
import pytest
from helpers.chart_made import SAID, TYPES, frame, texts, three_panels
from helpers.crowding import faults, written

from analysis.drawing import charts, maps, sheets
from analysis.territories import ISOLATED, Territory

LONG = {
    **SAID,
    "title": "Isolated communes lost 5 % of their jobs between two censuses, and others gained as many in the same years",
    "unit": "change of all jobs at the place of work, share of those of the first census; lines are 95 % intervals",
    "source": "Source: INSEE, analyse fonctionnelle des emplois 1999 to 2016, populations de référence 2016 to 2023",
}
BARE = {name: text for name, text in LONG.items() if name != "unit"}
PLACE = "CC des Monts et Vallées du Haut Pays de la Montagne et des Sources"
NAMES = ["Post point (office, agency or relay), 2013-2019", "Lower secondary school (collège)", "Bank"]


def bars():
    table = frame([0.3, -0.2, 0.1, 0.4], ("Auvergne-Rhône-Alpes", "France"))
    table = table.assign(low=table["value"] - 0.1, high=table["value"] + 0.3)
    return charts.bars(table, label="kind", value="value", group="group", low="low", high="high", percent=True, **LONG)


def short_bars():
    table = pd.DataFrame({"year": ["2013-14", "2014-15", "2015-16"], "value": [12_345, -23_456, 1]})
    return charts.bars(table, label="year", value="value", **LONG)


def stack():
    parts = ["national pace", "mix of the functions of jobs", "what is left, the local part"]
    rows = [(name, part, value) for name in NAMES for part, value in zip(parts, (0.021, -0.048, 0.002))]
    table = pd.DataFrame(rows, columns=["name", "part", "value"])
    return charts.stack(table, label="name", value="value", part="part", percent=True, **LONG)


def change():
    table = pd.DataFrame({"name": NAMES, "then": [0.5, 0.9, 0.1], "now": [0.51, 0.2, 1.0]})
    return charts.change(table, label="name", before="then", after="now", percent=True, **LONG)


def lines():
    """Four lines that end at nearly the same value, at the foot of the scale."""
    ends = zip(TYPES, (0.9, 0.8, 0.6, 0.5), (0.013, 0.012, 0.011, 0.01))
    rows = [(year, kind, value) for kind, *both in ends for year, value in zip(("1999-2008", "2013-2019"), both)]
    table = pd.DataFrame(rows, columns=["year", "kind", "value"])
    return charts.lines(table, x="year", y="value", group="kind", percent=True, zero=True, **LONG)


def broken_lines():
    """Lines that end one step before another, close to it: a folded name is wider than that step."""
    kept = {
        "50 % or more of people isolated": (0.07, 0.21, 0.18),
        "25 to 50 % of people isolated": (0.1, 0.15, None),
        "under 5 % of people isolated": (0.25, -0.12, None),
    }
    rows = [(age, name, value) for name, values in kept.items() for age, value in zip(("0-19", "50-64", "65-"), values)]
    table = pd.DataFrame(rows, columns=["age", "kind", "value"]).astype({"value": float})
    return charts.lines(table, x="age", y="value", group="kind", percent=True, highlight=next(iter(kept)), **LONG)


def many_lines():
    """More names than fit, folded, at the ends."""
    rows = [(year, f"between {n} and {n + 5} % of people isolated", n) for n in range(9) for year in (2013, 2019)]
    table = pd.DataFrame(rows, columns=["year", "kind", "value"])
    return charts.lines(table, x="year", y="value", group="kind", **LONG)


def steps():
    """Ticks of several words, and steps between them without a date, as in the figure of the counters of the state."""
    ticks = [
        "2013\nrelais",
        " ",
        "2019\nhouses (MSAP)",
        "  ",
        "2021\nfirst labels",
        "   ",
        "2022\nFrance services",
        "2024",
    ]
    rows = [(tick, kind, 0.1 * n if tick.strip() else None) for n, kind in enumerate(TYPES) for tick in ticks]
    table = pd.DataFrame(rows, columns=["when", "kind", "value"])
    return charts.lines(table, x="when", y="value", group="kind", percent=True, shade=[(0.75, 1.25)], **LONG)


def scatter():
    names = ["Saint-Étienne", "Clermont-Ferrand", "Bourg-en-Bresse", "Mauriac", "Saint-Flour", "Ghisonaccia-Aléria"]
    table = pd.DataFrame({"x": [0, 0.1, 0.2, 0.9, 1, 1], "y": [1, 0.9, -0.5, 0.8, 0.81, -0.4], "name": names})
    units = {"x_unit": "share of people in isolated communes", "y_unit": "change of salaried industrial jobs"}
    return charts.scatter(table, x="x", y="y", label="name", x_percent=True, y_percent=True, **units, **BARE)


def matrix():
    regions = ["Provence-Alpes-Côte d'Azur", "Bourgogne-Franche-Comté", "Corse", *(f"Région {n}" for n in range(9))]
    table = pd.DataFrame({"claim": NAMES, **dict.fromkeys(regions, "holds")})
    looks = {"colours": {"holds": "#0f5c8a"}, "signs": {"holds": "✓"}}
    return charts.matrix(table, label="claim", columns={name: name for name in regions}, **looks, **LONG)


def counts():
    table = pd.DataFrame({"theme": NAMES, "held": [12, 3, 0], "failed": [2, 1, 1]})
    columns, colours = {"held": "holds", "failed": "does not hold"}, {"held": "#0f5c8a", "failed": "#8b6318"}
    return charts.counts(table, label="theme", columns=columns, colours=colours, **LONG)


def named_map():
    territory = Territory.parse("dep:15")
    half = len(territory.communes) // 2
    kinds = [ISOLATED] * half + ["large_urban_areas"] * (len(territory.communes) - half)
    places = pd.DataFrame({"name": ["Aurillac"], "longitude": [2.44], "latitude": [44.93]})
    table = pd.DataFrame({"commune": territory.communes, "kind": kinds})
    return maps.categories(territory, table, value="kind", places=places, **BARE)


def measured_map(region: str = "06"):
    territory = Territory.parse(region)
    values = [0.05, *[0.5] * (len(territory.communes) - 2), None]
    table = pd.DataFrame({"commune": territory.communes, "value": values})
    unit = "km from town hall to town hall of the nearest commune with a doctor (0 where there is one)"
    return maps.communes(territory, table, value="value", breaks=[0.1, 0.3, 1, 2], unit=unit, **BARE)


DRAWN = [
    bars,
    short_bars,
    stack,
    change,
    lines,
    broken_lines,
    many_lines,
    steps,
    three_panels,
    scatter,
    matrix,
    counts,
    named_map,
    measured_map,
]


@pytest.mark.parametrize("draw", DRAWN)
def test_on_a_narrow_sheet_every_text_is_inside_apart_and_legible(draw):
    twin = draw().signed(PLACE).narrow()
    assert twin.figure.get_figwidth() == sheets.NARROW_WIDTH
    told = faults(twin)
    assert not told, "\n".join(told)


@pytest.mark.parametrize("draw", DRAWN)
def test_the_twin_says_the_same_and_leaves_the_wide_one_as_it_is(draw):
    picture = draw().signed(PLACE)
    before = picture.png()
    twin = picture.narrow()
    assert (twin.title, twin.alt, twin.source) == (picture.title, picture.alt, picture.source)
    downwards = sorted(twin.figure.texts, key=lambda text: -text.get_position()[1])
    said = " ".join(text.get_text() for text in downwards).replace("\u00a0", " ")
    for whole in (picture.title, f"{PLACE} · {sheets.REPORT}"):
        assert whole in said, f"not said on the narrow sheet: {whole}"
    assert picture.png() == before == draw().signed(PLACE).png()
    assert draw().figure.get_figwidth() == sheets.WIDTH


def test_names_of_rows_stand_above_their_bars_only_where_they_are_long():
    wide, twin = bars(), bars().narrow()
    named = [text.get_text() for text in wide.figure.axes[0].get_yticklabels()]
    assert len(named) == len(TYPES) and not set(named) & set(texts(wide))
    assert set(named) <= set(texts(twin)) and not twin.figure.axes[0].get_yticklabels()
    assert len(short_bars().narrow().figure.axes[0].get_yticklabels()) == 3


def test_panels_stand_below_each_other_and_their_lines_are_named_above():
    picture = three_panels()
    twin = picture.narrow()
    twin.png()
    places = [axes.get_position() for axes in twin.figure.axes]
    bounds = [(place.y0, place.y1) for place in places]
    assert all(upper.y0 > lower.y1 for upper, lower in pairwise(places)), f"panels overlap, foot and top: {bounds}"
    assert len({(round(place.x0, 6), round(place.width, 6), round(place.height, 6)) for place in places}) == 1
    assert [axes.get_title(loc="left") for axes in twin.figure.axes] == ["here", "there", "afar"]


def test_every_step_that_has_a_date_and_room_keeps_its_text():
    twin = steps().narrow()
    shown = [text.get_text().split("\n")[0] for text in twin.figure.axes[0].get_xticklabels()]
    assert shown[:3] == ["2013", "2019", "2021"] and shown[-1] == "2024"


def test_the_key_of_a_narrow_map_is_below_it_and_as_high_as_it_needs():
    twin = named_map().narrow()
    twin.png()
    land, key = (axes.get_position() for axes in twin.figure.axes[:2])
    assert key.y1 <= land.y0 + 1e-9 and land.x0 == pytest.approx(key.x0)
    marks = [text.get_text() for text in twin.figure.axes[1].texts]
    assert {"Isolated", "named by the report"} <= set(marks)


def test_a_name_too_long_for_a_row_of_the_key_goes_on_in_the_next():
    twin = charts.bars(
        frame([1, 2, 3, 4], ("short", "a name of a group " * 6)), label="kind", value="value", group="group", **SAID
    )
    twin = twin.narrow()
    assert not faults(twin)
    assert "a name of a group a name" in " ".join(text.get_text() for text in written(twin.figure))


def test_a_picture_made_by_hand_has_no_twin_and_one_drawn_for_good_keeps_its_own():
    picture = bars()
    assert type(picture)(picture.figure, picture.data, "t", "a", "s").narrow_png() is None
    kept = picture.signed("France").drawn()
    assert kept.narrow_png() == picture.signed("France").narrow_png() != kept.png()
