"""The figures of every place: those of the chapters where they tell the same, whole, and with a reason where missing."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import digital, geography, population, services, snapshot
from analysis.indicators import (
    DECIMALS,
    REASONS,
    THEMES,
    UnknownIndicator,
    indicator,
    indicators,
    key_figures,
    places,
    value_of,
)
from analysis.indicators.entry import FEWEST_JOBS
from analysis.isolation import size
from analysis.language import LANGUAGES, speak
from analysis.services import summary_edition
from analysis.site.profiles import unit_format
from analysis.snapshot import years
from analysis.territories import ISOLATED, Territory, available, france

HERE = Territory.parse("84")


@pytest.fixture(scope="module")
def isolated() -> pd.Index:
    """Return the isolated communes of the region."""
    kinds = geography.classify(HERE, "zau")
    return pd.Index(kinds.loc[kinds["territory_type"] == ISOLATED, "commune"])


@pytest.fixture(scope="module")
def tidy() -> pd.DataFrame:
    return places.tidy()


def of_isolated(table: pd.DataFrame, column: str, **where) -> float:
    for name, wanted in {"territory_type": ISOLATED, **where}.items():
        table = table[table[name] == wanted]
    return float(table[column].iloc[0])


def kept(figure: str) -> float:
    table = key_figures.read()
    return float(table.loc[(table["territory"] == HERE.code) & (table["figure"] == figure), "value"].iloc[0])


@pytest.mark.parametrize(
    ("key", "figure", "digits"),
    [
        ("population", "people of isolated communes", 0),
        ("natural_rate_2013_2019", "natural rate", 2),
        ("migratory_rate_2013_2019", "migratory rate", 2),
        ("population_change", "change of people", 2),
        ("aged_60_plus", "people aged 60 and over", 1),
        ("retired", "retired", 1),
        ("second_homes", "second homes", 1),
        ("production_jobs", "production in all jobs", 1),
        ("employees_change", "change of private employees", 1),
        ("doctors", "access to general practitioners", 2),
        ("town_hall_hours", "median opening of a town hall", 1),
        ("town_hall_site", "town halls with a web site", 1),
        ("revitalisation", "isolated communes classed FRR or FRR+", 1),
        ("fibre", "premises with fibre", 1),
        ("gigabit", "premises with 1 Gbit/s", 1),
        ("thirty_megabits", "premises with 30 Mbit/s by any technology", 1),
        ("mobile_best", "area with 4G from the operator that covers most in each commune", 1),
        ("mobile_worst", "area with 4G from the operator that covers least in each commune", 1),
    ],
)
def test_an_indicator_added_up_is_the_key_figure_of_the_chapter(isolated, key, figure, digits):
    assert round(value_of(key, isolated), digits) + 0.0 == pytest.approx(kept(figure))


@pytest.mark.parametrize("key", ["food_shop", "school", "gp", "pharmacy", "post_point"])
def test_people_with_a_service_are_those_that_the_chapter_does_not_count_without(isolated, key):
    table = services.without(HERE, "zau", [key])
    lacking = of_isolated(table, "share_people", year=summary_edition())
    assert value_of(f"has_{key}", isolated) == pytest.approx(100 * (1 - lacking))


@pytest.mark.parametrize("key", ["gp", "pharmacy", "food_or_bakery"])
def test_the_distance_of_half_of_the_people_is_that_of_the_chapter(isolated, key):
    table = services.beyond(HERE, "zau", (f"{key}_{summary_edition()}",))
    assert value_of(f"nearest_{key}", isolated) == pytest.approx(of_isolated(table, "median_km"))


def test_older_balances_classes_and_dates_of_fibre_are_those_of_the_chapters(isolated):
    balance = population.balance(HERE, "zau")
    for period in years.held("balance", "period", known="natural_balance"):
        for part in ("natural", "migratory"):
            found = value_of(f"{part}_rate_{period.replace('-', '_')}", isolated)
            assert found == pytest.approx(100 * of_isolated(balance, f"rate_{part}", period=period))
    for key in available():
        share = size(HERE, key).set_index("territory_type").loc[ISOLATED, "share_communes"]
        assert value_of(f"isolated_{key}", HERE.communes) == pytest.approx(100 * share)
    covered = digital.coverage(HERE, "zau")
    lines = places.series_of_territories("fibre", pd.Series("here", index=isolated))
    served = [column for column in lines.columns if column.endswith(" (served)")]
    assert served == [lines.columns[-1]]
    for date, column in zip(years.held("broadband", "date", **{"class": "fibre"}), lines.columns, strict=True):
        line = lines[column].iloc[0]
        assert column.startswith(date[:7])
        assert line == pytest.approx(100 * of_isolated(covered, "share_premises", date=date, **{"class": "fibre"}))


def test_the_catalogue_is_whole_and_dated_by_the_snapshot(tidy):
    known = indicators()
    assert len(known) >= 40 and {entry.theme for entry in known.values()} == set(THEMES)
    unsourced = [entry.key for entry in known.values() if not entry.source.startswith("Source: ")]
    assert not unsourced, f"name the tables behind these in their entry, third from `adds`: {unsourced}"
    chapters = {file.stem for file in (snapshot.project() / "notebooks").glob("*.ipynb")}
    assert {entry.chapter for entry in known.values()} <= chapters
    for key in known:
        dates = list(places.parts(key))
        assert dates == sorted(dates), f"{key}: give its parts by date, the oldest first; they are {dates}"
    assert list(places.parts("population"))[-1] == str(geography.latest_year())
    assert set(tidy.groupby("indicator").size()) == {len(france().communes)} and set(tidy["indicator"]) == set(known)
    with pytest.raises(UnknownIndicator, match="'fiber' is not known; one of population, "):
        indicator("fiber")


def test_every_unit_is_written_by_the_pages_of_places():
    untold = []
    for unit in DECIMALS:
        try:
            unit_format(unit)
        except KeyError:
            untold.append(unit)
    assert not untold, f"say in UNITS of site/profiles/sentences.py how a value of these units is written: {untold}"


@pytest.mark.parametrize(
    ("field", "told", "cure"),
    [
        ("unit", "people a household", "`DECIMALS` of indicators/entry.py and `UNITS` of site/profiles/sentences.py"),
        ("theme", "homes", "one of ['places', 'people', 'work', 'services', 'networks']"),
        ("adds", "mean", "`COLUMNS` of indicators/adding.py"),
        ("grain", "region", "one of ['commune', 'epci', 'zone']"),
        ("easier", "both", "one of ['more', 'less', '']"),
    ],
)
def test_an_entry_that_says_what_nobody_knows_is_refused_with_the_cure(field, told, cure):
    with pytest.raises(ValueError, match=f"indicator retired: {field} '{told}' is not known") as refused:
        replace(indicator("retired"), **{field: told})
    assert cure in str(refused.value)


def test_a_missing_figure_has_one_reason_and_a_known_one_none(tidy):
    assert tidy["value"].isna().equals(tidy["reason"].notna())
    assert set(tidy["reason"].dropna()) == set(REASONS)
    assert not np.isinf(tidy["value"]).any(), f"these divide by zero:\n{tidy[np.isinf(tidy['value'])]}"
    table = tidy.set_index(["commune", "indicator"])
    assert table.loc[("97608", "population"), "reason"] == "not_held"  # Mamoudzou: one census, of 2017
    assert table.loc[("55039", "aged_60_plus"), "reason"] == "not_applicable"  # Beaumont-en-Verdunois: nobody
    secret = table.xs("median_income", level="indicator")["reason"] == "secret"
    assert places.people()[secret].max() < 300  # no large commune is kept secret
    assert (
        table.loc[("15141", "median_income"), "reason"] == "merged"
    )  # Neussargues-Moissac lost some of its parts in 2025
    assert table.loc[("49126", "median_income"), "value"] > 0  # Orée d'Anjou: only its town hall and its code moved


def test_few_people_make_no_rate_and_a_count_is_one_all_the_same(tidy):
    people = places.people()
    rates = tidy[(tidy["indicator"] == "population_change") & tidy["value"].notna()]
    assert (
        rates["reliable"].tolist()
        == people.reindex(rates["commune"]).ge(indicator("population_change").fewest).tolist()
    )
    counts = tidy[(tidy["indicator"] == "population") & tidy["value"].notna()]
    assert counts["reliable"].all(), f"these counts are said to be unreliable:\n{counts[~counts['reliable']]}"


def test_a_change_of_few_jobs_says_little_however_many_people_live_there(tidy):
    for key in ("employees_change", "production_jobs"):
        held = tidy[(tidy["indicator"] == key) & tidy["value"].notna()].set_index("commune")
        below = list(places.parts(key).values())[-1]["below"].reindex(held.index)
        told = held.index[(below < FEWEST_JOBS) & held["reliable"]]
        assert told.empty, f"{key} of {told[:5].tolist()} is said to be reliable"
        assert held.loc[below >= FEWEST_JOBS, "reliable"].mean() > 0.9


def test_no_operator_has_one_name_for_all_communes():
    for language in LANGUAGES:
        with speak(language):
            told = [entry.label for entry in indicators().values() if entry.key.startswith("mobile_")]
        assert len(told) == 2 and all(re.search("each commune|chaque commune", label) for label in told), told


def test_values_of_a_commune_are_those_of_the_tables(tidy):
    found = tidy[tidy["commune"] == "15014"].set_index("indicator")["value"]
    held = snapshot.load("population")
    last = held[(held["commune"] == "15014") & (held["year"] == geography.latest_year())]["population"].iloc[0]
    assert found["population"] == last
    zones = snapshot.load("unemployment").sort_values(["year", "quarter"]).drop_duplicates("zone", keep="last")
    zone = places.places().loc["15014", "zone_emploi_2020"]
    assert found["unemployment"] == pytest.approx(100 * zones.set_index("zone").loc[zone, "rate_unemployment"])
    assert found["has_gp"] == 100 and found["isolated_zau"] == 0 and found["nearest_gp"] == 0


def test_a_share_of_nothing_is_not_applicable_and_no_gap(tidy):
    """The census counts no job in 872 communes: no share of them can be missing from a file."""
    for key in ("production_jobs", "employees_change"):
        last = list(places.parts(key).values())[-1]
        none = last.index[last["below"].eq(0)]
        told = tidy[(tidy["indicator"] == key) & tidy["commune"].isin(none)]
        assert len(told) and set(told["reason"]) == {"not_applicable"}, key


def test_a_sampled_figure_needs_more_people():
    sampled = [entry.key for entry in indicators().values() if entry.sampled]
    assert {entry.fewest for entry in map(indicator, sampled)} == {500}, "a sample of one household in four needs more"


def test_a_reason_follows_from_the_place_and_the_entry():
    entry = indicator("median_income")
    codes = ["15001", "15002", "15003", "97601"]
    values = pd.Series([20_000.0, np.nan, np.nan, np.nan], index=codes)
    changed = pd.Series({"15002": "2024-01-01", "15003": "2016-01-01"})
    told = places.reasons(entry, values, changed)
    assert told.isna().tolist() == [True, False, False, False]
    assert told[1:].tolist() == ["merged", "secret", "not_held"]


def test_no_distance_is_a_measure_from_a_hundred_kilometres_on(tidy):
    keys = [key for key, entry in indicators().items() if entry.unit == "km"]
    assert len(keys) > 4 and {indicator(key).limit for key in keys} == {services.NO_WAY_KM}
    far = tidy[tidy["indicator"].isin(keys)]
    assert far["value"].max() < services.NO_WAY_KM
    assert set(far.loc[far["value"].isna(), "reason"]) == {"beyond"}
    here = pd.Series("here", index=["97356"])
    assert places.series_of_territories("nearest_gp", here).isna().all(axis=None), (
        "an area shows what a commune does not"
    )


def test_the_share_known_is_of_the_people_of_a_group():
    of_france = pd.Series("FR", index=places.people().index)
    assert 0.95 < places.share_known("second_homes", of_france)["FR"] < 0.98, "its overseas are two million people"
    groups = pd.Series("Mayotte", index=Territory.parse("06").communes)
    assert places.share_known("population", groups)["Mayotte"] == 0
    assert places.share_known("isolated_zau", groups)["Mayotte"] == 1
    assert np.isnan(value_of("population", groups.index)) and np.isnan(value_of("median_income", HERE.communes))
