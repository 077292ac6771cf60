"""All indicators of all communes to take away: Parquet and CSV, with what a program needs to read them right.

``datapackage.json`` describes the files by Frictionless' Data Package, ``csv-metadata.json`` by W3C's CSV on the Web.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis import snapshot
from analysis.indicators import metadata
from analysis.indicators.catalogue import indicators
from analysis.indicators.entry import Indicator
from analysis.indicators.places import of_every_commune, series_of_communes
from analysis.indicators.reading import by_commune
from analysis.language import LANGUAGES, speak
from analysis.territories import Territory

PLACES = ["name", "departement", "region", "epci", "epci_name"]
DESCRIBED = "datapackage.json"
DRAFT, FORMER = ".export-", ".former-"


class NotAnExport(FileExistsError):
    """The folder holds something else than an export, which would be lost."""


def export(territory: Territory, folder: Path, tell: Callable[[str], None] = lambda _: None) -> list[Path]:
    """Write the indicators of the communes of a territory into a folder: all of its files, or none.

    Parameters
    ----------
    territory : Territory
    folder : Path
        A former export there is replaced at the end, in one move.
    tell : callable
        Told what comes next.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    NotAnExport
        If the folder holds something else.
    """
    refuse_other(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder.parent))
    try:
        tell("indicators of every commune")
        tables = {"catalogue": _catalogue(), "indicators": _long(territory)}
        tables["communes"] = _wide(territory, tables["indicators"])
        tell("files")
        for name in ("communes", "catalogue"):
            tables[name].to_csv(draft / f"{name}.csv", index=False, float_format="%.10g", lineterminator="\n")
        tables["indicators"].to_parquet(draft / "indicators.parquet", index=False)
        described = {
            DESCRIBED: metadata.data_package(draft, tables, territory),
            "csv-metadata.json": metadata.csv_on_the_web(tables),
        }
        for name, content in described.items():
            (draft / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draft.chmod(0o755)  # a temporary folder is its maker's alone
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return sorted(folder.iterdir())


def refuse_other(folder: Path) -> None:
    """Stop where a folder holds something else than an export: see `export`."""
    if folder.exists() and not (folder / DESCRIBED).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotAnExport(
            f"export: {folder} holds something else; expected an empty folder, a former export, or a new name"
        )


def _swap(new: Path, folder: Path) -> None:
    """Put a folder in the place of another; what was there is back if that fails."""
    former = folder.with_name(f"{FORMER}{new.name.removeprefix(DRAFT)}")
    if folder.exists():
        folder.rename(former)
    try:
        new.rename(folder)
    except OSError:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _long(territory: Territory) -> pd.DataFrame:
    """Return one row for each commune and indicator, with the reason where the value is missing."""
    inside = set(territory.communes)
    found = []
    for key in indicators():
        held = of_every_commune(key)
        held.insert(2, "date", series_of_communes(key).columns[-1])
        found.append(held[snapshot.among(held["commune"], inside)])
    return pd.concat(found, ignore_index=True)


def _wide(territory: Territory, held: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each commune, with its areas and one column for each indicator."""
    names = by_commune(snapshot.load("communes", territory, columns=["commune", "region", *PLACES]))[PLACES]
    values = held.pivot(index="commune", columns="indicator", values="value")[list(indicators())]
    return names.join(values).sort_index().rename_axis("commune").reset_index()


def _catalogue() -> pd.DataFrame:
    """Return what each indicator is: its names, unit, date, theme, grain and sources."""
    return pd.DataFrame([_entry(key, chosen) for key, chosen in indicators().items()])


def _entry(key: str, chosen: Indicator) -> dict[str, object]:
    labels = {}
    for language in LANGUAGES:
        with speak(language):
            labels[f"label_{language}"] = chosen.label
    return {
        "indicator": key,
        **labels,
        "unit": chosen.unit,
        "date": series_of_communes(key).columns[-1],
        "theme": chosen.theme,
        "grain": chosen.grain,
        "adds": chosen.adds,
        "fewest_inhabitants": chosen.fewest,
        "source": chosen.source,
    }
