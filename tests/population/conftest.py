"""A snapshot that holds moves between communes, made up for Corsica."""

import json

import pandas as pd
import pytest
from helpers.told import tell

from analysis import snapshot
from analysis.geography import classify
from analysis.territories import ISOLATED, Territory

CORSICA = Territory.parse("94")


@pytest.fixture
def with_moves(tmp_path, monkeypatch):
    """Add flows between communes to the snapshot: isolated communes of Corsica gain 3 and lose 2 each, the others 1 and 4."""
    told = json.loads(snapshot.file("manifest.json").read_text(encoding="utf-8"))
    for file in snapshot.folder().glob("*.*"):
        if file.is_file() and file.name != "manifest.json":
            (tmp_path / file.name).symlink_to(file)
    isolated = (classify(CORSICA, "zau")["territory_type"] == ISOLATED).to_numpy()
    table = classify(CORSICA, "zau")[["commune", "region"]].assign(year=2022, entrants=1.0, leavers=4.0)
    table.loc[isolated, ["entrants", "leavers"]] = [3.0, 2.0]
    former = table.assign(year=2013, entrants=99.0)
    (tmp_path / "moves.parquet").unlink(missing_ok=True)
    pd.concat([former, table]).to_parquet(tmp_path / "moves.parquet")
    source = "insee_mobilite_residentielle"
    told["tables"]["moves"] = {"sources": [source], "vintages": {source: "census 2022"}}
    (tmp_path / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    tell(tmp_path)
    monkeypatch.setenv("TERRITOIRES_DATA", str(tmp_path))
    return int(isolated.sum())
