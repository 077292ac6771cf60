"""The years that a table of the snapshot holds."""

import os

import pandas as pd
import pytest

from analysis.snapshot import years


@pytest.fixture
def people(tmp_path, monkeypatch):
    """Keep a table of people in a snapshot of its own."""
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    file = tmp_path / "people.parquet"

    def write(*rows):
        pd.DataFrame(rows, columns=["year", "kind", "share"]).to_parquet(file)
        os.utime(file, ns=(len(rows), len(rows)))

    write((2019, "a", 0.5), (2013, "a", None), (2019, "b", 0.1))
    return write


def test_years_are_told_once_and_in_order(people):
    assert years.held("people") == [2013, 2019]
    assert years.last("people") == 2019


def test_only_the_rows_that_meet_the_conditions_count(people):
    assert years.held("people", known="share") == [2019]
    assert years.held("people", kind="b") == [2019]
    assert years.held("people", kind="a", known="share") == [2019]


def test_a_table_that_is_written_again_is_read_again(people):
    assert years.last("people") == 2019
    people((2019, "a", 0.5), (2024, "a", 0.5))
    assert years.last("people") == 2024


@pytest.mark.parametrize(
    ("held", "asked", "found"),
    [
        ((2008, 2013), 2013, 2013),
        ((1999, 2011, 2016, 2022), 2013, 2011),
        ((2011, 2015), 2013, 2011),
        ((1999, 2016), 2008, 2008),
    ],
)
def test_the_year_nearest_to_the_report_stands_for_it_where_one_is_near(people, held, asked, found):
    people(*((year, "a", 0.5) for year in held))
    assert years.nearest("people", asked) == found


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ((1999, 2008, 2013, 2019), (2008, 2013)),
        ((1999, 2011, 2016, 2022), (2011, 2016)),
        ((1999, 2009), (2008, 2013)),
        ((2011,), (2008, 2013)),
    ],
)
def test_a_period_is_bounded_by_the_years_held_nearest_to_its_bounds(people, held, found):
    people(*((year, "a", 0.5) for year in held))
    assert years.nearest_years("people", (2008, 2013)) == found


def test_no_row_is_an_error_that_says_what_was_asked(people):
    with pytest.raises(ValueError, match="'people' holds no year where kind is 'c' and share is known"):
        years.held("people", kind="c", known="share")


def test_a_table_that_is_not_held_is_an_error(people):
    with pytest.raises(FileNotFoundError, match="animals"):
        years.held("animals")
