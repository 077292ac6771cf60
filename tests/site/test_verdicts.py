"""The card of verdicts."""

import pandas as pd

from analysis.claims import VERDICTS
from analysis.claims.judging import TOLD
from analysis.claims.rules import FAILS, HOLDS
from analysis.site import verdicts


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
