"""Optional tables, from files too large to be part of every build: residential moves, SIRENE's establishments."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from analysis.sources import catalogue
from analysis.sources.builders.sanity import UNKNOWN
from analysis.sources.faults import MissingFile
from analysis.sources.geography import Built, Geography, carry_sums, losses
from analysis.sources.readers import flow_files, geography_year, large

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

MOVES, MOVES_STEM = "insee_mobilite_residentielle", "base-flux-mobilite-residentielle-"
MOVERS = r"NBFLUX_C(\d\d)_POP01P"
SIRENE = "insee_sirene_etablissements"
# Programming, consultancy and other information technology services; information services.
DIGITAL_DIVISIONS = ("62", "63")
# Several processors add up in any order: the last digits of a sum are not the same twice.
DECIMALS = 3


def _refuse_missing_entry(raw: Raw, source: str) -> None:
    """Raise where another catalogue than the project's does not know an optional source."""
    if source not in raw.entries:
        raise MissingFile(catalogue.NAME, f"an entry for source {source}")


def moves(raw: Raw, geography: Geography) -> Built:
    """Build the people who moved into and out of each commune in a year."""
    _refuse_missing_entry(raw, MOVES)
    path = flow_files.find(raw, MOVES, MOVES_STEM) or raw.path(MOVES)
    with flow_files.opened(raw, MOVES, path, MOVES_STEM, MOVERS) as flows:
        flows = flow_files.fitted(flows, geography, large.homes(flows))
        links = geography.links(flows.geography)
        table, homes = large.moves(flows, links)
    flow_files.describe(raw, MOVES, flows, flow_files.coverage(raw, flows, geography, set(homes)))
    lost = losses(homes, links, source=MOVES, table="moves")
    return Built(geography.with_region(table.round(DECIMALS).assign(year=flows.census)), [lost])


def digital_establishments(raw: Raw, geography: Geography) -> Built:
    """Build the active establishments in programming and information services; a commune without one has 0.

    The register keeps some codes of communes long gone: these establishments are counted as lost.
    """
    _refuse_missing_entry(raw, SIRENE)
    path, name = raw.path(SIRENE), PurePosixPath(raw.entries[SIRENE].file().name).name
    table = large.establishments(path, DIGITAL_DIVISIONS, name=name)
    raw.note(SIRENE, path)
    links = geography.links(geography_year(raw, SIRENE))
    carried = carry_sums(table, links, code="code", values=["establishments"], missing="skipped")
    everywhere = geography.with_region(geography.communes[["commune"]].merge(carried, on="commune", how="left"))
    lost = losses(table["code"], links, source=SIRENE, table="digital_establishments")
    lost = lost[lost["reason"] != "commune of 2025 without a figure"]
    lost = lost.assign(reason=lost["reason"].replace(UNKNOWN, "place without a commune of 2025"))
    return Built(everywhere.fillna({"establishments": 0.0}), [lost])


BUILDERS = {"moves": moves, "digital_establishments": digital_establishments}
