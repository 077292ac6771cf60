"""A renewed vintage of the tables on people flows through chapters 1, 2 and 6 and the key figures."""

import math
import re

import pandas as pd
import pyarrow.compute as pc
import pytest
from helpers import renewed

from analysis import population as chapter_two
from analysis.claims import judging, people_and_work, story
from analysis.claims.story import ledger, propositions, verdicts
from analysis.digital import growth
from analysis.indicators import key_figures
from analysis.isolation.story import ages, comparison, overlap, sizes
from analysis.population.story import (
    balances,
    births,
    change,
    moves,
    opening,
    origins,
    residents,
    standing,
    turning,
    yearly,
)
from analysis.sources import diff
from analysis.territories import Territory

CORSE = Territory.parse("94")
TABLES = {
    "population": renewed.relabelled("year", {2023: 2034}),
    "typologies": renewed.relabelled("geography_year", {2025: 2035}),
    "diplomas": renewed.relabelled("year", {2022: 2034}),
    "balance": renewed.relabelled("period", {"2013-2019": "2013-2031", "2019-2023": "2031-2034"}),
    "structure": renewed.relabelled("year", {2019: 2031, 2022: 2033}),
    "migration": renewed.relabelled("census", {2016: 2032}),
    "migration_history": renewed.relabelled("period", {"2011-2016": "2011-2032"}),
    # What the claims read too.
    "jobs": renewed.added("year", 2016, 2036),
    "employees": renewed.relabelled("year", {2024: 2034}),
    "health": renewed.relabelled("year", {2023: 2033}),
    "services": renewed.relabelled("year", {2020: 2030}),
    "broadband": renewed.relabelled("date", {"2022-12-31": "2032-12-31", "2026-02-21": "2036-02-21"}),
    "points": renewed.relabelled("date", {"2024-08": "2034-08", "2025": "2035"}),
    "creations_epci": lambda table: table.rename_columns({"change_creations_2017_2024": "change_creations_2017_2034"}),
}
VINTAGES = {
    "insee_populations_2023": "1er janvier 2034",
    "insee_populations_2016_2022": "1er janvier 2016, 2020, 2021, 2033",
    "insee_rp_diplomes_2011_2022": "recensements 2016 et 2034",
    "insee_serie_historique_2019": "recensements 1999, 2008, 2013, 2031 ; état civil 1968-2030",
    "insee_evol_struct_pop_2019": "recensements 2008, 2013, 2031",
    "insee_recensement_structure_2011_2016_2022": "recensements 2011, 2016, 2033",
    "ot_mobilites_residentielles": "RP 2032 ; séries 1968-2032",
    "ot_flux_departements": "RP 2030",
    "arcep_couverture_mobile_2019": "2039-T3",
    "ign_contours_communes_2025": "2035-04-02",
}
# Zonings keep the year of their name, and the counts by geography that of each geography.
NAMED = re.compile(r"(densit[yé]( grid)?|AAV|areas) 20[12]\d|the communes of 20\d\d", re.IGNORECASE)
# Years in which the course could part as well: they are still held.
OTHER_CUTS = re.compile(r"(?<=parted in )[\d, or]+(?= instead)")


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """Read a snapshot whose tables on people are some editions later."""
    folder = tmp_path_factory.mktemp("later")
    renewed.write(folder, TABLES, VINTAGES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERRITOIRES_DATA", str(folder))
        patch.delenv("TERRITOIRES_MEMORY", raising=False)
        yield folder


@pytest.fixture(scope="module")
def words(later):
    """Return what each function of the stories of people says of Corse."""
    stories = (ages, sizes, comparison, overlap, balances, births, change, moves, opening, origins)
    stories += (residents, standing, turning, yearly)
    known = {"territory": CORSE, "definition": "zau", "key": "zau", "occupation": "retired"}
    return renewed.words(stories, **known)


@pytest.fixture(scope="module")
def judged(later):
    """Return the claims of Corse judged on the later snapshot."""
    return story.judged(CORSE, "zau")


def stale(words, years):
    """Return the former years that each text still names, the proper names of zonings and other cuts of the course apart."""
    found = {name: years & renewed.years_in(OTHER_CUTS.sub("", NAMED.sub("", text))) for name, text in words.items()}
    return {name: left for name, left in found.items() if left}


def test_no_year_of_the_former_edition_is_left(words):
    # Year by year, the former years stay: they are still held.
    told = {name: text for name, text in words.items() if name != "population.story.yearly.yearly_figure"}
    assert len(told) > 30 and not stale(told, {"2019", "2022", "2023", "2025"})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("isolation.story.comparison.definitions_table", "Communes of 2035, population 2034"),
        ("isolation.story.comparison.definitions_figure", "share of the population of 2034"),
        ("isolation.story.comparison.geography_reading", "in the communes of 2035"),
        ("isolation.story.comparison.agreement_map", "IGN, Admin Express 2035"),
        ("isolation.story.overlap.cases_table", "Population 2034"),
        ("isolation.story.sizes.population_source", "populations de référence 2034; zonings"),
        ("isolation.story.sizes.size_figure", "by number of people in 2034"),
        ("isolation.story.ages.ages_figure", "aged 60 or over in 2031, 33 % in 2008"),
        ("isolation.story.ages.ages_figure", "évolution et structure de la population 2008, 2013, 2031"),
        ("isolation.story.ages.ages_reading", "In 2013, 33.8 % of people were aged 60 or over"),
        ("population.story.opening.answer_in_figures", "In 2013-2031, **moves"),
        ("population.story.yearly.course_reading", "from 2020 to 2034 ("),
        ("population.story.balances.balance_figure", "Isolated communes, 2013-2031: moves"),
        (
            "population.story.balances.balance_figure",
            "du recensement 1968 to 2031, populations de référence 2016 to 2034",
        ),
        ("population.story.balances.types_figure", "Isolated communes, 2013-2031: moves count for"),
        ("population.story.balances.balance_table", "2031-2034"),
        ("population.story.standing.rank_reading", "of Corse in 2013-2031 is"),
        ("population.story.balances.migration_map", "gained by moves in 2013-2031"),
        ("population.story.change.gaining_table", "more arrivals than departures, 2013-2031"),
        ("population.story.change.turn_figure", "+0.94 % a year in 2008-2016, +0.26 % a year in 2016-2034"),
        ("population.story.change.turn_reading", "the change after 2016"),
        ("population.story.moves.ages_figure", "1968 to 2032; here the census of 2032"),
        ("population.story.moves.occupations_table", "here the census of 2032"),
        ("population.story.residents.stock_figure", "in 2033, 32.3 % in 2011"),
        ("population.story.residents.stock_figure", "recensement de la population 2011, 2016, 2033"),
        ("population.story.residents.stock_reading", "From 2011 to 2033"),
        ("population.story.residents.housing_reading", "In 2033, second homes"),
        ("population.story.origins.origins_table", "migrations résidentielles 2030"),
        ("population.story.origins.history_figure", "Corse as a whole, 2011-2032"),
    ],
)
def test_the_later_years_are_told(words, name, told):
    assert told in words[name]


def test_the_claims_are_read_now_on_the_last_edition(judged):
    read = {
        row.id: [one.reading.year for one in row.readings if one.reading.when == "now"] for row in judged.itertuples()
    }
    now = {code: years[-1] for code, years in read.items() if years}
    assert now == {
        "C02": "2034",
        "C03": "2034",
        "C04": "2034",
        "C05": "2031",
        "C06": "2030",
        "C07": "2016-2034",
        "C08": "2013-2031",
        "C10": "2016-2036",
        "C13": "2016-2036",
        "C16": "2019-2034",
        "C20": "2032",
        "C21": "2036",
        "C24": "2039",
        "C25": "2016-2034",
        "C26": "2030",
        "C28": "2033",
        "C30": "2019-2034",
        "C32": "2035",
        "C33": "2033",
        "C35": "2021",
        "C40": "2017-2034",
    }


def test_the_report_time_of_the_claims_does_not_move(judged):
    kept = judging.stored()
    kept = kept[(kept["territory"] == CORSE.text) & (kept["definition"] == "zau")].set_index("id")["verdict_then"]
    assert judged.set_index("id")["verdict_then"].to_dict() == kept.to_dict()


def test_the_chapter_of_the_claims_names_no_former_year(judged):
    known = {"territory": CORSE, "definition": "zau", "judgements": judged, "table": judged}
    words = renewed.words([ledger, propositions, verdicts], **known)
    assert not stale(words, {"2022", "2023", "2024", "2025", "2026"})
    assert "three-year means of 2017 and 2034" in words["claims.story.propositions.propositions_table"]
    assert "In 2033" in words["claims.story.propositions.propositions_table"]
    assert "2016-2034 (" in words["claims.story.verdicts.mattering_reading"]
    assert "In 2013-2031" in words["claims.story.verdicts.growth_reading"]


def test_the_key_figures_keep_their_names_and_move_their_years(later):
    kept = key_figures.read()
    kept = kept[kept["territory"] == CORSE.code]
    found = key_figures.figures(CORSE)
    assert found["figure"].tolist() == kept["figure"].tolist()
    pairs = diff.paired(kept, found).set_index("figure")
    lost = pairs[pairs["before"].isna() != pairs["after"].isna()]
    assert lost.empty, f"a value comes or goes with the later editions, see what its year is asked of:\n{lost}"
    still = pairs[pairs["when_before"] == pairs["when_after"]]
    assert set(still.index) == {
        "isolated communes",
        "share of communes isolated",
        f"people aged 60 and over {key_figures.THEN}",
        f"change of production jobs {key_figures.THEN}",
        "pensions in disposable income of the most isolated EPCI",
        f"communes without a food shop other than a bakery {key_figures.THEN}",
        f"people without a food shop other than a bakery {key_figures.THEN}",
        "communes without a food shop other than a bakery",
        "people without a food shop other than a bakery",
        "premises with 30 Mbit/s by wire",
        "premises with 1 Gbit/s when first tested",
        f"premises with fibre {key_figures.THEN}",
        "isolated communes classed FRR or FRR+",
        "isolated people classed FRR or FRR+",
        "isolated communes classed FRR+",
        "isolated people classed FRR+",
    }


def test_key_figures_of_two_vintages_are_paired_by_name():
    columns = ["territory", "figure", "when", "unit", "value"]
    old = pd.DataFrame([("FR", "retired", "2022", "%", 39.3), ("FR", "gone", "", "%", 1.0)], columns=columns)
    new = pd.DataFrame([("FR", "retired", "2023", "%", 44.0)], columns=columns)
    moved = diff.moves(diff.paired(old, new))
    assert moved.columns.tolist() == diff.FIGURES
    row = moved.set_index("figure").loc["retired"]
    assert (row["when_before"], row["when_after"], row["move"], row["unusual"]) == (
        "2022",
        "2023",
        pytest.approx(4.7),
        True,
    )
    assert pd.isna(moved.set_index("figure").loc["gone", "after"])


def test_a_report_year_that_is_lost_is_said_not_guessed(tmp_path, monkeypatch):
    """The next series of censuses may leave out 2008 and 2013."""
    lost = {
        "population": lambda table: table.filter(~pc.field("year").isin([2008, 2013])),
        "balance": lambda table: table.filter(pc.field("period") > "2013"),
        "structure": lambda table: table.filter(pc.field("year") > 2013),
    }
    renewed.write(tmp_path, lost, {})
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    monkeypatch.delenv("TERRITOIRES_MEMORY", raising=False)
    assert "The ages of 2013, the census nearest to it, are not held" in ages.ages_reading(CORSE, "zau")
    assert "is not held before and after 2016" in change.turn_figure(CORSE, "zau")
    assert change.turn_reading(CORSE, "zau") == ""
    readings = people_and_work.share_aged_60_plus(CORSE, "zau")
    values = {reading.when: reading.value for reading in readings}
    assert math.isnan(values["then"]) and values["now"] > 0.3
    grown = [reading.year for reading in people_and_work.population_growth(CORSE, "zau") if reading.when == "then"]
    assert grown == [], f"nothing held is near 2008, and yet a growth of the report's time is told: {grown}"
    aged = key_figures.figures(CORSE).set_index("figure")["value"]
    assert math.isnan(aged[f"people aged 60 and over {key_figures.THEN}"]) and aged["people aged 60 and over"] > 30


def test_the_next_series_of_censuses_stands_for_the_time_of_the_report(tmp_path, monkeypatch):
    """A series that holds 1999, 2011, 2016 and 2022, where that of today holds 1999, 2008, 2013 and 2019."""

    def population(table):
        kept = table.filter(~pc.field("year").isin([2011, 2013]))
        return renewed.relabelled("year", {2008: 2011})(kept)

    periods = {"1999-2008": "1999-2011", "2008-2013": "2011-2016", "2013-2019": "2016-2022"}
    renewed.write(tmp_path, {"population": population, "balance": renewed.relabelled("period", periods)}, {})
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    monkeypatch.delenv("TERRITOIRES_MEMORY", raising=False)
    assert chapter_two.turn_years()[:2] == (2011, 2016)
    grown = people_and_work.population_growth(CORSE, "zau")
    assert {reading.year for reading in grown if reading.when == "then"} == {"2011-2016", "1999-2011"}
    moved = people_and_work.migration_gap(CORSE, "zau")
    assert {(reading.when, reading.year) for reading in moved} == {("then", "2011-2016"), ("now", "2016-2022")}
    assert growth.period_before_fibre() == (1999, 2011)
