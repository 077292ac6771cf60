"""The export of all indicators: what its two descriptions say is what its files hold, and it is there whole or not at all."""

import csv
import hashlib
import json
import os
import re
import threading

import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis import snapshot
from analysis.cli.command_line import app
from analysis.indicators import NotAnExport, export, exporting, indicators, of_every_commune
from analysis.indicators import export as write
from analysis.indicators import metadata as described_by
from analysis.territories import Territory, france

PLACE = "epci:241500271"
FILES = ["catalogue.csv", "communes.csv", "csv-metadata.json", "datapackage.json", "indicators.parquet", "missing.csv"]
# https://specs.frictionlessdata.io: what a name may be, and how the types that are used here are written.
NAME = re.compile(r"[a-z0-9._-]+")
TYPES = {"string": r"[\s\S]*", "number": r"-?\d+(\.\d+)?(e[+-]?\d+)?", "integer": r"-?\d+", "boolean": r"true|false"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("export") / "mauriac"
    export(Territory.parse(PLACE), target)
    return target


@pytest.fixture(scope="module")
def package(folder) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def rows_of(folder, resource: dict) -> tuple[list[str], list[dict[str, str]]]:
    """Return the headings and the rows of a resource as texts."""
    if resource["format"] == "parquet":
        table = pd.read_parquet(folder / resource["path"])
        texts = table.astype("object").where(table.notna(), "").map(lambda value: str(value))
        texts["reliable"] = texts["reliable"].str.lower()
        return list(table), texts.to_dict("records")
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return list(reader.fieldnames), list(reader)


def check_field(field: dict, values: list[str]) -> list[str]:
    """Return what of a column is not as its description says."""
    constraints = field.get("constraints", {})
    allowed = re.compile(constraints.get("pattern", TYPES[field["type"]]))
    held = [value for value in values if value]
    wrong = [value for value in held if not allowed.fullmatch(value)]
    wrong += [value for value in held if "enum" in constraints and value not in constraints["enum"]]
    return [f"{field['name']}: {value!r}" for value in wrong[:3]]


def test_the_files_are_those_and_no_draft_is_left(folder):
    assert sorted(file.name for file in folder.iterdir()) == FILES
    assert [one.name for one in folder.parent.iterdir()] == [folder.name]


def test_the_data_package_is_one_by_its_specification(folder, package):
    assert NAME.fullmatch(package["name"]) and package["resources"]
    assert all(set(source) >= {"title"} for source in package["sources"]), "a source has a title"
    assert all({"name", "path"} & set(one) for one in package.get("licenses", [])), "a licence has a name or a path"
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert NAME.fullmatch(resource["name"]) and "/" not in resource["path"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_each_table_is_what_its_schema_says(folder, package):
    tables = {}
    for resource in package["resources"]:
        headings, rows = rows_of(folder, resource)
        schema = resource["schema"]
        assert [field["name"] for field in schema["fields"]] == headings
        wrong = [
            text for field in schema["fields"] for text in check_field(field, [row[field["name"]] for row in rows])
        ]
        assert not wrong, f"{resource['path']}: {wrong}"
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys)) and all(map(all, keys)), f"{resource['path']}: the key is not unique"
        tables[resource["name"]] = rows
    for resource in package["resources"]:
        for link in resource["schema"]["foreignKeys"]:
            there = {row[link["reference"]["fields"]] for row in tables[link["reference"]["resource"]]}
            lost = {row[link["fields"]] for row in tables[resource["name"]]} - there
            assert not lost, f"{resource['name']}.{link['fields']} leads nowhere: {sorted(lost)[:5]}"


def test_csv_on_the_web_describes_the_same_files(folder, package):
    told = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    texts = {resource["path"]: resource for resource in package["resources"] if resource["format"] == "csv"}
    assert [table["url"] for table in told["tables"]] == list(texts)
    for table in told["tables"]:
        headings, rows = rows_of(folder, texts[table["url"]])
        columns = table["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == headings
        wrong = [column["name"] for column in columns if any(column["name"] != t[0] for t in column["titles"].values())]
        assert not wrong, f"a reader matches the headings with the titles: {wrong}"
        empty = [
            column["name"] for column in columns if column["required"] and not all(row[column["name"]] for row in rows)
        ]
        assert not empty, f"required and missing: {empty}"


def test_it_holds_every_indicator_of_every_commune_of_the_territory(folder):
    communes = set(Territory.parse(PLACE).communes)
    wide = pd.read_csv(folder / "communes.csv", dtype={"commune": "str", "departement": "str"})
    long = pd.read_parquet(folder / "indicators.parquet")
    assert set(wide["commune"]) == set(long["commune"]) == communes
    assert list(wide)[6:] == list(indicators()) == list(pd.read_csv(folder / "catalogue.csv")["indicator"])
    assert len(long) == len(communes) * len(indicators())
    held = of_every_commune("aged_60_plus").set_index("commune")["value"]
    pd.testing.assert_series_equal(
        wide.set_index("commune")["aged_60_plus"],
        held[sorted(communes)],
        check_names=False,
        rtol=1e-9,
        check_index_type=False,
    )
    missing = long[long["value"].isna()]
    assert missing["reason"].notna().all(axis=None), "each missing value has its reason"


def test_each_empty_cell_of_the_csv_has_its_reason_in_a_csv(folder):
    """A mayor's spreadsheet opens no Parquet, and an empty cell says nothing of why."""
    wide = pd.read_csv(folder / "communes.csv", dtype={"commune": "str"}).set_index("commune")[list(indicators())]
    told = pd.read_csv(folder / "missing.csv", dtype="str")
    empty = wide.stack(future_stack=True)
    assert set(empty.index[empty.isna()]) == set(zip(told["commune"], told["indicator"]))
    assert told["reason"].notna().all() and len(told), "this place has a gap at least"


def test_no_column_comes_twice_in_a_table_of_the_whole_country():
    """Of France alone, no row is picked while reading: a column asked for twice came twice."""
    whole = exporting._wide(france(), pd.DataFrame({"commune": ["15014"], "indicator": "a", "value": [1.0]}), ["a"])
    assert list(whole) == ["commune", *exporting.PLACES, "a"]
    for place in (None, france(), Territory.parse("94")):
        held = snapshot.load("communes", place, columns=["commune", "region", "region"])
        assert list(held) == ["commune", "region"], place


def test_each_column_tells_its_year_its_unit_and_its_source_in_both_languages(package):
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    for key, entry in indicators().items():
        assert fields[key]["unit"] == entry.unit and fields[key]["source"] == entry.source
        assert fields[key]["date"] or key.startswith("isolated_"), f"{key}: no date"
    for name in ("title", "title_fr"):
        told = [field[name] for field in fields.values()]
        assert len(told) == len(set(told)), (
            f"columns that are called alike: {sorted(t for t in told if told.count(t) > 1)}"
        )
    english = [name for name, field in fields.items() if field["title"] == field["title_fr"]]
    assert not english, f"not said in French: {english}"


def test_the_catalogue_tells_what_a_figure_is_worth(folder, package):
    """Sampled or not, weighted by what, kept secret or not, from which files under which licence: for each indicator."""
    catalogue = pd.read_csv(folder / "catalogue.csv").set_index("indicator")
    sampled = set(catalogue.index[catalogue["sampled"]])
    assert sampled == {"retired", "jobs", "production_jobs"}
    assert catalogue["secret"][catalogue["secret"]].index.tolist() == ["median_income"]
    bare = catalogue.index[(catalogue["adds"] == "ratio") & catalogue["weight"].isna()].tolist()
    assert not bare, f"a mean of communes has a weight: {bare}"
    told = catalogue[["source", "source_fr", "unit", "unit_fr", "licence"]]
    assert told.notna().all(axis=None), f"untold: {told.isna().sum().to_dict()}"
    # The table of communes holds all zonings; a class has its own alone.
    assert "aires urbaines 2010" in catalogue["source"]["isolated_zau"]
    assert not catalogue["source"]["isolated_zau"].count("densité") and "2021" in catalogue["source"]["median_income"]
    assert "2014" not in catalogue["source"]["median_income"]
    reason = next(field for field in package["resources"][2]["schema"]["fields"] if field["name"] == "reason")
    assert set(reason["meanings"]) == set(reason["constraints"]["enum"]) == set(described_by.WHY)
    same = [code for code, said in reason["meanings"].items() if said["title"] == said["title_fr"]]
    assert not same, f"reasons not said in French: {same}"
    assert [one["rows"] for one in package["resources"]] == [
        len(rows_of(folder, one)[1]) for one in package["resources"]
    ]


@pytest.mark.parametrize("fails", ["data_package", "csv_on_the_web"])
def test_what_fails_leaves_the_former_export_as_it_was(folder, monkeypatch, fails):
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    def broken(*_):
        raise OSError("no space left")

    monkeypatch.setattr(described_by, fails, broken)
    with pytest.raises(OSError, match="no space left"):
        write(Territory.parse("epci:241500230"), folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert [one.name for one in folder.parent.iterdir()] == [folder.name]


def test_the_same_export_gives_the_same_bytes(folder):
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    export(Territory.parse(PLACE), folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_folder_of_something_else_is_never_replaced(tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(NotAnExport, match="holds something else"):
        export(Territory.parse(PLACE), tmp_path)
    done = CliRunner().invoke(app, ["export", "--region", PLACE, "--folder", str(tmp_path)])
    assert done.exit_code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["letters.txt"]


def test_links_that_lead_to_each_other_are_an_error_of_the_system(tmp_path):
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / name).symlink_to(tmp_path / other)
    with pytest.raises(OSError, match="one"):
        export(Territory.parse(PLACE), tmp_path / "one")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one", "two"]


FORMER = {
    "a package of somebody else": {"datapackage.json": '{"name": "rainfall"}', "communes.csv": "mine"},
    "no package at all": {"datapackage.json": "[]"},
    "files of the same names": {"communes.csv": "mine"},
    "an export with a letter beside it": {
        "datapackage.json": '{"name": "territoires-isoles-84"}',
        "letter.txt": "mine",
    },
    "an export with a folder beside it": {
        "datapackage.json": '{"name": "territoires-isoles-84"}',
        "maps/a.txt": "mine",
    },
    "a folder that has the name of a file": {
        "datapackage.json": '{"name": "territoires-isoles-84"}',
        "communes.csv/a": "",
    },
}


@pytest.mark.parametrize("files", FORMER.values(), ids=FORMER)
def test_a_folder_that_is_not_only_an_export_is_never_replaced(tmp_path, files):
    folder = tmp_path / "mine"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["export", "--region", PLACE, "--folder", str(folder)])
    assert done.exit_code == 2, done.output
    held = [file for file in folder.rglob("*") if file.is_file()]
    assert {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in held} == files
    with pytest.raises(NotAnExport, match="holds something else"):
        export(Territory.parse(PLACE), folder)


def test_an_empty_folder_and_a_former_export_may_be_replaced(folder, tmp_path):
    for target in (folder, tmp_path, tmp_path / "new"):
        exporting.refuse_other(target)


@pytest.fixture
def small(monkeypatch):
    """Let an export be made in no time: tables of a line."""
    one = pd.DataFrame({"commune": ["15014"], "indicator": ["a"]})
    for name in ("_catalogue", "_long", "_wide", "_missing"):
        monkeypatch.setattr(exporting, name, lambda *_: one)
    monkeypatch.setattr(described_by, "data_package", lambda *_: {"name": "territoires-isoles-84"})
    monkeypatch.setattr(described_by, "csv_on_the_web", lambda *_: {})


def left_of(place) -> list[str]:
    return sorted(file.name for file in place.iterdir())


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", [0, 1])
def test_interrupted_between_two_renames_an_export_is_there(small, tmp_path, monkeypatch, number, moment):
    territory, folder = Territory.parse(PLACE), tmp_path / "out"
    export(territory, folder)
    rename, count = os.rename, 0

    def interrupted(*paths):
        nonlocal count
        count += 1
        if count == number + 1 and moment == "before":
            raise KeyboardInterrupt
        rename(*paths)
        if count == number + 1 and moment == "after":
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        export(territory, folder)
    assert left_of(folder) == FILES and left_of(tmp_path) == ["out"]


def test_what_a_killed_export_left_is_swept_by_the_next_and_nothing_else(small, tmp_path):
    territory, folder = Territory.parse(PLACE), tmp_path / "out"
    for name in (".export-out.abcd1234", ".former-out.abcd1234", ".export-out-2.abcd1234", ".export-out.letters"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "communes.csv").touch()
    (tmp_path / ".export-out.aaaaaaaa").mkdir()
    (tmp_path / ".export-out.aaaaaaaa" / "letter.txt").write_text("mine", encoding="utf-8")
    folder.mkdir()
    export(territory, folder)
    assert left_of(tmp_path) == [".export-out-2.abcd1234", ".export-out.aaaaaaaa", ".export-out.letters", "out"]


def test_killed_between_two_renames_the_former_export_is_back_at_the_next(small, tmp_path, monkeypatch):
    territory, folder = Territory.parse(PLACE), tmp_path / "out"
    export(territory, folder)
    folder.rename(tmp_path / ".former-out.abcd1234")

    def broken(*_):
        raise OSError("no space left")

    monkeypatch.setattr(described_by, "csv_on_the_web", broken)
    with pytest.raises(OSError, match="no space left"):
        export(territory, folder)
    assert left_of(folder) == FILES and left_of(tmp_path) == ["out"]


def test_a_second_export_to_the_same_folder_waits_and_says_so(small, tmp_path):
    territory, folder = Territory.parse(PLACE), tmp_path / "out"
    said: list[str] = []
    second = threading.Thread(target=lambda: export(territory, folder, said.append))

    def tell(step: str) -> None:
        if step == "files":
            second.start()
            second.join(1)
            assert second.is_alive() and left_of(tmp_path) != ["out"]

    export(territory, folder, tell)
    second.join(60)
    assert said[0].startswith("another export is writing to ") and "files" in said
    assert left_of(tmp_path) == ["out"]


def test_the_command_writes_the_communes_of_a_list(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("# Deux\ncommune\n15014\n15068\n")
    monkeypatch.setenv("TERRITOIRES_RENDERED", str(tmp_path / "rendered"))
    done = CliRunner().invoke(app, ["export", "--region", "list:mine.csv"])
    assert done.exit_code == 0, done.output
    table = pd.read_csv(tmp_path / "rendered" / "export" / "list-deux" / "communes.csv", dtype={"commune": "str"})
    assert list(table["commune"]) == ["15014", "15108"]


def test_several_territories_are_refused():
    assert CliRunner().invoke(app, ["export", "--region", "84,94"]).exit_code == 2
