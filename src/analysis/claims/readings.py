"""What the measures of the claims share: the two vintages, and how a value of the isolated communes is picked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import geography
from analysis.claims.rules import Reading
from analysis.territories import ISOLATED, Territory

Readings = dict[str, Reading]
THEN, NOW = "then", "now"


def isolated_value(frame: pd.DataFrame, column: str, **where) -> float:
    """Return the value of the isolated row that meets the conditions; missing where there is none."""
    for name, wanted in {"territory_type": ISOLATED, **where}.items():
        frame = frame[frame[name] == wanted]
    return float(frame[column].iloc[0]) if len(frame) and pd.notna(frame[column].iloc[0]) else np.nan


def flagged(frame: pd.DataFrame, territory: Territory, definition: str) -> pd.DataFrame:
    """Add ``departement`` and ``isolated`` (missing where the typology has no class) to a frame of communes."""
    kinds = geography.classify(territory, definition)[["commune", "departement", "isolated"]]
    return frame.merge(kinds, on="commune", how="left")
