"""Write ``data/README.md``, the data dictionary, from the contracts and the catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.sources import catalogue, contracts, manifest
from analysis.sources.catalogue import Entry
from analysis.sources.contracts import Column, Contract

HEAD = """# Data dictionary

The snapshot that the notebooks read: {tables} tables and {outlines} files of outlines, made from {sources} official
sources by `territoires data build`. This page is written by that command from the contracts in
`src/analysis/sources/contracts/`; to change it, change them, then `territoires renew`.

- Communes are those of 1 January 2025 (34,875). Older figures were carried to them with INSEE's file of movements:
  a merger adds counts up and takes the class of most people; a split is shared by population. What was lost on the
  way is counted in `losses.csv`.
- Paris, Lyon and Marseille are one commune each.
- A missing figure is empty, never zero.
- `sources.toml` says where each file comes from (producer, licence, vintage, checksum); `manifest.json` holds the
  checksum of every table.
- Tables that have a `region` are sorted by it, then by their key.
"""

OUTLINES = """
## Outlines

`geometry/communes.parquet`, `departements.parquet` and `regions.parquet` hold all of France in one Lambert-93 frame
(EPSG:2154, metres): mainland in place, the five overseas départements moved west of it and scaled, so their
coordinates and areas mean nothing. `geometry/*_overseas.parquet` hold these five at their true place (EPSG:4326,
degrees). Outlines are simplified for maps: measure areas with `area_km2` of `communes`, not with them.

{rows}

Source: {source}.
"""


def page_of(folder: Path) -> str:
    """Write the page of a snapshot, as its manifest, its catalogue and the contracts tell it."""
    told = manifest.read(folder)
    known = catalogue.read(catalogue.location(folder))
    return page(known, told["tables"], told["outlines"], told.get("sources", {}))


def page(known: dict[str, Entry], tables: dict[str, dict], outlines: dict[str, dict], sources: dict[str, dict]) -> str:
    """Write the page; a source is told with the vintage that the tables were made from.

    Parameters
    ----------
    known : dict of str to Entry
        The catalogue.
    tables, outlines, sources : dict of str to dict
        What the manifest says of each.
    """
    known = {
        name: replace(entry, described=entry.described | sources.get(name, {}).get("described", {}))
        for name, entry in known.items()
    }
    vintages = {source: vintage for told in tables.values() for source, vintage in told["vintages"].items()}
    drawn = {source for told in outlines.values() for source in told["sources"]}
    entries = {
        name: replace(entry, described=entry.described | {"vintage": vintages.get(name, entry.described["vintage"])})
        for name, entry in known.items()
        if name in vintages or name in drawn
    }
    held = {
        name: replace(contract, sources=tuple(tables[name]["sources"]))
        for name, contract in contracts.CONTRACTS.items()
        if name in tables
    }
    return dictionary(held, entries, {name: told["rows"] for name, told in tables.items()}, outlines)


def dictionary(held: dict[str, Contract], entries: dict[str, Entry], rows: dict[str, int], outlines: dict) -> str:
    """Write the whole page.

    Parameters
    ----------
    held : dict of str to Contract
        The tables of the snapshot.
    entries : dict of str to Entry
        The sources that were used.
    rows : dict of str to int
        Rows of each table.
    outlines : dict of str to dict
        For each file of outlines, its ``rows`` and ``sources``.

    Returns
    -------
    str
        Markdown, the same for the same inputs.
    """
    head = HEAD.format(tables=len(held), outlines=len(outlines), sources=len(entries))
    index = ["| table | grain | rows | vintage |", "|---|---|---:|---|"]
    index += [
        f"| [{name}](#{name.replace(' ', '-')}) | {contract.grain} | {rows[name]:,} | {_cell(contract.vintage)} |"
        for name, contract in held.items()
    ]
    parts = [head, "\n".join(index), ""]
    parts += [_table(contract, entries, rows[name]) for name, contract in held.items()]
    listing = "\n".join(f"- `geometry/{name}.parquet`: {told['rows']:,} rows" for name, told in outlines.items())
    sources = sorted({source for told in outlines.values() for source in told["sources"]})
    parts += [OUTLINES.format(rows=listing, source="; ".join(_source(entries[source]) for source in sources))]
    return "\n".join(parts)


def _table(contract: Contract, entries: dict[str, Entry], rows: int) -> str:
    lines = [
        f"## {contract.name}",
        "",
        f"{contract.title}.",
        "",
        f"- Grain: {contract.grain}; key: {', '.join(f'`{column}`' for column in contract.key)}; {rows:,} rows.",
        f"- Vintage: {contract.vintage}.",
        f"- Coverage: {contract.coverage}.",
        "- Sources:",
        *(f"  - `{source}`: {_source(entries[source])}" for source in contract.sources),
    ]
    if contract.caveats:
        lines += ["- Caveats:", *(f"  - {caveat}" for caveat in contract.caveats)]
    lines += ["", "| column | type | unit | meaning | missing values |", "|---|---|---|---|---|"]
    lines += [_column(column) for column in contract.columns]
    return "\n".join([*lines, ""])


def _source(entry: Entry) -> str:
    told = entry.described
    return f"{told['producer']}, {told['title']} ({told['vintage']})"


def _column(column: Column) -> str:
    allowed = f" ({', '.join(str(value) for value in column.values)})" if column.values else ""
    missing = "possible" if column.nullable else "none"
    return f"| `{column.name}` | {column.kind} | {_cell(column.unit)} | {_cell(column.meaning + allowed)} | {missing} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
