"""What a build takes from the former snapshot where the raw files of a table are not there."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from analysis.sources import manifest
from analysis.sources.faults import Exit, MissingFile, SourceError
from analysis.sources.geography import Geography
from analysis.sources.readers import Raw

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
        held = self.told["tables"] if table == "outlines" else self.file(table)
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

    def losses_of(self, table: str, lacking: Collection[str]) -> pd.DataFrame:
        """Return the losses of a table on the way from sources that are not read now."""
        held = self.losses([table])
        return held[held["source"].isin(list(lacking))] if len(held) else held

    def vintages(self, table: str) -> dict[str, str]:
        """Return the vintage of each source that a table was made from; nothing where it is not held."""
        return self.told["tables"].get(table, {}).get("vintages", {})

    def sources(self, kept: Collection[str]) -> dict[str, dict]:
        """Return what the manifest told of the sources of the tables that are kept."""
        needed = {source for name in kept for source in self._sources(name)}
        return {name: told for name, told in self.told.get("sources", {}).items() if name in needed}

    def refuse_same_file(self, raw: Raw) -> None:
        """Raise where the catalogue tells a new vintage of a file that did not change since the former one.

        Raises
        ------
        SourceError
            With the file and both vintages.
        """
        for name, files in raw.used.items():
            told, vintage = self.told.get("sources", {}).get(name), raw.entries[name].described["vintage"]
            if told is None or _years(told["vintage"]) == _years(vintage):
                continue
            for file, checksum in files.items():
                if told["files"].get(file) == checksum:
                    expected, found = f"another file for vintage {vintage}", f"the file of vintage {told['vintage']}"
                    raise SourceError(file, None, expected, found, Exit.VINTAGE)

    def _sources(self, table: str) -> list[str]:
        if table == "outlines":
            return [source for outline in self.told["outlines"].values() for source in outline["sources"]]
        return self.told["tables"][table]["sources"]


def _years(vintage: str) -> set[str]:
    return set(re.findall(r"\b(?:19|20)\d\d\b", vintage))
