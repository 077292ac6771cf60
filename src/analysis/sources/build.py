"""Build the snapshot: read the raw files, make every table, check it, and only then replace the former one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pandas as pd
from pandera.errors import SchemaErrors

from analysis.sources import catalogue, dictionary
from analysis.sources.contracts import CONTRACTS
from analysis.sources.geography import Built, Geography
from analysis.sources.readers import Raw
from analysis.sources.schema import Contract

MODULES = ("build_places", "build_people", "build_work", "build_services", "build_networks")
# Tables are sorted by region: small groups of rows let a reader skip the other regions.
ROWS_IN_GROUP = 60_000
LOSSES = ["source", "table", "reason", "rows", "people", "codes"]
TEXT_FILES = ("README.md", "losses.csv", "sources.toml")
Progress = Callable[[int, int, str], None]


class BuildError(ValueError):
    """A table breaks its contract, or the contracts and the builders do not agree; the message is one line."""


@dataclass(frozen=True)
class BuildReport:
    """What a build made: ``tables`` (table, rows, bytes, seconds), ``losses``, and the seconds of the whole."""

    tables: pd.DataFrame
    losses: pd.DataFrame
    seconds: float


def builders() -> dict[str, Callable[[Raw, Geography], Built]]:
    """Return the builder of each table, in the order of the contracts.

    Raises
    ------
    BuildError
        If a contract has no builder, or a builder no contract.
    """
    found: dict[str, Callable[[Raw, Geography], Built]] = {}
    for module in MODULES:
        found |= import_module(f"analysis.sources.{module}").BUILDERS
    if set(found) != set(CONTRACTS):
        lacking, unknown = sorted(set(CONTRACTS) - set(found)), sorted(set(found) - set(CONTRACTS))
        raise BuildError(f"tables without a builder: {lacking}; builders without a contract: {unknown}")
    return {name: found[name] for name in CONTRACTS}


def build_snapshot(raw_folder: Path | str, out: Path | str, progress: Progress | None = None) -> BuildReport:
    """Build every table from the raw folder and put the result in `out`.

    The new snapshot is made beside the former one and checked whole; the former stays untouched if anything fails.
    Other files of `out` (the ledger of claims ...) are left alone. The same inputs give the same bytes.

    Parameters
    ----------
    raw_folder : path
        Folder of the official files and their catalogue ``sources-*.toml``.
    out : path
        Folder of the snapshot.
    progress : callable, optional
        Called with (tables done, tables in all, name of the next one).

    Raises
    ------
    SourceError
        If a raw file is not as the catalogue and the readers expect.
    BuildError
        If a table breaks its contract.
    """
    start = time.perf_counter()
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".snapshot-", dir=out.parent))
    try:
        tables, losses = _build_into(staging, Raw(raw_folder), progress or (lambda *_: None))
        problems = _file_problems(staging)
        if problems:
            raise BuildError(f"the new snapshot does not pass its own check: {'; '.join(problems)}")
        _replace(out, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return BuildReport(tables, losses, time.perf_counter() - start)


def _build_into(folder: Path, raw: Raw, progress: Progress) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make every file of the snapshot in a folder; return the tables made and the losses."""
    from analysis.sources import build_places, geometry

    made, lost = [], []
    todo = builders()
    geography = build_places.geography(raw)
    for done, (name, builder) in enumerate(todo.items()):
        progress(done, len(todo) + 1, name)
        start = time.perf_counter()
        built = builder(raw, geography)
        frame = conform(CONTRACTS[name], built.frame)
        frame.to_parquet(folder / f"{name}.parquet", compression="zstd", index=False, row_group_size=ROWS_IN_GROUP)
        lost += built.losses
        made.append({"table": name, "rows": len(frame), "seconds": time.perf_counter() - start})
    progress(len(todo), len(todo) + 1, "outlines")
    (folder / "geometry").mkdir()
    outlines = {}
    for name, frame in geometry.files(raw).items():
        frame.to_parquet(folder / "geometry" / f"{name}.parquet", compression="zstd", index=False, row_group_size=5000)
        outlines[name] = len(frame)
    progress(len(todo) + 1, len(todo) + 1, "")
    _refuse_untold_sources(raw, geometry.SOURCE)
    losses = _write_descriptions(folder, raw, {row["table"]: row["rows"] for row in made}, outlines, lost)
    sizes = {name: (folder / f"{name}.parquet").stat().st_size for name in todo}
    return pd.DataFrame(made).assign(bytes=lambda frame: frame["table"].map(sizes)), losses


def conform(contract: Contract, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as its contract wants it.

    Raises
    ------
    BuildError
        One line that names the table, the column, the rule and the first value that breaks it.
    """
    try:
        return contract.conform(frame)
    except SchemaErrors as errors:
        first = errors.failure_cases.iloc[0]
        raise BuildError(
            f"table {contract.name}, column {first['column']}: {len(errors.failure_cases):,} values break the contract, "
            f"first {first['failure_case']!r} against {first['check']}"
        ) from errors


def _refuse_untold_sources(raw: Raw, outlines: str) -> None:
    """Raise where the contracts name other sources than those that were read: a figure would not be traceable."""
    told = {source for contract in CONTRACTS.values() for source in contract.sources} | {outlines}
    if told != set(raw.used):
        raise BuildError(
            f"sources read but named by no contract: {sorted(set(raw.used) - told)}; "
            f"named but never read: {sorted(told - set(raw.used))}"
        )


def _write_descriptions(
    folder: Path, raw: Raw, rows: dict[str, int], outlines: dict[str, int], lost: list[pd.DataFrame]
) -> pd.DataFrame:
    """Write the losses, the catalogue, the dictionary and the manifest; return the losses."""
    from analysis.sources import geometry

    kept = [frame for frame in lost if len(frame)]
    losses = pd.concat(kept)[LOSSES] if kept else pd.DataFrame(columns=LOSSES)
    losses = losses.sort_values(["table", "source", "reason"], kind="stable").reset_index(drop=True)
    losses["people"] = losses["people"].astype("float64").round().astype("Int64")
    losses.to_csv(folder / "losses.csv", index=False)
    (folder / "sources.toml").write_text(catalogue.write(raw.entries, raw.used), encoding="utf-8")
    drawn = {name: {"rows": count, "sources": [geometry.SOURCE]} for name, count in outlines.items()}
    used = {name: raw.entries[name] for name in raw.used}
    (folder / "README.md").write_text(dictionary.dictionary(CONTRACTS, used, rows, drawn), encoding="utf-8")
    manifest = {
        "tables": {
            name: {
                "title": contract.title,
                "grain": contract.grain,
                "rows": rows[name],
                **_fingerprint(folder / f"{name}.parquet"),
                "sources": list(contract.sources),
                "vintage": contract.vintage,
                "coverage": contract.coverage,
            }
            for name, contract in CONTRACTS.items()
        },
        "outlines": {name: drawn[name] | _fingerprint(folder / "geometry" / f"{name}.parquet") for name in drawn},
        "files": {name: _fingerprint(folder / name) for name in TEXT_FILES},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return losses


def _fingerprint(file: Path) -> dict:
    data = file.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _files(manifest: dict) -> dict[str, dict]:
    """Return the path inside the snapshot and the fingerprint of each file that a manifest describes."""
    return (
        {f"{name}.parquet": told for name, told in manifest["tables"].items()}
        | {f"geometry/{name}.parquet": told for name, told in manifest["outlines"].items()}
        | manifest["files"]
    )


def _manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def _replace(out: Path, staging: Path) -> None:
    """Move the new files over the former ones, the manifest last, and drop the former ones that are no longer made."""
    former = set(_files(_manifest(out))) if (out / "manifest.json").exists() else set()
    new = list(_files(_manifest(staging)))
    (out / "geometry").mkdir(exist_ok=True)
    for name in [*new, "manifest.json"]:
        os.replace(staging / name, out / name)
    for name in former - set(new):
        (out / name).unlink(missing_ok=True)


def check_snapshot(folder: Path | str) -> list[str]:
    """Check a snapshot against its manifest and the contracts.

    Returns
    -------
    list of str
        One line for each problem; empty if there is none.
    """
    folder = Path(folder)
    if not (folder / "manifest.json").exists():
        return [f"{folder}: no manifest.json, no snapshot"]
    problems = _file_problems(folder)
    if problems:
        return problems
    manifest = _manifest(folder)
    known = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))["source"]
    for name, told in manifest["tables"].items():
        problems += [
            f"table {name}: source {source} is not in sources.toml" for source in told["sources"] if source not in known
        ]
        try:
            frame = pd.read_parquet(folder / f"{name}.parquet")
            if len(conform(CONTRACTS[name], frame)) != told["rows"]:
                problems.append(f"table {name}: {len(frame):,} rows, {told['rows']:,} in the manifest")
        except (KeyError, ValueError) as error:
            problems.append(f"table {name}: {error}")
    return problems


def _file_problems(folder: Path) -> list[str]:
    """Say which tables are not in the manifest, and which files are not there or not as they were built."""
    manifest = _manifest(folder)
    problems = [
        f"table {name}: in the contracts, not in the manifest" for name in CONTRACTS if name not in manifest["tables"]
    ]
    for name, told in _files(manifest).items():
        if not (folder / name).exists():
            problems.append(f"{name}: in the manifest, not in the folder")
        elif _fingerprint(folder / name)["sha256"] != told["sha256"]:
            problems.append(f"{name}: not the file that was built (checksum)")
    return problems


def snapshot_status(folder: Path | str) -> pd.DataFrame:
    """List the tables of a snapshot: ``table``, ``rows``, ``bytes``, ``vintage``.

    Raises
    ------
    FileNotFoundError
        If the folder holds no snapshot.
    """
    folder = Path(folder)
    if not (folder / "manifest.json").exists():
        raise FileNotFoundError(f"no snapshot in {folder}: run `territoires data build`")
    tables = _manifest(folder)["tables"]
    return pd.DataFrame(
        [
            {"table": name, **{field: told[field] for field in ("rows", "bytes", "vintage")}}
            for name, told in tables.items()
        ]
    )
