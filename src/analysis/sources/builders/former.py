"""What a build takes from the former snapshot where the raw files of a table are not there."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from analysis.sources import contracts, manifest
from analysis.sources.builders import history
from analysis.sources.faults import Exit, Fault, MissingFile, SourceError
from analysis.sources.geography import Geography
from analysis.sources.readers import Raw, date_told

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
    damaged : dict of str to str
        The files that are not as its manifest tells, and how; a new snapshot takes nothing from them.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        held = (folder / manifest.NAME).exists()
        self.told = manifest.read(folder) if held else {"tables": {}, "outlines": {}, "files": {}}
        self.damaged = dict(line.split(": ", 1) for line in manifest.damages(folder, self.told) if held)

    def file(self, table: str) -> Path | None:
        """Return the file of a table, or None where the former snapshot does not hold it, or holds it damaged.

        Raises
        ------
        Fault
            If it is damaged, and holds years that no file may tell again.
        """
        if table not in self.told["tables"]:
            return None
        name = f"{table}.parquet"
        if name in self.damaged and not history.keeps(contracts.CONTRACTS[table]):
            return None  # the build makes it whole again
        return self._whole(name)

    def keep(self, table: str, missing: MissingFile) -> MissingFile:
        """Say why a table (or ``outlines``) is kept; raise the reason where there is none to keep."""
        held = self.told["outlines"] if table == "outlines" else self.told["tables"].get(table)
        if not held and not (table == "outlines" and self.told["tables"]):
            raise missing
        for name in [f"geometry/{name}.parquet" for name in held] if table == "outlines" else [f"{table}.parquet"]:
            self._whole(name)
        return missing

    def _whole(self, name: str) -> Path:
        """Return a file of the former snapshot; raise where it is not the one that was built."""
        if name in self.damaged:
            expected = "the file that was built: bring it back (git checkout), or build into an empty folder"
            raise Fault(Exit.CONTRACT, str(self.folder / name), expected, self.damaged[name])
        return self.folder / name

    def geography(self, missing: MissingFile) -> Geography:
        """Return the communes, their movements and the people by code; raise the reason where they are not held."""
        if not {"communes", "movements", "codes"} <= set(self.told["tables"]):
            raise missing
        communes = pd.read_parquet(
            self._whole("communes.parquet"), columns=["commune", "name", "departement", "region", "name_type"]
        )
        movements = pd.read_parquet(self._whole("movements.parquet")).rename(columns=MOVEMENTS)
        codes = pd.read_parquet(self._whole("codes.parquet"))
        return Geography(
            communes.astype("str").sort_values("commune", ignore_index=True),
            movements.astype("str"),
            dict(zip(codes["code"].tolist(), codes["people"].tolist())),
        )

    def losses(self, kept: Collection[str]) -> pd.DataFrame:
        """Return the losses of the tables that are kept."""
        if not kept or "losses.csv" not in self.told["files"]:
            return pd.DataFrame()
        table = pd.read_csv(self._whole("losses.csv"), dtype={"codes": "str"})
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
            held, vintage = self.told.get("sources", {}), raw.entries[name].described["vintage"]
            # A source that is new may be a former one under another name.
            for told in [held[name]] if name in held else held.values():
                # Under whatever names; of a source of several files (lists of regions, say), some may stay as they were.
                same = set(files.values()) <= set(told["files"].values())
                if same and _another_time(told["vintage"], vintage):
                    expected, found = f"another file for vintage {vintage}", f"the file of vintage {told['vintage']}"
                    raise SourceError(next(iter(files)), None, expected, found, Exit.VINTAGE)

    def _sources(self, table: str) -> list[str]:
        if table == "outlines":
            return [source for outline in self.told["outlines"].values() for source in outline["sources"]]
        return self.told["tables"][table]["sources"]


def _another_time(former: str, vintage: str) -> bool:
    """Tell whether two vintages name other years, or other days or months where both tell one.

    Examples
    --------
    >>> _another_time("31 March 2018", "30 June 2018"), _another_time("2018", "2018 (day not stated)")
    (True, False)
    """
    years = [set(re.findall(r"\b(?:19|20)\d\d\b", told)) for told in (former, vintage)]
    dates = [date for date in map(date_told, (former, vintage)) if len(date) > len("2018")]
    return years[0] != years[1] or (len(dates) == len(years) and dates[0] != dates[1])
