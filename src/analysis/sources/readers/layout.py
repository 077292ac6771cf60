"""The layout of a raw file: archive, encoding, separator, header, columns; what is not as expected is named."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from numbers import Integral

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
from python_calamine import CalamineError, CalamineWorkbook

from analysis.sources.faults import Exit, SourceError
from analysis.sources.readers import archives

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
# What a table remembers of the file it was read from, to name it when a cell is refused.
FILE, LINES = "file read", "lines read"
# How far below its place a header is looked for, to say where it went.
LINES_SEARCHED = 20


def sheet_names(name: str, data: bytes) -> list[str]:
    """Return the names of the sheets of a workbook."""
    archives.refuse_swollen_workbook(name, data)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError(name, None, "a workbook", str(error)) from error


def sheet(
    name: str, data: bytes, wanted: str | int, skiprows: int, columns: Sequence[str] = ()
) -> tuple[list[str], list[list]]:
    """Return the header of a sheet, and the rows below it; refuse one whose header, with these columns, has moved."""
    archives.refuse_swollen_workbook(name, data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        index = book.sheet_names.index(wanted) if isinstance(wanted, str) else wanted
        cells = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise SourceError(name, None, f"a workbook with a sheet {wanted!r}", str(error)) from error
    header = [str(cell).strip() for cell in cells[skiprows]] if len(cells) > skiprows else []
    refuse_moved_header(name, cells, skiprows, columns)
    return header, cells[skiprows + 1 :]


def refuse_moved_header(name: str, rows: list[list], skiprows: int, columns: Sequence[str]) -> None:
    """Raise where a sheet does not hold the columns, of whatever years, on the line told, but on another one."""
    forms = set(map(_without_years, columns))
    lines = [{_without_years(str(cell).strip()) for cell in row} for row in rows[: skiprows + LINES_SEARCHED]]
    found = [place for place, cells in enumerate(lines) if forms <= cells]
    if found and skiprows not in found:
        told = f"it on line {found[0] + 1}"
        raise SourceError(name, None, f"the header on line {skiprows + 1}", told, Exit.HEADER_ROWS)


def refuse_encoding(name: str, data: bytes, encoding: str) -> None:
    """Raise where the bytes are not text in this encoding, or are UTF-8 taken for another one."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte {error.start} (line {line}) of another encoding"
        raise SourceError(name, None, f"text in {encoding}", found, Exit.ENCODING) from error
    if encoding.startswith("utf") or data.isascii():
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return
    raise SourceError(name, None, f"text in {encoding}", "text in utf-8", Exit.ENCODING)


def decoded(name: str, data: bytes, encoding: str) -> str:
    """Return the text of bytes in the encoding told, without its mark; refuse another encoding."""
    refuse_encoding(name, data, encoding)
    return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)


def delimited(
    name: str, text: str, columns: Sequence[str], *, separator: str, skiprows: int, quotechar: str
) -> pd.DataFrame:
    """Return columns of a delimited text, all as text; an empty cell is missing.

    The table remembers on which lines of the file its rows stand, unless a cell spans two of them.

    Raises
    ------
    SourceError
        If a column is not there, or there twice, the rows are of unequal width, or a quote swallows some.
    """
    header, body = below_header(text, separator, skiprows, quotechar)
    if not set(columns) <= set(header):
        refuse_separator(name, text, separator, skiprows, columns)
    refuse_columns(name, header, columns)
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
        found = str(error).splitlines()[0][:150]
        raise SourceError(name, None, "complete rows of one width", found, Exit.ROWS) from error
    frame = table.to_pandas().astype("str").replace("", pd.NA)
    first = text.count("\n", 0, len(text) - len(body)) + 1
    if len(frame) == body.count("\n") + (not body.endswith("\n")):  # no cell spans two lines
        frame.attrs[LINES] = {"first": first, "rows": len(frame)}
    else:
        _refuse_swallowed_rows(name, body, separator, quotechar, first)
    return frame


def _refuse_swallowed_rows(name: str, body: str, separator: str, quotechar: str, first: int) -> None:
    """Raise where a quote that closes rows later makes one row of several: its cell has a whole row's separators a line.

    `first` is the line of the file on which the body begins. An address on two lines is only a cell.
    """
    records = csv.reader(io.StringIO(body, newline=""), delimiter=separator, quotechar=quotechar)
    line = first
    try:
        for record in records:
            apart = len(record) - 1
            for cell in record:
                ends = max(map(cell.rstrip("\r\n").count, "\r\n"))
                if ends > 0 and cell.count(separator) >= ends * apart:
                    found = f"a quote that swallows {ends:,} below line {line}"
                    raise SourceError(name, None, "a row on each line", found, Exit.ROWS)
            line = first + records.line_num
    except csv.Error as error:
        raise SourceError(name, None, "a row on each line", f"{error}, on line {line}", Exit.ROWS) from error


def below_header(text: str, separator: str, skiprows: int, quotechar: str) -> tuple[list[str], str]:
    """Return the header, and the text below it."""
    lines = io.StringIO(text, newline="")
    records = csv.reader(iter(lines.readline, ""), delimiter=separator, quotechar=quotechar)
    header: list[str] = []
    for _ in range(skiprows + 1):
        header = next(records, [])
    return header, text[lines.tell() :]


def refuse_separator(name: str, text: str, separator: str, skiprows: int, columns: Sequence[str]) -> None:
    """Raise where the header does not hold the columns, but would with another separator or on another line."""
    lines = text.splitlines()[: skiprows + LINES_SEARCHED]
    for other, called in SEPARATORS.items():
        for place, line in enumerate(lines):
            if set(columns) <= {cell.strip(' "') for cell in line.split(other)}:
                if other != separator:
                    expected = SEPARATORS.get(separator, repr(separator))
                    raise SourceError(name, None, f"cells set apart by {expected}", f"{called}", Exit.SEPARATOR)
                if place != skiprows:
                    found = f"it on line {place + 1}"
                    raise SourceError(name, None, f"the header on line {skiprows + 1}", found, Exit.HEADER_ROWS)


def refuse_columns(name: str, header: list[str], columns: Sequence[str]) -> None:
    """Raise where a column is not there, or there twice."""
    for column in columns:
        if header.count(column) != 1:
            alike = [name for name in header if _without_years(name) == _without_years(column)]
            shown = ", ".join(alike or header[:30])
            expected = "this column once in the header (another vintage?)"
            raise SourceError(name, column, expected, f"columns {shown}", Exit.COLUMNS)


def refuse_fewer_columns(name: str, header: list[str], columns: Sequence[str]) -> None:
    """Raise where fewer columns have a form (the name without its years) than are told: a year was lost or renamed."""
    held = Counter(map(_without_years, header))
    for form, number in Counter(map(_without_years, columns)).items():
        if held[form] < number:
            lost = [column for column in columns if _without_years(column) == form and column not in header]
            shown = f"{held[form]} among {', '.join(header[:30])}"
            raise SourceError(name, lost[0], f"{number} such columns, of any year", shown, Exit.COLUMNS)


def _without_years(name: str) -> str:
    return re.sub(r"\d\d+", "", name).casefold()


def refuse_second_header(name: str, frame: pd.DataFrame) -> None:
    """Raise where the first row of figures repeats the header."""
    first = frame.iloc[0] if len(frame) else pd.Series(dtype="str")
    again = [column for column in frame.columns if str(first.get(column)).strip() == column]
    if again:
        raise SourceError(name, again[0], "one header row", "the header twice", Exit.HEADER_ROWS)


def refuse_blank_columns(name: str, frame: pd.DataFrame) -> None:
    """Raise where a column holds nothing but empty cells or blanks."""
    for column in frame.columns:
        cells = frame[column].dropna()
        if len(frame) and not (len(cells) and cells.astype("str").str.strip().ne("").any()):
            raise SourceError(name, column, "figures or words", f"{len(frame):,} blank cells", Exit.BLANK_COLUMN)


def refuse_cells(series: pd.Series, wrong: pd.Series, expected: str) -> None:
    """Raise at the first cell that is wrong, with its file, its column and, where it is known, its line."""
    if not wrong.any():
        return
    label = series.index[wrong.to_numpy()][0]
    found = f"{series[wrong].iloc[0]!r}{on_line(series, label)}"
    raise SourceError(series.attrs.get(FILE, "table read"), str(series.name), expected, found, Exit.NUMBERS)


def on_line(series: pd.Series, label: object) -> str:
    """Say on which line of the file a row stands, where its label still is its place in the file."""
    lines = series.attrs.get(LINES)
    ranged = isinstance(series.index, pd.RangeIndex)
    if lines is None or not isinstance(label, Integral) or (ranged and len(series) != lines["rows"]):
        return ""
    return f" on line {lines['first'] + label}"
