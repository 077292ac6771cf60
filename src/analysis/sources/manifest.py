"""What a snapshot says of itself: ``manifest.json``, the checksum of every file, and the check of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

import pandas as pd
from pandera.errors import SchemaErrors

from analysis import snapshot
from analysis.sources import catalogue, contracts
from analysis.sources.contracts import Contract
from analysis.sources.faults import Exit, Fault

NAME = "manifest.json"
# What a build writes besides the tables; the catalogue where the raw folder has one of its own.
TEXT_FILES = ("README.md", "losses.csv", "sources.toml")
# Made from the tables once they stand: until then the manifest tells that it is due.
VERDICTS = "verdicts.csv"
# What chapters read besides the tables: kept by hand, or made from them after a build; no build replaces these files.
BESIDE = ("cases.csv", "claims.csv", "propositions.csv", "published.csv", "sources.toml", VERDICTS)
# Those that people or `territoires renew` write anew.
TEXTS_TO_RENEW = ("README.md", *BESIDE)


class BuildError(ValueError):
    """A table breaks its contract, or the contracts and the builders do not agree; the message is one line."""

    code = Exit.CONTRACT


def fingerprint(file: Path) -> dict:
    """Return the ``bytes`` and the ``sha256`` of a file."""
    data = file.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def files(told: dict) -> dict[str, dict]:
    """Return the path inside the snapshot and the fingerprint of each file that a manifest describes."""
    return (
        {f"{name}.parquet": table for name, table in told["tables"].items()}
        | {f"geometry/{name}.parquet": outlines for name, outlines in told["outlines"].items()}
        | told["files"]
    )


def read(folder: Path | str) -> dict:
    """Return the manifest of a snapshot.

    Raises
    ------
    FileNotFoundError
        If the folder holds no snapshot.
    Fault
        If the manifest is damaged.
    """
    file = _file(Path(folder), NAME)
    if not Path(folder).is_dir():
        raise FileNotFoundError(f"no such folder: {folder}; expected the folder of a snapshot")
    if not file.exists():
        raise FileNotFoundError(f"no snapshot in {folder}: run `territoires data build`")
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if not {"tables", "outlines", "files"} <= set(told):
            raise ValueError("no tables, outlines or files in it")
        if outside := [name for name in files(told) if not snapshot.is_inside(name)]:
            raise ValueError(f"a file outside the snapshot: {outside[0]!r}")
        if untold := [name for name, entry in files(told).items() if "sha256" not in dict(entry)]:
            raise ValueError(f"no checksum of {untold[0]!r}")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        expected = "the manifest that a build writes (restore it, or build into an empty folder)"
        raise Fault(Exit.CONTRACT, str(file), expected, str(error)) from error
    return told


def write(
    folder: Path, tables: dict[str, dict], outlines: dict[str, dict], sources: dict[str, dict], home: Path | None = None
) -> None:
    """Write the manifest of the tables, outlines and sources told, and of the texts that stand in the folder.

    Parameters
    ----------
    home : Path, optional
        The folder of the former snapshot, where the files stand that no build replaces.
    """
    home, files_made = home or folder, _fingerprints(folder, TEXT_FILES)
    told = {"tables": tables, "outlines": outlines, "sources": sources, "files": files_made}
    # A build has read the catalogue; what else is kept by hand is as whole, or as damaged, as it was before.
    former = read(home) if _file(home, NAME).exists() else {}
    kept, beside = former.get("beside", {}), _fingerprints(home, BESIDE)
    told["beside"] = {
        name: beside[name] if name == catalogue.NAME else kept.get(name, beside[name])
        for name in beside
        if name not in files_made
    }
    if former.get("due") or _judged_from(json.loads(_written(told))) != _judged_from(former):
        told["due"] = [VERDICTS]
    (folder / NAME).write_text(_written(told), encoding="utf-8")


def _judged_from(told: dict) -> tuple:
    """Return what the verdicts depend on: tables and outlines, their sources, and the catalogue that dates them."""
    texts = {**told.get("files", {}), **told.get("beside", {})}
    return *(told.get(part) for part in ("tables", "outlines", "sources")), texts.get(catalogue.NAME)


def verdicts_due(folder: Path) -> bool:
    """Tell whether the verdicts may be those of other tables or claims: a build was cut short, or a text was changed."""
    told = read(folder)
    return bool(told.get("due")) or VERDICTS not in told.get("beside", {}) or bool(beside_problems(folder, told))


def with_texts(folder: Path, names: Collection[str] = TEXTS_TO_RENEW) -> str:
    """Write the manifest of a snapshot whose dictionary, verdicts or texts kept by hand were written anew.

    Parameters
    ----------
    names : collection of str
        The texts whose checksum is taken anew; a file that is gone stays told, so that it is missed.
    """
    told, now = read(folder), _fingerprints(folder, tuple(names))
    made = {name: now.get(name, entry) for name, entry in told["files"].items() if name != catalogue.NAME}
    beside = told.get("beside", {})
    if catalogue.NAME in told["files"]:  # moved to its place by the build, it is kept by hand from now on
        beside = beside | {catalogue.NAME: told["files"][catalogue.NAME]}
    kept = {name: now[name] if name in now else beside[name] for name in sorted({*beside, *now}) if name in BESIDE}
    due = [name for name in told.pop("due", []) if name not in names]
    return _written(told | {"files": made, "beside": kept} | ({"due": due} if due else {}))


def _fingerprints(folder: Path, names: tuple[str, ...]) -> dict[str, dict]:
    return {name: fingerprint(folder / name) for name in names if (folder / name).exists()}


def _written(told: dict) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def table_entry(contract: Contract, rows: int, file: Path, vintages: dict[str, str]) -> dict:
    """Return what the manifest says of a table; `vintages` are those of the sources it was built from."""
    return {
        "title": contract.title,
        "grain": contract.grain,
        "rows": rows,
        **fingerprint(file),
        "sources": list(contract.sources),
        "vintages": {source: vintages[source] for source in contract.sources},
        "vintage": contract.vintage,
        "coverage": contract.coverage,
    }


def conform(contract: Contract, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as its contract wants it.

    Raises
    ------
    BuildError
        One line that names the table, the column, the rule and the first value that breaks it.
    """
    try:
        typed = contract.conform(frame)
    except SchemaErrors as errors:
        first = errors.failure_cases.iloc[0]
        raise BuildError(
            f"table {contract.name}, column {first['column']}: {len(errors.failure_cases):,} values break the contract, "
            f"first {first['failure_case']!r} against {first['check']}"
        ) from errors
    _refuse_more_than_the_whole(contract, typed)
    typed.attrs.clear()  # the file that a table remembers would be written with it
    return typed


def _refuse_more_than_the_whole(contract: Contract, frame: pd.DataFrame) -> None:
    """Raise where parts are over their whole, as when two columns were exchanged in a file."""
    for relation in contract.within:
        broken = relation.broken(frame)
        if len(broken):
            first, parts = broken.iloc[0], " + ".join(relation.parts)
            row = ", ".join(f"{name} {first[name]}" for name in contract.key)
            raise BuildError(
                f"table {contract.name}, column {parts}: expected at most {relation.whole}, of which it is a part; found "
                f"{first['_parts']:g} over {first['_whole']:g} ({row}) and {len(broken) - 1:,} more (columns exchanged?)"
            )


def check_snapshot(folder: Path | str) -> list[str]:
    """Check a snapshot against its manifest and the contracts.

    Returns
    -------
    list of str
        One line for each problem; empty if there is none.
    """
    folder = Path(folder)
    if not _file(folder, NAME).exists():
        return [f"{folder}: no {NAME}, no snapshot"]
    try:
        told = read(folder)
    except Fault as fault:
        return [str(fault)]
    problems = [*file_problems(folder, told), *beside_problems(folder, told)]
    if problems:
        return problems
    try:
        known = catalogue.read(_file(folder, catalogue.NAME))
    except Fault as fault:
        return [str(fault)]
    for name, table in told["tables"].items():
        problems += [
            f"table {name}: source {source} is not in sources.toml"
            for source in table["sources"]
            if source not in known
        ]
        try:
            frame = pd.read_parquet(_file(folder, f"{name}.parquet"))
            if len(conform(contracts.CONTRACTS[name], frame)) != table["rows"]:
                problems.append(f"table {name}: {len(frame):,} rows, {table['rows']:,} in the manifest")
        except (KeyError, ValueError) as error:
            problems.append(f"table {name}: {error}")
    return problems


def file_problems(folder: Path, told: dict, elsewhere: Path | None = None) -> list[str]:
    """Say which tables are not in the manifest, and which files are not there or not as they were built.

    A file that is not in the folder may stand `elsewhere`: the former snapshot, while a new one is being made.
    """
    lacking = [
        f"table {name}: in the contracts, not in the manifest"
        for name, contract in contracts.CONTRACTS.items()
        if name not in told["tables"] and not contract.optional
    ]
    return lacking + damages(folder, told, elsewhere)


def damages(folder: Path, told: dict, elsewhere: Path | None = None) -> list[str]:
    """Say which files of a manifest are not there, or not as they were built: see `file_problems`."""
    problems = []
    for name, entry in files(told).items():
        file = _file(folder, name)
        if elsewhere is not None and not file.exists():
            file = elsewhere / name
        if not file.exists():
            problems.append(f"{name}: in the manifest, not in the folder")
        elif fingerprint(file)["sha256"] != entry["sha256"]:
            problems.append(f"{name}: not the file that was built (checksum)")
    return problems


def beside_problems(folder: Path, told: dict) -> list[str]:
    """Say which of the files that chapters read besides the tables are not there, or not as the manifest tells."""
    problems = []
    for name, entry in told.get("beside", {}).items():
        if not (folder / name).exists():
            problems.append(f"{name}: in the manifest, not in the folder")
        elif fingerprint(folder / name)["sha256"] != entry["sha256"]:
            problems.append(
                f"{name}: not the file of the manifest (checksum); after a wanted change, `territoires renew`"
            )
    return problems


def snapshot_status(folder: Path | str) -> pd.DataFrame:
    """List the tables of a snapshot: ``table``, ``rows``, ``bytes``, ``vintage``, ``damage`` (empty where whole).

    Raises
    ------
    FileNotFoundError
        If the folder holds no snapshot.
    """
    folder = Path(folder)
    told = read(folder)
    damage = dict(line.split(": ", 1) for line in file_problems(folder, told))
    rows = [
        {
            "table": name,
            **{field: table[field] for field in ("rows", "bytes", "vintage")},
            "damage": damage.get(f"{name}.parquet", ""),
        }
        for name, table in told["tables"].items()
    ]
    return pd.DataFrame(rows)


def _file(folder: Path, name: str) -> Path:
    return snapshot.newest(folder, name)
