"""The index of the search: small, whole, and with what once was a commune."""

import json

import pandas as pd
from helpers import site_made
from helpers.site_made import HOSTILE

from analysis import snapshot
from analysis.site import search

LARGEST_INDEX = 1_000_000


def read(communes: pd.DataFrame) -> dict:
    return json.loads(search.script(communes).removeprefix("window.INDEX=").removesuffix(";\n"))


def test_the_index_of_the_whole_country_is_small_and_names_every_place():
    places = search.places()
    assert len(search.script(places).encode("utf-8")) < LARGEST_INDEX
    index = read(places)
    held = {
        start + entry[: 5 - len(start)]: entry[5 - len(start) : -1]
        for _, start, entries in index["groups"]
        for entry in entries.split("|")
    }
    assert held == dict(zip(places["commune"], places["name"]))
    counts = snapshot.load("territories")["kind"].value_counts().to_dict()
    assert pd.Series([area[1] for area in index["areas"]]).value_counts().to_dict() == counts
    former = {entry[:5]: entry[5:10] for entry in index["former"].split("|")}
    assert (former["69159"], former["75112"]) == ("69114", "75056")
    assert set(former.values()) <= set(places["commune"])


def test_the_index_holds_only_what_leads_to_its_communes():
    index = search.index(site_made.communes())
    assert index["groups"][1] == [f"{HOSTILE} (15)", "15", f"999{HOSTILE}2"]
    assert ["Corse", "region", "94", ""] in index["areas"] and [HOSTILE, "departement", "dep:15", ""] in index["areas"]
    led = {entry[5:10] for entry in index["former"].split("|")}
    assert led <= {"01053", "2A004", "75056"}


def test_of_two_of_one_name_the_larger_has_the_larger_size():
    names = {name: int(entries[-1]) for name, _, entries in search.index(site_made.communes())["groups"]}
    assert names["Paris (75)"] > names["Ain (01)"] > names[f"{HOSTILE} (15)"]
