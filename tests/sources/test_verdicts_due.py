"""Claims are judged again by a build where what they are judged from changed, and by the next one where it was cut short."""

import pytest
from helpers import mini_build
from typer.testing import CliRunner

from analysis.cli import renew
from analysis.cli.command_line import app
from analysis.sources import manifest

FEWER_JOBS = mini_build.files() | {
    mini_build.EMPLOYEES: (
        "employees.csv",
        mini_build.employees().replace(b";100;", b";150;"),
        len(mini_build.CODES),
    )
}


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Give what builds a small snapshot with its claims, and returns how many times they were judged; it was built once."""
    mini_build.install(monkeypatch.setattr)
    data, judged = tmp_path / "data", []
    data.mkdir()
    for name in ("claims.csv", "verdicts.csv"):
        (data / name).write_text("id\nC01\n", encoding="utf-8")
    monkeypatch.setenv("TERRITOIRES_DATA", str(data))

    def judge():
        judged.append(1)
        if judging["fails"]:
            raise KeyboardInterrupt
        return "id\nC01\n"

    judging = {"fails": False}
    monkeypatch.setattr(renew, "verdicts", lambda folder: renew.Stored("verdicts", folder / "verdicts.csv", judge))

    def build(content=None, fails=False, **told):
        judged.clear()
        judging["fails"] = fails
        raw = mini_build.write(tmp_path / "raw", content, **told)
        done = CliRunner().invoke(app, ["data", "build", "--raw", str(raw), "--no-figures"])
        assert (done.exit_code != 0) is fails, done.output
        return len(judged)

    assert build() == 1, "the verdicts of a snapshot that was not there"
    return data, build


def test_the_same_tables_are_not_judged_again(built):
    data, build = built
    assert build() == 0
    before = (data / manifest.NAME).read_bytes()
    assert build() == 0
    assert (data / manifest.NAME).read_bytes() == before and b'"due"' not in before


def test_other_tables_are_judged_once(built):
    _, build = built
    assert [build(FEWER_JOBS), build(FEWER_JOBS)] == [1, 0]


def test_another_catalogue_is_judged(built):
    _, build = built
    assert [build(geography="COG 2024"), build(geography="COG 2024")] == [1, 0]


def test_what_was_cut_short_is_judged_by_the_next_build(built):
    data, build = built
    assert build(FEWER_JOBS, fails=True) == 1
    assert manifest.read(data)["due"] == [manifest.VERDICTS]
    assert manifest.check_snapshot(data) == []
    assert [build(FEWER_JOBS), build(FEWER_JOBS)] == [1, 0]


@pytest.mark.parametrize("name", ["claims.csv", "verdicts.csv"])
def test_a_text_that_was_changed_by_hand_is_judged(built, name):
    data, build = built
    (data / name).write_text("id\nC02\n", encoding="utf-8")
    assert build() == 1


def test_verdicts_that_are_gone_are_made(built):
    data, build = built
    (data / "verdicts.csv").unlink()
    assert build() == 1
    assert (data / "verdicts.csv").exists()
