"""What is typed for a territory: names, lists with commas, all of a kind; and the command that looks them up."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.command_line import app
from analysis.cli.editions import MOST_PARTS, definition_of, editions_of
from analysis.cli.notebooks import chosen
from analysis.territories import epcis


def folders(*typed: str, definition: str = "zau") -> list[str]:
    return [edition.folder for edition in editions_of(list(typed), definition)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["Cantal,Lozère,"], ["dep-15", "dep-48"]),
        (["84,,94, "], ["84", "94"]),
        (["CC Chinon, Vienne et Loire"], ["epci-200043081"]),
        (["Cantal, CC Avallon, Vézelay, Morvan, 84"], ["dep-15", "epci-200039758", "84"]),
        (["Loire, Vienne"], ["dep-42", "dep-86"]),
        (["Cantal", "dep:15"], ["dep-15"]),
        (["Cantal; CC Chinon, Vienne et Loire;84;"], ["dep-15", "epci-200043081", "84"]),
    ],
)
def test_a_list_is_parted_at_its_commas_but_not_inside_a_name(typed, read):
    assert folders(*typed) == read


@pytest.mark.parametrize(("typed", "count"), [("ALL", 19), ("All,", 19), ("DEP:All", 101), ("dep: all", 101)])
def test_all_of_a_kind_is_asked_for_in_any_case(typed, count):
    assert len(folders(typed)) == count


def test_no_name_has_more_commas_than_are_read_together():
    longest = max(epcis(), key=lambda place: place.name.count(","))
    assert longest.name.count(",") < MOST_PARTS, f"{longest.name}: raise MOST_PARTS"


@pytest.mark.parametrize("typed", ["", " , ", ",,", ";", " ;, "])
def test_a_list_of_nothing_is_refused(typed, capsys):
    with pytest.raises(SystemExit) as ended:
        editions_of([typed], "zau")
    assert ended.value.code == 2 and "nearest: " in capsys.readouterr().err


def test_a_definition_is_read_in_any_case():
    assert definition_of("AAV") == "aav"
    assert folders("94", definition=" Density ") == ["94-density"]


def test_a_comma_at_the_end_asks_for_no_more_notebooks():
    notebooks = [Path(f"{number}_small.ipynb") for number in (1, 2, 3)]
    assert chosen(notebooks, ["2,3,"]) == notebooks[1:]


@pytest.mark.parametrize(("typed", "meant"), [("2-3", [2, 3]), ("1-9", [1, 2, 3]), ("3,1 – 2", [1, 2, 3])])
def test_from_one_number_to_another(typed, meant):
    notebooks = [Path(f"{number}_small.ipynb") for number in (1, 2, 3)]
    assert chosen(notebooks, [typed]) == [notebooks[number - 1] for number in meant]


@pytest.mark.parametrize("typed", ["3-2", "4-6"])
def test_from_one_number_to_none_is_refused(typed, capsys):
    with pytest.raises(SystemExit) as ended:
        chosen([Path(f"{number}_small.ipynb") for number in (1, 2, 3)], [typed])
    assert ended.value.code == 2 and "of 1, 2, 3" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["mauriac"], ["pays", "de", "Mauriac"], ["MAURIAC"]])
def test_places_prints_what_to_type(words):
    done = CliRunner().invoke(app, ["places", *words])
    assert done.exit_code == 0
    assert "epci:241500271" in done.stdout and "CC du Pays de Mauriac" in done.stdout


def test_places_shows_twenty_rows_and_counts_the_others():
    done = CliRunner().invoke(app, ["places", "saint"])
    assert done.stdout.count("epci:") + done.stdout.count("dep:") == 20
    assert "more: add a word" in done.stdout


def test_places_lists_regions_then_departements_then_epci_then_communes():
    done = CliRunner().invoke(app, ["places", "reunion"])
    at = [done.stdout.index(kind) for kind in ("region ", "département", "EPCI", "commune ")]
    assert at == sorted(at)


@pytest.mark.parametrize(("words", "code"), [(["xyzzy"], 1), ([" "], 2)])
def test_places_of_nothing_says_so_and_fails(words, code):
    done = CliRunner().invoke(app, ["places", *words])
    assert done.exit_code == code
