"""What is remembered is what would be computed, and whoever records what is read learns of it either way."""

import os

import pandas as pd
import pytest

from analysis import snapshot
from analysis.snapshot import memory
from analysis.territories import Territory, france


@pytest.fixture
def calls(monkeypatch) -> list:
    """Forget everything, and count the computations."""
    monkeypatch.setattr(memory, "_held", {})
    monkeypatch.delenv(memory.FOLDER, raising=False)
    counted.clear()
    return counted


counted: list = []


@snapshot.remembered
def people(territory: Territory, year: int = 2020) -> pd.DataFrame:
    counted.append((territory.code, year))
    snapshot.path("population")
    return pd.DataFrame({"code": [territory.code], "people": [year] if isinstance(year, int) else year})


def test_the_same_question_is_computed_once(calls):
    pd.testing.assert_frame_equal(people(france()), people(france()))
    people(france(), year=2021)
    people(Territory("region", "84", "Auvergne-Rhône-Alpes", "84"))
    assert calls == [("FR", 2020), ("FR", 2021), ("84", 2020)]


def test_lists_are_arguments_like_any_other(calls):
    people(france(), year=[2020])
    people(france(), year=[2020])
    people(france(), year=[2021])
    assert calls == [("FR", [2020]), ("FR", [2021])]


def test_what_is_given_is_a_copy(calls):
    mine = people(france())
    mine.loc[0, "people"] = -1
    assert people(france())["people"].tolist() == [2020]


def test_another_snapshot_is_another_answer(calls, tmp_path, monkeypatch):
    people(france())
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="population"):
        people(france())


def test_a_recorder_hears_of_the_tables_of_a_remembered_answer(calls):
    with snapshot.recording() as first:
        people(france())
    with snapshot.recording() as second:
        people(france())
    assert first == second == {"population.parquet"}
    assert len(calls) == 1


def test_who_records_inside_a_recording_and_around_it_both_learn_what_is_read(calls):
    with snapshot.recording() as outer:
        with snapshot.recording() as inner:
            snapshot.path("jobs")
        snapshot.path("mobile")
    assert (inner, outer) == ({"jobs.parquet"}, {"jobs.parquet", "mobile.parquet"})


def test_processes_that_share_a_folder_share_the_answers(calls, tmp_path, monkeypatch):
    monkeypatch.setenv(memory.FOLDER, str(tmp_path))
    people(france())
    ((key, (kept, tables)),) = memory._held.items()
    memory._to_folder(key, (kept.assign(people=7), tables))
    monkeypatch.setattr(memory, "_held", {})
    with snapshot.recording() as seen:
        assert people(france())["people"].tolist() == [7]
    assert seen == {"population.parquet"} and len(calls) == 1


@pytest.mark.parametrize("spoil", [lambda content: content[:-1], lambda content: content + b" ", lambda content: b""])
def test_an_answer_that_is_not_as_it_was_kept_is_computed_again(calls, tmp_path, monkeypatch, spoil):
    monkeypatch.setenv(memory.FOLDER, str(tmp_path))
    people(france())
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    monkeypatch.setattr(memory, "_held", {})
    assert people(france())["people"].tolist() == [2020]
    assert len(calls) == 2 and file.read_bytes() == whole


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="a system without such owners")
def test_a_folder_that_others_can_reach_is_neither_read_nor_written(calls, tmp_path, monkeypatch):
    monkeypatch.setenv(memory.FOLDER, str(tmp_path))
    people(france())
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    for mode in (0o755, 0o770, 0o701):
        tmp_path.chmod(mode)
        monkeypatch.setattr(memory, "_held", {})
        people(france())
    assert len(calls) == 4 and kept.stat().st_mtime_ns == before


def test_a_link_to_a_folder_is_not_taken_for_it(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    assert memory.private(tmp_path) and not memory.private(tmp_path / "link")


def test_answers_about_an_epci_are_not_shared(calls, tmp_path, monkeypatch):
    monkeypatch.setenv(memory.FOLDER, str(tmp_path))
    people(Territory("epci", "241500230", "CA du Bassin d'Aurillac", "84"))
    assert list(tmp_path.iterdir()) == []


def test_a_measure_already_remembered_is_kept_once(calls):
    people(france())
    snapshot.recall(people, france())
    assert len(calls) == 1 and len(memory._held) == 1


def test_functions_without_a_name_of_their_own_are_never_mistaken_for_another(calls):
    assert [snapshot.recall(lambda: 1), snapshot.recall(lambda: 2)] == [1, 2]


@pytest.mark.parametrize("fault", ["no room", "a folder in its place"])
def test_what_cannot_be_kept_is_computed_and_the_run_goes_on(calls, tmp_path, monkeypatch, fault):
    monkeypatch.setenv(memory.FOLDER, str(tmp_path))
    people(france())
    (file,) = tmp_path.iterdir()
    file.unlink()
    monkeypatch.setattr(memory, "_held", {})
    if fault == "no room":

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(memory.Path, "write_bytes", full)
    else:
        file.mkdir()
    assert people(france())["people"].tolist() == [2020]
    assert people(france())["people"].tolist() == [2020] and len(calls) == 2
    assert [held.name for held in tmp_path.iterdir()] == ([] if fault == "no room" else [file.name]), (
        "a draft stays behind"
    )
