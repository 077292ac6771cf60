"""Definitions of isolated: an unknown one is refused with help."""

import pytest

from analysis.territories import UnknownDefinition, available, definition, has_commuting


def test_unknown_definition_names_the_nearest():
    with pytest.raises(UnknownDefinition, match=r"'densité' is not known; nearest: density"):
        definition("densité")


def test_without_the_journeys_the_report_rule_says_what_is_missing():
    if has_commuting():
        pytest.skip("the snapshot holds the journeys to work")
    assert "commuting" not in available()
    with pytest.raises(UnknownDefinition, match="base-flux-mobilite"):
        definition("commuting")
