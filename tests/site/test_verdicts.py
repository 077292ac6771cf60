"""The card of verdicts."""

import pandas as pd

from analysis.claims import VERDICTS
from analysis.claims.rules import HOLDS
from analysis.site import verdicts


def test_the_bar_of_verdicts_is_as_wide_as_their_number():
    table = pd.DataFrame({"id": ["C02", "C03", "C07"], "verdict": [HOLDS, HOLDS, VERDICTS[-1]]})
    card = verdicts.of_verdicts(table.assign(verdict_then=table["verdict"], verdict_now=table["verdict"]))
    assert card.tested == 2 and [bar.width for bar in card.counts] == [1000, 0, 0, 0, 0]
    assert [claim.code for claim in card.matter] == ["C07"] and len(card.every) == 3
