"""A renewed vintage of services, doctors and networks flows through chapters 4 and 5."""

import re

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from helpers import renewed

from analysis.digital.story import arrivals, fixed, growth, left, mobile, opening, places
from analysis.services import equipment
from analysis.services.catalogue import SERVICES
from analysis.services.destinations import SERVICES_TO_REACH, latest
from analysis.services.story import change, counted, counters, distance, halls, health, lacking, need, per_head
from analysis.services.story import opening as answer_story
from analysis.territories import Territory, france

CORSE = Territory.parse("94")


def _later_services(table: pa.Table) -> pa.Table:
    """Make the edition of 2019 that of 2031, which the catalogue of types does not know; other types are of no use here."""
    used = sorted({name for service in SERVICES.values() for types in service.codes.values() for name in types})
    later = renewed.relabelled("year", {2019: 2031})(table.filter(pc.field("type").isin(used)))
    # Pharmacies have another type since 2020.
    pharmacy = pc.and_(pc.equal(later["year"], 2031), pc.equal(later["type"], "D301"))
    types = pc.if_else(pharmacy, pa.scalar("D307", later["type"].type), later["type"])
    return later.set_column(later.column_names.index("type"), "type", types)


TABLES = {
    "services": _later_services,
    "points": renewed.relabelled("date", {"2024-08": "2034-08", "2025": "2035", "2020": "2030"}),
    "health": renewed.relabelled("year", {2023: 2033}),
    "broadband": renewed.relabelled("date", {"2022-12-31": "2032-12-31", "2026-02-21": "2036-05-21"}),
    "mobile_epci": renewed.relabelled("date", {"2019-06": "2039-06"}),
    "population": renewed.relabelled("year", {2023: 2034}),
    "typologies": renewed.relabelled("geography_year", {2025: 2035}),
    "structure": renewed.relabelled("year", {2019: 2031}),
    "balance": renewed.relabelled("period", {"2013-2019": "2013-2031", "2019-2023": "2031-2034"}),
}
IDS = {
    "insee_bpe_2019": "insee_bpe_2031",
    "arcep_mci_2022t4": "arcep_mci_2032t4",
    "anct_france_services_2024": "anct_france_services_2034",
}
VINTAGES = {
    "insee_bpe_2019": "edition 2031",
    "anct_france_services_2024": "2034-08-01",
    "culture_bibliotheques_2020": "2030",
    "dila_mairies_2025": "2035 or later",
    "drees_apl_2022_2023": "2022 and 2033",
    "arcep_mci_2022t4": "31 December 2032",
    "fibre_2026": "newest quarter on 21 May 2036",
    "arcep_couverture_mobile_2019": "2039-T3",
    "ot_couverture_4g_epci_2017_2019": "July 2017, January 2019, June 2039",
    "insee_populations_2023": "1er janvier 2034",
    "insee_populations_2016_2022": "1er janvier 2016, 2020, 2021, 2033",
    "insee_serie_historique_2019": "recensements 1999, 2008, 2013, 2031 ; état civil 1968-2030",
    "insee_evol_struct_pop_2019": "recensements 2008, 2013, 2031",
    "ign_contours_communes_2025": "2035-04-02",
}
# The first test of lines and the middle date of 4G by EPCI keep their date.
KEPT = re.compile(r"(September|January|beta of) 2019|2019-01|\(bêta\) 2019|EPCI 2017, 2019")
STORIES = (
    answer_story,
    lacking,
    change,
    counters,
    counted,
    distance,
    halls,
    health,
    need,
    per_head,
    opening,
    fixed,
    left,
    mobile,
    growth,
    arrivals,
    places,
)


# The axis of these counts every year between the first date and the last.
COUNT_THE_YEARS = {
    "digital.story.fixed.fibre_figure",
    "digital.story.mobile.mobile_change_figure",
}


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """Read a snapshot some editions later."""
    folder = tmp_path_factory.mktemp("later")
    renewed.write(folder, TABLES, VINTAGES, IDS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERRITOIRES_DATA", str(folder))
        patch.delenv("TERRITOIRES_MEMORY", raising=False)
        yield folder


@pytest.fixture(scope="module")
def words(later):
    """Return what each function of the stories says of Corse."""
    return renewed.words(STORIES, territory=CORSE, definition="zau", network=None)


def test_no_year_of_the_former_edition_is_left(words):
    words = {name: KEPT.sub("", text) for name, text in words.items() if name not in COUNT_THE_YEARS}
    former = {"2019", "2023", "2024", "2025", "2026"}
    left = {name: former & renewed.years_in(text) for name, text in words.items()}
    assert len(words) > 30 and not {name: found for name, found in left.items() if found}
    # The second list of France services and the first year of the method for doctors are of 2022, not last tests of lines.
    assert not [name for name, text in words.items() if name.startswith("digital") and "2022" in renewed.years_in(text)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("services.story.opening.answer", "no food shop or bakery (2031)"),
        (
            "services.story.opening.answer_in_figures",
            "20.6 % beyond 10 km of a France services, which took over from them, in August 2034",
        ),
        ("services.story.opening.answer_in_figures", "35.6 % in 2022, 36.2 % in 2033"),
        ("services.story.lacking.lacking_figure", "without the service, Corse, 2031"),
        ("services.story.lacking.lacking_figure", "Source: INSEE, base permanente des équipements 2031"),
        ("services.story.lacking.lacking_table", "Edition 2031 of the equipment file, communes of 2035"),
        ("services.story.change.change_figure", "General practitioner, 2009–2031"),
        ("services.story.change.change_figure", "Pharmacy, 2020–2031"),
        ("services.story.change.change_figure", "équipements 2009 to 2031, communes of 2035"),
        ("services.story.distance.doctor_map", "(0 where there is one), 2031"),
        ("services.story.distance.doctor_map", "équipements 2031; IGN, Admin Express 2035"),
        ("services.story.distance.distance_table", "Hospital emergency ward, 2031"),
        ("services.story.distance.distance_table", "Public library, 2030"),
        ("services.story.distance.distance_table", "ANCT, France services 2034"),
        ("services.story.counters.counters_figure", "20.6 % in August 2034 (France services)"),
        ("services.story.counted.counters_reading", "36 in August 2034; the last list holds 37 in all"),
        ("services.story.counters.counters_table", "ANCT, France services 2021 to 2034"),
        ("services.story.per_head.per_head_reading", "general practitioners (2031)"),
        ("services.story.halls.halls_table", "annuaire de service-public.fr 2035"),
        ("services.story.health.access_figure", "Method of 2022 and 2033"),
        ("services.story.health.access_figure", "3.78 to 3.97 in 2022–2033"),
        ("services.story.health.access_reading", "In 2033, 36.2 % ("),
        (
            "services.story.need.need_map",
            "2008, 2013, 2031; ARCEP, Ma connexion internet 2032; IGN, Admin Express 2035",
        ),
        ("services.story.need.need_table", "under 2.5 in 2033"),
        ("services.story.need.need_table", "that of France (2031)"),
        ("services.story.need.need_table", "(December 2032)"),
        ("services.story.need.need_reading", "30 Mbit/s of September 2019 (a beta)"),
        ("digital.story.opening.answer", "in September 2017 and by **91.5 %** in the figures served in May 2036"),
        ("digital.story.opening.answer_in_figures", "−21.8 points in 2017, −2.1 points in 2036"),
        ("digital.story.fixed.speeds_table", "December 2032 (wireless too)"),
        ("digital.story.fixed.speeds_table", "Fibre, served in May 2036"),
        ("digital.story.fixed.slow_reading", "were counted in 2017 and over 99.9 % in 2032"),
        ("digital.story.fixed.fibre_figure", "none of the premises in 2017, 92 % in 2036"),
        ("digital.story.fixed.fibre_figure", "(December 2032: 1 Gbit/s"),
        ("digital.story.fixed.fibre_figure", "2017, 2018, 2036, Ma connexion internet 2032"),
        ("digital.story.fixed.gap_table", "Gap in 2036"),
        ("digital.story.fixed.gap_table", "Served in May 2036"),
        ("digital.story.fixed.slow_reading", "in that of December 2032, which weighs the shares of 2036"),
        (
            "digital.story.places.rank_reading",
            "In the figures served in May 2036, the share of premises declared with fibre",
        ),
        ("digital.story.left.left_figure", "Fibre declared in 2036: under half"),
        ("digital.story.left.left_table", "INSEE, populations de référence 2034"),
        ("digital.story.places.fibre_map", "déploiements 2036, Ma connexion internet 2032; IGN, Admin Express 2035"),
        ("digital.story.places.gigabit_map", "1 Gbit/s, 2032: under half"),
        ("digital.story.mobile.mobile_figure", "the one that covers most 79 % (2039)"),
        ("digital.story.mobile.mobile_change_figure", "2017 to 2039"),
        ("digital.story.mobile.mobile_change_figure", "with their communes of 2035"),
    ],
)
def test_the_later_years_are_told(words, name, told):
    assert told in " ".join(words[name].split())


@pytest.mark.parametrize(
    ("view", "code", "told"),
    [
        (growth.association_figure, "dep:15", "growth in 2016-2034 does not clearly"),
        (growth.association_table, "dep:15", "Migratory balance 2013-2031"),
        (arrivals.association_reading, "dep:15", "migratory balance a year of 2013-2031"),
        (mobile.mobile_change_reading, "84", "in June 2039"),
    ],
)
def test_later_years_are_told_where_enough_communes_or_epci_are_held(later, view, code, told):
    assert told in renewed.said(view(Territory.parse(code), "zau"))


def test_an_edition_unknown_to_the_catalogue_stands_for_today(later):
    assert equipment.summary_edition() == 2031
    assert {key for key in latest() if key.endswith("_2031")} == {f"{key}_2031" for key in SERVICES_TO_REACH}
    table = equipment.without(france(), "zau", ["gp", "food_or_bakery"])
    isolated = table[(table["year"] == 2031) & (table["territory_type"] == "isolated")].set_index("service")
    assert isolated["share_communes"].to_dict() == pytest.approx({"gp": 0.825, "food_or_bakery": 0.639}, abs=0.001)
