"""Read the figures of a raw file: a word, an endless number or one that no official figure reaches is refused with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from analysis.sources.contracts import LARGEST
from analysis.sources.readers.layout import refuse_cells


def to_number(
    series: pd.Series, *, decimal: str = ".", thousands: str = "", missing: Sequence[str] = ("nd", "s", "")
) -> pd.Series:
    """Turn text (or a mix of text and numbers) into float64; the words of `missing` become missing, never zero.

    Raises
    ------
    SourceError
        If another text (``NaN`` and ``inf`` are two) is no number, or one is too large to be a figure; the message names
        the file, the column, the value and its line.

    Examples
    --------
    >>> to_number(pd.Series(["1,5", "nd", "2"], name="APL"), decimal=",").tolist()
    [1.5, nan, 2.0]
    """
    numeric = pd.api.types.is_numeric_dtype(series)
    numbers = series.astype("float64") if numeric else _parsed(series, decimal, thousands, missing)
    refuse_cells(series, numbers.abs() > LARGEST, f"figures, none over {LARGEST:g}")
    return numbers


def _parsed(series: pd.Series, decimal: str, thousands: str, missing: Sequence[str]) -> pd.Series:
    """Return the numbers that texts write; what is no number is refused."""
    text = series.astype("str").str.strip()
    text = text.mask(series.isna() | text.isin(list(missing)))
    if thousands:
        _refuse_other_thousands(series, text, decimal, thousands)
        text = text.str.replace(thousands, "", regex=False)
    if decimal != ".":
        text = text.str.replace(decimal, ".", regex=False)
    try:
        cast = pa.array(text, from_pandas=True).cast(pa.float64()).to_pandas()
        numbers = pd.Series(cast, name=series.name).set_axis(series.index)
    except pa.ArrowInvalid:
        numbers = pd.to_numeric(text, errors="coerce").astype("float64")
    # The text NaN is cast without a word: it would be a missing figure that the producer never told to be one.
    refuse_cells(series, numbers.isna() & text.notna(), "numbers" + (" with a decimal point" if decimal == "." else ""))
    return numbers


def _refuse_other_thousands(series: pd.Series, text: pd.Series, decimal: str, thousands: str) -> None:
    """Raise where what should set thousands apart does not: a decimal comma would make 15 of 1,5."""
    apart, point = re.escape(thousands), re.escape(decimal)
    grouped = text.str.fullmatch(rf"-?(\d{{1,3}}({apart}\d{{3}})+|\d+)({point}\d*)?").fillna(True).astype(bool)
    held = text.str.contains(thousands, regex=False).fillna(False).astype(bool)
    refuse_cells(series, held & ~grouped, f"numbers with {thousands!r} between thousands only")
