"""The command that makes the site: bad input is refused before anything runs."""

from types import SimpleNamespace

import pytest

from analysis.cli import command_line, site


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org", "https://a.org/?a=b", "javascript:x", "http://["]
)
def test_an_address_that_is_none_is_refused_before_anything_runs(address, capsys):
    with pytest.raises(SystemExit) as stopped:
        site.site(region=["94"], base_url=address)
    assert stopped.value.code == 2 and "base-url" in capsys.readouterr().err


def test_an_unknown_region_is_refused_before_anything_runs(capsys):
    with pytest.raises(SystemExit) as stopped:
        site.site(region=["84,Corsica"])
    assert stopped.value.code == 2 and "94 (Corse)" in capsys.readouterr().err
    assert "site" in {command.callback.__name__ for command in command_line.app.registered_commands}


def test_a_day_that_is_none_is_refused_before_anything_runs(capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 23)
    monkeypatch.setattr("analysis.site.ensure", lambda *_: pytest.fail("reports were run"))
    with pytest.raises(SystemExit) as stopped:
        site.site(region=["94"])
    told = capsys.readouterr().err
    assert stopped.value.code == 2 and told.startswith("error: SOURCE_DATE_EPOCH") and len(told.splitlines()) == 1


def test_workbooks_once_made_are_made_again_by_the_site(tmp_path, monkeypatch):
    monkeypatch.setenv("TERRITOIRES_FIGURES", str(tmp_path / "figures"))
    monkeypatch.setenv("TERRITOIRES_RENDERED", str(tmp_path / "rendered"))
    folder = tmp_path / "figures" / "94" / "1_isolated_territories"
    folder.mkdir(parents=True)
    (folder / "map.xlsx").write_bytes(b"of the run before")

    def run_again(*_):
        (folder / "map.xlsx").unlink()
        (folder / "map.csv").write_text("commune\n2A004\n", encoding="utf-8")

    monkeypatch.setattr("analysis.site.ensure", run_again)
    monkeypatch.setattr("analysis.site.prepare", lambda *_: None)
    monkeypatch.setattr("analysis.site.build", lambda *_: SimpleNamespace(folder=tmp_path, pages=1, bytes=1))
    site.site(region=["94"], language="en")
    assert (folder / "map.xlsx").read_bytes().startswith(b"PK"), "the site dropped a workbook that a run had made"
    assert not list((tmp_path / "figures" / "94").glob("2_*")), "workbooks where none was asked for"
