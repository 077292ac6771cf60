"""What one can go to: an edition that leaves a place out gives it no way."""

from analysis.services import destinations, distance
from analysis.territories import Territory


def test_mayotte_has_no_distance_to_an_edition_that_leaves_it_out(monkeypatch):
    monkeypatch.setattr(destinations, "summary_edition", lambda: 2009)
    assert distance.distances(Territory.parse("06"), "zau", "gp_2009")["distance_km"].isna().all()
