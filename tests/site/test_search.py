"""The index of the search: small, whole, and to the most local report."""

import json

from helpers import site_made
from helpers.site_made import HOSTILE, MADE_UP, STORED

from analysis.report import Edition
from analysis.site import search
from analysis.territories import Territory, france

LARGEST_INDEX = 1_000_000


def test_the_index_of_the_whole_country_is_small_and_names_every_commune():
    places = search.places()
    editions = [Edition(france(), "zau"), STORED, Edition(Territory.parse("dep:15"), "zau")]
    text = search.script(editions, places)
    assert len(text.encode("utf-8")) < LARGEST_INDEX
    index = json.loads(text.removeprefix("window.INDEX=").removesuffix(";\n"))
    assert sum(len(names.split("|")) for _, _, names in index["groups"]) == len(places)
    report = {area: index["reports"][number][0] for area, number, _ in index["groups"]}
    assert (report["Cantal (15)"], report["Ain (01)"], report["Paris (75)"]) == ("dep-15", "84", "FR")


def test_the_search_leads_to_the_most_local_report_and_leaves_out_what_has_none():
    index = search.index([STORED, MADE_UP], site_made.communes())
    assert index["groups"] == [["Ain (01)", 0, "Bourg-en-Bresse"], [f"{HOSTILE} (15)", 1, HOSTILE]]
    assert ["Auvergne-Rhône-Alpes", "region", 0] in index["areas"] and [HOSTILE, "departement", 1] in index["areas"]
    assert not [area for area in index["areas"] if area[0] in ("Corse", "Paris")]
