"""A list of communes of one's own: a park, an arrondissement, the communes that somebody calls isolated.

The codes of a file are carried to the communes of the snapshot by its movements, and what was carried is told.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from analysis import snapshot
from analysis.territories import carrying, list_file, names
from analysis.territories.list_file import UnusableList

PREFIX = "list:"
LONGEST_SLUG = 60


@dataclass(frozen=True)
class Carried:
    """A code of the file that is no commune today: where it stands, and the codes of today's communes that hold it."""

    line: int
    typed: str
    present: tuple[str, ...]

    @property
    def is_arrondissement(self) -> bool:
        """Whether it is a part of Paris, Lyon or Marseille, and no former code."""
        return carrying.is_arrondissement(self.typed)


@dataclass(frozen=True)
class CalledOtherwise:
    """A code of the file whose commune has another name than the file gives: it may be a postcode."""

    line: int
    code: str
    name: str
    called: str


@dataclass(frozen=True)
class CommuneList:
    """A list of communes as it is used.

    Attributes
    ----------
    text : str
        What to type for it, from any folder: ``list:`` with the file, and the title where it was given apart.
    title : str
    communes : tuple of str
        Codes of the communes of the snapshot, sorted.
    carried : tuple of Carried
        Former codes, and those of arrondissements of Paris, Lyon or Marseille.
    mended : tuple of str
        Codes that had lost their leading zero, as they are now.
    otherwise : tuple of CalledOtherwise
        Codes of communes that the file calls otherwise.
    file : Path
    """

    text: str
    title: str
    communes: tuple[str, ...]
    carried: tuple[Carried, ...]
    mended: tuple[str, ...]
    otherwise: tuple[CalledOtherwise, ...]
    file: Path

    @property
    def checksum(self) -> str:
        """What changes with the title or the communes."""
        told = "\n".join([self.title, *self.communes])
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @property
    def slug(self) -> str:
        """The name of its folder: no other territory or definition has one that begins so, and it holds no hyphen more."""
        return f"list-{slug_of(self.title)}"


def is_list(text: object) -> bool:
    """Tell whether a text asks for a list."""
    return isinstance(text, str) and text.strip().lower().startswith(PREFIX)


def read(text: str) -> CommuneList:
    """Read a list: ``list:FILE``, or ``list:FILE#TITLE``.

    A relative file is looked for here, then in the folder of the project. Without a title of either kind (the first line of
    the file may be ``# Title``), the list is called by the name of its file.

    Raises
    ------
    UnusableList
        If the file cannot be used, in one line.
    """
    named, title = _parted(text.strip()[len(PREFIX) :].strip())
    file = _file(named)
    known = snapshot.path("communes"), snapshot.path("movements")
    found = _read(file, _stamp(file), tuple((one, one.stat().st_mtime_ns) for one in known), named)
    if title:
        title = list_file.check_title(title, named)
    told = f"{PREFIX}{_shown(file)}" + (f"#{title}" if title else "")
    return replace(found, text=told, title=title or found.title, file=file)


def file_of(text: str) -> Path:
    """Return the file of a list.

    Raises
    ------
    UnusableList
        If there is none.
    """
    return _file(_parted(text.strip()[len(PREFIX) :].strip())[0])


def titled(text: str, title: str) -> str:
    """Return what to type for a list under another title."""
    named, _ = _parted(text.strip()[len(PREFIX) :].strip())
    return f"{PREFIX}{named}#{title}"


def slug_of(title: str) -> str:
    """Return the part of a folder's name that a title gives: letters, digits and underscores, in ASCII.

    Examples
    --------
    >>> slug_of("Parc naturel régional d’Aubrac"), slug_of("../../etc"), slug_of("84")
    ('parc_naturel_regional_d_aubrac', 'etc', '84')
    """
    plain = unicodedata.normalize("NFKD", title.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'"))
    bare = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode()).strip("_")
    letters = [sign for sign in plain if sign.isalnum()]
    # What was cut, or is of another alphabet, would be that of many titles.
    whole = len(bare) <= LONGEST_SLUG and all(sign.isascii() for sign in letters) and bare
    if whole:
        return bare
    told = hashlib.sha256(title.encode()).hexdigest()[:8]
    return f"{bare[:LONGEST_SLUG].strip('_')}_{told}".strip("_")


def _parted(rest: str) -> tuple[str, str]:
    """Part a file and the title after it; a file may hold the sign itself."""
    if list_file.TITLE_MARK not in rest or any(place.is_file() for place in _candidates(rest)):
        return rest, ""
    named, _, title = rest.partition(list_file.TITLE_MARK)
    return named.strip(), title.strip()


def _candidates(named: str) -> list[Path]:
    """Return where a file may be: here, or in the folder of the project."""
    try:
        given = Path(named).expanduser()
    except RuntimeError:  # a home that the system does not know
        given = Path(named)
    return [given] if given.is_absolute() else [Path.cwd() / given, snapshot.project() / given]


def _file(named: str) -> Path:
    """Return the file that is meant."""
    if not named:
        raise UnusableList(f"{PREFIX} without a file; expected list:FILE.csv, or list:FILE.csv#TITLE")
    there = list(dict.fromkeys(place.resolve() for place in _candidates(named) if place.is_file()))
    if len(there) > 1:
        raise UnusableList(f"{named}: a file here and another in the project's folder; expected its whole path")
    if not there:
        list_file.text_of(_candidates(named)[0], named)
    return there[0]


def _shown(file: Path) -> str:
    """Write a file as it is found from any folder, without the name of a user where that is not needed."""
    try:
        homes = {snapshot.project().resolve(): "", Path.home(): "~/"}
    except RuntimeError:  # a user whom the system does not know, as in a container
        homes = {snapshot.project().resolve(): ""}
    for home, sign in homes.items():
        if file.is_relative_to(home):
            return f"{sign}{file.relative_to(home).as_posix()}"
    return str(file)


def _stamp(file: Path) -> tuple[int, int]:
    known = file.stat()
    return known.st_mtime_ns, known.st_size


@lru_cache(maxsize=8)
def _read(file: Path, _modified: tuple, _snapshot: tuple, shown: str) -> CommuneList:
    """Read the file and carry its codes."""
    held = list_file.read_file(file, shown)
    where = {line: carrying.successors(line.code) for line in held.lines}
    unknown = [line for line, present in where.items() if not present]
    told = [f"line {line.number}: {line.typed!r} {_why_unknown(line.code)}" for line in unknown]
    list_file.refuse(shown, held.column, told)
    carried = tuple(
        Carried(line.number, line.typed, present) for line, present in where.items() if present != (line.code,)
    )
    return CommuneList(
        text="",
        title=held.title or _title_of(file),
        communes=tuple(sorted({code for present in where.values() for code in present})),
        carried=carried,
        mended=tuple(line.code for line in held.lines if line.lost_its_zero),
        otherwise=_called_otherwise(held.lines),
        file=file,
    )


def _called_otherwise(lines: tuple[list_file.Line, ...]) -> tuple[CalledOtherwise, ...]:
    """Return the lines whose code is that of a commune of the snapshot with another name than theirs."""
    official = carrying.names()
    return tuple(
        CalledOtherwise(line.number, line.code, official[line.code], list_file.bare_title(line.called))
        for line in lines
        if line.called and line.code in official and not _alike(line.called, official[line.code])
    )


def _alike(called: str, name: str) -> bool:
    """Tell whether two names are one, or one the beginning of the other: "Neussargues" is Neussargues en Pinatelle.

    Examples
    --------
    >>> _alike("St Flour", "Saint-Flour"), _alike("NEUSSARGUES", "Neussargues en Pinatelle"), _alike("Murat", "Mauriac")
    (True, True, False)
    """
    one, other = (re.sub(r"\bst(e?)\b", r"saint\1", names.key(text)) for text in (called, name))
    return one.startswith(other) or other.startswith(one)


def _why_unknown(code: str) -> str:
    """Say of a code that it is none of the snapshot, and what to give instead where that is known."""
    date, parts = carrying.made_of(code)
    if parts:
        return f"is younger than the data: made on {date} of {', '.join(parts)}, which stand for it here"
    if code.startswith(("975", "977", "978", "98")):
        return "is no commune of a département: the data hold none of these territories"
    return "is no commune, now or formerly"


def _title_of(file: Path) -> str:
    """Call a list without a title by the name of its file."""
    return list_file.check_title(list_file.bare_title(file.stem) or "list", file.name)
