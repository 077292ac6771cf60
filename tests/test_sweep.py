"""Every chapter for editions of every kind: no error, no slip. `benchmarks/sweep.py` does the same for all of them."""

import argparse
import tempfile
from pathlib import Path

import pytest
import sweep
from hypothesis import given
from hypothesis import strategies as st

from analysis import geography, snapshot, territories
from analysis.report import Edition, Places
from analysis.territories import Territory, departements, epcis, france


def _epci(count: int | None = None, lacking: str = "", definition: str = "zau") -> str:
    """Return the first EPCI by code with so many isolated communes, or without a commune of a type."""
    kinds = geography.classify(france(), definition).dropna(subset=["epci"])
    groups = kinds.groupby("epci")
    if lacking:
        found = groups["territory_type"].agg(lambda held: lacking not in set(held.dropna()))
        return f"epci:{found[found].index[0]}"
    isolated = groups["isolated"].sum()
    return f"epci:{isolated[isolated == count].index[0]}"


def _epci_by_size(largest: bool) -> str:
    people = geography.people(france()).merge(
        snapshot.load("communes", columns=["commune", "epci", "region"]).dropna(), on="commune"
    )
    sizes = people.groupby("epci")["population"].sum().sort_values()
    return f"epci:{sizes.index[-1 if largest else 0]}"


def _astride() -> str:
    communes = snapshot.load("communes", columns=["epci", "region"]).dropna()
    regions = communes.groupby("epci")["region"].nunique()
    return f"epci:{regions[regions > 1].index[0]}"


def _list(*departements: str, every: int = 1) -> str:
    """Write a list of communes of one's own, in titles and codes as a spreadsheet leaves them."""
    codes = snapshot.load("communes", columns=["commune", "departement"])
    codes = codes.loc[codes["departement"].isin(departements), "commune"].iloc[::every]
    file = Path(tempfile.mkdtemp()) / "own.csv"
    file.write_text(
        "# Parc d'Essai;\ncommune;\n" + "".join(f"{code.lstrip('0')};\n" for code in codes), encoding="utf-8"
    )
    return f"list:{file}"


# Every other stratum is read in French: what fails or slips in one language mostly does in the other.
STRATA = {
    "a large region": lambda: ("84", "zau", "fr"),
    "no isolated commune": lambda: (_epci(0), "zau", "en"),
    "one isolated commune": lambda: (_epci(1), "zau", "fr"),
    "nine isolated communes": lambda: (_epci(9), "zau", "en"),
    "ten isolated communes": lambda: (_epci(10), "zau", "fr"),
    "no large urban area": lambda: (_epci(lacking="large_urban_areas"), "zau", "en"),
    "no area between others": lambda: (_epci(lacking="between_several_areas"), "zau", "fr"),
    "astride two regions": lambda: (_astride(), "zau", "en"),
    "the smallest EPCI": lambda: (_epci_by_size(largest=False), "zau", "fr"),
    "the largest EPCI": lambda: (_epci_by_size(largest=True), "zau", "en"),
    "Mayotte": lambda: ("06", "zau", "fr"),
    "La Réunion": lambda: ("04", "zau", "en"),
    "Paris": lambda: ("dep:75", "zau", "fr"),
    "a list astride two regions": lambda: (_list("43", "48", "07", every=3), "zau", "fr"),
    "a list overseas": lambda: (_list("973"), "zau", "fr"),
    "a list of one commune": lambda: (_list("90", every=1000), "aav", "en"),
    "isolated by a list": lambda: ("dep:43", _list("43", "48", every=2), "fr"),
    "attraction areas": lambda: ("dep:48", "aav", "fr"),
    "density grid": lambda: ("94", "density", "en"),
    "both zonings": lambda: ("dep:15", "strict", "fr"),
}


@pytest.fixture(autouse=True, scope="module")
def shared_memory(tmp_path_factory):
    """Let the processes of the tests compute what they ask of France once."""
    with snapshot.shared_in(tmp_path_factory.getbasetemp().parent):
        yield


@pytest.mark.slow
@pytest.mark.parametrize("stratum", STRATA)
def test_every_chapter_runs_without_error_or_slip(stratum):
    text, definition, language = STRATA[stratum]()
    edition = Edition(Territory.parse(text), territories.definition(definition).key, language)
    found = sweep.swept(edition, Places.from_environment().notebook_files())
    assert not found["failures"], f"{edition.folder}: {found['failures']}"
    assert not found["slips"], f"{edition.folder}: a reader would meet {found['slips'][:8]}"
    assert found["texts"] > 50, "the chapters said too little: were their cells run?"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a share of nan %", "not a number"),
        ("there are 1 communes", "plural"),
        ("France and France", "country beside itself"),
        ("5th of 4 regions", "impossible rank"),
        ("a gap  in the text", "two spaces"),
        ("lost people in 0 of 10 years", "none as a digit"),
        ("the rule picks 0 communes", "none as a digit"),
        ("the rule surely picks it", "sure of a sample"),
        ("100.0 % of 1 commune", "share of one"),
        ("run `territoires data build`", "command for a reader"),
        ("", "empty text"),
    ],
)
def test_a_slip_is_seen(text, kind):
    assert kind in [found for found, _ in sweep.slips_in(text)]


def test_an_answer_of_many_figures_is_a_slip():
    place = Territory.parse("84")
    assert not list(sweep.slips_of_answer("In 2019, 42.3 % of 1,204 people; 10 km.", place))
    assert list(sweep.slips_of_answer("In 2019, 42.3 % of 1,204 people; 10 km or 5.", place))


def test_a_sentence_of_three_figures_told_twice_in_a_chapter_is_a_slip():
    text = "It fell. Of 12 communes, 4 are left (33 %)."
    assert [kind for kind, _ in sweep.told_twice([text, f"{text} It may rise."])] == ["told twice"]
    assert not list(sweep.told_twice([text, "It fell.", sweep.Figure(text), "Of 12 communes, 5 are left (42 %)."]))
    # Two maps of one colour may say so in the same words.
    assert not list(sweep.told_twice(["All are in one class (90 to 95 %)."] * 2))


def test_english_in_french_and_a_title_that_does_not_fit_are_slips():
    edition = Edition(Territory.parse("84"), "zau", "fr")
    found = [kind for kind, _ in sweep.slips_of("Les communes isolées, which gained", edition)]
    assert found == ["English in French"]
    assert not list(sweep.slips_of("Les communes isolées ont gagné [un fichier](https://x.fr/the)", edition))
    assert [kind for kind, _ in sweep.slips_of(sweep.Figure("Un titre " * 40), edition)] == ["long title"]


@pytest.mark.parametrize(
    "text",
    [
        "None of the communes",
        "21 communes, 1,001 communes",
        "10 of 10 years",
        "100.0 % of 12 communes",
        "3rd of 18 regions",
        "inflow",
    ],
)
def test_a_sound_sentence_is_no_slip(text):
    assert not list(sweep.slips_in(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CC Plaines et Monts de France", "In CC Plaines et Monts de France and France, alike."),
        (
            "CA ECLA  (Espace Communautaire Lons Agglomération)",
            "In CA ECLA  (Espace Communautaire Lons Agglomération), 3 communes.",
        ),
        ("Jura", "The EPCI CA ECLA  (Espace Communautaire Lons Agglomération) has 3 communes."),
    ],
)
def test_an_official_name_is_no_slip(name, text):
    place = next(place for place in (*epcis(), *departements()) if place.name == name)
    assert list(sweep.slips_in(text)), "the text looks sound before its names are left out: the test shows nothing"
    assert not list(sweep.slips_in(sweep.without_names(text, place)))


def test_an_official_name_that_a_figure_wraps_is_no_slip():
    place = next(place for place in epcis() if place.name.startswith("CA ECLA  (Espace Communautaire"))
    for line in (
        "Fibre declared in CA ECLA  (Espace Communautaire Lons",
        "jobs of CA ECLA  (Espace",
        "in ECLA  (Espace",
    ):
        assert list(sweep.slips_in(line)) and not list(sweep.slips_in(sweep.without_names(line, place)))
    assert list(sweep.slips_in(sweep.without_names("jobs of CA ECLA  in all", place))), "no part of the name: a slip"


def test_a_slip_beside_an_official_name_is_still_seen():
    place = next(place for place in epcis() if place.name == "CC Plaines et Monts de France")
    assert list(sweep.slips_in(sweep.without_names("CC Plaines et Monts de France: nan %", place)))
    assert list(sweep.slips_in(sweep.without_names("France and France", france())))


@given(count=st.integers(0, 60), parts=st.integers(1, 9))
def test_the_parts_of_a_sweep_hold_every_edition_once(count, parts):
    editions = list(range(count))
    held = [sweep.part_of(editions, number, parts) for number in range(1, parts + 1)]
    assert sorted(edition for part in held for edition in part) == editions
    assert max(map(len, held)) - min(map(len, held)) <= 1, "the parts are about as long as each other"


@pytest.mark.parametrize("text", ["", "3", "0/5", "6/5", "a/b", "1/0", "-1/5", "1/5/5"])
def test_a_part_that_is_none_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="expected a part of how many"):
        sweep.part(text)


@pytest.mark.parametrize(("found", "code"), [([], 0), ([["1_small", "plural", "1 communes"]], 1)])
def test_what_is_found_is_in_the_exit_code(monkeypatch, tmp_path, capsys, found, code):
    entry = {"edition": "94-fr", "texts": 3, "failures": [], "slips": found}
    monkeypatch.setattr(sweep, "sweep", lambda *_: [entry])
    monkeypatch.setattr("sys.argv", ["sweep.py", "--region", "94", "--log", str(tmp_path / "log.jsonl")])
    with pytest.raises(SystemExit) as ended:
        sweep.main()
    assert int(ended.value.code) == code and "1 editions, 3 texts" in capsys.readouterr().out
