"""Definitions of isolated: an unknown one is refused with help."""

from datetime import date

import pytest

from analysis.language import UnknownLanguage, checked
from analysis.territories import (
    ALL_COMMUNES,
    LABELS,
    Territory,
    UnknownDefinition,
    UnknownTerritory,
    available,
    definition,
    every_types,
    has_commuting,
)


def test_unknown_definition_names_the_nearest():
    with pytest.raises(UnknownDefinition, match=r"'densité' is not known; nearest: density"):
        definition("densité")


def test_without_the_journeys_the_report_rule_says_what_is_missing():
    if has_commuting():
        pytest.skip("the snapshot holds the journeys to work")
    assert "commuting" not in available()
    with pytest.raises(UnknownDefinition, match="base-flux-mobilite"):
        definition("commuting")


def test_each_type_of_territory_has_a_code_for_data_and_a_name_for_readers():
    codes = {code for kinds in every_types() for code in kinds}
    assert codes | {ALL_COMMUNES} == set(LABELS)
    assert len(set(LABELS.values())) == len(LABELS), "two types have one name"
    words = [code for code in codes if not code.isidentifier() or code.lower() != code]
    assert not words, f"these are words, not codes: {words}"


@pytest.mark.parametrize("given", [["zau"], {"zau": 1}, None, True, 999, 84.5, date(2017, 1, 1)])
def test_what_yaml_makes_of_a_parameter_is_refused_in_one_line(given):
    for ask, refused in (
        (definition, UnknownDefinition),
        (Territory.parse, UnknownTerritory),
        (checked, UnknownLanguage),
    ):
        with pytest.raises(refused, match=r"is not known|is no known territory") as said:
            ask(given)
        assert "\n" not in str(said.value)
