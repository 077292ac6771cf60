"""A renewed vintage of jobs, employees, unemployment and firms flows through chapter 3."""

import pytest
from helpers import renewed

from analysis.business import areas, story
from analysis.business.story import areas as areas_story
from analysis.business.story import digital, firms, jobs, mix, opening, pensions, periods, shift, zones
from analysis.territories import Territory, france

CORSE = Territory.parse("94")
TABLES = {
    "jobs": renewed.relabelled("year", {2016: 2026}),
    "jobs_zone": renewed.relabelled("year", {2017: 2027}),
    "employees": renewed.relabelled("year", {2024: 2034}),
    "unemployment": renewed.relabelled("year", {2023: 2033}),
    "income": renewed.relabelled("year", {2014: 2032}),
    "establishments": renewed.relabelled("year", {2014: 2031}),
    "creations_epci": lambda table: table.rename_columns({"change_creations_2017_2024": "change_creations_2017_2034"}),
    "population": renewed.relabelled("year", {2023: 2034}),
}
IDS = {
    "insee_analyse_fonctionnelle_2016": "insee_analyse_fonctionnelle_2026",
    "insee_filosofi_2014": "insee_filosofi_2032",
    "insee_ree_2014": "insee_ree_2031",
}
VINTAGES = {
    "insee_analyse_fonctionnelle_2016": "census 2026",
    "insee_estel_ze2010_salarie": "31 December of 1998 to 2027",
    "urssaf_effectifs_communes_2014_2024": "end of year 2014 to 2034",
    "insee_chomage_ze2020": "2003-T1 to 2033-T3",
    "insee_filosofi_2014": "revenus 2032",
    "insee_ree_2014": "2031 (day not stated)",
    "hackaviz_occitanie_it": "stock of 2037, by year of creation 1982-2037",
    "urssaf_etablissements_ape_2021": "2041",
    "ign_contours_communes_2025": "2035-04-02",
}
STORIES = (opening, jobs, periods, mix, shift, zones, areas_story, pensions, firms, digital)


# Their axis counts the years, those of the former editions too.
BY_YEAR = ("business.story.areas.unemployment_figure", "business.story.firms.employees_figure")


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
    return renewed.words(STORIES, territory=CORSE, definition="zau")


def test_no_year_of_the_former_edition_is_left(words):
    former = {"2016", "2023", "2024", "2025"}
    left = {name: former & renewed.years_in(text) for name, text in words.items() if name not in BY_YEAR}
    assert len(left) > 20 and not {name: found for name, found in left.items() if found}
    told_2014 = {name for name, text in words.items() if "2014" in renewed.years_in(text)}
    # Private employees and unemployment are held in 2014 too; pensions and sizes are not any more.
    assert told_2014 == {*BY_YEAR, "business.story.firms.employees_table", "business.story.firms.employees_reading"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("business.story.opening.answer", "from 2006 to 2011"),
        ("business.story.opening.answer_in_figures", "Production jobs, 1999-2026: +44.7 % in isolated communes"),
        ("business.story.jobs.production_figure", "nor over 1999-2026"),
        ("business.story.jobs.production_figure", "2011-2026"),
        ("business.story.jobs.production_figure", "analyse fonctionnelle des emplois 1999 to 2026; a sample"),
        ("business.story.periods.production_table", "1999-2026"),
        ("business.story.periods.production_reading", "In none of the periods is the gap clear."),
        ("business.story.mix.share_figure", "In 2026 production is 3.1 % of jobs in isolated communes"),
        ("business.story.mix.quotient_figure", "Corse, 2026: location quotient"),
        ("business.story.shift.shift_share_figure", "change of all jobs from 2006 to 2026"),
        ("business.story.shift.shift_share_table", "Jobs of Corse from 2006 to 2026"),
        ("business.story.zones.zone_figure", "Industry by zone d'emploi in France, 1998-2027"),
        ("business.story.zones.zone_map", "salaried industrial jobs from 1998 to 2027"),
        ("business.story.zones.zone_map", "d'emploi 1998 to 2027; IGN, Admin Express 2035; zones d'emploi of 2010"),
        (
            "business.story.areas.unemployment_figure",
            "Unemployment in 2033 (first three quarters): 6.3 % in the 7 zones d'emploi of Corse",
        ),
        ("business.story.areas.unemployment_figure", "localisés 2003 to 2033; zones d'emploi of 2020"),
        ("business.story.areas.unemployment_table", "Yearly means; 2033: 3 of its quarters"),
        ("business.story.areas.unemployment_table", "2019-2033"),
        ("business.story.pensions.pensions_figure", "Pensions in 2032: a figure is published for only"),
        ("business.story.firms.employees_figure", "2014 to 2034: +10.8 %"),
        ("business.story.firms.employees_figure", "secteur privé 2014 to 2034"),
        ("business.story.firms.employees_table", "Employees in 2034"),
        ("business.story.firms.employees_table", "2019-2034"),
        ("business.story.firms.employees_reading", "+6.2 % from 2019 to 2034 ["),
        ("business.story.firms.employees_reading", "+10.8 % from 2014 to 2034 ["),
        ("business.story.firms.size_table", "Establishments by size in 2031"),
        ("business.story.firms.size_table", "et des établissements 2031 (market sectors"),
        ("business.story.digital.digital_reading", "establishments with employees in 2041"),
    ],
)
def test_the_later_years_are_told(words, name, told):
    assert told in " ".join(words[name].split())


def test_creations_are_told_to_the_last_year_held(later):
    assert "from the three-year mean of 2017 to that of 2034" in digital.creations_reading(Territory.parse("84"), "zau")


def test_the_stock_of_digital_firms_is_of_the_year_that_its_catalogue_names(later):
    told = digital.digital_reading(Territory.parse("dep:48"), "zau")
    assert "with and without employees that were active in 2037." in told


def test_pensions_are_drawn_of_their_later_year(later):
    picture = story.pensions_figure(france(), "zau")
    assert picture.title.startswith("Pensions in 2032: ") and "INSEE, Filosofi 2032; EPCI" in picture.source


def test_pensions_of_the_report_stay_those_of_the_report(later):
    """A claim asks for the year of the report; what has only a later year is missing, not taken for it."""
    assert len(areas.pensions(CORSE, "zau")) > 5
    then = areas.pensions(CORSE, "zau", year=2014)
    assert then.empty, f"2014 was asked and is not held; a later year was taken for it:\n{then}"
