"""What a build takes from the former snapshot where the raw files of a table are not there."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from analysis.sources import manifest
from analysis.sources.catalogue import DESCRIBED, Entry, File
from analysis.sources.geography import Geography
from analysis.sources.readers import MissingFile, Raw

MOVEMENTS = {
    "modality": "MOD",
    "date": "DATE_EFF",
    "type_before": "TYPECOM_AV",
    "code_before": "COM_AV",
    "type_after": "TYPECOM_AP",
    "code_after": "COM_AP",
}


class Former:
    """The snapshot as it stands before the build.

    Attributes
    ----------
    told : dict
        Its manifest; without tables where there is no snapshot yet.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        held = (folder / manifest.NAME).exists()
        self.told = manifest.read(folder) if held else {"tables": {}, "outlines": {}, "files": {}}

    def file(self, table: str) -> Path | None:
        """Return the file of a table, or None where the former snapshot does not hold it."""
        return self.folder / f"{table}.parquet" if table in self.told["tables"] else None

    def keep(self, table: str, missing: MissingFile) -> MissingFile:
        """Say why a table (or ``outlines``) is kept; raise the reason where there is none to keep."""
        held = self.told["outlines"] if table == "outlines" else self.file(table)
        if not held:
            raise missing
        return missing

    def geography(self, missing: MissingFile) -> Geography:
        """Return the communes, their movements and the people by code; raise the reason where they are not held."""
        if not {"communes", "movements", "codes"} <= set(self.told["tables"]):
            raise missing
        communes = pd.read_parquet(
            self.folder / "communes.parquet", columns=["commune", "name", "departement", "region"]
        )
        movements = pd.read_parquet(self.folder / "movements.parquet").rename(columns=MOVEMENTS)
        codes = pd.read_parquet(self.folder / "codes.parquet")
        return Geography(
            communes.astype("str").sort_values("commune", ignore_index=True),
            movements.astype("str"),
            dict(zip(codes["code"].tolist(), codes["people"].tolist())),
        )

    def losses(self, kept: Collection[str]) -> pd.DataFrame:
        """Return the losses of the tables that are kept."""
        file = self.folder / "losses.csv"
        if not kept or not file.exists():
            return pd.DataFrame()
        table = pd.read_csv(file, dtype={"codes": "str"})
        return table[table["table"].isin(list(kept))]

    def catalogue(self, raw: Raw, kept: Collection[str]) -> tuple[dict[str, Entry], dict[str, dict[str, str]]]:
        """Return the sources of the new snapshot and the checksums of their files: those read, then those kept."""
        entries, used = dict(raw.entries), dict(raw.used)
        if not kept:
            return entries, used
        told = tomllib.loads((self.folder / "sources.toml").read_text(encoding="utf-8"))["source"]
        needed = {source for name in kept for source in self._sources(name)}
        for name in needed - used.keys():
            entry = told[name]
            files = [entry, *entry.get("other_files", ())]
            described = {field: entry.get(field, "") for field in DESCRIBED}
            kept_files = tuple(File(file["file"], file["sha256"], 0) for file in files)
            entries[name] = Entry(name, described, kept_files, tuple(entry.get("caveats", ())))
            used[name] = {file["file"]: file["sha256"] for file in files}
        return entries, used

    def _sources(self, table: str) -> list[str]:
        if table == "outlines":
            return [source for outline in self.told["outlines"].values() for source in outline["sources"]]
        return self.told["tables"][table]["sources"]
