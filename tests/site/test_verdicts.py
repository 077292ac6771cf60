"""The card of verdicts."""

import pandas as pd
import pytest

from analysis import claims
from analysis.claims import VERDICTS
from analysis.claims.judging import TOLD
from analysis.claims.rules import FAILS, HOLDS
from analysis.claims.story import judged
from analysis.language import speak
from analysis.site import verdicts
from analysis.territories import Territory, france


def test_the_bar_of_verdicts_is_as_wide_as_their_number():
    table = pd.DataFrame({"id": ["C02", "C03", "C07"], "verdict": [HOLDS, HOLDS, VERDICTS[-1]]})
    card = verdicts.of_verdicts(table.assign(verdict_then=table["verdict"], verdict_now=table["verdict"]))
    assert card.then.tested == 2 and [bar.width for bar in card.then.counts] == [1000, 0, 0, 0, 0, 0]
    assert [claim.code for claim in card.matter] == ["C07"] and len(card.every) == 3


def test_verdicts_of_the_two_times_are_never_in_one_count():
    table = pd.DataFrame(
        {"id": ["C03", "C07", "C10"], "verdict_then": [HOLDS, HOLDS, VERDICTS[-1]], "verdict_now": [TOLD, FAILS, FAILS]}
    )
    card = verdicts.of_verdicts(table.assign(verdict=HOLDS))
    assert (card.then.tested, card.then.held[HOLDS], card.then.held[FAILS]) == (2, 2, 0)
    assert (card.now.tested, card.now.held[HOLDS], card.now.held[FAILS]) == (2, 0, 2)


@pytest.mark.parametrize("name", ["94", "84"])
def test_the_card_of_a_region_tells_its_communes_and_what_stays_decided_among_so_many(name):
    place = Territory.parse(name)
    card = verdicts.scorecard(place, "zau")
    kept = claims.stored()
    told = kept[(kept["territory"] == name) & (kept["definition"] == "zau")]
    assert card.isolated == int(told["isolated"].iloc[0])
    lost = judged(place, "zau")["verdict"].eq(claims.AMONG_MANY).sum()
    assert card.lost == lost > 0, "as the sixth chapter says"
    assert card.together.startswith(f"Read together with those of all regions, {lost} ")
    with speak("fr"):
        assert card.together.startswith(f"Lus avec ceux de toutes les régions, {lost} verdicts")


def test_the_card_of_france_is_read_with_itself_alone():
    card = verdicts.scorecard(france(), "zau")
    assert not card.regional and card.together == "" and card.isolated == 6981
