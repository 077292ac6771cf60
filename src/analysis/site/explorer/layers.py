"""What the map shows of an indicator: the values of the communes of a territory, their classes and colours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.drawing import maps
from analysis.indicators import Indicator
from analysis.language import pgettext
from analysis.site import region_map
from analysis.site.profiles import FEW, joined


def layer(entry: Indicator, values: pd.Series, signs: list[str], people: pd.Series) -> dict:
    """Return an indicator of some communes as the page reads it.

    Parameters
    ----------
    entry : Indicator
    values : Series
        Last value of each commune, in the printed unit.
    signs : list of str
        The same as the columns of the shards write them.
    people : Series
        Inhabitants of each commune: classes are made without those that are too few for the figure, or whose jobs are.

    Returns
    -------
    dict
        ``values`` (a column), ``cuts`` between the classes, ``colours`` and ``labels`` of the classes, lowest first.
    """
    told = values.where([not sign.endswith(FEW) for sign in signs])
    told = told.where(people.ge(entry.fewest)) if entry.fewest else told
    cuts = [50.0] if entry.flag else region_map.cuts_of(told, entry.decimals)
    colours = maps.class_colours(cuts, diverging=not entry.flag and region_map.parted(told))
    return {"values": joined(entry, signs), "cuts": cuts, "colours": colours, "labels": _labels(entry, cuts)}


def _labels(entry: Indicator, cuts: list[float]) -> list[str]:
    if entry.flag:
        return [pgettext("answer", "no"), pgettext("answer", "yes")]
    if not cuts:
        return [region_map.all_alike()]
    percent = entry.unit.startswith("%")
    return maps.class_labels(list(np.array(cuts) / (100 if percent else 1)), percent=percent)
