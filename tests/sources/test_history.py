"""A table keeps the years that it held: newer files add to them."""

import pandas as pd
import pytest

from analysis.sources import contracts
from analysis.sources.builders import history
from analysis.sources.faults import Exit, SourceError

POPULATION, BALANCE, MOVEMENTS = (contracts.CONTRACTS[name] for name in ("population", "balance", "movements"))


def people(year, count=2, first=100.0):
    codes = [f"01{place:03d}" for place in range(1, count + 1)]
    return pd.DataFrame(
        {"commune": codes, "region": "84", "year": year, "population": [first + place for place in range(count)]}
    )


def stored(folder, frame):
    file = folder / "table.parquet"
    frame.to_parquet(file, index=False)
    return file


def test_a_year_that_the_new_file_does_not_hold_stays(tmp_path):
    old = stored(tmp_path, pd.concat([people(2013), people(2023)]))
    frame, kept = history.with_former(POPULATION, people(2024, first=200.0), old)
    assert kept == ["2013", "2023"]
    assert frame.groupby("year")["population"].sum().to_dict() == {2013: 201, 2023: 201, 2024: 401}


def test_a_year_that_the_new_file_holds_is_replaced_whole(tmp_path):
    frame, kept = history.with_former(POPULATION, people(2023, 1, 300.0), stored(tmp_path, people(2023)))
    assert kept == [] and frame["population"].tolist() == [300.0]


def test_a_first_table_and_a_register_have_no_history(tmp_path):
    assert history.with_former(POPULATION, people(2023), None)[1] == []
    assert history.keeps(MOVEMENTS) == []


def test_periods_without_births_give_way_to_a_series_that_covers_them(tmp_path):
    def balance(period, births):
        row = {"commune": "01001", "region": "84", "period": period, "births": births}
        return pd.DataFrame([{column.name: row.get(column.name, 1.0) for column in BALANCE.columns}])

    old = stored(tmp_path, pd.concat([balance("2013-2019", 5.0), balance("2019-2023", None)]))
    frame, kept = history.with_former(BALANCE, balance("2016-2022", 7.0), old)
    assert kept == ["2013-2019"]
    assert sorted(frame["period"]) == ["2013-2019", "2016-2022"]


def test_the_file_of_a_former_year_under_a_newer_name_is_refused(tmp_path):
    old = stored(tmp_path, people(2023, history.FEWEST_COMPARED))
    with pytest.raises(SourceError, match=r"figures of 2024; found those of 2023, in 100\.0%") as refused:
        history.with_former(POPULATION, people(2024, history.FEWEST_COMPARED), old)
    assert refused.value.code == Exit.VINTAGE


def test_the_vintages_of_the_years_kept_are_told_beside_the_new_one():
    now = {"people": "2024", "other": "1999"}
    assert history.vintages(now, {"people": "2023"}, ["2023"]) == {"people": "2023; 2024", "other": "1999"}
    assert history.vintages(now, {"people": "2023"}, []) == now
