"""The main figures of all communes of a département as a plain table, for who has scripts off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analysis import words
from analysis.indicators import Indicator, date_in_words, unit_name
from analysis.language import gettext
from analysis.site.profiles import sentences
from analysis.site.profiles.book import Book
from analysis.site.profiles.shards import LETTERS

SHOWN = (
    "population", "population_change", "aged_60_plus", "second_homes", "unemployment", "median_income", "nearest_gp",
    "doctors", "fibre", "mobile_worst",
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Headings with their dates, and for each commune code, name and written figures; the last row is the département."""

    code: str
    name: str
    headings: list[str]
    rows: list[tuple[str, str, list[str]]]
    whole: list[str]


def table(book: Book, departement: str, name: str) -> Table:
    """Lay out the main figures of the communes of a département."""
    entries = [entry for entry in book.entries if entry.key in SHOWN]
    rows = (book.communes["departement"] == departement).to_numpy()
    here = book.communes[rows]
    columns = [
        _written(entry, book.values[entry.key].to_numpy()[rows, -1], book.reasons[entry.key].to_numpy()[rows])
        for entry in entries
    ]
    lines = [(code, named, list(cells)) for code, named, *cells in zip(here.index, here["name"], *columns)]
    whole = [_written(entry, [_of_area(book, entry, f"dep:{departement}")], [None])[0] for entry in entries]
    headings = [_heading(entry, book.dates[entry.key][-1]) for entry in entries]
    return Table(departement, name, headings, lines, whole)


def _heading(entry: Indicator, date: str) -> str:
    return gettext(
        "{indicator}, {date} ({unit})", indicator=entry.label, date=date_in_words(date), unit=unit_name(entry.unit)
    )


def _of_area(book: Book, entry: Indicator, address: str) -> float:
    held = book.territories[entry.key]
    return float(held.loc[address].iloc[-1]) if address in held.index else np.nan


def _written(entry: Indicator, values: Iterable[float], reasons: Iterable[str | None]) -> list[str]:
    """Write values without their unit, which stands in the heading; in the place of a missing one, why."""
    missing = {reason: sentences.missing(letter.lower(), entry) for reason, letter in LETTERS.items()}
    return [
        missing.get(reason, missing[None]) if np.isnan(value) else words.number(value, entry.decimals)
        for value, reason in zip(values, reasons)
    ]
