"""The index behind the search box: every commune, EPCI, département and region, with the report that tells of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd

from analysis import snapshot
from analysis.report import Edition
from analysis.territories import OVERSEAS_REGIONS, Territory

# The most local report first.
KINDS = ("epci", "departement", "region", "metropole", "france")
AREAS = ("region", "departement", "epci")


def places() -> pd.DataFrame:
    """Return every commune with its areas.

    Returns
    -------
    DataFrame
        ``commune`` and ``name``; for region, departement and epci the code, and ``<area>_name``.
    """
    communes = snapshot.load("communes", columns=["commune", "name", *AREAS])
    areas = snapshot.load("territories")
    for kind in AREAS:
        names = areas[areas["kind"] == kind].set_index("code")["name"]
        communes[f"{kind}_name"] = communes[kind].map(names)
    return communes


def index(editions: list[Edition], communes: pd.DataFrame) -> dict:
    """Build the index of the places that some report of the site tells of.

    Parameters
    ----------
    editions : list of Edition
    communes : DataFrame
        As `places`.

    Returns
    -------
    dict
        ``reports``: (folder, name) of each report. ``areas``: (name, kind, report), with report a place in
        ``reports``. ``groups``: (département as shown, report, names of its communes joined by ``|``). The names are
        grouped so that the index stays small.
    """
    kept = communes.assign(report=_report_of(communes, editions, KINDS)).dropna(subset=["report"])
    return {
        "reports": [[edition.folder, edition.territory.name] for edition in editions],
        "areas": [*_areas(communes, editions)],
        "groups": [
            [f"{name} ({code})", int(report), "|".join(sorted(group["name"]))]
            for (code, name, report), group in kept.groupby(["departement", "departement_name", "report"])
        ],
    }


def _report_of(communes: pd.DataFrame, editions: list[Edition], kinds: tuple[str, ...]) -> pd.Series:
    """Return for each commune the most local report of these kinds that holds it; missing where none does."""
    report = pd.Series(pd.NA, index=communes.index, dtype="Int64")
    for kind in kinds:
        for number, edition in enumerate(editions):
            if edition.territory.kind == kind:
                inside = _inside(communes, edition.territory)
                report = report.where(report.notna() | ~inside, number)
    return report


def _inside(communes: pd.DataFrame, territory: Territory) -> pd.Series:
    if territory.kind in AREAS:
        return (communes[territory.kind] == territory.code).fillna(False).astype(bool)
    return ~communes["region"].isin(OVERSEAS_REGIONS if territory.kind == "metropole" else ())


def _areas(communes: pd.DataFrame, editions: list[Edition]) -> Iterator[list]:
    """List regions, départements and EPCI, each with the most local report that holds most of its communes."""
    for kind in AREAS:
        reports = _report_of(communes, editions, KINDS[KINDS.index(kind) :])
        for name, group in reports.groupby(communes[f"{kind}_name"]):
            known = group.dropna()
            if 2 * len(known) > len(group):
                yield [name, kind, int(known.mode().iloc[0])]


def script(editions: list[Edition], communes: pd.DataFrame) -> str:
    """Write the index as a script: a page opened from a folder cannot fetch a file."""
    text = json.dumps(index(editions, communes), ensure_ascii=False, separators=(",", ":"))
    return f"window.INDEX={text};\n"
