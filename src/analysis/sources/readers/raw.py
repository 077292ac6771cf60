"""Read a raw official file, and refuse one that is not what the catalogue describes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.sources import catalogue
from analysis.sources.catalogue import store
from analysis.sources.faults import Exit, MissingFile, SourceError
from analysis.sources.readers import archives, layout, provenance
from analysis.sources.readers.layout import FILE, on_line

# A fuller copy may hold a few rows more (notes, communes overseas); one row fewer is a loss nobody decided.
ROWS_TOLERANCE = 0.05
COMMUNE_CODE = r"^(\d{2}|2[AB])\d{3}$"
AS_CATALOGUED = -1


class Raw:
    """The raw folder, with its catalogue.

    Attributes
    ----------
    entries : dict of str to catalogue.Entry
        What the catalogue says of each source.
    used : dict of str to dict of str to str
        Checksum (sha256) of each file read so far, by source then file.
    partial : bool
        Files of flows that cover a part of the country will do.
    told : dict of str to dict of str to str
        What files told of themselves, by source: their ``vintage``, their ``geography``.
    elsewhere : list of Path
        Files read under another name than the catalogue's.
    """

    def __init__(self, folder: Path | str, *, partial: bool = False):
        self.folder = Path(folder)
        self.partial = partial
        self.told: dict[str, dict[str, str]] = {}
        self.elsewhere: list[Path] = []
        self.entries = store.with_vintages(catalogue.read(catalogue.location(self.folder)), self.folder)
        self.used: dict[str, dict[str, str]] = {}
        self._kept: dict[tuple, pd.DataFrame] = {}

    def path(self, source: str, file: str | None = None) -> Path:
        """Return the path of a source's file; refuse one that is not there."""
        name = self._described(source, file).name
        path = store.locate(self.folder, name)
        if not path.is_file():
            raise MissingFile(Path(name).name, f"a file of source {source} in {self.folder / Path(name).parent}")
        return path

    def refuse_missing(self, sources: Sequence[str]) -> None:
        """Raise where the main file of a source is not there."""
        for source in sources:
            self.path(source)

    def tell(self, source: str, *, vintage: str, geography: str) -> None:
        """Put what a file tells of itself in the place of what the catalogue tells: it is recorded and cited so."""
        if source in self.entries:
            entry = self.entries[source]
            self.told[source] = provenance.described(entry, vintage=vintage, geography=geography)
            self.entries[source] = replace(entry, described=entry.described | self.told[source])

    def note(self, source: str, path: Path) -> None:
        """Note the checksum of a file that was read elsewhere, if the catalogue names its source."""
        if source in self.entries:
            name = self.entries[source].file().name
            self.elsewhere.append(path)
            with path.open("rb") as file:
                self.used[source] = {name: hashlib.file_digest(file, "sha256").hexdigest()}

    def csv(
        self,
        source: str,
        columns: Sequence[str],
        *,
        file: str | None = None,
        separator: str | None = None,
        skiprows: int | None = None,
        encoding: str | None = None,
        quotechar: str = '"',
        member: str | None = None,
        rows: int | None = AS_CATALOGUED,
    ) -> pd.DataFrame:
        """Read columns of a delimited text file (plain, gz or in a zip), all as text; an empty cell is missing.

        Parameters
        ----------
        source : str
            Id of the catalogue.
        columns : sequence of str
            Columns to keep, in this order.
        file : str, optional
            One of the source's other files.
        separator, skiprows, encoding, member : optional
            Separator, records above the header, encoding, name pattern inside a zip: as the catalogue tells.
        rows : int or None
            Rows expected, at most 5 % more: the catalogue's by default; None: any number.

        Raises
        ------
        SourceError
            If the file is missing, truncated, in another encoding, has ragged rows or lacks a column.
        """
        told = self._described(source, file).layout
        separator = told.separator if separator is None else separator
        skiprows = told.header_rows if skiprows is None else skiprows
        name, data = self.unpacked(source, file, member)
        text = layout.decoded(name, data, encoding or told.encoding)
        frame = layout.delimited(name, text, columns, separator=separator, skiprows=skiprows, quotechar=quotechar)
        return self._complete(frame, source, file, name, rows)

    def header(self, source: str, sheet: str | None = None, *, whole: bool = True) -> list[str]:
        """Return the columns of a source's main file, whatever their years: a table, or a sheet (`whole`: the only one).

        Raises
        ------
        SourceError
            If there are fewer columns of a form (``P.._POP``) than the catalogue tells.
        """
        told = self._described(source, None).layout
        name, data = self.unpacked(source)
        if sheet is not None:
            header = layout.sheet(name, data, sheet, told.header_rows, told.columns)[0]
        else:
            text = layout.decoded(name, data, told.encoding)
            header = layout.below_header(text, told.separator, told.header_rows, '"')[0]
            if not set(told.columns) <= set(header):
                layout.refuse_separator(name, text, told.separator, told.header_rows, told.columns)
        if whole:
            layout.refuse_fewer_columns(name, header, told.columns)
        return header

    def sheets(self, source: str) -> list[str]:
        """Return the names of the sheets of a source's main file."""
        return layout.sheet_names(*self.unpacked(source))

    def excel(
        self,
        source: str,
        sheet: str | int,
        columns: Sequence[str],
        *,
        file: str | None = None,
        skiprows: int | None = None,
        member: str | None = None,
        rows: int | None = AS_CATALOGUED,
    ) -> pd.DataFrame:
        """Read columns of a sheet (xls or xlsx, plain or in a zip); cells stay text or number, empty is missing.

        Parameters
        ----------
        sheet : str or int
            Name or position of the sheet.
        skiprows, member : optional
            Lines above the header, name pattern inside a zip: as the catalogue tells the layout, by default.

        Raises
        ------
        SourceError
            If the file is missing or truncated, or has no such sheet or column.
        """

        def parsed() -> pd.DataFrame:
            """Read the sheet."""
            name, data = self.unpacked(source, file, member)
            above = self._described(source, file).layout.header_rows if skiprows is None else skiprows
            header, body = layout.sheet(name, data, sheet, above, columns)
            layout.refuse_columns(name, header, columns)
            places = [header.index(column) for column in columns]
            kept = [[row[place] for place in places] for row in body]
            frame = pd.DataFrame(kept, columns=list(columns), dtype="object").replace("", pd.NA).dropna(how="all")
            return self._complete(frame.reset_index(drop=True), source, file, name, rows)

        return self.once((source, sheet, tuple(columns), file, skiprows, member, rows), parsed)

    def once(self, asked: tuple, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Read what is slow to parse (workbooks, outlines) only the first time it is asked for; return a copy."""
        if asked not in self._kept:
            self._kept[asked] = read()
        return self._kept[asked].copy()

    def _described(self, source: str, file: str | None) -> catalogue.File:
        if source not in self.entries:
            raise SourceError(catalogue.NAME, None, f"an entry for source {source}", "none")
        return self.entries[source].file(file)

    def unpacked(self, source: str, file: str | None = None, member: str | None = None) -> tuple[str, bytes]:
        """Return the name and the bytes of a file, unpacked, and note its checksum."""
        path, described = self.path(source, file), self._described(source, file)
        data, name = path.read_bytes(), Path(described.name).name
        self.used.setdefault(source, {})[described.name] = hashlib.sha256(data).hexdigest()
        if path.suffix == ".gz":
            return name, archives.gunzipped(name, data)
        if path.suffix == ".zip":
            return name, archives.member(name, data, member or described.layout.member or None)
        return name, data

    def _complete(
        self, frame: pd.DataFrame, source: str, file: str | None, name: str, rows: int | None
    ) -> pd.DataFrame:
        layout.refuse_second_header(name, frame)
        expected = self._described(source, file).rows if rows == AS_CATALOGUED else rows
        # What the producer replaces in place may shrink a little: communes merge.
        least = 1 - ROWS_TOLERANCE if self.entries[source].moves else 1
        if expected and not expected * least <= len(frame) <= expected * (1 + ROWS_TOLERANCE):
            found = f"{len(frame):,} rows (truncated?)"
            raise SourceError(name, None, f"{expected:,} rows or a few more", found, Exit.ROWS)
        layout.refuse_blank_columns(name, frame)
        frame.attrs[FILE] = name
        return frame


def commune_codes(series: pd.Series, source: str) -> pd.Series:
    """Check that every value is a commune code of five characters, and return them as text.

    Raises
    ------
    SourceError
        If a code is missing or of another form, as when a leading zero was lost.
    """
    bad = series[~series.astype("str").str.match(COMMUNE_CODE).fillna(False).astype(bool)]
    if len(bad):
        found = f"{bad.iloc[0]!r}{on_line(series, bad.index[0])} and {len(bad) - 1:,} more"
        expected = "codes of 5 characters (leading zero kept)"
        raise SourceError(series.attrs.get(FILE, source), str(series.name), expected, found, Exit.CODES)
    return series.astype("str")


def refuse_duplicates(frame: pd.DataFrame, keys: Sequence[str], source: str) -> None:
    """Raise where two rows share a key: their sum would count a commune twice."""
    again = frame[frame.duplicated(list(keys), keep=False)]
    if len(again):
        first = tuple(again[list(keys)].iloc[0])
        found = f"{len(again):,} rows that share one: {first}{on_line(frame[keys[0]], again.index[1])}"
        raise SourceError(
            frame.attrs.get(FILE, source), ", ".join(keys), "one row for each key", found, Exit.DUPLICATES
        )
