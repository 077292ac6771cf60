"""Write a small raw folder by hand: files and the catalogue that describes them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

TOLD = {
    "title": "Populations",
    "producer": "Insee",
    "page": "https://www.insee.fr",
    "url": "",
    "licence": "Licence Ouverte 2.0",
    "vintage": "2020",
    "geography": "COG 2020",
}


def write(folder: Path, files: dict[str, tuple[str, bytes, int]]) -> Path:
    """Write source id -> (file name, content, rows), and ``sources-mini.toml``."""
    lines = []
    for source, (name, content, rows) in files.items():
        (folder / source).mkdir(parents=True, exist_ok=True)
        (folder / source / name).write_bytes(content)
        lines.append(f"[source.{source}]")
        lines += [f"{field} = {json.dumps(value)}" for field, value in TOLD.items()]
        lines += [f'file = "{source}/{name}"', f'sha256 = "{hashlib.sha256(content).hexdigest()}"', f"rows = {rows}"]
        lines += ['caveats = ["hand-made"]', ""]
    (folder / "sources-mini.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder
