"""All indicators of all communes to take away: Parquet and CSV, with what a program needs to read them right.

``datapackage.json`` describes the files by Frictionless' Data Package, ``csv-metadata.json`` by W3C's CSV on the Web.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from analysis import snapshot
from analysis.indicators import metadata
from analysis.indicators.catalogue import indicators
from analysis.indicators.entry import Indicator
from analysis.indicators.places import of_every_commune, series_of_communes
from analysis.indicators.reading import by_commune
from analysis.indicators.wording import unit_name
from analysis.language import LANGUAGES, speak
from analysis.swapping import put_back, swap, undisturbed
from analysis.territories import Territory

PLACES = ["name", "departement", "region", "epci", "epci_name"]
DESCRIBED, DESCRIBED_ON_THE_WEB = "datapackage.json", "csv-metadata.json"
WRITTEN = {*metadata.FILES.values(), DESCRIBED, DESCRIBED_ON_THE_WEB}
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
    folder = Path(os.path.realpath(folder))  # of a link, the folder that it leads to is meant
    refuse_other(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder, tell) as draft:
        tell("indicators of every commune")
        tables = {"catalogue": _catalogue(), "indicators": _long(territory)}
        tables["communes"] = _wide(territory, tables["indicators"], list(indicators()))
        tables["missing"] = _missing(tables["indicators"])
        tell("files")
        for name in ("communes", "catalogue", "missing"):
            _spelt(tables[name]).to_csv(draft / f"{name}.csv", index=False, float_format="%.10g", lineterminator="\n")
        tables["indicators"].to_parquet(draft / "indicators.parquet", index=False)
        described = {
            DESCRIBED: metadata.data_package(draft, tables, territory),
            DESCRIBED_ON_THE_WEB: metadata.csv_on_the_web(tables, territory),
        }
        for name, content in described.items():
            (draft / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draft.chmod(0o755)  # a temporary folder is its maker's alone
        refuse_other(folder)  # what somebody has put there meanwhile
        swap(draft, folder, folder.with_name(f"{FORMER}{draft.name.removeprefix(DRAFT)}"))
    return sorted(folder.iterdir())


def refuse_other(folder: Path) -> None:
    """Stop where a folder holds anything that is not of an export, which would be lost: see `export`."""
    if not folder.exists():
        return
    other = folder.name if not folder.is_dir() else next((file.name for file in _not_ours(folder)), "")
    if not other and any(folder.iterdir()) and not _described_by_us(folder / DESCRIBED):
        other = f"{DESCRIBED} of another hand" if (folder / DESCRIBED).exists() else f"no {DESCRIBED}"
    if other:
        raise NotAnExport(
            f"export: {folder} holds something else ({other}); expected an empty folder, a former export with nothing "
            "beside its files, or a new name"
        )


def _not_ours(folder: Path) -> list[Path]:
    """Return what an export would not have left in a folder."""
    return sorted(file for file in folder.iterdir() if file.name not in WRITTEN or not file.is_file())


def _described_by_us(file: Path) -> bool:
    """Tell whether a data package is one of ours, by its name."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))["name"].startswith(metadata.NAMED)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


@contextmanager
def _alone(folder: Path, tell: Callable[[str], None]) -> Iterator[Path]:
    """Give a folder beside the one to be written, which nobody else writes meanwhile; sweep what killed ones left."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    # Elsewhere, and never removed: a lock that goes away lets two in.
    lock = FileLock(Path(tempfile.gettempdir()) / f"territoires-export-{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(f"another export is writing to {folder}: this one starts when it ends")
        lock.acquire()
    try:
        put_back(folder, _left(folder, FORMER))
        for left in [*_left(folder, DRAFT), *_left(folder, FORMER)]:
            shutil.rmtree(left, ignore_errors=True)
        with undisturbed():
            draft = Path(tempfile.mkdtemp(prefix=f"{DRAFT}{folder.name}.", dir=folder.parent))
        try:
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    finally:
        lock.release()


def _left(folder: Path, kind: str) -> list[Path]:
    """Return what killed exports to a folder left beside it: a folder of that name that holds anything else is another's."""
    named = re.compile(rf"{re.escape(kind + folder.name)}\.[a-z0-9_]{{8}}")  # as tempfile names them
    found = [one for one in folder.parent.iterdir() if named.fullmatch(one.name) and one.is_dir()]
    return sorted(one for one in found if not one.is_symlink() and not _not_ours(one))


def _long(territory: Territory) -> pd.DataFrame:
    """Return one row for each commune and indicator, with the reason where the value is missing."""
    inside = set(territory.communes)
    found = []
    for key in indicators():
        held = of_every_commune(key)
        held.insert(2, "date", series_of_communes(key).columns[-1])
        found.append(held[snapshot.among(held["commune"], inside)])
    return pd.concat(found, ignore_index=True)


def _wide(territory: Territory, held: pd.DataFrame, wanted: list[str]) -> pd.DataFrame:
    """Return one row for each commune, with its areas and one column for each indicator."""
    names = by_commune(snapshot.load("communes", territory, columns=["commune", *PLACES]))[PLACES]
    values = held.pivot(index="commune", columns="indicator", values="value")[wanted]
    return names.join(values).sort_index().rename_axis("commune").reset_index()


def _missing(held: pd.DataFrame) -> pd.DataFrame:
    """Return the reason of each empty cell of the wide table: a text has one kind of empty, and there are several."""
    return held.loc[held["value"].isna(), ["commune", "indicator", "reason"]].reset_index(drop=True)


def _spelt(table: pd.DataFrame) -> pd.DataFrame:
    """Write yes and no as both descriptions do; pandas would write True."""
    told = table.select_dtypes("bool")
    return table.assign(**{name: told[name].map({True: "true", False: "false"}) for name in told})


def _catalogue() -> pd.DataFrame:
    """Return what each indicator is: its names, unit, date, theme, grain, what it is worth, sources and licence."""
    return pd.DataFrame([_entry(key, chosen) for key, chosen in indicators().items()])


def _entry(key: str, chosen: Indicator) -> dict[str, object]:
    labels, units, sources = {}, {}, {}
    for language in LANGUAGES:
        with speak(language):
            labels[f"label_{language}"] = chosen.label
            units[f"unit_{language}"] = unit_name(chosen.unit)
            sources[f"source_{language}"] = chosen.source
    units["unit"], sources["source"] = units.pop("unit_en"), sources.pop("source_en")
    return {
        "indicator": key,
        **labels,
        **dict(sorted(units.items())),
        "yes_or_no": chosen.flag,
        "date": series_of_communes(key).columns[-1],
        "theme": chosen.theme,
        "grain": chosen.grain,
        "adds": chosen.adds,
        "weight": chosen.weight,
        "sampled": chosen.sampled,
        "secret": chosen.secret,
        "unsure_zero": chosen.unsure_zero,
        "limit": chosen.limit if chosen.limit else float("nan"),
        "fewest_inhabitants": chosen.fewest,
        "fewest_jobs": chosen.fewest_jobs,
        **dict(sorted(sources.items())),
        "licence": "; ".join(dict.fromkeys(entry["licence"] for entry in snapshot.sources(*chosen.tables))),
    }
