"""Definitions of isolated: an unknown one is refused with help."""

import pytest

from analysis.territories import (
    ALL_COMMUNES,
    LABELS,
    UnknownDefinition,
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
