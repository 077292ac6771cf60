"""What the chapter on people says: verbs by their sign, moves with their source, and what is not held."""

import numpy as np
import pytest
from matplotlib.text import Text

from analysis import snapshot, words
from analysis.drawing import style
from analysis.geography import classify
from analysis.population import moves, story
from analysis.population.story import balances as balances_story
from analysis.territories import Territory


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.0034, "moves count for +0.34 % a year"),
        (-0.0034, "moves count for \u22120.34 % a year"),
        (1e-7, "about as many came as left"),
    ],
)
def test_the_verb_follows_the_sign(rate, said):
    assert balances_story.brought(rate) == said


def test_places_without_isolated_communes_or_data_say_so_once():
    island, mayotte = Territory.parse("11"), Territory.parse("06")
    assert story.answer(island, "zau").startswith("No commune of Île-de-France is isolated")
    assert isinstance(story.migration_map(mayotte, "zau"), str)


CORSICA = Territory.parse("94")


def test_moves_by_commune_are_told_with_their_source(with_moves):
    said = story.communes_reading(CORSICA, "zau")
    assert "in the census of 2022" in said and "150 arrivals for 100 departures, against 25 in the other" in said
    assert said.endswith("Source: INSEE, mobilités résidentielles 2022, a sample.")


def test_without_the_flows_between_communes_the_chapter_says_so(monkeypatch):
    monkeypatch.setattr(snapshot, "holds", lambda table: False)
    assert "this snapshot does not hold" in story.communes_reading(CORSICA, "zau")


def test_the_map_of_moves_is_by_epci_and_the_isolated_are_found_on_it():
    picture = story.migration_map(CORSICA, "zau")
    assert "of EPCI" in picture.title and "Map of the EPCI" in picture.alt and "urban areas 2010" in picture.source
    assert {"epci", "epci_name", "rate_migratory", "share_isolated"} <= set(picture.data)
    assert len(picture.data) < 30
    (dots,) = [line for line in picture.figure.axes[0].lines if line.get_color() == style.ISOLATED_COLOUR]
    assert len(dots.get_xdata()) == classify(CORSICA, "zau")["isolated"].sum()


def test_a_map_says_which_epci_count_people_outside_the_place():
    lozere = Territory.parse("dep:48")
    communes = snapshot.load("communes", columns=["commune", "departement", "epci"]).dropna(subset=["epci"])
    spans = communes.groupby("epci")["departement"].agg(set)
    across = sum("48" in span and len(span) > 1 for span in spans)
    written = {
        place: " ".join(text.get_text() for text in story.migration_map(place, "zau").figure.findobj(Text))
        for place in (lozere, CORSICA)
    }
    assert across > 0 and f"{across} EPCI lie partly outside Lozère and are counted whole" in written[lozere]
    assert "outside" not in written[CORSICA], "no EPCI of the island reaches beyond it"


def test_ages_lie_on_a_scale_of_years():
    axes = story.ages_figure(CORSICA, "zau").figure.axes[0]
    assert axes.get_xticks().tolist() == list(moves.AGE_MIDDLES.values())


def test_one_epci_has_no_map_of_its_one_value():
    assert "there is no map" in story.migration_map(Territory.parse("epci:241500230"), "zau")


def test_a_line_breaks_at_an_age_of_too_few_moves():
    picture = story.ages_figure(Territory.parse("dep:48"), "zau")
    few = picture.data["entrants"].isna()
    assert few.any(), "take a territory that has ages of too few moves"
    drawn = [line for line in picture.figure.axes[0].lines if len(line.get_xdata()) == len(moves.AGE_MIDDLES)]
    assert sum(int(np.isnan(line.get_ydata()).sum()) for line in drawn) == few.sum()


def test_the_ages_say_how_many_epci_each_line_is_drawn_from():
    picture = story.ages_figure(Territory.parse("dep:48"), "zau")
    drawn = picture.data.groupby("isolation_class", observed=True)["epcis"].max()
    assert len(drawn) == 3 and drawn.min() < 5, "take a territory with a group of a handful of EPCI"
    told = words.listing(str(count) for count in drawn)
    written = [text.get_text() for text in picture.figure.texts]
    assert any(text.startswith(f"{told} EPCI of Lozère") for text in written), written
