"""What can be wrong with a file or an address, and the exit code that each fault ends a command with."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of ``territoires data``: one for each kind of fault, told in ``docs/data.md``."""

    # Fetching: the network.
    OFFLINE = 10
    CUT_SHORT = 11
    TOO_SLOW = 12
    REFUSED_BY_SERVER = 13
    ELSEWHERE = 14
    NO_ANSWER = 15
    # Fetching: what came.
    NOT_THE_FILE = 20
    CHECKSUM = 21
    LENGTH = 22
    BROKEN_ARCHIVE = 23
    UNSAFE_ARCHIVE = 24
    FORMULAS = 25
    ANOTHER_LAYOUT = 26
    # The catalogue and the store.
    CATALOGUE = 30
    NO_ADDRESS = 31
    BUSY = 32
    # Building: the files.
    MISSING_FILE = 40
    ENCODING = 41
    SEPARATOR = 42
    COLUMNS = 43
    HEADER_ROWS = 44
    ROWS = 45
    NUMBERS = 46
    BLANK_COLUMN = 47
    CODES = 48
    DUPLICATES = 49
    DOUBLE_COUNT = 50
    UNKNOWN_COMMUNE = 51
    SCALE = 52
    VINTAGE = 53
    SUMS = 54
    PARTIAL = 55
    UNPLACED = 56
    YEAR_TWICE = 57
    UNUSUAL = 58
    # Building: the tables.
    CONTRACT = 60


class Fault(ValueError):
    """A fault in one line: where it is, what was expected, what was found.

    Parameters
    ----------
    code : Exit
        What the command exits with.
    where : str
        Source and address, or file and column.
    expected, found : str
        Both as they would be said to a reader.

    Examples
    --------
    >>> fault = Fault(Exit.CHECKSUM, "source s, a.csv", "sha256 12ab", "34cd")
    >>> str(fault), int(fault.code)
    ('source s, a.csv: expected sha256 12ab; found 34cd', 21)
    """

    def __init__(self, code: Exit, where: str, expected: str, found: str):
        self.code, self.where, self.expected, self.found = code, where, expected, found
        super().__init__(f"{where}: expected {expected}; found {found}")


class SourceError(Fault):
    """A raw file is not what was expected: one line that names file, column, what was expected and what was found."""

    def __init__(self, file: str, column: str | None, expected: str, found: str, code: Exit = Exit.ANOTHER_LAYOUT):
        self.file, self.column = file, column
        super().__init__(code, f"{file}, column {column}" if column else file, expected, found)


class MissingFile(SourceError):
    """A file of the catalogue is not in the raw folder."""

    def __init__(self, file: str, expected: str):
        super().__init__(file, None, expected, "no such file", Exit.MISSING_FILE)


def exit_code(error: BaseException, default: int) -> int:
    """Return the exit code that an error carries, or `default` where it carries none."""
    return int(getattr(error, "code", default))
