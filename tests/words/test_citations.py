"""How sources are named at the foot of figures."""

import pytest

from analysis import words
from analysis.language import speak


def entry(cited, vintage):
    return {"cited": cited, "vintage": vintage}


@pytest.fixture
def held(monkeypatch):
    """Let `source_line` find these entries, whatever it is asked for."""
    return lambda *entries: monkeypatch.setattr("analysis.snapshot.sources", lambda *_: list(entries))


def test_the_source_line_groups_by_producer_and_by_dataset(held):
    held(
        entry("INSEE, populations de référence", "1 January 2016"),
        entry("IGN, Admin Express", "2025-04-02"),
        entry("INSEE, populations de référence", "1er janvier 2023"),
        entry("INSEE, zonage", "zonage 2010 (census of 2008)"),
    )
    assert words.source_line("x") == (
        "Source: INSEE, populations de référence 2016, 2023, zonage 2010; IGN, Admin Express 2025"
    )


@pytest.mark.parametrize(
    ("vintage", "said"),
    [
        ("2003-T1 to 2023-T3", "2003 to 2023"),
        ("2014 à 2017 selon l'indicateur (voir meta.xlsx)", "2014 to 2017"),
        ("31 December of 1998 to 2017", "1998 to 2017"),
        ("recensements 2008, 2013, 2019", "2008, 2013, 2019"),
        ("censuses 1999, 2006, 2011, 2016", "1999 to 2016"),
        ("end of 2022 and 2023", "2022, 2023"),
        ("as served", ""),
    ],
)
def test_years_are_listed_or_said_as_a_span(held, vintage, said):
    held(entry("INSEE, emplois", vintage))
    assert words.source_line("x") == f"Source: INSEE, emplois {said}".strip()


def test_two_days_of_one_year_are_no_span():
    assert words.source_line("votes").endswith("2017") and "2017 to 2017" not in words.source_line("votes")


def test_a_figure_may_name_a_single_source_or_the_outlines():
    line = words.source_line("insee_populations_2023", "outlines")
    assert line == "Source: INSEE, populations de référence 2023; IGN, Admin Express 2025"


def test_an_unknown_name_is_refused():
    with pytest.raises(KeyError, match="'nothing' is neither a table"):
        words.source_line("nothing")


def test_the_editions_of_a_dataset_are_those_behind_the_table():
    assert words.editions("structure", "insee_evol_struct_pop") == ["insee_evol_struct_pop_2019"]
    with pytest.raises(KeyError, match="'votes' has no source whose id starts with 'insee_'"):
        words.editions("votes", "insee_")


def test_the_years_of_data_without_a_column_of_years(held):
    held(entry("ARCEP, réseau", "2019-T3 (4G)"), entry("ARCEP, réseau", "2021"))
    assert words.vintage_years("x") == "2019, 2021"


def test_each_of_several_vintages_is_in_the_language_spoken():
    kept = {"title": "Débits", "producer": "ARCEP", "licence": "LO", "vintage": "30 September 2019; 31 December 2022"}
    assert "vintage 30 September 2019; 31 December 2022." in words.reference(kept)
    with speak("fr"):
        assert "30 septembre 2019 ; 31 décembre 2022" in words.reference(kept).replace("\u00a0", " ").replace(
            "\u202f", " "
        )
