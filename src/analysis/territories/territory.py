"""Which communes: read a territory from what a person types, and pick its rows in a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import language, snapshot
from analysis.territories import carrying, finding, lists, names
from analysis.territories.carrying import OVERSEAS_REGIONS
from analysis.territories.lists import CommuneList, UnusableList

if TYPE_CHECKING:
    import pandas as pd

# Kinds of territory that are set beside the others of their kind; a column of `communes` has the name of each.
KINDS_WITH_PEERS = ("region", "departement")
# No official name is half as long; a longer text is not compared with all of them.
LONGEST_NAME = 200


class UnknownTerritory(ValueError):
    """The text names no territory; the message lists the nearest that exist."""


@dataclass(frozen=True)
class Territory:
    """A country, region, département or EPCI, or a list of communes of one's own.

    Attributes
    ----------
    kind : {"france", "metropole", "region", "departement", "epci", "list"}
    code : str
        Official code ("FR" and "FRM" for the two national ones); of a list, a checksum of its title and communes.
    name : str
        Name to print.
    region : str or None
        Region that holds it (None for the national ones, and for an EPCI or a list astride two regions).
    name_type : str or None
        INSEE's type of name, by which French bends it (None for the national ones, for an EPCI and for a list).
    own : CommuneList or None
        The communes of a list.
    """

    kind: str
    code: str
    name: str
    region: str | None = None
    name_type: str | None = None
    # Its checksum is the code, which is what a printed list shows.
    own: CommuneList | None = field(default=None, repr=False)

    def __format__(self, form: str) -> str:
        """Write the name as a sentence asks: ``{place}``, and in French ``{place:the}``, ``{place:of}``, ``{place:in}``."""
        return language.bent(self.name, self.kind, self.name_type, form)

    @classmethod
    def parse(cls, text: str | int) -> Territory:
        """Read a code (``FR``, ``FRM``, ``84``, ``dep:15``, ``epci:241500230``) or a name, however it is written.

        A name stands for a region first, then a département, then an EPCI: ``Mayotte`` is the region, ``dep:Mayotte``
        the département. ``list:FILE`` is a file of communes: see `lists.read`.

        Parameters
        ----------
        text : str or int
            A whole number is the code of a region: papermill and YAML make 6 of 06.

        Raises
        ------
        UnknownTerritory
            If no territory has that name, or several have; the message lists the nearest, or them. If the file of a list
            cannot be used; the message says why.

        Examples
        --------
        >>> Territory.parse("auvergne-rhone-alpes").code, Territory.parse("Lozère").text
        ('84', 'dep:48')
        >>> Territory.parse(6).name
        'Mayotte'
        """
        if lists.is_list(text):
            return _of_list(str(text))
        is_number = isinstance(text, int) and not isinstance(text, bool)
        typed = f"{text:02d}" if is_number else str(text)
        if len(typed) > LONGEST_NAME:
            raise UnknownTerritory(
                f"region: a text of {len(typed):,} signs; expected a code or a name of {LONGEST_NAME} at most"
            )
        found = named(typed)
        if len(found) == 1:
            return found[0]
        raise UnknownTerritory(finding.refusal(text, typed, found, _known().places))

    def __str__(self) -> str:
        return f"{self}"

    @property
    def text(self) -> str:
        """What to type to get this territory."""
        if self.own:
            return self.own.text
        prefix = {"departement": "dep:", "epci": "epci:"}.get(self.kind, "")
        return prefix + self.code

    @property
    def slug(self) -> str:
        """A name for its folder: the text with no sign that a file system refuses; of a list, its title."""
        if self.own:
            return self.own.slug
        return self.text.replace(":", "-")

    @property
    def is_national(self) -> bool:
        """Whether it is France or metropolitan France."""
        return self.kind in ("france", "metropole")

    def select(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of this territory in a frame that has a ``commune`` column."""
        if self.kind == "france":
            return frame
        if self.kind == "metropole":
            return frame[~frame["commune"].str[:2].isin(["97"])]
        if self.kind == "region" and "region" in frame:
            return frame[frame["region"] == self.code]
        return frame[snapshot.among(frame["commune"], self.communes)]

    @property
    def communes(self) -> pd.Index:
        """Codes of its communes of 2025."""
        if self.own:
            import pandas as pd

            return pd.Index(self.own.communes)
        return snapshot.recall(_communes_of, self.kind, self.code)

    def peers(self) -> list[Territory]:
        """Territories of the same kind to rank it among (regions and départements; none for the others)."""
        if self.kind not in KINDS_WITH_PEERS:
            return []
        return [place for place in _known().places if place.kind == self.kind]


def _communes_of(kind: str, code: str) -> pd.Index:
    import pandas as pd

    places = snapshot.load("communes", columns=["commune", "departement", "region", "epci"])
    if kind == "france":
        return pd.Index(places["commune"])
    if kind == "metropole":
        return pd.Index(places.loc[~places["region"].isin(OVERSEAS_REGIONS), "commune"])
    return pd.Index(places.loc[places[kind] == code, "commune"])


def france() -> Territory:
    """Return the whole country, the yardstick of every measure."""
    return Territory("france", "FR", "France")


def named(text: str) -> list[Territory]:
    """Return the territories of a code or a name: one, none, or several EPCI of the same name."""
    return _known().named(text)


def regions() -> list[Territory]:
    """Return the 18 regions by code."""
    return _of_kind("region")


def departements() -> list[Territory]:
    """Return the 101 départements by code."""
    return _of_kind("departement")


def epcis() -> list[Territory]:
    """Return every EPCI by code."""
    return _of_kind("epci")


def find(text: str) -> list[finding.Place]:
    """Return every territory and commune of a code, or that has each word of a text in its name: see `finding.find`."""
    return finding.find(text, _known().places)


def _of_list(text: str) -> Territory:
    """Return the territory of a list."""
    try:
        own = lists.read(text)
    except UnusableList as error:
        raise UnknownTerritory(f"region: {error}") from error
    same = [place for place in named(own.title) if place.kind != "epci"]
    if same:
        raise UnknownTerritory(
            f"region: {own.file.name}: title {own.title!r} is that of {same[0].text} ({same[0].name}); expected another: --name "
            "TITLE, list:FILE#TITLE, or a first line `# Title` in the file"
        )
    held = {carrying.regions()[code] for code in own.communes}
    overseas = sorted(held & set(OVERSEAS_REGIONS))
    if overseas and len(held) > 1:
        raise UnknownTerritory(
            f"region: {own.file.name}: communes of several overseas regions, or of one and of the mainland; expected one list "
            "for each: no map shows them together, and not all figures are held of both"
        )
    return Territory("list", own.checksum, own.title, held.pop() if len(held) == 1 else None, own=own)


def _of_kind(kind: str) -> list[Territory]:
    return sorted((place for place in _known().places if place.kind == kind), key=lambda place: place.code)


@dataclass(frozen=True)
class _Known:
    """Every territory, and those of each kind and key of a code or a name."""

    places: tuple[Territory, ...]
    by_code: dict[tuple[str, str], Territory]
    by_name: dict[tuple[str, str], list[Territory]]

    @classmethod
    def of(cls, places: list[Territory]) -> _Known:
        """Index territories by their codes and by their names."""
        by_name: dict[tuple[str, str], list[Territory]] = {}
        for place in places:
            for key in names.forms(place):
                by_name.setdefault((place.kind, key), []).append(place)
        return cls(tuple(places), {(place.kind, place.code.lower()): place for place in places}, by_name)

    def named(self, typed: str) -> list[Territory]:
        """Return the territories of a code or a name: of the kind of its prefix, or of the first kind that has any."""
        kind, rest = names.parted(typed)
        # The bare number of a département could be a region's: it asks for its prefix.
        coded = (kind,) if kind else ("france", "metropole", "region")
        found = [self.by_code[one, rest.lower()] for one in coded if (one, rest.lower()) in self.by_code]
        for one in () if found else (kind,) if kind else names.KINDS:
            found = found or list(dict.fromkeys(self.by_name.get((one, names.key(rest)), ())))
        return found


def _known() -> _Known:
    """Every territory of the snapshot as it is now."""
    file = snapshot.path("territories")
    return _known_in(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _known_in(file: Path, _modified: int) -> _Known:
    # pandas takes half a second to import: a command that finds nothing to do would wait for it alone.
    from pyarrow.parquet import ParquetFile

    # Without a thread, which a process that is to be forked must not have started.
    table = ParquetFile(file, pre_buffer=False).read(["kind", "code", "name", "region", "name_type"], use_threads=False)
    metropole = Territory("metropole", "FRM", "Metropolitan France")
    return _Known.of([france(), metropole, *(Territory(**row) for row in table.to_pylist())])
