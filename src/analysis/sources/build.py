"""Build the snapshot: read the raw files, make every table, check it, and only then replace the former one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from analysis.sources import builders, catalogue, contracts, dictionary, diff, manifest, replacing, staging
from analysis.sources.builders import Former
from analysis.sources.contracts import Contract
from analysis.sources.faults import MissingFile
from analysis.sources.geography import Built, Geography
from analysis.sources.manifest import BuildError, conform
from analysis.sources.readers import Raw, at_hand

# Tables are sorted by region: small groups of rows let a reader skip the other regions.
ROWS_IN_GROUP = 60_000
LOSSES = ["source", "table", "reason", "rows", "people", "codes"]
OUTLINES = "outlines"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class BuildReport:
    """What a build made.

    Attributes
    ----------
    tables : DataFrame
        ``table``, ``rows``, ``bytes``, ``seconds``, ``vintage`` of its sources, and ``kept_for_lack_of``: empty for a
        table that was built, the file that was not there for one that stays as it was.
    left_out : dict of str to str
        The optional tables that are not there, and the file that each lacks.
    years_kept : dict of str to list of str
        The years that tables keep from the former snapshot, where no file that was read holds them.
    unclaimed : dict of str to str
        Files of the raw folder that no source claims, and the source whose file has the nearest name.
    losses : DataFrame
        What could not be carried to the communes of today, see ``losses.csv``.
    changes : Changes or None
        What changed since the former snapshot; None where there was none, or it was damaged.
    seconds : float
        Seconds of the whole, the comparison left out.
    damaged : list of str
        The files of the former snapshot that were not as they had been built.
    other_files : list of str
        A line for each raw file that is another one than before, or than the catalogue's: see `at_hand.other_files`.
    """

    tables: pd.DataFrame
    left_out: dict[str, str]
    years_kept: dict[str, list[str]]
    unclaimed: dict[str, str]
    losses: pd.DataFrame
    changes: diff.Changes | None
    seconds: float
    damaged: list[str]
    other_files: list[str]


@dataclass
class _Made:
    """What stands in the new folder so far, and which tables stay as they were, or are left out, for lack of which file."""

    tables: dict[str, dict] = field(default_factory=dict)
    outlines: dict[str, dict] = field(default_factory=dict)
    losses: list[pd.DataFrame] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    kept: dict[str, MissingFile] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    years_kept: dict[str, list[str]] = field(default_factory=dict)


def all_builders() -> dict[str, Callable[[Raw, Geography], Built]]:
    """Return the builder of each table, in the order of the contracts.

    Raises
    ------
    BuildError
        If a contract has no builder, or a builder no contract.
    """
    found = builders.BUILDERS
    known = contracts.CONTRACTS
    if set(found) != set(known):
        lacking, unknown = sorted(set(known) - set(found)), sorted(set(found) - set(known))
        raise BuildError(f"tables without a builder: {lacking}; builders without a contract: {unknown}")
    return {name: found[name] for name in known}


def build_snapshot(
    raw_folder: Path | str,
    out: Path | str,
    progress: Progress | None = None,
    *,
    figures: bool = False,
    partial: bool = False,
    accept: Collection[str] = (),
    look: replacing.Look | None = None,
) -> BuildReport:
    """Build the tables whose raw files are there, keep the others as they are, and put the result in `out`.

    The new snapshot is checked whole before it replaces the former one. The same inputs give the same bytes.

    Parameters
    ----------
    raw_folder : path
        Folder of the official files and their catalogue.
    out : path
        Folder of the snapshot.
    progress : callable, optional
        Called with (tables done, tables in all, name of the next one).
    partial : bool
        Use a file of flows that covers a part of the country for what it covers; its vintage says so.
    figures, accept, look
        What changes is measured, and what may change: see `replacing.replace`.

    Raises
    ------
    SourceError
        If a raw file is not as the catalogue and the readers expect.
    MissingFile
        If a table can be neither built nor kept, or none can be built.
    Fault
        If a key figure moved by more than is usual, and was not accepted by its name.
    BuildError, BusyError
        If a table breaks its contract; if another process builds into `out`.
    """
    start, out = time.perf_counter(), Path(out)
    with staging.staging(out) as (folder, aside):
        raw, past = Raw(raw_folder, partial=partial), Former(out)
        at_hand.refuse_nothing(raw)
        made = _make(folder, raw, past, progress or (lambda *_: None))
        losses = _describe(folder, raw, past, made)
        seconds = time.perf_counter() - start
        changes = replacing.replace(past, folder, aside, figures=figures, accept=accept, look=look)
    tables, unclaimed = _report(made, manifest.read(out)), at_hand.unclaimed(raw, raw.elsewhere)
    told = (made.left_out, made.years_kept, unclaimed, losses, changes, seconds)
    return BuildReport(tables, *told, list(past.damaged), at_hand.other_files(raw, past.told.get("sources", {})))


def _make(folder: Path, raw: Raw, past: Former, progress: Progress) -> _Made:
    """Make every table that can be made in a folder; note the others."""
    made, todo = _Made(), all_builders()
    geography = _geography(raw, past)
    for done, (name, builder) in enumerate(todo.items()):
        progress(done, len(todo) + 1, name)
        start, contract = time.perf_counter(), contracts.CONTRACTS[name]
        try:
            lacking = builders.history.sources_lacking(contract, raw, past.file(name) is not None)
            built = builder(at_hand.without(raw, lacking) if lacking else raw, geography)
        except MissingFile as missing:
            if contract.optional and past.file(name) is None:
                made.left_out[name] = missing.file
            else:
                made.kept[name] = past.keep(name, missing)
            continue
        builders.sanity.refuse_unknown_codes(built.losses)
        builders.sanity.refuse_unusual_losses(built.losses, past.losses([name]))
        _keep_table(folder, name, built, raw, past, made, lacking)
        made.seconds[name] = time.perf_counter() - start
    progress(len(todo), len(todo) + 1, OUTLINES)
    _make_outlines(folder, raw, past, made)
    progress(len(todo) + 1, len(todo) + 1, "")
    _refuse_untold_sources(raw, made)
    past.refuse_same_file(raw)
    return made


def _keep_table(folder: Path, name: str, built: Built, raw: Raw, past: Former, made: _Made, lacking: list[str]) -> None:
    """Write a table with the years that it held before, and note it for the manifest."""
    contract, file = contracts.CONTRACTS[name], folder / f"{name}.parquet"
    frame, kept = builders.history.with_former(contract, conform(contract, built.frame), past.file(name))
    frame = conform(contract, frame) if kept else frame
    frame.to_parquet(file, compression="zstd", index=False, row_group_size=ROWS_IN_GROUP)
    vintages = {source: raw.entries[source].described["vintage"] for source in raw.used}
    former = past.vintages(name)
    same = builders.history.same_vintages({source: vintages.get(source) for source in contract.sources}, former)
    builders.sanity.refuse_another_scale(contract, file, past.file(name), same_vintages=same)
    entry = manifest.table_entry(_with_editions(name, raw, former), len(frame), file, former | vintages)
    made.tables[name] = entry | {"vintages": builders.history.vintages(entry["vintages"], former, kept)}
    made.losses += [*built.losses, past.losses_of(name, lacking)]
    if kept:
        made.tables[name]["kept"] = kept
        made.years_kept[name] = kept


def _with_editions(name: str, raw: Raw, former: Collection[str]) -> Contract:
    """Return the contract of a table with the sources that came since: the catalogue says which table each feeds."""
    named = {source for contract in contracts.CONTRACTS.values() for source in contract.sources}
    since = [
        source
        for source, entry in raw.entries.items()
        if name in entry.tables and (source in raw.used or source in former)
    ]
    contract = contracts.CONTRACTS[name]
    return replace(contract, sources=(*contract.sources, *(source for source in since if source not in named)))


def _geography(raw: Raw, past: Former) -> Geography:
    """Read the communes and their movements from the raw files, or from the former snapshot where they are not all there."""
    try:
        return builders.places.geography(raw)
    except MissingFile as missing:
        return past.geography(missing)


def _make_outlines(folder: Path, raw: Raw, past: Former, made: _Made) -> None:
    try:
        files = builders.outlines.files(raw)
    except MissingFile as missing:
        made.kept[OUTLINES] = past.keep(OUTLINES, missing)
        return
    (folder / "geometry").mkdir()
    for name, frame in files.items():
        file = folder / "geometry" / f"{name}.parquet"
        frame.to_parquet(file, compression="zstd", index=False, row_group_size=5000)
        made.outlines[name] = {"rows": len(frame), "sources": [builders.outlines.SOURCE], **manifest.fingerprint(file)}


def _refuse_untold_sources(raw: Raw, made: _Made) -> None:
    """Raise where the contracts name other sources than those that were read: a figure would not be traceable."""
    if not made.tables and not made.outlines:
        raise next(iter(made.kept.values()))
    told = {source for contract in contracts.CONTRACTS.values() for source in contract.sources} | {
        builders.outlines.SOURCE
    }
    told |= {source for source, entry in raw.entries.items() if entry.tables}
    due = {
        source
        for name in made.tables
        if name not in builders.history.ADDED_UP
        for source in contracts.CONTRACTS[name].sources
    }
    due |= {builders.outlines.SOURCE} if OUTLINES not in made.kept else set()
    if not due <= set(raw.used) <= told:
        raise BuildError(
            f"sources read but named by no contract: {sorted(set(raw.used) - told)}; "
            f"named but never read: {sorted(due - set(raw.used))}"
        )


def _describe(folder: Path, raw: Raw, past: Former, made: _Made) -> pd.DataFrame:
    """Write the losses, the catalogue, the dictionary and the manifest; return the losses."""
    kept = [frame for frame in [*made.losses, past.losses(made.kept)] if len(frame)]
    losses = pd.concat(kept)[LOSSES] if kept else pd.DataFrame(columns=LOSSES)
    losses = losses.sort_values(["table", "source", "reason"], kind="stable").reset_index(drop=True)
    losses["people"] = losses["people"].astype("float64").round().astype("Int64")
    losses.to_csv(folder / "losses.csv", index=False)
    told = catalogue.location(raw.folder)
    if told.resolve() != (past.folder / catalogue.NAME).resolve():
        shutil.copyfile(told, folder / catalogue.NAME)
    tables = {
        name: made.tables.get(name) or past.told["tables"][name]
        for name in contracts.CONTRACTS
        if name not in made.left_out
    }
    outlines = past.told["outlines"] if OUTLINES in made.kept else made.outlines
    sources = past.sources({*made.kept, *builders.history.ADDED_UP} & {*past.told["tables"], OUTLINES}) | {
        name: {"vintage": raw.entries[name].described["vintage"], "files": files}
        | ({"described": raw.told[name]} if name in raw.told else {})
        for name, files in raw.used.items()
    }
    sources = dict(sorted(sources.items()))
    (folder / "README.md").write_text(dictionary.page(raw.entries, tables, outlines, sources), encoding="utf-8")
    manifest.write(folder, tables, outlines, sources, past.folder)
    return losses


def _report(made: _Made, told: dict) -> pd.DataFrame:
    """List every table of the snapshot, built or kept."""
    return pd.DataFrame(
        [
            {
                "table": name,
                "rows": entry["rows"],
                "bytes": entry["bytes"],
                "seconds": made.seconds.get(name, 0.0),
                "vintage": "; ".join(dict.fromkeys(entry["vintages"].values())),
                "kept_for_lack_of": made.kept[name].file if name in made.kept else "",
            }
            for name, entry in told["tables"].items()
        ]
    )
