"""Look a place up by a part of its name: territories and communes, with what to type for each; and what to say of none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from analysis import snapshot
from analysis.territories import carrying, names
from analysis.territories.list_file import CODE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Territorial(names.Named, Protocol):
    """What `Territory` has and is read here; its module is above this one."""

    @property
    def region(self) -> str | None:
        """Code of the region it lies in, if in one."""

    @property
    def text(self) -> str:
        """What is typed for it."""


# A commune: its code, name, département and EPCI.
Row = dict[str, str]
MOST_NEAR = 3
# How a name ends that is meant for a list of communes.
FILES = (".csv", ".txt", ".tsv")
ALWAYS = "FR, FRM, 84, dep:15, epci:241500230"


@dataclass(frozen=True)
class Place:
    """A territory or a commune that was looked up.

    Attributes
    ----------
    kind : str
        A kind of `Territory`, or "commune".
    code, name : str
    within : str
        Name of what holds it: the EPCI of a commune, the region of a département or an EPCI; empty where there is none.
    text : str
        What to type for it, or for what holds a commune.
    """

    kind: str
    code: str
    name: str
    within: str
    text: str


def find(text: str, every: Sequence[Territorial]) -> list[Place]:
    """Return every place of this code, or whose name has each word of a text or one that begins so, the likeliest first.

    The places of just this name or code come first, then those that have its words whole, then the others; among as
    likely ones regions come before départements, EPCI and communes.

    Parameters
    ----------
    text : str
        A code, or words of a name with or without accents and apostrophes.
    every : sequence of Territory
        Every territory; the communes are those of the snapshot.
    """
    kind, typed = names.parted(text)
    wanted = names.key(typed)
    held = [] if kind else _communes()
    # A code of former times, of a commune or of a département, stands for those that came of it.
    now = {*names.SINCE_PARTED.get(typed, ()), *([] if kind else _since(typed))}
    found = [
        (likely, _commune(row, every))
        for key, row in held
        if (likely := _likely(wanted, row["commune"], {key}, now)) < _UNLIKE
    ] + [
        (likely, place)
        for place in _places(every)
        if kind in (None, place.kind) and (likely := _likely(wanted, place.code, names.forms(place), now)) < _UNLIKE
    ]
    order = [*names.KINDS, "commune"]
    found.sort(key=lambda pair: (pair[0], order.index(pair[1].kind), len(pair[1].name), pair[1].name))
    return [place for _, place in found]


def refusal(text: object, typed: str, named: Sequence[Territorial], every: Sequence[Territorial]) -> str:
    """Say in one line why a text is not one territory: several have that name, a commune has, or none.

    Parameters
    ----------
    text : object
        As it was given.
    typed : str
        The same as a text.
    named : sequence of Territory
        The territories of that name.
    every : sequence of Territory
        Every territory.
    """
    if named:
        where = {place.text: f", {place.within}" for place in _places(every) if place.within}
        said = ", ".join(f"{place.text} ({place.name}{where.get(place.text, '')})" for place in named)
        return f"region: {text!r} is the name of {len(named)}: {said}; expected one of these codes"
    said = {place.text: place.name for place in names.meant(typed, every)}
    for place in _communes_named(names.parted(typed)[1], every):
        said[place.text] = f"{place.within}, which holds the commune {place.name}"
    if typed.lower().endswith(FILES):
        return f"region: {text!r} is no known territory; nearest: list:{typed}, the communes of that file"
    said = said or {place.text: place.name for place in names.alike(typed, every)}
    hint = ", ".join(f"{code} ({name})" for code, name in list(said.items())[:MOST_NEAR]) or ALWAYS
    return f"region: {text!r} is no known territory; nearest: {hint}; to search: territoires places TEXT"


_SAME, _WORDS, _BEGINNINGS, _UNLIKE = range(4)


def _likely(wanted: str, code: str, forms: set[str], now: set[str]) -> int:
    """Return how well a place fits the key of what is looked up, or the codes that came of it, from 0 to 3."""
    if wanted == code.lower() or wanted in forms or code in now:
        return _SAME
    asked = wanted.split()
    for form in forms:
        # Most places are ruled out here, before their words are parted.
        if asked and all(f" {word}" in f" {form}" for word in asked):
            return _WORDS if set(asked) <= set(form.split()) else _BEGINNINGS
    return _UNLIKE


def _communes_named(typed: str, every: Sequence[Territorial]) -> list[Place]:
    """Return the communes of just this name or code, or that came of a commune of this code."""
    wanted, codes = names.key(typed), {typed.upper(), *_since(typed)}
    return [_commune(row, every) for key, row in _communes() if wanted and (wanted == key or row["commune"] in codes)]


def _since(typed: str) -> tuple[str, ...]:
    """Return the communes that came of a commune of some code; none where it is no code."""
    return carrying.successors(typed.upper()) if CODE.fullmatch(typed.upper()) else ()


def _places(every: Sequence[Territorial]) -> list[Place]:
    """Every territory as a place."""
    regions = {place.code: place.name for place in every if place.kind == "region"}
    within = ["" if place.kind == "region" else regions.get(place.region or "", "") for place in every]
    return [Place(place.kind, place.code, place.name, held, place.text) for place, held in zip(every, within)]


def _communes() -> list[tuple[str, Row]]:
    """Every commune of the snapshot as it is now, by the key of its name."""
    file = snapshot.path("communes")
    return _communes_in(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _communes_in(file: Path, _modified: int) -> list[tuple[str, Row]]:
    # As in `territory`: pandas takes half a second to import, and threads must not have been started.
    from pyarrow.parquet import ParquetFile

    columns = ["commune", "name", "departement", "epci", "epci_name"]
    rows = ParquetFile(file, pre_buffer=False).read(columns, use_threads=False).to_pylist()
    return list(zip(names.each_key([row["name"] for row in rows]), rows))


def _commune(row: Row, every: Sequence[Territorial]) -> Place:
    """Return a commune as a place: within its EPCI, or its département where it has none (four islands)."""
    holding, text = row["epci_name"], f"epci:{row['epci']}"
    if row["epci"] is None:
        text = f"dep:{row['departement']}"
        holding = next(place.name for place in every if place.text == text)
    return Place("commune", row["commune"], row["name"], holding, text)
