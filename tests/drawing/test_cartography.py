"""What a map shows beside its communes: towns of each département first."""

from analysis.drawing import cartography
from analysis.territories import Territory


def test_a_region_names_a_town_of_each_departement_first():
    territory = Territory.parse("84")
    first = cartography.towns(territory).head(12)["name"]
    assert {"Aurillac", "Le Puy-en-Velay", "Lyon"} <= set(first)
