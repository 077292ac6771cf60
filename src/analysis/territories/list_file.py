"""Read a file of commune codes that somebody made: one clear error for all that is wrong with it, naming each line.

Nothing heavy is imported here: a command checks the file before anything starts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.territories import names

# A list of every commune, with their names and more, is under three million bytes.
MOST_BYTES = 5_000_000
SEPARATORS = {";": "a semicolon", ",": "a comma", "\t": "a tab"}
# What we ask for, and what offices call the column of codes, compared without case, accents and underscores. A column called
# "commune" may hold names beside another of codes: it comes last but for the vaguest.
ASKED = "commune"
HEADINGS = (
    "code insee",
    "insee",
    "insee commune",
    "code insee commune",
    "code commune insee",
    "code commune",
    "code officiel commune",
    "codgeo",
    "codegeo",
    "insee com",
    "inseecom",
    "depcom",
    "com",
    ASKED,
    "code",
)
# What offices call the column of names, in the order of how sure it is.
NAMES = ("nom commune", "nom de la commune", "libelle commune", "libgeo", "nom com", "libelle", "nom", "name", ASKED)
CODE = re.compile(r"(?:\d\d|2[AB])\d{3}")
WITHOUT_ZERO = re.compile(r"\d{4}")
TITLE_MARK = "#"
LONGEST_TITLE = 80
# Pages, Markdown and the text of figures would take these for signs of their own.
NOT_IN_TITLES = "<>{}[]|\\`*_#$~^&"
FORMULAS = ("=", "+", "-", "@")
ADDRESS = "://"  # pages would make a link of it
MOST_TOLD = 20


class UnusableList(ValueError):
    """A list of communes cannot be used; the message names the file, the lines, and what was expected."""


@dataclass(frozen=True)
class Line:
    """A code of the file: where it stands, as it was typed, as a code of five signs, and what the file calls it if at all."""

    number: int
    typed: str
    code: str
    called: str = ""

    @property
    def lost_its_zero(self) -> bool:
        """Tell whether a spreadsheet took the code for a number."""
        return self.code not in self.typed.upper()


@dataclass(frozen=True)
class ListFile:
    """What a file holds: its own title (empty without one), the column of the codes, and the codes line by line."""

    title: str
    column: str
    lines: tuple[Line, ...]


def read_file(file: Path, shown: str) -> ListFile:
    """Read the codes of a file.

    Parameters
    ----------
    file : Path
    shown : str
        How to call the file in an error.

    Raises
    ------
    UnusableList
        With everything that is wrong with its form: a column that is missing, a quote that is never closed, two columns of
        other codes, codes that are none, codes twice.
    """
    # As an editor counts the lines, whether they end as on Linux, on Windows or on an old Mac.
    rows = text_of(file, shown).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    title, comments = "", 0
    while comments < len(rows) and _bare(rows[comments]).startswith(TITLE_MARK):
        title = title or _bare(rows[comments]).lstrip(TITLE_MARK).strip()
        comments += 1
    if title:
        check_title(title, f"{shown}, line 1")
    return _parsed(rows[comments:], comments, title, shown)


def text_of(file: Path, shown: str) -> str:
    """Return the text of a file: UTF-8, or what a French Excel writes where it is none."""
    if not file.is_file():
        raise UnusableList(f"{shown}: no such file; expected a CSV with a column {ASKED!r} of INSEE codes")
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise UnusableList(
            f"{shown}: {size / 1e6:.0f} MB; expected one line a commune, {MOST_BYTES / 1e6:.0f} MB at most"
        )
    content = file.read_bytes()
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise UnusableList(f"{shown}: a workbook or an archive; expected text: save it as CSV")
    if b"\0" in content:
        raise UnusableList(f"{shown}: signs of two bytes, or no text; expected a CSV in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def check_title(title: str, where: str) -> str:
    """Return a title that pages, figures and folders can bear.

    Raises
    ------
    UnusableList
        If it is too long, has no letter, or signs that would be taken for markup, or for an address.
    """
    title = " ".join(title.split())
    wrong = sorted({sign for sign in title if sign in NOT_IN_TITLES or not sign.isprintable()})
    if ADDRESS in title:
        raise UnusableList(f"{where}: title {title!r} holds an address; expected letters and digits")
    if title.startswith(FORMULAS):
        raise UnusableList(
            f"{where}: title {title!r} begins as a formula of a spreadsheet; expected a letter or a digit"
        )
    if wrong:
        raise UnusableList(f"{where}: title {title!r} has {' '.join(map(ascii, wrong))}; expected letters and digits")
    if not 1 <= len(title) <= LONGEST_TITLE or not any(sign.isalnum() for sign in title):
        raise UnusableList(
            f"{where}: title of {len(title)} signs; expected 1 to {LONGEST_TITLE}, with a letter or a digit"
        )
    return title


def bare_title(text: str) -> str:
    """Take out of a text what pages would take for signs of their own, and what is beyond the length of a title."""
    kept = "".join(sign if sign not in NOT_IN_TITLES and sign.isprintable() else " " for sign in text)
    return " ".join(kept.split()).lstrip("".join(FORMULAS) + " ")[:LONGEST_TITLE]


def _parsed(rows: list[str], before: int, title: str, shown: str) -> ListFile:
    """Read the heading and the codes below it."""
    skipped = next((place for place, row in enumerate(rows) if _bare(row)), None)
    if skipped is None:
        raise UnusableList(f"{shown}: it is empty; expected a column {ASKED!r} with a code on each line")
    first = before + skipped + 1
    separator = max(SEPARATORS, key=rows[skipped].count)
    records = _records(rows[skipped:], first, separator, shown)
    _, heading = next(records)
    place = _column(heading, f"{shown}, line {first}")
    column = heading[place].strip()
    filled = [(number, row) for number, row in records if any(cell.strip() for cell in row)]
    _refuse_other_codes(heading, place, filled, shown)
    lines = [(number, _cell(row, place)) for number, row in filled]
    named = {number: _cell(row, called) for number, row in filled} if (called := _names(heading, place)) >= 0 else {}
    if not lines:
        raise UnusableList(f"{shown}, column {column!r}: no code below line {first}; expected one on each line")
    read, problems = _codes(lines)
    parting = f"; line {first} parts its columns by {SEPARATORS[separator]}" if len(heading) > 1 else ""
    refuse(shown, column, problems, parting)
    return ListFile(title, column, tuple(replace(line, called=named.get(line.number, "")) for line in read))


def _records(rows: list[str], first: int, separator: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each line, with its number.

    Raises
    ------
    UnusableList
        At a quote that is not closed on its line: the lines below it would be taken for a part of its cell, and be lost.
    """
    reader = csv.reader(rows, delimiter=separator, strict=True)
    while True:
        number = first + reader.line_num
        where = f"{shown}, line {number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            wrong = "a quote that is never closed" if "unexpected end" in str(error) else str(error)
            raise UnusableList(
                f"{where}: {wrong}; expected one line a commune, each quote closed on its line"
            ) from error
        if first + reader.line_num > number + 1:
            raise UnusableList(
                f"{where}: a cell over several lines; expected one line a commune, each quote closed on its line"
            )
        yield number, cells


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _refuse_other_codes(heading: list[str], place: int, lines: list[tuple[int, list[str]]], shown: str) -> None:
    """Stop where another column that may be that of the codes holds other codes: which is meant cannot be known."""
    for other, cell in enumerate(heading):
        if other == place or names.plain(cell.replace("_", " ")) not in HEADINGS:
            continue
        for number, row in lines:
            codes = [_as_code(_cell(row, one)) for one in (place, other)]
            if all(codes) and codes[0] != codes[1]:
                raise UnusableList(
                    f"{shown}, line {number}: {codes[0]} in column {heading[place].strip()!r} and {codes[1]} in column "
                    f"{cell.strip()!r}; expected one column of codes, or the same ones in both"
                )


def _column(heading: list[str], where: str) -> int:
    """Return the place of the column of codes: the likeliest of the names that it may have."""
    plain = [names.plain(cell.replace("_", " ")) for cell in heading]
    for wanted in HEADINGS:
        if plain.count(wanted) > 1:
            raise UnusableList(f"{where}: two columns {wanted!r}; expected one")
        if wanted in plain:
            return plain.index(wanted)
    found = ", ".join(repr(cell.strip()) for cell in heading[:6])
    if any(_as_code(cell) for cell in heading):
        found += ", which holds a code: the first line must name the columns"
    raise UnusableList(
        f"{where}: no column of codes, found {found}; expected a heading {ASKED!r} (or code_insee, codgeo, depcom ...), "
        "columns parted by ; or , or a tab"
    )


def _names(heading: list[str], codes: int) -> int:
    """Return the place of the column of names beside that of the codes; -1 where there is none."""
    plain = [names.plain(cell.replace("_", " ")) if place != codes else "" for place, cell in enumerate(heading)]
    return next((plain.index(wanted) for wanted in NAMES if wanted in plain), -1)


def _codes(lines: list[tuple[int, str]]) -> tuple[list[Line], list[str]]:
    """Return the codes, and what is wrong with the others."""
    read: dict[str, Line] = {}
    problems = []
    for number, typed in lines:
        code = _as_code(typed)
        if not typed:
            problems.append(f"line {number}: no code")
        elif not code:
            problems.append(f"line {number}: {typed!r} is no code")
        elif code in read:
            problems.append(f"line {number}: {typed!r} again (line {read[code].number})")
        else:
            read[code] = Line(number, typed, code)
    return list(read.values()), problems


def _as_code(typed: str) -> str:
    """Return a code of five signs; one of four digits has lost its zero in a spreadsheet. Empty where it is none.

    Examples
    --------
    >>> _as_code("15014"), _as_code("2a004"), _as_code("1001"), _as_code('="01001"'), _as_code("150")
    ('15014', '2A004', '01001', '01001', '')
    """
    bare = typed.strip().removeprefix("=").strip("\"' \xa0\u202f").upper()
    if not bare.isascii():
        return ""
    if WITHOUT_ZERO.fullmatch(bare):
        return f"0{bare}"
    return bare if CODE.fullmatch(bare) else ""


def refuse(shown: str, column: str, problems: list[str], more: str = "") -> None:
    """Raise with all that is wrong with the lines of a file, as far as it can be read in one message."""
    if not problems:
        return
    told = "; ".join(problems[:MOST_TOLD])
    if len(problems) > MOST_TOLD:
        told += f"; and {len(problems) - MOST_TOLD} more"
    raise UnusableList(
        f"{shown}, column {column!r}: {told}; expected on each line the INSEE code of another commune, such as 01001 "
        f"(not its postcode){more}"
    )


def _bare(row: str) -> str:
    """Return a line without what a spreadsheet puts around a single cell."""
    return row.strip().strip("\"';,\t \ufeff")
