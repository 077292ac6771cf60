"""The whole build on a dozen made-up communes: every reader, builder and contract, and each source of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from analysis.snapshot import project
from analysis.sources import build, catalogue
from analysis.sources.builders import history, outlines, places
from analysis.sources.catalogue import Entry
from helpers import mini_world

OFFICIAL = catalogue.read(project() / "data" / catalogue.NAME)


def install(patch: pytest.MonkeyPatch) -> None:
    """Let the build take a dozen communes for the country."""
    patch.setattr(places, "COMMUNES", len(mini_world.CODES))
    regions = set(mini_world.REGION.values())
    sizes = {"commune": len(mini_world.CODES), "departement": len(mini_world.REGION), "region": len(regions)}
    patch.setattr(outlines, "EXPECTED", sizes)
    # A dozen communes are few to tell one year from another, but all there are.
    patch.setattr(history, "FEWEST_COMPARED", 2)
    patch.delenv(catalogue.location.__globals__["VARIABLE"], raising=False)


def unmeasured(entry: Entry) -> Entry:
    """Return a source without the rows, bytes and checksum of its real files."""
    files = tuple(replace(file, copy="none", sha256="", bytes=0, rows=0) for file in entry.files)
    return replace(entry, files=files)


def put(folder: Path, entry: Entry, words: Mapping[str, str] | None = None) -> None:
    """Write the made-up files of a source."""
    for file in entry.files:
        place = folder / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(mini_world.content(entry, file, words))


def describe(folder: Path, entries: Iterable[Entry]) -> None:
    """Write the catalogue of a raw folder."""
    lines = []
    for entry in map(unmeasured, entries):
        lines.append(f"[source.{entry.id}]")
        told = entry.described | {"moves": entry.moves, "optional": entry.optional, "tables": list(entry.tables)}
        told |= {"obtain": entry.obtain, "caveats": list(entry.caveats)}
        lines += [f"{name} = {_toml(value)}" for name, value in told.items()]
        for file in entry.files:
            layout = ", ".join(f"{name} = {_toml(value)}" for name, value in asdict(file.layout).items())
            lines += [f"[[source.{entry.id}.files]]", f"layout = {{ {layout} }}"]
            given = {one.name: getattr(file, one.name) for one in fields(file) if one.name != "layout"}
            lines += [f"{name} = {_toml(value)}" for name, value in given.items()]
    (folder / catalogue.NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def country(folder: Path, entries: Mapping[str, Entry] = OFFICIAL) -> Path:
    """Write the files of every source, and their catalogue."""
    for entry in entries.values():
        put(folder, entry)
    describe(folder, entries.values())
    return folder


def built(raw: Path, out: Path) -> build.BuildReport:
    """Build a snapshot of the dozen communes."""
    return build.build_snapshot(raw, out)
