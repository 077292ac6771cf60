"""Claims are judged again by a build where what they are judged from changed, and by the next one where it was cut short."""

import pytest
from helpers import mini_build
from typer.testing import CliRunner

from analysis.cli import renew, verdicts
from analysis.cli.command_line import app
from analysis.sources import manifest
from analysis.sources.faults import Exit

HEADER = "territory,definition,id,verdict_then,verdict_now,verdict\n"
FORMER = f"{HEADER}FR,zau,C01,holds,holds,holds\nFR,aav,C01,close,,close\n"

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
        (data / name).write_text(FORMER, encoding="utf-8")
    monkeypatch.setenv("TERRITOIRES_DATA", str(data))

    def judge(folder):
        judged.append(1)
        assert (folder / "claims.csv").exists() and (folder / "employees.parquet").exists()
        return judging["verdicts"]

    def cut_short(stored):
        raise KeyboardInterrupt

    judging = {"verdicts": FORMER}
    monkeypatch.setattr(verdicts, "judge", judge)

    def build(content=None, fails=False, judged_as=FORMER, code=None, options=(), **told):
        judged.clear()
        judging["verdicts"] = judged_as
        raw = mini_build.write(tmp_path / "raw", content, **told)
        with pytest.MonkeyPatch.context() as patch:
            if fails:
                patch.setattr(renew.Stored, "renew", cut_short)
            done = CliRunner().invoke(app, ["data", "build", "--raw", str(raw), "--no-figures", *options])
        assert (done.exit_code != 0) is (fails or code is not None), done.output
        assert code is None or done.exit_code == code, done.output
        said.append(" ".join(done.output.split()))
        return len(judged)

    said: list[str] = []
    build.said = said

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
    (data / name).write_text(FORMER.replace("C01", "C02"), encoding="utf-8")
    assert build() == 1
    assert ("the former verdicts were altered (verdicts.csv)" in build.said[-1]) is (name == manifest.VERDICTS)
    assert (data / manifest.VERDICTS).read_text(encoding="utf-8") == FORMER


def test_verdicts_that_are_gone_are_made(built):
    data, build = built
    (data / "verdicts.csv").unlink()
    assert build() == 1
    assert (data / "verdicts.csv").exists()


OTHER = FORMER.replace("FR,zau,C01,holds,holds,holds", "FR,zau,C01,rejected,holds,unclear")


def test_a_verdict_that_changes_stops_the_build_unless_its_claim_is_accepted(built):
    data, build = built
    before = {file.name: file.read_bytes() for file in data.iterdir() if file.is_file()}
    assert build(FEWER_JOBS, judged_as=OTHER, code=Exit.UNUSUAL) == 1
    said = build.said[-1]
    assert "C01 (FR, zau): then holds → rejected" in said and "--accept each claim by its id" in said
    assert {file.name: file.read_bytes() for file in data.iterdir() if file.is_file()} == before
    assert build(FEWER_JOBS, judged_as=OTHER, code=Exit.UNUSUAL, options=["--accept", "C02"]) == 1
    assert build(FEWER_JOBS, judged_as=OTHER, options=["--accept", "C01"]) == 1
    assert "verdicts: renewed verdict changed: C01 (FR, zau): then holds → rejected" in build.said[-1]
    assert "verdict changed: C01 (FR, zau): in all holds → unclear" in build.said[-1]
    assert (data / manifest.VERDICTS).read_text(encoding="utf-8") == OTHER
    assert manifest.check_snapshot(data) == []


def test_a_verdict_that_is_gone_stops_the_build_and_one_that_is_new_does_not(built):
    _, build = built
    assert build(FEWER_JOBS, judged_as=FORMER.split("FR,aav")[0], code=Exit.UNUSUAL) == 1
    assert "C01 (FR, aav): then close → gone" in build.said[-1]
    assert build(FEWER_JOBS, judged_as=f"{FORMER}FR,zau,C09,holds,holds,holds\n") == 1
    assert "verdict changed" not in build.said[-1]


def test_claims_that_cannot_be_judged_leave_the_former_snapshot(built, monkeypatch):
    data, build = built

    def fail(folder):
        raise RuntimeError("the claims cannot be judged: ValueError: no table jobs")

    monkeypatch.setattr(verdicts, "judge", fail)
    before = (data / manifest.NAME).read_bytes()
    build(FEWER_JOBS, code=1)
    assert "the claims cannot be judged" in build.said[-1]
    assert (data / manifest.NAME).read_bytes() == before


def test_a_process_of_its_own_says_why_it_cannot_judge(tmp_path):
    with pytest.raises(RuntimeError, match=r"^the claims cannot be judged: .*is not in the snapshot"):
        verdicts.judge(tmp_path)
