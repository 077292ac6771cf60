"""What the chapter on networks says: sources in use, places without a figure."""

from analysis.digital.fixed import FIBRE_2018, VERY_HIGH_2017, last_fibre
from analysis.digital.story import left, networks
from analysis.territories import Territory


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
    assert "no figure is held" in left.left_figure(paris, "zau").title
