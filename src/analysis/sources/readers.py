"""Read a raw official file, and refuse one that is not what the catalogue describes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from fnmatch import fnmatch
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
from python_calamine import CalamineError, CalamineWorkbook

from analysis.sources import catalogue

# A fuller copy may hold a few rows more (notes, communes overseas); one row fewer is a loss nobody decided.
ROWS_TOLERANCE = 0.05
COMMUNE_CODE = r"^(\d{2}|2[AB])\d{3}$"
AS_CATALOGUED = -1


class SourceError(ValueError):
    """A raw file is not what was expected: one line that names file, column, what was expected and what was found."""

    def __init__(self, file: str, column: str | None, expected: str, found: str):
        self.file, self.column, self.expected, self.found = file, column, expected, found
        where = f"{file}, column {column}" if column else file
        super().__init__(f"{where}: expected {expected}; found {found}")


class MissingFile(SourceError):
    """A file of the catalogue is not in the raw folder."""


class Raw:
    """The raw folder, with its catalogue.

    Attributes
    ----------
    entries : dict of str to catalogue.Entry
        What the catalogue says of each source.
    used : dict of str to dict of str to str
        Checksum (sha256) of each file read so far, by source then file.
    """

    def __init__(self, folder: Path | str):
        self.folder = Path(folder)
        self.entries = catalogue.read(self.folder)
        self.used: dict[str, dict[str, str]] = {}
        self._kept: dict[tuple, pd.DataFrame] = {}

    def path(self, source: str, file: str | None = None) -> Path:
        """Return the path of a source's file; refuse one that is not there."""
        path = self.folder / self._described(source, file).name
        if not path.is_file():
            raise MissingFile(path.name, None, f"a file of source {source} in {path.parent}", "no such file")
        return path

    def refuse_missing(self, sources: Sequence[str]) -> None:
        """Raise where the main file of a source is not there."""
        for source in sources:
            self.path(source)

    def csv(
        self,
        source: str,
        columns: Sequence[str],
        *,
        file: str | None = None,
        separator: str = ",",
        skiprows: int = 0,
        encoding: str = "utf-8",
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
        skiprows : int
            Records above the header (a quoted cell may span lines).
        member : str, optional
            Name pattern inside a zip.
        rows : int or None
            Rows expected, at most 5 % more: the catalogue's by default; None: any number.

        Raises
        ------
        SourceError
            If the file is missing, truncated, in another encoding, has ragged rows or lacks a column.
        """
        name, data = self.unpacked(source, file, member)
        _refuse_encoding(name, data, encoding)
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        header, body = _below_header(text, separator, skiprows, quotechar)
        _refuse_columns(name, header, columns)
        try:
            table = pa_csv.read_csv(
                io.BytesIO(body.encode("utf-8")),
                read_options=pa_csv.ReadOptions(column_names=header, block_size=1 << 24),
                parse_options=pa_csv.ParseOptions(delimiter=separator, quote_char=quotechar, newlines_in_values=True),
                convert_options=pa_csv.ConvertOptions(
                    include_columns=list(columns),
                    column_types=dict.fromkeys(columns, pa.string()),
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid as error:
            raise SourceError(name, None, "complete rows of one width", str(error).splitlines()[0][:150]) from error
        frame = table.to_pandas().astype("str").replace("", pd.NA)
        return self._complete(frame, source, file, name, rows)

    def excel(
        self,
        source: str,
        sheet: str | int,
        columns: Sequence[str],
        *,
        file: str | None = None,
        skiprows: int = 0,
        member: str | None = None,
        rows: int | None = AS_CATALOGUED,
    ) -> pd.DataFrame:
        """Read columns of a sheet (xls or xlsx, plain or in a zip); cells stay text or number, empty is missing.

        Parameters
        ----------
        sheet : str or int
            Name or position of the sheet.
        skiprows : int
            Lines above the header.
        member : str, optional
            Name pattern inside a zip.
        rows : int or None
            Rows expected, at most 5 % more: the catalogue's by default; None: any number.

        Raises
        ------
        SourceError
            If the file is missing or truncated, has no such sheet or lacks a column.
        """

        def parsed() -> pd.DataFrame:
            """Return the sheet as it stands in the file."""
            name, data = self.unpacked(source, file, member)
            header, body = _sheet(name, data, sheet, skiprows)
            _refuse_columns(name, header, columns)
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
            raise SourceError("sources-*.toml", None, f"an entry for source {source}", "none")
        return self.entries[source].file(file)

    def unpacked(self, source: str, file: str | None = None, member: str | None = None) -> tuple[str, bytes]:
        """Return the name and the bytes of a file, unpacked, and note its checksum."""
        path = self.path(source, file)
        data = path.read_bytes()
        described = self._described(source, file).name
        self.used.setdefault(source, {})[described] = hashlib.sha256(data).hexdigest()
        try:
            if path.suffix == ".gz":
                return path.name, gzip.decompress(data)
            if path.suffix == ".zip":
                return path.name, _member(path.name, data, member)
        except (EOFError, OSError, zipfile.BadZipFile) as error:
            raise SourceError(path.name, None, "a complete archive", f"{error} (truncated?)") from error
        return path.name, data

    def _complete(
        self, frame: pd.DataFrame, source: str, file: str | None, name: str, rows: int | None
    ) -> pd.DataFrame:
        expected = self._described(source, file).rows if rows == AS_CATALOGUED else rows
        if expected is not None and not expected <= len(frame) <= expected * (1 + ROWS_TOLERANCE):
            raise SourceError(name, None, f"{expected:,} rows or a few more", f"{len(frame):,} rows (truncated?)")
        return frame


def _member(name: str, data: bytes, pattern: str | None) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [inside for inside in archive.namelist() if pattern is None or fnmatch(inside, pattern)]
        if len(names) != 1:
            raise SourceError(name, None, f"one member like {pattern or '*'}", f"{archive.namelist()}")
        return archive.read(names[0])


def _sheet(name: str, data: bytes, sheet: str | int, skiprows: int) -> tuple[list[str], list[list]]:
    """Return the header of a sheet, and the rows below it."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        index = book.sheet_names.index(sheet) if isinstance(sheet, str) else sheet
        cells = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError(name, None, f"a workbook with a sheet {sheet!r}", str(error)) from error
    header = [str(cell).strip() for cell in cells[skiprows]] if len(cells) > skiprows else []
    return header, cells[skiprows + 1 :]


def _refuse_encoding(name: str, data: bytes, encoding: str) -> None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(name, None, f"text in {encoding}", f"byte {error.start} of another encoding") from error
    if encoding.startswith("utf") or data.isascii():
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return
    raise SourceError(name, None, f"text in {encoding}", "text in utf-8")


def _below_header(text: str, separator: str, skiprows: int, quotechar: str) -> tuple[list[str], str]:
    """Return the header, and the text below it."""
    lines = io.StringIO(text, newline="")
    records = csv.reader(iter(lines.readline, ""), delimiter=separator, quotechar=quotechar)
    header: list[str] = []
    for _ in range(skiprows + 1):
        header = next(records, [])
    return header, text[lines.tell() :]


def _refuse_columns(name: str, header: list[str], columns: Sequence[str]) -> None:
    for column in columns:
        if header.count(column) != 1:
            shown = ", ".join(header[:30])
            raise SourceError(name, column, "this column once in the header (another vintage?)", f"columns {shown}")


def to_number(
    series: pd.Series, *, decimal: str = ".", thousands: str = "", missing: Sequence[str] = ("nd", "s", "")
) -> pd.Series:
    """Turn text (or a mix of text and numbers) into float64; the words of `missing` become missing, never zero.

    Raises
    ------
    SourceError
        If another text is no number; the message names the column and the value.

    Examples
    --------
    >>> to_number(pd.Series(["1,5", "nd", "2"], name="APL"), decimal=",").tolist()
    [1.5, nan, 2.0]
    """
    if pd.api.types.is_numeric_dtype(series):
        return series.astype("float64")
    text = series.astype("str").str.strip()
    text = text.mask(series.isna() | text.isin(list(missing)))
    if thousands:
        text = text.str.replace(thousands, "", regex=False)
    if decimal != ".":
        text = text.str.replace(decimal, ".", regex=False)
    try:
        return pd.Series(pa.array(text, from_pandas=True).cast(pa.float64()).to_pandas(), name=series.name).set_axis(
            series.index
        )
    except pa.ArrowInvalid:
        numbers = pd.to_numeric(text, errors="coerce").astype("float64")
    wrong = numbers.isna() & text.notna()
    if wrong.any():
        raise SourceError("table read", str(series.name), "numbers", f"{series[wrong].iloc[0]!r}")
    return numbers


def commune_codes(series: pd.Series, source: str) -> pd.Series:
    """Check that every value is a commune code of five characters, and return them as text.

    Raises
    ------
    SourceError
        If a code is missing or of another form, as when a leading zero was lost.
    """
    bad = series[~series.astype("str").str.match(COMMUNE_CODE).fillna(False).astype(bool)]
    if len(bad):
        found = f"{bad.iloc[0]!r} and {len(bad) - 1:,} more"
        raise SourceError(source, str(series.name), "codes of 5 characters (leading zero kept)", found)
    return series.astype("str")


def refuse_duplicates(frame: pd.DataFrame, keys: Sequence[str], source: str) -> None:
    """Raise where two rows share a key: their sum would count a commune twice."""
    again = frame[frame.duplicated(list(keys), keep=False)]
    if len(again):
        first = tuple(again[list(keys)].iloc[0])
        raise SourceError(
            source, ", ".join(keys), "one row for each key", f"{len(again):,} rows that share one: {first}"
        )
