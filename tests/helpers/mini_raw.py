"""Write a small raw folder by hand: files and the catalogue that describes them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from analysis.snapshot import project
from analysis.sources.catalogue import Layout, entries

OFFICIAL = entries.read(project() / "data" / entries.NAME)
TOLD = {
    "title": "Populations",
    "producer": "Insee",
    "citation": "Insee, Populations",
    "cited": "Insee, populations",
    "page": "https://www.insee.fr",
    "licence": "Licence Ouverte 2.0",
    "vintage": "2020",
    "geography": "COG 2020",
    "obtain": "made by hand",
}


def write(folder: Path, files: dict[str, tuple[str, bytes, int]], **described: str) -> Path:
    """Write source id -> (file name, content, rows), and ``sources.toml``; `described` replaces what is said of each.

    A source of the project's catalogue has its separator and columns; another one has commas.
    """
    lines = []
    for source, (name, content, rows) in files.items():
        (folder / source).mkdir(parents=True, exist_ok=True)
        (folder / source / name).write_bytes(content)
        lines.append(f"[source.{source}]")
        lines += [f"{field} = {json.dumps(value)}" for field, value in (TOLD | described).items()]
        lines += ["moves = false", 'tables = ["population"]', 'caveats = ["hand-made"]', ""]
        lines += [f"[[source.{source}.files]]", f'name = "{source}/{name}"', 'copy = "original"', f"rows = {rows}"]
        told = OFFICIAL[source].file().layout if source in OFFICIAL else Layout("csv")
        columns = json.dumps(told.columns, ensure_ascii=False)
        layout = f'layout = {{ format = "csv", separator = "{told.separator}", columns = {columns} }}'
        lines += [f'sha256 = "{hashlib.sha256(content).hexdigest()}"', layout, ""]
    (folder / "sources.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder
