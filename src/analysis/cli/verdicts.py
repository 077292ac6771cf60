"""The verdicts of a build: judged on the snapshot as it will be, compared with the former ones, written once it counts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from io import StringIO
from pathlib import Path

import pandas as pd

from analysis import snapshot
from analysis.sources import manifest
from analysis.sources.faults import Exit, Fault

# What one verdict is of, and the columns that hold it: of the report's own time, of today, and of both.
OF = ["id", "territory", "definition"]
SPANS = {"verdict_then": "then", "verdict_now": "now", "verdict": "in all"}
GONE = "gone"
TOLD = 8
# In a process of its own: what is measured is remembered per process, and the folder of the snapshot comes from outside.
JUDGE = "from analysis import claims; print(claims.verdicts_text(), end='')"


class Verdicts:
    """The verdicts of a snapshot that is being built.

    Attributes
    ----------
    accept : collection of str
        Ids of the claims whose verdicts may change.
    changes : list of str
        Each verdict that changed, ``C07 (FR, zau): now holds → unclear``.
    incomparable : bool
        The former verdicts were altered: what changed cannot be told.
    """

    def __init__(self, accept: Collection[str] = ()):
        self.accept = accept
        self.changes: list[str] = []
        self.incomparable = False
        self._judged: str | None = None

    def look(self, after: Path) -> None:
        """Judge the claims on the snapshot as it will be, where they are due.

        Raises
        ------
        Fault
            If a verdict changed, or is gone, and is not accepted by the id of its claim.
        RuntimeError
            If the claims cannot be judged.
        """
        if not due(after):
            return
        problems = manifest.beside_problems(after, manifest.read(after))
        # What was changed by hand is taken as wanted, here: it is judged, and stays told by `territoires data check`.
        (after / manifest.NAME).write_text(manifest.with_texts(after), encoding="utf-8")
        self._judged = judge(after)
        held = after / manifest.VERDICTS
        self.incomparable = any(problem.startswith(manifest.VERDICTS) for problem in problems)
        if held.exists() and not self.incomparable:
            moved = changed(held.read_text(encoding="utf-8"), self._judged)
            refuse_changed(moved, self.accept)
            self.changes = [_told(row) for _, row in moved.iterrows()]

    def write(self, data: Path) -> bool:
        """Write the verdicts of the snapshot as it stands now, and their checksum; return whether they are new."""
        from analysis.cli import renew

        if not due(data):
            return False
        text = judge(data) if self._judged is None else self._judged
        written = renew.Stored("verdicts", data / manifest.VERDICTS, lambda: text).renew()
        renew.checksums(data, names=[manifest.VERDICTS]).renew()
        return written


def due(folder: Path) -> bool:
    """Tell whether a snapshot holds claims, and may hold the verdicts of other tables."""
    return (folder / "claims.csv").exists() and manifest.verdicts_due(folder)


def judge(folder: Path) -> str:
    """Judge the claims on a snapshot.

    Raises
    ------
    RuntimeError
        If they cannot be judged.
    """
    environment = os.environ | {"TERRITOIRES_DATA": str(folder.resolve()), "PYTHONSAFEPATH": "1"}
    for name in ("TERRITOIRES_MEMORY", snapshot.ALLOWED):
        environment.pop(name, None)
    done = subprocess.run([sys.executable, "-c", JUDGE], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise RuntimeError(f"the claims cannot be judged: {reason}")
    return done.stdout


def changed(before: str, after: str) -> pd.DataFrame:
    """Return the verdicts that are others than before, or gone: `OF`, ``span``, ``before``, ``after``.

    A verdict of a claim, or of a definition, that was not judged before is only new.

    Examples
    --------
    >>> header = "territory,definition,id,verdict_then,verdict_now,verdict"
    >>> changed(f"{header}\\nFR,zau,C07,holds,holds,holds", f"{header}\\nFR,zau,C07,holds,fails,holds").values.tolist()
    [['C07', 'FR', 'zau', 'now', 'holds', 'fails']]
    """
    old, new = (_long(text) for text in (before, after))
    both = old.merge(new, how="left", on=[*OF, "span"], suffixes=("_before", "_after")).fillna(GONE)
    both = both.rename(columns={"verdict_before": "before", "verdict_after": "after"})
    return both[both["before"] != both["after"]].sort_values([*OF], kind="stable", ignore_index=True)


def _long(text: str) -> pd.DataFrame:
    """Return a row for each verdict, of then, of now and of both."""
    table = pd.read_csv(StringIO(text), dtype="str").rename(columns=SPANS)
    return table.melt(id_vars=OF, value_vars=list(SPANS.values()), var_name="span", value_name="verdict").fillna("")


def refuse_changed(moved: pd.DataFrame, accept: Collection[str]) -> None:
    """Raise where a verdict changed and its claim is not accepted by its id.

    Raises
    ------
    Fault
        With the first change of each claim.
    """
    first = moved[~moved["id"].isin(list(accept))].drop_duplicates("id")
    if first.empty:
        return
    more = f" and {len(first) - TOLD} more claims" if len(first) > TOLD else ""
    expected = "the verdicts as they were (look; then --accept each claim by its id)"
    found = "; ".join(_told(row) for _, row in first.head(TOLD).iterrows())
    raise Fault(Exit.UNUSUAL, "the new snapshot", expected, found + more)


def _told(row: pd.Series) -> str:
    return f"{row['id']} ({row['territory']}, {row['definition']}): {row['span']} {row['before']} → {row['after']}"
