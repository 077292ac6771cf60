"""The command that makes the site: bad input is refused before anything runs."""

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
