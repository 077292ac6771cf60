"""Which communes: read a territory from what a person types, and pick its rows in a table."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import snapshot

if TYPE_CHECKING:
    import pandas as pd

OVERSEAS_REGIONS = ("01", "02", "03", "04", "06")


class UnknownTerritory(ValueError):
    """The text names no territory; the message lists the nearest that exist."""


@dataclass(frozen=True)
class Territory:
    """A country, region, département or EPCI.

    Attributes
    ----------
    kind : {"france", "metropole", "region", "departement", "epci"}
    code : str
        Official code ("FR" and "FRM" for the two national ones).
    name : str
        Name to print.
    region : str or None
        Region that holds it (None for the national ones and for an EPCI astride two regions).
    """

    kind: str
    code: str
    name: str
    region: str | None = None

    @classmethod
    def parse(cls, text: str | int) -> Territory:
        """Read ``FR``, ``FRM``, a region's code or name, ``dep:15`` or ``epci:241500230``.

        Parameters
        ----------
        text : str or int
            A whole number is the code of a region: papermill and YAML make 6 of 06.

        Raises
        ------
        UnknownTerritory
            If no territory has that name; the message lists the nearest.

        Examples
        --------
        >>> Territory.parse("auvergne-rhone-alpes").code
        '84'
        >>> Territory.parse(6).name
        'Mayotte'
        """
        known = _known()
        is_number = isinstance(text, int) and not isinstance(text, bool)
        key = f"{text:02d}" if is_number else _plain(str(text))
        if key in known:
            return known[key]
        near = [known[name] for name in difflib.get_close_matches(key, known, n=8, cutoff=0.5)]
        said = list(dict.fromkeys(f"{place.text} ({place.name})" for place in near))[:3]
        hint = ", ".join(said) if said else "FR, FRM, 84, dep:15, epci:241500230"
        raise UnknownTerritory(f"region: {text!r} is no known territory; nearest: {hint}")

    @property
    def text(self) -> str:
        """What to type to get this territory."""
        prefix = {"departement": "dep:", "epci": "epci:"}.get(self.kind, "")
        return prefix + self.code

    @property
    def slug(self) -> str:
        """A name for its folder: the text with no sign that a file system refuses."""
        return self.text.replace(":", "-")

    @property
    def is_national(self) -> bool:
        return self.kind in ("france", "metropole")

    def select(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of this territory in a frame that has a ``commune`` column."""
        if self.kind == "france":
            return frame
        if self.kind == "metropole":
            return frame[~frame["commune"].str[:2].isin(["97"])]
        if self.kind == "region" and "region" in frame:
            return frame[frame["region"] == self.code]
        return frame[frame["commune"].isin(self.communes)]

    @property
    def communes(self) -> pd.Index:
        """Codes of its communes of 2025."""
        import pandas as pd

        places = snapshot.load("communes", columns=["commune", "departement", "region", "epci"])
        if self.kind == "france":
            return pd.Index(places["commune"])
        if self.kind == "metropole":
            return pd.Index(places.loc[~places["region"].isin(OVERSEAS_REGIONS), "commune"])
        return pd.Index(places.loc[places[self.kind] == self.code, "commune"])

    def peers(self) -> list[Territory]:
        """Territories of the same kind to rank it among (regions and départements; none for the others)."""
        if self.kind not in ("region", "departement"):
            return []
        return [place for place in dict.fromkeys(_known().values()) if place.kind == self.kind]


def france() -> Territory:
    """Return the whole country, the yardstick of every measure."""
    return Territory("france", "FR", "France")


def regions() -> list[Territory]:
    """Return the 18 regions by code."""
    return sorted((place for place in set(_known().values()) if place.kind == "region"), key=lambda place: place.code)


def departements() -> list[Territory]:
    """Return the 101 départements by code."""
    return sorted((p for p in set(_known().values()) if p.kind == "departement"), key=lambda place: place.code)


def epcis() -> list[Territory]:
    """Return every EPCI by code."""
    return sorted((place for place in set(_known().values()) if place.kind == "epci"), key=lambda place: place.code)


def _plain(text: str) -> str:
    """Lower case, no accent, one hyphen between words."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().strip()
    return "-".join(bare.replace("'", " ").replace("-", " ").split())


def _known() -> dict[str, Territory]:
    """Every territory by each text that names it."""
    file = snapshot.path("territories")
    return _known_in(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _known_in(file: Path, _modified: int) -> dict[str, Territory]:
    # pandas takes half a second to import: a command that finds nothing to do would wait for it alone.
    from pyarrow.parquet import ParquetFile

    known = {
        "fr": france(),
        "france": france(),
        "frm": Territory("metropole", "FRM", "Metropolitan France"),
    }
    # Without a thread, which a process that is to be forked must not have started.
    table = ParquetFile(file, pre_buffer=False).read(["kind", "code", "name", "region"], use_threads=False)
    for row in table.to_pylist():
        place = Territory(**row)
        known[_plain(place.text)] = place
        if place.kind == "region":
            known[_plain(place.name)] = place
    return known
