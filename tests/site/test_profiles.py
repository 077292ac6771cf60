"""The data of the profiles: small, those of the snapshot, with a reason where missing; old codes and alike communes."""

import gzip
import json

import numpy as np
import pandas as pd
import pytest
from helpers import profiles_made
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import indicators, snapshot
from analysis.site.profiles import alike, former, shards, tables
from analysis.site.profiles.book import gather
from analysis.territories import departements, epcis, regions

LARGEST_SHARD, LARGEST_PAGE = 150_000, 400_000  # bytes: compressed; as they are, of a page with all that it loads


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return profiles_made.shared(tmp_path_factory)


@pytest.fixture(scope="module")
def book():
    return gather("zau")


def read(file) -> dict:
    """Read the content of a script."""
    return json.loads(file.read_text(encoding="utf-8").split("]=", 1)[1].removesuffix(";\n"))


def test_every_place_has_a_profile_and_every_commune_a_table(folder):
    communes = set(snapshot.load("communes")["commune"])
    held, inside = set(), set()
    for place in departements():
        shard = read(folder / "places" / f"{place.code}.js")
        codes = {place.code + end for end in shard["codes"].split(" ")}
        held |= codes
        inside |= set(shard["epcis"])
        table = (folder / "places" / f"{place.code}.html").read_text(encoding="utf-8")
        missing = [code for code in codes if f'place.html#{code}"' not in table]
        assert not missing, f"the table of {place.name} lacks {missing}"
        for column in shard["values"]:
            assert len(column.split(" ") if " " in column else column) == len(codes) or len(codes) == 1
    assert held == communes and inside == {place.code for place in epcis()}
    everything = read(folder / "places" / "shared.js")
    wanted = {place.text for place in (*departements(), *regions())} | {"FR"}
    assert wanted <= set(everything["areas"]) and set(" ".join(everything["epcis"].values()).split()) == inside
    assert {file.stem for file in (folder / "places").glob("*.js")} - {"shared"} == set(everything["shards"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_shard_is_small_and_so_is_a_page(tmp_path_factory, language):
    folder = profiles_made.shared(tmp_path_factory, language)
    scripts = list((folder / "places").glob("*.js"))
    heavy = {file.name: size for file in scripts if (size := len(gzip.compress(file.read_bytes()))) > LARGEST_SHARD}
    assert not heavy, f"these weigh over {LARGEST_SHARD} bytes: {heavy}"
    always = [folder / "place.html", folder / "places" / "shared.js"]
    always += [
        folder / "assets" / name
        for name in (
            "style.css",
            "site.js",
            "figures.js",
            "wording.js",
            "files.js",
            "profile.js",
            "search.js",
            "workbook.js",
        )
    ]
    shard = max(file.stat().st_size for file in scripts if file.stem != "shared")
    like = max(file.stat().st_size for file in (folder / "places" / "alike").iterdir())
    assert sum(file.stat().st_size for file in always) + shard + like < LARGEST_PAGE


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.one_of(st.just(float("nan")), st.floats(-1e6, 1e6)), min_size=1, max_size=6),
    key=st.sampled_from(["population", "aged_60_plus", "population_change"]),
)
def test_a_column_gives_back_what_was_written(values, key):
    entry = indicators.indicator(key)
    signs = shards.signs(entry, np.array(values), ["secret" if np.isnan(value) else None for value in values])
    back = [
        sign if sign == "S" else int(sign or "0", shards.BASE) / 10**entry.decimals
        for sign in shards.joined(entry, signs).split(" ")
    ]
    for value, found in zip(values, back, strict=True):
        assert found == "S" if np.isnan(value) else found == pytest.approx(value, abs=0.51 / 10**entry.decimals)


def test_a_name_cannot_end_the_script_that_it_stands_in():
    text = shards.script("SHARDS", "15", {"names": "</script><script>alert(1)"}).decode()
    assert "</script" not in text and json.loads(text.split("]=", 1)[1][:-2])["names"].startswith("</script>")


def test_old_codes_lead_to_the_communes_of_today():
    table = former.former().set_index("code")
    today = set(snapshot.load("communes")["commune"])
    assert set(table["commune"]) <= today and table.index.is_unique
    assert table.loc["69159", ["commune", "year", "kind"]].tolist() == ["69114", "2024", former.RECODED]
    assert table.loc["69114", "name"] == "Liergues" and table.loc["75112", "commune"] == "75056"
    # Every commune of 2015 leads where the snapshot puts its people.
    of_2015 = snapshot.load("communes_2015").dropna(subset=["commune"])
    gone = of_2015[~of_2015["commune_2015"].isin(today)].set_index("commune_2015")["commune"]
    led = table["commune"].reindex(gone.index)
    other = led[led != gone]
    assert led.notna().all() and len(other) <= 10, f"these lead elsewhere than their people: {other}"


def test_a_chain_of_movements_is_followed_and_a_circle_left():
    rows = [
        ("2000-01-01", "32", "01001", "01002"),
        ("2010-01-01", "41", "01002", "02002"),
        ("1990-01-01", "41", "03001", "03002"),
        ("1995-01-01", "41", "03002", "03001"),
    ]
    movements = pd.DataFrame(rows, columns=["date", "modality", "code_before", "code_after"])
    found = former.led_to(movements, {"02002"}).set_index("code")
    assert found["commune"].to_dict() == {"01001": "02002", "01002": "02002"}
    assert found["kind"].to_dict() == {"01001": former.MERGED, "01002": former.RECODED}


def test_the_communes_alike_are_of_the_type_and_the_nearest():
    rows = {
        "a": (0, 100, 30.0, 10.0), "b": (0, 110, 31.0, 11.0), "c": (0, 5000, 20.0, 900.0), "d": (1, 100, 30.0, 10.0),
        "e": (0, 100, 30.0, 10.0), "f": (0, 0, 30.0, 10.0), "g": (0, 100, np.nan, 10.0),
    }  # fmt: skip
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["type", "people", "aged", "density"])
    found = alike.nearest(frame, set("abcdfg"), count=2)
    assert found["a"] == ["e", "b"] and found["b"][0] in "ae" and found["d"] == []
    assert set(found) == set("abcd")


def test_what_is_far_is_not_alike_even_where_nothing_is_nearer(folder):
    rows = {"a": (0, 100, 30.0, 10.0), "b": (0, 9000, 30.0, 10.0), "c": (0, 110, 31.0, 11.0), "d": (0, 60, 9.0, 1.0)}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["type", "people", "aged", "density"])
    found = alike.nearest(frame, set("abcd"))
    assert found == {"a": ["c"], "b": [], "c": ["a"], "d": []}
    assert read(folder / "places" / "alike" / "973.js")["97353"] == "", "Maripasoula is like no commune of its type"


def test_a_share_of_few_jobs_is_marked_in_its_column():
    entry = indicators.indicator("production_jobs")
    told = shards.signs(entry, np.array([31.2, 0.0, np.nan]), [None, None, "secret"], np.array([True, True, False]))
    assert told == ["8o~", "0~", "S"] and shards.joined(entry, told) == "8o~ 0~ S"
    counts = {key: int(indicators.of_few_jobs(key).sum()) for key in ("employees_change", "population")}
    assert counts["employees_change"] > 0 == counts["population"]


def test_a_table_writes_what_is_held_and_says_what_is_not(book):
    laid = tables.table(book, "976", "Mayotte")
    assert len(laid.headings) == len(tables.SHOWN) == len(laid.whole) and laid.rows[0][2][0] == "not held"
    cantal = tables.table(book, "15", "Cantal")
    people = snapshot.load("population")
    last = people[(people["commune"] == "15014") & (people["year"] == people["year"].max())]["population"].iloc[0]
    assert {code: cells[0] for code, _, cells in cantal.rows}["15014"] == f"{last:,.0f}"
    guyane = {code: cells for code, _, cells in tables.table(book, "973", "Guyane").rows}
    assert "none within 100 km" in guyane["97356"] and "none within 100 km" not in guyane["97302"]


def test_what_an_area_is_made_of_is_told_where_it_is_not_all(book):
    areas = shards.Areas(book)
    keys = [entry.key for entry in book.entries]
    _, values, partly, _ = areas.written("84")
    assert values[keys.index("pensions")] is not None and 0 < partly[keys.index("pensions")] < 99
    _, _, france, _ = areas.written("FR")
    for key in ("second_homes", "mobile_best", "has_petrol"):
        assert 90 < france[keys.index(key)] < 100, f"{key} of France is that of its mainland, and not said so"
    assert keys.index("population") not in partly and values[keys.index("median_income")] is None
