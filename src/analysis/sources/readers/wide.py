"""Files with a column a year or a class: find the columns, read their numbers, check their sum, turn them into rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers.numbers import to_number
from analysis.sources.readers.vintages import by_year, refuse_older_columns

if TYPE_CHECKING:
    from analysis.sources.readers.raw import Raw

# Parts that are each rounded add up to their rounded total within this.
ROUNDING = 8


def with_numbers(frame: pd.DataFrame, columns: list[str], *, decimal: str = ".", thousands: str = "") -> pd.DataFrame:
    """Turn columns of text into numbers: see `readers.to_number`."""
    return frame.assign(**{name: to_number(frame[name], decimal=decimal, thousands=thousands) for name in columns})


def to_rows(
    frame: pd.DataFrame, keys: list[str], names: dict[str, object], variable: str, value: str, kind: str = "string"
) -> pd.DataFrame:
    """Turn columns into rows, with the name each column stands for; rows without a figure are left out.

    Parameters
    ----------
    keys : list of str
        Columns that stay.
    names : dict
        Columns to turn, and what each stands for: a year, a class.
    variable, value : str
        Names of the two columns that come: what the column stood for (of this `kind`), and its figure.

    Examples
    --------
    >>> wide = pd.DataFrame({"zone": ["0051"], "EFF22": [7.0], "EFF23": [8.0]})
    >>> to_rows(wide, ["zone"], {"EFF22": 2022, "EFF23": 2023}, "year", "jobs", "int64").values.tolist()
    [['0051', 2022, 7.0], ['0051', 2023, 8.0]]
    """
    rows = frame[[*keys, *names]].rename(columns=names).melt(id_vars=keys, var_name=variable, value_name=value)
    rows[variable] = rows[variable].astype(kind)
    return rows.dropna(subset=[value])


def refuse_wrong_sum(parts: pd.Series, total: pd.Series, source: str, column: str, rounding: float) -> None:
    """Raise where parts do not add up to the published total, rounding aside.

    Raises
    ------
    SourceError
        With the largest gap.
    """
    gap = (parts - total).abs()
    if (gap > rounding).any():
        raise SourceError(
            source, column, f"the sum of its parts (within {rounding:g})", f"a gap of {gap.max():g}", Exit.SUMS
        )


def columns_of_years(raw: Raw, source: str, pattern: str) -> dict[str, int]:
    """Return the columns of a file that are a year each, and the year.

    Parameters
    ----------
    pattern : str
        Form of the columns, the year in its one group.

    Raises
    ------
    SourceError
        If there is none, or the last one is not the year that the file's name tells.
    """
    years = by_year(raw.header(source), pattern, source)
    refuse_older_columns(raw, source, max(years))
    return {name: year for year, name in years.items()}
