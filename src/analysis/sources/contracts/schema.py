"""How a table of the snapshot is described: its columns, units, sources and the pandera schema made from them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

# No official figure of a commune, a territory or the country comes near it, in whatever unit: a larger one is a fault.
LARGEST = 1e12
_DTYPES = {"text": "string", "integer": "Int64", "number": "float64", "flag": "boolean"}


@dataclass(frozen=True)
class Column:
    """One column: its name, kind (text, integer, number, flag), unit, meaning and what values are allowed."""

    name: str
    kind: str
    unit: str
    meaning: str
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    values: tuple = ()
    pattern: str | None = None

    @property
    def dtype(self) -> str:
        """Type of the column in pandas."""
        return _DTYPES[self.kind]

    def to_pandera(self) -> pa.Column:
        """Return the pandera column: type, missing values and the checks of its values."""
        checks = [pa.Check.in_range(-LARGEST, LARGEST)] if self.kind == "number" else []
        if self.minimum is not None:
            checks.append(pa.Check.ge(self.minimum))
        if self.maximum is not None:
            checks.append(pa.Check.le(self.maximum))
        if self.values:
            checks.append(pa.Check.isin(list(self.values)))
        if self.pattern:
            checks.append(pa.Check.str_matches(self.pattern))
        return pa.Column(self.dtype, checks, nullable=self.nullable, name=self.name)


@dataclass(frozen=True)
class Within:
    """What official definitions guarantee of each row: the parts, those known added up, are not over the whole.

    Attributes
    ----------
    whole : str or float
        A column; or a number, 1 for shares.
    parts : tuple of str
        Columns.
    rounding : float
        By how much the sum of the parts may be over: each is rounded by its producer.
    """

    whole: str | float
    parts: tuple[str, ...]
    rounding: float = 0.001

    def broken(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that break it, with what was found in the columns ``_parts`` and ``_whole``."""
        told = frame.assign(
            _parts=frame[list(self.parts)].sum(axis=1, min_count=1),
            _whole=frame[self.whole] if isinstance(self.whole, str) else self.whole,
        )
        return told[told["_parts"] > told["_whole"] + self.rounding]


@dataclass(frozen=True)
class Contract:
    """What one table of the snapshot promises: grain, key, columns, sources (catalogue ids), coverage, caveats
    and what is a part of what in each row (`within`).

    An optional one is made where its files are there, and missed by nobody where they are not.
    """

    name: str
    title: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    sources: tuple[str, ...]
    vintage: str
    coverage: str
    caveats: tuple[str, ...] = ()
    optional: bool = False
    within: tuple[Within, ...] = ()

    def schema(self) -> pa.DataFrameSchema:
        """Return the pandera schema: exact columns in order, types, ranges, and a unique key."""
        columns = {column.name: column.to_pandera() for column in self.columns}
        return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=list(self.key), name=self.name)

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Put the columns in order and type, sort by region (where there is one) then key, and validate.

        Raises
        ------
        ValueError
            If a column is missing or unexpected.
        pandera.errors.SchemaErrors
            If a value breaks the contract; every failure is collected.
        """
        names = [column.name for column in self.columns]
        if set(names) != set(frame.columns):
            missing, extra = sorted(set(names) - set(frame.columns)), sorted(set(frame.columns) - set(names))
            raise ValueError(f"table {self.name}: missing columns {missing}, unexpected columns {extra}")
        typed = frame[names].astype({column.name: column.dtype for column in self.columns})
        order = [name for name in ("region", *self.key) if name in names]
        typed = typed.sort_values(list(dict.fromkeys(order)), kind="stable").reset_index(drop=True)
        return self.schema().validate(typed, lazy=True)


def text(name: str, meaning: str, *, unit: str = "code", **rules) -> Column:
    """Describe a text column."""
    return Column(name, "text", unit, meaning, **rules)


def integer(name: str, unit: str, meaning: str, **rules) -> Column:
    """Describe an integer column (nullable integers keep missing as missing)."""
    return Column(name, "integer", unit, meaning, **rules)


def number(name: str, unit: str, meaning: str, **rules) -> Column:
    """Describe a decimal column; missing is NaN."""
    return Column(name, "number", unit, meaning, **rules)


def count(name: str, unit: str, meaning: str, **rules) -> Column:
    """Describe a count that splits and weights may make decimal: at least 0."""
    return Column(name, "number", unit, meaning, minimum=0, **rules)


def share(name: str, meaning: str, **rules) -> Column:
    """Describe a share between 0 and 1."""
    return Column(name, "number", "share, 0 to 1", meaning, minimum=0, maximum=1, **rules)


def flag(name: str, meaning: str, **rules) -> Column:
    """Describe a yes or no column."""
    return Column(name, "flag", "yes or no", meaning, **rules)


COMMUNE = text("commune", "commune, code of 1 January 2025", pattern=r"^(\d{2}|2[AB])\d{3}$")
REGION = text("region", "region, official code", pattern=r"^\d{2}$")
