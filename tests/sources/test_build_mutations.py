"""Hundreds of alterations of valid files: each is refused, shown by the comparison, or changes no figure at all."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pandas as pd
from helpers import mini_build

from analysis.sources import build, manifest
from analysis.sources.faults import exit_code

ALTERATIONS = 220
SEED = 2017
# What the tables are printed with: a whole person, a whole vote.
ROUNDING = 0.5


def cell(rows: list[list[str]], chance: random.Random) -> tuple[int, int]:
    return chance.randrange(1, len(rows)), chance.randrange(len(rows[0]))


def changed(change):
    """Make an alteration of one cell out of a change of its text."""

    def alter(rows: list[list[str]], chance: random.Random) -> None:
        row, column = cell(rows, chance)
        rows[row][column] = change(rows[row][column], chance)

    return alter


def drop_column(rows: list[list[str]], chance: random.Random) -> None:
    column = chance.randrange(len(rows[0]))
    for row in rows:
        del row[column]


def swap_names(rows: list[list[str]], chance: random.Random) -> None:
    one, other = chance.sample(range(len(rows[0])), 2)
    rows[0][one], rows[0][other] = rows[0][other], rows[0][one]


def swap_columns(rows: list[list[str]], chance: random.Random) -> None:
    one, other = chance.sample(range(len(rows[0])), 2)
    for row in rows:
        row[one], row[other] = row[other], row[one]


def scale_column(rows: list[list[str]], chance: random.Random) -> None:
    column = chance.randrange(len(rows[0]))
    for row in rows[1:]:
        row[column] += "000"


def blank_column(rows: list[list[str]], chance: random.Random) -> None:
    column = chance.randrange(len(rows[0]))
    for row in rows[1:]:
        row[column] = ""


KINDS = {
    "a figure moved": changed(lambda text, chance: str(chance.randrange(1, 5000))),
    "a digit lost": changed(lambda text, chance: text[1:]),
    "a digit doubled": changed(lambda text, chance: text[:1] + text),
    "a sign": changed(lambda text, chance: "-" + text),
    "a decimal comma": changed(lambda text, chance: text + ",5"),
    "a small decimal": changed(lambda text, chance: text + ".25"),
    "a word": changed(lambda text, chance: "n.c."),
    "a blank cell": changed(lambda text, chance: ""),
    "a space": changed(lambda text, chance: f" {text} "),
    "thousands": changed(lambda text, chance: text + "000"),
    "a row lost": lambda rows, chance: rows.pop(chance.randrange(1, len(rows))),
    "a row twice": lambda rows, chance: rows.append(list(chance.choice(rows[1:]))),
    "the header twice": lambda rows, chance: rows.insert(1, list(rows[0])),
    "a cell lost": lambda rows, chance: rows[chance.randrange(1, len(rows))].pop(),
    "a column lost": drop_column,
    "two names swapped": swap_names,
    "two columns swapped": swap_columns,
    "a column by a thousand": scale_column,
    "a column of blanks": blank_column,
    "rows in another order": lambda rows, chance: rows.append(rows.pop(1)),
}


def altered(number: int) -> tuple[str, str, dict]:
    """Return the kind of an alteration, the source altered, and the files of the house."""
    chance = random.Random(SEED + number)
    kind = list(KINDS)[number % len(KINDS)]
    files = mini_build.files()
    source = chance.choice(list(files))
    name, content, count = files[source]
    separator = ";" if b";" in content else ","
    rows = [line.split(separator) for line in content.decode().splitlines()]
    KINDS[kind](rows, chance)
    files[source] = (name, "".join(separator.join(row) + "\n" for row in rows).encode(), count)
    return kind, source, files


def raw_with(folder: Path, files: dict, source: str) -> Path:
    """Write the files of the table that the source feeds; the other tables are kept, which is quicker."""
    raw = mini_build.write(folder, files)
    for other in files.keys() - ({*mini_build.ROUNDS} if source in mini_build.ROUNDS else {source}):
        (raw / other / files[other][0]).unlink()
    return raw


def tables(folder: Path) -> dict[str, pd.DataFrame]:
    return {
        name: pd.read_parquet(folder / f"{name}.parquet").set_index(list(contract["grain_key"]))
        for name, contract in KEYS.items()
    }


KEYS = {
    "votes": {"grain_key": ("commune", "round")},
    "employees": {"grain_key": ("commune", "year")},
    "flows": {"grain_key": ("departement_to", "departement_from", "occupation")},
}


def moved(before: dict[str, pd.DataFrame], after: dict[str, pd.DataFrame]) -> bool:
    """Tell whether a figure of the snapshot moved by more than its rounding, came or went."""
    for name, old in before.items():
        one, other = old.align(after[name], join="outer")
        numbers = one.select_dtypes("number").columns
        gap = (one[numbers] - other[numbers]).abs().gt(ROUNDING) | (one[numbers].isna() != other[numbers].isna())
        if gap.to_numpy(dtype=bool, na_value=True).any():
            return True
    return False


def test_no_alteration_that_moves_a_figure_passes_in_silence(tmp_path, monkeypatch, record_property):
    mini_build.install(monkeypatch.setattr)
    good = tmp_path / "good"
    build.build_snapshot(mini_build.write(tmp_path / "raw"), good)
    before, outcomes = tables(good), Counter()
    for number in range(ALTERATIONS):
        kind, source, files = altered(number)
        out = tmp_path / f"out{number}"
        out.mkdir()
        for file in good.iterdir():
            (out / file.name).write_bytes(file.read_bytes()) if file.is_file() else None
        try:
            report = build.build_snapshot(raw_with(tmp_path / f"raw{number}", files, source), out)
        except ValueError as error:
            outcomes["refused"] += 1
            assert exit_code(error, 1) >= 20, f"{kind}: no code of its own: {error}"
            assert "never read" not in str(error)
            assert manifest.read(out) == manifest.read(good)
            continue
        if report.changes.empty:
            outcomes["nothing changed"] += 1
            assert not moved(before, tables(out)), f"alteration {number} ({kind}) passed in silence"
        else:
            outcomes["shown"] += 1
    record_property("mutations", dict(outcomes))
    print(f"{ALTERATIONS} alterations: {dict(outcomes)}")
    assert sum(outcomes.values()) == ALTERATIONS >= 200
    # Alterations that change no figure (columns or rows in another order, spaces) are the only ones let through unseen.
    assert outcomes["nothing changed"] < ALTERATIONS * 0.2
