"""What the chapter on networks says: the gap by its signs, sources in use, places without a figure."""

import pandas as pd
import pytest

from analysis.digital.fixed import FIBRE_2018, VERY_HIGH_2017, last_fibre
from analysis.digital.story import fixed, networks
from analysis.territories import Territory


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(-0.2, -0.1, "has narrowed"), (-0.1, -0.2, "has widened"), (-0.1, 0.1, "has closed"), (0.1, -0.1, "now are"),
     (0.2, 0.1, "not behind"), (-0.1, -0.1, "as it was"), (0.0, 0.0, "no gap")],
)  # fmt: skip
def test_the_sentence_on_the_gap_follows_its_signs(before, after, said):
    row = pd.Series({"gap_before": before, "gap_after": after, "narrowed": abs(before) - abs(after)})
    assert said in fixed._said_gap(row)


def test_the_answer_is_right_where_the_gap_widened_and_where_none_is_isolated():
    assert "has widened" in fixed.answer(Territory.parse("84"), "zau")
    here = fixed.answer(Territory.parse("11"), "zau")
    assert here.startswith("No commune") and "Paris left out" in here


def test_a_source_names_only_the_files_that_are_used():
    source_of = networks.source_of
    assert "(bêta)" not in source_of(networks.line())
    assert "Ma connexion internet (bêta) 2019" in source_of(networks.networks())
    assert source_of([FIBRE_2018]) == "Source: ARCEP, observatoire des déploiements 2017, 2018"
    assert source_of([VERY_HIGH_2017]).startswith("Source: CGET, kits cartographiques")
    # The last shares of fibre come without premises: the last that were counted weigh them.
    assert source_of([last_fibre()]) == "Source: ARCEP, observatoire des déploiements 2026, Ma connexion internet 2022"


def test_a_territory_without_a_last_figure_of_fibre_says_so():
    paris = Territory.parse("dep:75")
    assert "no figure is held" in fixed.left_figure(paris, "zau").title
