"""Two types of territory, for communes made up in a test."""

import pandas as pd

from analysis.territories import ISOLATED

TYPES = ["Urban", ISOLATED]
DTYPE = pd.CategoricalDtype(TYPES, ordered=True)


def typed(values) -> pd.Categorical:
    """Return types as the measures hold them: a categorical in which the isolated come last."""
    return pd.Categorical(values, dtype=DTYPE)
