"""The data of the profiles in French: whole, with the same figures as in English, and the same whatever was written before."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from helpers import profiles_made
from helpers.spoken import ENGLISH

from analysis.language import speak
from analysis.site.profiles import sentences, shards, tables
from analysis.site.profiles.book import gather
from analysis.territories import Territory, departements

# Of what the pages share, the keys whose texts readers see; the others are codes and names of places.
SEEN = ("said", "units", "dates", "types", "sources", "forms")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return {language: profiles_made.shared(tmp_path_factory, language) for language in ("en", "fr")}


@pytest.fixture(scope="module")
def shared(folders) -> dict[str, dict]:
    return {language: read(folder / "places" / "shared.js") for language, folder in folders.items()}


def read(file: Path) -> dict:
    return json.loads(file.read_text(encoding="utf-8").split("]=", 1)[1].removesuffix(";\n"))


def texts(held: object) -> list[str]:
    """Return every text in lists and dicts, the keys apart."""
    if isinstance(held, str):
        return [held]
    inside = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
    return [text for one in inside for text in texts(one)]


def test_no_text_of_the_pages_stays_english(shared):
    french = {key: value for key, value in shared["fr"].items() if key in SEEN}
    told = texts(french) + [theme[1] for theme in shared["fr"]["themes"]]
    told += [entry["label"] for entry in shared["fr"]["indicators"]]
    assert not [text for text in told if ENGLISH.search(re.sub(r"{.*?}", "", text))]
    alike = {"file", "span", "departement", "departements"}
    same = [name for name, text in french["said"].items() if text == shared["en"]["said"][name] and name not in alike]
    assert not same, f"these sentences are not translated: {same}"


def test_a_sentence_keeps_its_values_in_french(shared):
    fields = {
        language: {name: {part.split("}")[0].split(":")[0] for part in text.split("{")[1:]} for name, text in said.items()}
        for language, said in ((language, {k: v for k, v in held["said"].items() if k != "columns"}) for language, held in shared.items())
    }  # fmt: skip
    assert fields["fr"] == fields["en"]


def test_every_form_that_a_sentence_asks_for_is_held(shared):
    forms = shared["fr"]["forms"]
    asked = {text.split(":", 1)[1].split("}")[0] for text in texts(shared["fr"]["said"]) if "{area:" in text}
    assert asked <= set(forms)
    held = " ".join(forms["of"].values()).split()
    assert sorted(held) == sorted(place.text for place in departements())
    assert shared["en"]["forms"] == {"of": {}, "the": {}}
    assert shared["fr"]["types"][-1] == ["Communes isolées", "communes isolées"]


@pytest.mark.parametrize(
    ("code", "before"), [("15", "du "), ("01", "de l’"), ("22", "des "), ("75", "de "), ("49", "de "), ("974", "de ")]
)
def test_a_departement_has_its_preposition(code, before):
    with speak("fr"):
        assert f"dep:{code}" in sentences.forms([])["of"][before].split(" ")


def test_shards_are_the_same_and_pages_have_the_same_areas(folders, shared):
    for place in departements():
        english, french = ((folder / "places" / f"{place.code}.js").read_bytes() for folder in folders.values())
        assert english == french, f"the figures of {place.name} follow the language"
    areas = {
        language: {address: own[1:] for address, own in held["areas"].items()} for language, held in shared.items()
    }
    assert areas["fr"] == areas["en"]
    # A report stands under the same name in the folder of each language.
    assert shared["fr"]["reports"] == shared["en"]["reports"] == [["84", "region", "84"], ["94", "region", "94"]]


def test_a_table_has_french_headings_and_the_same_figures():
    book = gather("zau")
    english = tables.table(book, "15", "Cantal")
    with speak("fr"):
        french = tables.table(book, "15", "Cantal")
        assert tables.table(book, "976", "Mayotte").rows[0][2][0] == "non disponible"
    assert french.headings[0] == "Habitants, 2023 (habitants)"
    assert not [heading for heading in french.headings if ENGLISH.search(heading)]
    plain = [[cell.replace("\u202f", "").replace(",", ".") for cell in cells] for _, _, cells in french.rows]
    for told, own in zip(plain, english.rows, strict=True):
        known = [cell.replace(",", "") for cell in own[2] if cell[-1].isdigit()]
        assert [cell for cell in told if cell[-1].isdigit()] == known and len(told) == len(own[2])


def test_a_book_holds_codes_whatever_was_spoken_first():
    with speak("fr"):
        first = shards.Areas(gather("zau"))
    assert [f"{name}" for name in shards.Areas(gather("zau")).types] == [
        "Large urban areas", "Medium and small areas", "Between several areas", "Isolated",
    ]  # fmt: skip
    assert first.types[-1] == "Communes isolées" and gather("zau").types[-1] == "isolated"


def test_the_report_of_an_epci_has_its_name():
    place = Territory.parse("epci:241500230")
    assert shards._report("epci-241500230", place) == ["epci-241500230", "epci", place.code, place.name]


def digests(folder: Path) -> dict[str, str]:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_english_is_the_same_before_and_after_french_and_a_french_number_has_no_english_signs(tmp_path_factory):
    english, french, again = (profiles_made.shared(tmp_path_factory, name) for name in ("en", "fr", "again"))
    assert digests(english) == digests(again) and "places/shared.js" in digests(again)
    for file in (french / "places").glob("*.html"):
        signs = re.findall(r"<td[^>]*>[^<]*\d[.,]\d[^<]*</td>", file.read_text(encoding="utf-8"))
        assert not [cell for cell in signs if re.search(r"\d\.\d|,\d{3}", cell)], f"{file.name}: written as in English"
