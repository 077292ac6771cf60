"""A list of communes of one's own for "isolated": whom it calls so, what it is called, and that it is told of no other."""

import pytest

from analysis import isolation, services, words
from analysis.drawing import style
from analysis.geography import classify, classify_communes
from analysis.isolation import comparison
from analysis.language import gettext, speak
from analysis.report import Edition
from analysis.snapshot import load
from analysis.territories import (
    DEFINITIONS,
    ISOLATED,
    Territory,
    UnknownDefinition,
    available,
    compared,
    definition,
    label_of,
    own_definition,
    types,
)

LISTED = ["15014", "15108", "48095"]


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return a function that writes a list in a folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)

    def write(*codes: str, title: str = "Les hauts", name: str = "mine.csv") -> str:
        (tmp_path / name).write_text("\n".join([f"# {title}", "commune", *codes]), encoding="utf-8")
        return f"list:{name}"

    return write


def test_what_is_listed_is_isolated_and_every_other_commune_is_not(written):
    key = definition(written("15014", "15068", "48095")).key
    classed = classify(Territory.parse("FR"), key)
    assert sorted(classed.loc[classed["isolated"], "commune"]) == LISTED, "15068 is a former code of 15108"
    assert classed["isolated"].isna().sum() == 0 and len(classed) == len(load("communes"))
    assert types(key) == ["not_listed", ISOLATED]
    assert list(classed["territory_type"].cat.categories) == types(key)
    here = classify_communes(load("communes", Territory.parse("dep:15")), key)
    assert sorted(here.loc[here["territory_type"].eq(ISOLATED), "commune"]) == LISTED[:2]


def test_it_is_named_by_its_title_in_both_languages(written):
    chosen = definition(written(*LISTED))
    said = {}
    for language in ("en", "fr"):
        with speak(language):
            said[language] = [gettext(text) for text in (chosen.label, chosen.short, chosen.meaning)]
    assert said["en"][:2] == ["the list “Les hauts”", "list “Les hauts”"]
    assert said["fr"][0] == "liste «\xa0Les hauts\xa0»" and "sans valeur officielle" in said["fr"][2]
    with speak("fr"):
        assert label_of(str(chosen.label)) == said["fr"][0], "a table holds the plain text"
        told = words.of_definition(chosen)
        assert told.startswith("**« Isolées » selon une liste") or told.startswith(
            "**«\xa0Isolées\xa0» selon une liste"
        )
    assert words.of_definition(DEFINITIONS["zau"]) == ""


def test_its_types_have_colours(written):
    definition(written(*LISTED))
    chosen = style.colours(["not_listed", ISOLATED])
    assert (
        len(set(chosen.values())) == 2 and chosen[ISOLATED] == style.colours(list(DEFINITIONS["aav"].types))[ISOLATED]
    )


def test_a_changed_list_is_another_definition_and_the_former_one_stays_what_it_was(written):
    text = written(*LISTED)
    before = definition(text)
    written("15187")
    after = definition(text)
    assert before.key != after.key and before.slug == after.slug == "list-les_hauts"
    assert definition(before.key).own.communes == tuple(LISTED), "a run ends with the list that it began with"
    assert classify(Territory.parse("dep:15"), after.key)["isolated"].sum() == 1
    assert classify(Territory.parse("dep:15"), before.key)["isolated"].sum() == 2


def test_a_process_that_finds_another_list_than_the_run_began_with_says_so(written):
    key = definition(written(*LISTED)).key
    stale = key[:-12] + "0" * 12
    with pytest.raises(UnknownDefinition, match="has changed since the run began"):
        definition(stale)


@pytest.mark.parametrize(
    ("codes", "said"), [(["99999"], "line 3: '99999' is no commune"), ([], "no code below line 2")]
)
def test_a_bad_list_is_refused_as_a_definition(written, codes, said):
    with pytest.raises(UnknownDefinition, match=r"definition: mine\.csv") as caught:
        definition(written(*codes))
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_an_edition_is_kept_by_the_title_and_run_by_the_file(written):
    chosen = definition(written(*LISTED))
    edition = Edition(Territory.parse("94"), chosen.key, "fr")
    assert edition.folder == "94-list-les_hauts-fr"
    assert edition.parameters["definition"] == chosen.text and "@" not in chosen.text.rsplit("/", 1)[-1]
    assert edition.lists == (None, chosen.own)


def test_it_stands_beside_the_official_definitions(written):
    chosen, place = definition(written(*LISTED)), Territory.parse("dep:15")
    assert own_definition() == chosen.key and list(compared(chosen.key)) == [*available(), chosen.key]
    sizes = comparison.sizes_by_definition(place, chosen.key).set_index("definition")
    assert sizes.loc[chosen.slug, "communes"] == 2 and sizes.loc[chosen.slug, "label"] == chosen.label
    assert list(comparison.sizes_by_definition(place)["definition"]) == list(available())
    pairs = comparison.overlap(place, chosen.key).set_index(["first", "second"])
    assert pairs.loc[(chosen.key, chosen.key), "share_of_first"] == 1
    zoned = services.revitalised_by_definition(place, chosen.key)
    assert set(zoned.loc[zoned["definition"] == chosen.key, "isolated"]) == {2}
    assert isolation.size(place, chosen.key).set_index("territory_type").loc[ISOLATED, "communes"] == 2
