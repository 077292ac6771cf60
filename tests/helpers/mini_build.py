"""A house of three tables: the real readers, builders and contracts on a dozen made-up communes and small files."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from analysis.sources import build, contracts
from analysis.sources.builders import outlines, people, work
from analysis.sources.builders import places as build_places
from analysis.sources.geography import Geography
from helpers import mini_raw

CODES = ["01001", "01002", "01003", "15001", "15002", "15003", "2A004", "69123", "75056", "13055", "97101", "97102"]
REGIONS = ["84"] * 6 + ["94", "84", "11", "93", "01", "01"]
MOVES = pd.DataFrame(columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"], dtype="str")
YEARS = range(2014, 2025)
EMPLOYEES = "urssaf_effectifs_communes_2014_2024"
ROUNDS = ("presidentielle_2017_t1", "presidentielle_2017_t2")
FLOWS = "ot_flux_departements"


def _lines(header: list[str], rows: list[list[object]], separator: str = ";") -> bytes:
    return "".join(f"{separator.join(map(str, row))}\n" for row in [header, *rows]).encode()


def employees() -> bytes:
    """Write private employees by commune and year."""
    header = ["code_commune", "nom", *(f"effectifs_salaries_{year}" for year in YEARS)]
    return _lines(
        header,
        [
            [code, f"Évry-{place}", *(100 * (place + 1) + 7 * (year - 2014) for year in YEARS)]
            for place, code in enumerate(CODES)
        ],
    )


def votes(turn: int) -> bytes:
    """Write one round of an election."""
    candidates = ["LE PEN", "MACRON", *(["MÉLENCHON"] if turn == 1 else [])]
    rows = []
    for place, code in enumerate(CODES):
        registered = 1000 + 137 * place
        abstentions, valid = registered // 5, registered * 3 // 4
        shares = [valid // 3 - place, valid // 4 + place, valid // 5][: len(candidates)]
        rows.append([code, registered, abstentions, valid, *shares])
    return _lines(["CODGEO", "Inscrits", "Abstentions", "Exprimés", *candidates], rows)


def flows() -> bytes:
    """Write moves between four départements."""
    places = ["01", "15", "2A", "75"]
    rows = [[to, origin, 50.5 + 10 * i + j] for i, to in enumerate(places) for j, origin in enumerate(places)]
    return _lines(["DEP_ACTU", "DEP_ANTE", "nb_ind"], rows, ",")


def files() -> dict[str, tuple[str, bytes, int]]:
    """Return each source of the house: file name, content, rows."""
    return {
        EMPLOYEES: ("employees.csv", employees(), len(CODES)),
        **{source: (f"{source}.csv", votes(turn), len(CODES)) for turn, source in enumerate(ROUNDS, 1)},
        FLOWS: ("flows.csv", flows(), 16),
    }


def write(folder: Path, content: dict[str, tuple[str, bytes, int]] | None = None, **told: str) -> Path:
    """Write the raw folder of the house, with other files where given."""
    return mini_raw.write(folder, content or files(), **told)


def geography(_raw: object) -> Geography:
    """Return a dozen communes that never moved."""
    communes = pd.DataFrame({"commune": CODES, "name": CODES, "departement": "01", "region": REGIONS})
    return Geography(communes, MOVES, {})


def _flows(raw, geography):
    """Build the flows without the second file, which a small catalogue does not hold."""
    table = raw.csv(FLOWS, ["DEP_ACTU", "DEP_ANTE", "nb_ind"]).assign(CS1="all")
    names = {"DEP_ACTU": "departement_to", "DEP_ANTE": "departement_from", "CS1": "occupation", "nb_ind": "people"}
    people.refuse_duplicates(table, ["DEP_ACTU", "DEP_ANTE"], FLOWS)
    table["nb_ind"] = people.to_number(table["nb_ind"])
    return people.Built(table.rename(columns=names))


def install(put) -> None:
    """Cut the house down; `put` sets an attribute of a module (`monkeypatch.setattr`, or `setattr` for good)."""
    kept = {name: contracts.CONTRACTS[name] for name in ("votes", "employees", "flows")}
    put(contracts, "CONTRACTS", kept)
    made = {"votes": people.votes, "employees": work.employees, "flows": _flows}
    put(build, "all_builders", lambda: made)
    put(build_places, "geography", geography)
    # There are no outlines here: let their source be one that is read for a table.
    put(outlines, "files", lambda raw: raw.refuse_missing([EMPLOYEES]) or {})
    put(outlines, "SOURCE", EMPLOYEES)


if __name__ == "__main__":
    install(setattr)
    build.build_snapshot(Path(sys.argv[1]), Path(sys.argv[2]))
