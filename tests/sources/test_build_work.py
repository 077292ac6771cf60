"""The builders of jobs, establishments, employees and zones on hand-made files: sums, years, what is refused."""

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.sources.builders import work, zones
from analysis.sources.faults import Exit, SourceError
from analysis.sources.geography import Geography

COMMUNES = pd.DataFrame(
    {
        "commune": ["01001", "01002", "75056"],
        "name": ["A", "B", "Paris"],
        "departement": ["01", "01", "75"],
        "region": ["84", "84", "11"],
    }
)


# 01003 merged into 01002 in 2022.
MOVEMENTS = pd.DataFrame(
    [["32", "2022-01-01", "COM", code, "COM", "01002"] for code in ("01002", "01003")],
    columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
)


def _entry(name, geography="COG 2021", moves=False):
    files = (SimpleNamespace(name=f"insee/{name}"),)
    return SimpleNamespace(described={"geography": geography}, files=files, moves=moves)


class HandMade:
    """Stands for the raw folder: frames of text by source."""

    def __init__(self, **frames):
        self.frames = frames

        self.entries = {source: _entry(f"{source}.csv") for source in frames}

    def header(self, source, _sheet=None):
        return list(self.frames[source])

    def csv(self, source, columns, **_):
        return self.frames[source][list(columns)].copy()

    def excel(self, source, _sheet, columns, **_options):
        return self.frames[source][list(columns)].copy()


@pytest.fixture
def geography():
    return Geography(COMMUNES, MOVEMENTS, {"01001": 100, "01002": 200, "75056": 2_000_000})


def _functions(year, rows):
    suffix = f"{year % 100:02d}"
    table = pd.DataFrame({"CODGEO": [code for code, *_ in rows], f"ELT{suffix}": [total for _, total, *_ in rows]})
    for name in work.FUNCTION_OF_COLUMN:
        table[f"{name}{suffix}"] = "0"
    table[f"FABRIC{suffix}"] = [production for *_, production in rows]
    table.loc[table[f"ELT{suffix}"] == "nd", [f"{name}{suffix}" for name in work.FUNCTION_OF_COLUMN]] = "nd"
    return table


def _jobs(rows, years=(1999, 2006, 2011, 2016)):
    return HandMade(**{f"insee_analyse_fonctionnelle_{year}": _functions(year, rows) for year in years})


def test_jobs_read_thousands_add_mergers_and_leave_missing_out(geography):
    rows = [("01001", "nd", "nd"), ("01002", "1,200", "1,200"), ("01003", "30", "30"), ("75056", "5", "5")]
    frame = work.jobs(_jobs(rows), geography).frame
    production = frame[(frame["function"] == "production") & (frame["year"] == 2016)].set_index("commune")["jobs"]
    assert production.to_dict() == {"01002": 1230.0, "75056": 5.0}
    assert "01001" not in set(frame["commune"])
    sizes = frame.groupby(["commune", "year"]).size()
    assert set(sizes) == {15}, (
        f"each commune has its fifteen functions in each year, these have not:\n{sizes[sizes != 15]}"
    )


def test_jobs_whose_functions_do_not_add_up_are_refused(geography):
    with pytest.raises(SourceError, match="ELT99"):
        work.jobs(_jobs([("01001", "100", "50")]), geography)


def test_a_new_census_enters_by_its_entry_of_the_catalogue(geography):
    raw = _jobs([("01001", "9", "9"), ("01002", "30", "30")], years=(2016, 2022))
    frame = work.jobs(raw, geography).frame
    production = frame[(frame["function"] == "production") & (frame["commune"] == "01002")].set_index("year")["jobs"]
    assert production.to_dict() == {2016: 30.0, 2022: 30.0}


def _sectors(year, rows):
    names = [f"ET{letters}{year % 100:02d}" for letters in zones.A5]
    return pd.DataFrame(rows, columns=["CODGEO", f"ETTOT{year % 100:02d}", *names])


def _establishments(sectors_year=2018, name="comparateur.zip", moves=False, codes=("01001", "01003")):
    sizes = [f"E16TS{size}" for size in work.SIZE_COLUMNS]
    raw = HandMade(
        insee_clap_2013=_sectors(2013, [["01001", "3", "1", "2", "0", "0", "0"]]),
        insee_comparateur_2018=_sectors(sectors_year, [[code, "5", "5", "0", "0", "0", "0"] for code in codes]),
        insee_ree_2016=pd.DataFrame([["01001", "7", "7", *"00000000"]], columns=["CODGEO", "E16TST", *sizes]),
    )
    raw.entries["insee_comparateur_2018"] = _entry(name, moves=moves)
    return raw


def test_establishments_take_their_years_from_their_columns(geography):
    frame = work.establishments(_establishments(2023), geography).frame
    sums = frame[frame["commune"] == "01001"].groupby(["year", "dimension"])["establishments"].sum()
    assert sums.to_dict() == {(2013, "sector"): 3.0, (2016, "size"): 7.0, (2023, "sector"): 5.0}


def test_last_years_establishments_under_this_years_name_are_refused(geography):
    with pytest.raises(SourceError, match=r"figures of 2019, as its name says; found figures of 2018"):
        work.establishments(_establishments(2018, "comparateur_2019.zip"), geography)


@pytest.mark.parametrize("moves", [True, False])
def test_a_file_replaced_in_place_must_have_the_communes_that_the_catalogue_tells(geography, moves):
    movements = pd.DataFrame([["21", "2022-01-01", "COM", "01001", "COM", code] for code in ("01001", "01002")])
    geography = Geography(COMMUNES, movements.set_axis(MOVEMENTS.columns, axis=1), {"01001": 100, "01002": 200})
    raw = _establishments(2023, moves=moves, codes=("01001", "01002"))
    if not moves:
        assert len(work.establishments(raw, geography).frame)
        return
    told = r"communes of 2021, .* found 1 of 2 codes \(50.00%\) that were none then, first 01002: it fits COG 2022"
    with pytest.raises(SourceError, match=told) as refused:
        work.establishments(raw, geography)
    assert refused.value.code == Exit.UNKNOWN_COMMUNE
    raw.entries["insee_comparateur_2018"] = _entry("comparateur.zip", "COG 2022", moves=True)
    assert len(work.establishments(raw, geography).frame)


def _estel(**years):
    rows = [["0051_Alençon", f"{code}-x", *(f"1,{int(value):03d}" for value in years.values())] for code in zones.A5]
    rows.append(["0051_Alençon", "TT-Total", *(f"{5000 + 5 * int(value):,}" for value in years.values())])
    return pd.DataFrame(rows, columns=["Zone_emploi", "Activite", *(year[1:] for year in years)])


def test_estel_takes_its_years_from_its_columns():
    raw = HandMade(insee_estel_ze2010_salarie=_estel(y2017="10", y2018="20"))
    frame = zones._estel_by_sector(raw)
    whole = frame[frame["sector"] == "all"].set_index("year")["jobs"]
    assert whole.to_dict() == {2017: 5050.0, 2018: 5100.0}
    raw.entries["insee_estel_ze2010_salarie"] = _entry("estel_1998-2019.csv")
    with pytest.raises(SourceError, match="figures of 2019, as its name says; found figures of 2018"):
        zones._estel_by_sector(raw)


def _employees(**rows):
    columns = [f"effectifs_salaries_{year}" for year in range(2014, 2025)]
    table = pd.DataFrame([[code, *values] for code, values in rows.items()], columns=["code_commune", *columns])
    table["code_commune"] = table["code_commune"].str[1:]
    return HandMade(urssaf_effectifs_communes_2014_2024=table)


def test_employees_add_known_parts_and_keep_zero_apart_from_missing(geography):
    raw = _employees(
        c01001=["0", *[pd.NA] * 10],
        c01002=["10"] * 11,
        c01003=[pd.NA, *["5"] * 10],
        c75101=["100"] * 11,
        c75102=["200"] * 11,
        c75056=["3", *[pd.NA] * 10],
    )
    frame = work.employees(raw, geography).frame.set_index(["commune", "year"])["employees"]
    assert frame["01001"].to_dict() == {2014: 0.0}
    assert frame["01002"].loc[[2014, 2015]].tolist() == [10.0, 15.0]
    assert frame["75056"].loc[[2014, 2015]].tolist() == [303.0, 300.0]


def test_a_city_beside_its_arrondissements_is_refused(geography):
    raw = _employees(c75101=["100"] * 11, c75102=["200"] * 11, c75056=["300"] * 11)
    with pytest.raises(SourceError, match="both for 75056"):
        work.employees(raw, geography)


def test_total_of_sectors_is_missing_where_one_is():
    rows = [["0051", "BE", "10"], ["0051", "FZ", "4"], ["0052", "BE", "7"], ["0052", "FZ", pd.NA]]
    raw = HandMade(urssaf=pd.DataFrame(rows, columns=["ZE2020", "A5", "y"]))
    frame = zones._by_a5(raw, "urssaf", {"y": 2019}, "urssaf")
    whole = frame[frame["sector"] == "all"].set_index("zone")["jobs"]
    assert whole.to_dict() == {"0051": 14.0}


def test_rates_become_shares_and_empty_quarters_stay_out(geography):
    quarters = [f"{year}-T{quarter}" for year in range(2003, 2024) for quarter in range(1, 5)][:-1]
    table = pd.DataFrame([["0051", "Alençon", pd.NA, *[7.5] * 82]], columns=["ZE2020", "LIBZE2020", *quarters])
    frame = zones.unemployment(HandMade(insee_chomage_ze2020=table), geography).frame
    assert len(frame) == 82
    first = frame.iloc[0]
    assert (first["year"], first["quarter"], first["rate_unemployment"]) == (2003, 2, 0.075)
