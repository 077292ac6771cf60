"""All chapters on a snapshot where every table that tells years holds a later one beside those it held: no error, no slip."""

import pyarrow as pa
import pytest
import sweep
from helpers import renewed
from helpers.renewed import added, relabelled

from analysis.claims import access
from analysis.report import Edition, Places
from analysis.sources import contracts
from analysis.sources.builders import history
from analysis.territories import Territory


def _together(*changes: renewed.Change) -> renewed.Change:
    """Return what makes one change after another."""

    def change(table: pa.Table) -> pa.Table:
        for one in changes:
            table = one(table)
        return table

    return change


LATER = {
    "population": added("year", 2023, 2034),
    "structure": _together(added("year", 2019, 2031), added("year", 2022, 2033)),
    "balance": _together(added("period", "2013-2019", "2019-2031"), relabelled("period", {"2019-2023": "2031-2034"})),
    "migration": added("census", 2016, 2032),
    "migration_history": added("period", "2011-2016", "2016-2032"),
    "income": added("year", 2021, 2032),
    "jobs": added("year", 2016, 2026),
    "employees": added("year", 2024, 2034),
    "jobs_zone": _together(added("year", 2023, 2033), added("year", 2024, 2034)),
    "unemployment": added("year", 2023, 2033),
    "establishments": _together(added("year", 2014, 2030), added("year", 2018, 2031)),
    "services": added("year", 2019, 2031),
    "health": added("year", 2023, 2033),
    "broadband": _together(added("date", "2022-12-31", "2032-12-31"), added("date", "2026-02-21", "2036-05-21")),
    "mobile_epci": added("date", "2019-06", "2039-06"),
    "points": _together(
        added("date", "2024-08", "2034-08"),
        added("date", "2025", "2035"),
        added("date", "2020", "2030"),
        added("date", "2021-05", "2031-05"),
    ),
    "births": added("year", 2021, 2031),
    "diplomas": added("year", 2022, 2034),
    "travel": relabelled("year", {2018: 2028}),
    "typologies": relabelled("geography_year", {2025: 2035}),
}
# What holds years that close a gap, and what nobody has to have.
WITHOUT_LATER = {"population_between", "moves"}
VINTAGES = {
    "insee_populations_2023": "1er janvier 2023; 1er janvier 2034",
    "insee_serie_historique_2019": "recensements 1999, 2008, 2013, 2019; recensements 2019, 2031",
    "insee_evol_struct_pop_2019": "recensements 2008, 2013, 2019; recensements 2031",
    "insee_recensement_structure_2011_2016_2022": "recensements 2011, 2016, 2022; recensements 2033",
    "insee_rp_diplomes_2011_2022": "recensements 2016 et 2022; recensements 2034",
    "insee_rp2018_transport_iris": "recensement 2028",
    "insee_naissances_2014_2021": "2014 to 2021; 2031",
    "ot_mobilites_residentielles": "RP 2016; RP 2032",
    "insee_filosofi_2021": "revenus 2021; revenus 2032",
    "insee_analyse_fonctionnelle_2026": "census 2026",
    "urssaf_effectifs_communes_2014_2024": "end of year 2014 to 2024; end of year 2034",
    "insee_estel_ze2010_salarie": "31 December of 1998 to 2017; 31 December of 2033",
    "insee_chomage_ze2020": "2003-T1 to 2023-T3; 2033-T3",
    "insee_ree_2030": "2030 (day not stated)",
    "insee_comparateur_2031": "RP 2031, Flores fin 2031",
    "insee_bpe_2031": "edition 2031",
    "drees_apl_2022_2023": "2022 and 2023; 2033",
    "arcep_mci_2032t4": "31 December 2032",
    "fibre_2026": "newest quarter on 21 February 2026; newest quarter on 21 May 2036",
    "ot_couverture_4g_epci_2017_2019": "July 2017, January 2019, June 2019; June 2039",
    "anct_france_services_2034": "2034-08-01",
    "culture_bibliotheques_2020": "2020; 2030",
    "dila_mairies_2025": "2025 or later; 2035 or later",
}
# What comes beside the former ones.
ENTERED = {
    "insee_analyse_fonctionnelle_2026": "insee_analyse_fonctionnelle_2016",
    "insee_ree_2030": "insee_ree_2014",
    "insee_comparateur_2031": "insee_comparateur_2018",
    "insee_bpe_2031": "insee_bpe_2019",
    "arcep_mci_2032t4": "arcep_mci_2022t4",
    "anct_france_services_2034": "anct_france_services_2024",
}
EDITIONS = (("84", "en"), ("FR", "en"), ("06", "en"), ("dep:48", "en"))
# Years that each chapter tells of a region that has all of it, by the number of the chapter.
TOLD = {
    "1": {"2031", "2034"},
    "2": {"2028", "2031", "2032", "2033", "2034"},
    "3": {"2030", "2032", "2033", "2034"},
    "4": {"2030", "2031", "2033", "2034", "2035"},
    "5": {"2031", "2032", "2034", "2036", "2039"},
    "6": {"2031", "2034", "2036"},
}


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """Read a snapshot whose tables all hold a later year beside those they held."""
    folder = tmp_path_factory.mktemp("later")
    renewed.write(folder, LATER, VINTAGES, entered=ENTERED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERRITOIRES_DATA", str(folder))
        patch.delenv("TERRITOIRES_MEMORY", raising=False)
        yield folder


def test_every_table_that_tells_years_has_a_later_one():
    dated = {name for name, contract in contracts.CONTRACTS.items() if history.keeps(contract)}
    assert dated - set(LATER) == WITHOUT_LATER


@pytest.mark.slow
@pytest.mark.parametrize(("region", "language"), EDITIONS, ids=[region for region, _ in EDITIONS])
def test_no_chapter_fails_or_slips_and_each_tells_the_later_years(later, region, language):
    edition, slips = Edition(Territory.parse(region), "zau", language), []
    for notebook in Places.from_environment().notebook_files():
        texts = sweep.texts_of(notebook, edition)
        slips += [(notebook.stem, *slip) for text in texts for slip in sweep.slips_of(text, edition)]
        if region == "84":
            told = {year for text in texts for year in renewed.years_in(text)}
            assert TOLD[notebook.stem[0]] - told == set(), notebook.stem
    assert not slips, slips


@pytest.mark.parametrize("measure", [access.town_hall_site_gap, access.adviser_gap])
def test_a_place_that_two_lists_hold_is_counted_once(later, measure, monkeypatch):
    here = Territory.parse("94")
    twice = [reading.value for reading in measure(here, "zau")]
    monkeypatch.delenv("TERRITOIRES_DATA")
    assert twice == pytest.approx([reading.value for reading in measure(here, "zau")])
