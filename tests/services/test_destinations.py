"""What one can go to: an edition that leaves a place out gives it no way."""

from analysis.services import destinations, distance
from analysis.territories import Territory


def test_mayotte_has_no_distance_to_an_edition_that_leaves_it_out(monkeypatch):
    monkeypatch.setattr(destinations, "summary_edition", lambda: 2009)
    communes = distance.distances(Territory.parse("06"), "zau", "gp_2009")
    assert len(communes) == 17
    told = communes.dropna(subset="distance_km")
    assert told.empty, f"the edition of 2009 leaves Mayotte out; its way leads across the sea:\n{told}"
