"""Each source of the catalogue has a made-up next vintage that adds to what is held; a former one under its name is refused."""

import json
import shutil

import pandas as pd
import pytest
from helpers import mini_house
from helpers.mini_vintages import NEXT, WITHOUT_NEXT, without_year

from analysis.sources import contracts
from analysis.sources.builders import history
from analysis.sources.faults import Exit, Fault

BY_SOURCE = {case.source: case for case in NEXT}
# A list of places may stay as it is; what else has years is looked at.
ADDING = [case for case in NEXT if any(case.adds.values()) and "points" not in case.adds]
TYPOLOGIES = ("insee_appartenance_2022", "insee_densite_2016", "insee_grille_densite_2022", "anct_zrr_2021")
# What a table is made with besides the sources that its contract cites.
BESIDES = {
    "commuting": TYPOLOGIES,
    "typologies": TYPOLOGIES,
    "communes": ("insee_mobilite_travail",),
    "jobs_zone": ("insee_ze2020_composition",),
    "mobile": ("arcep_ftth_2018t1_communes",),
    "points": ("ign_contours_communes_2025",),
    "service_types": contracts.CONTRACTS["services"].sources,
}


def name_of(case):
    return case.into or case.source


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Build the dozen communes once, from a made-up file of each source."""
    folder = tmp_path_factory.mktemp("house")
    with pytest.MonkeyPatch.context() as patch:
        mini_house.install(patch)
        (folder / "raw").mkdir()
        mini_house.built(mini_house.country(folder / "raw"), folder / "data")
        yield folder


def renewed(house, folder, case, *, put):
    """Put a next vintage beside what its tables need else, and build on the former snapshot."""
    raw, out = folder / "raw", folder / "data"
    raw.mkdir()
    shutil.copytree(house / "data", out)
    needed = {
        source for table in case.adds for source in (*contracts.CONTRACTS[table].sources, *BESIDES.get(table, ()))
    }
    cases = [case, *(BY_SOURCE[source] for source in case.along)]
    entries = dict(mini_house.OFFICIAL)
    for source in {*needed, *(one.source for one in cases)}:
        for file in entries[source].files:
            (raw / file.name).parent.mkdir(exist_ok=True)
            (raw / file.name).symlink_to(house / "raw" / file.name)
    for one in cases:
        entry = entries[one.into or one.source] = one.entry()
        if not one.into:
            for file in mini_house.OFFICIAL[one.source].files:
                (raw / file.name).unlink()
        put(house, raw, one, entry)
    mini_house.describe(raw, entries.values())
    return mini_house.built(raw, out)


def next_file(house, raw, case, entry):
    mini_house.put(raw, entry, case.words)


def former_figures(house, raw, case, entry):
    """Write the file of the next vintage with the figures of the former one."""
    mini_house.put(raw, entry, {**case.words, **case.former_words()})


def former_file(house, raw, case, entry):
    """Put the very file of the former vintage under the name of the next one."""
    mini_house.put(raw, entry, case.words)
    for file, former in zip(entry.files, mini_house.OFFICIAL[case.source].files):
        (raw / file.name).write_bytes((house / "raw" / former.name).read_bytes())


def editions(table, name):
    by = history.keeps(contracts.CONTRACTS[name])
    return set(table[by].astype("str").itertuples(index=False, name=None))


def test_every_source_has_a_next_vintage_or_a_reason_why_not():
    told = {without_year(case.source) for case in NEXT if case.into}
    covered = {source for source in mini_house.OFFICIAL if source in BY_SOURCE or without_year(source) in told}
    untold = sorted(set(mini_house.OFFICIAL) - covered - set(WITHOUT_NEXT))
    assert not untold, f"say in helpers/mini_vintages.py what their next vintage is, or why there is none: {untold}"
    assert covered & set(WITHOUT_NEXT) == set()
    assert set(WITHOUT_NEXT) - set(mini_house.OFFICIAL) == set()


@pytest.mark.parametrize("case", NEXT, ids=name_of)
def test_a_next_vintage_adds_to_what_is_held(house, tmp_path, case):
    report = renewed(house, tmp_path, case, put=next_file)
    manifest = json.loads((tmp_path / "data" / "manifest.json").read_text(encoding="utf-8"))
    for name, added in case.adds.items():
        before, now = (pd.read_parquet(folder / "data" / f"{name}.parquet") for folder in (house, tmp_path))
        assert report.tables.set_index("table").loc[name, "kept_for_lack_of"] == ""
        assert manifest["tables"][name]["vintages"][case.into or case.source].endswith(case.vintage)
        contract = contracts.CONTRACTS[name]
        if not (by := history.keeps(contract)):
            continue
        came, gone = editions(now, name) - editions(before, name), editions(before, name) - editions(now, name)
        time = next(place for place, column in enumerate(by) if column in history.TIME)
        assert {edition[time] for edition in came} == added
        assert {edition[time] for edition in gone} == case.goes.get(name, set())
        kept = [table[table[by[time]].astype("str").isin(report.years_kept.get(name, []))] for table in (before, now)]
        assert len(kept[0].astype("str").merge(kept[1].astype("str"))) == len(kept[0])


@pytest.mark.parametrize("case", ADDING, ids=name_of)
def test_a_new_year_with_the_figures_of_a_former_one_is_refused(house, tmp_path, case):
    with pytest.raises(Fault) as refused:
        renewed(house, tmp_path, case, put=former_figures)
    assert refused.value.code == Exit.VINTAGE, str(refused.value)


@pytest.mark.parametrize("case", NEXT, ids=name_of)
def test_the_file_of_the_former_vintage_under_the_name_of_the_next_is_refused(house, tmp_path, case):
    with pytest.raises(Fault) as refused:
        renewed(house, tmp_path, case, put=former_file)
    assert refused.value.code in (Exit.VINTAGE, Exit.YEAR_TWICE, Exit.COLUMNS), str(refused.value)
