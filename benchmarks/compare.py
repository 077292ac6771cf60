"""Compare ways to run the notebooks for several regions, in turn, and write the medians to ``results.md``.

Run with ``make bench``, or ``python benchmarks/compare.py [--rounds 3] [--ways WAY,WAY] [region ...]`` on a machine that
does nothing else; ``all`` stands for the 18 regions and France.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from measure import Measured, measure, write_section
from ways import WAYS

from analysis.territories import regions as every_region

HERE = Path(__file__).resolve().parent
REFERENCE, OURS, FLOOR = "papermill_command_line", "territoires", "cells_alone"
LIBRARIES = ("papermill", "nbclient", "ploomber-engine", "jupyter-cache", "ipykernel", "pandas", "matplotlib")


def outputs(folder: Path, regions: list[str]) -> dict[tuple[str, str, int], object]:
    """Return what each code cell of each executed notebook has shown, images included."""
    found = {}
    for region in regions:
        for file in sorted((folder / region.replace(":", "-")).glob("[0-9]_*.ipynb")):
            cells = [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]
            for number, cell in enumerate(cells):
                found[region, file.stem, number] = (cell.execution_count, cell.outputs)
    return found


def run_rounds(
    regions: list[str], ways: list[str], rounds: int
) -> tuple[dict[str, list[Measured]], dict[str, str], list[float]]:
    """Run the ways in turn, so many times; return the measures, the equality of the outputs, and the floors."""
    measured: dict[str, list[Measured]] = {way: [] for way in ways}
    equal, floors = {}, []
    for number in range(1, rounds + 1):
        expected = None
        for way in ways:
            with tempfile.TemporaryDirectory() as folder:
                print(f"round {number}: {way}", flush=True)
                measured[way].append(measure([sys.executable, str(HERE / "ways.py"), way, folder, *regions]))
                if way == FLOOR:
                    floors.append(json.loads((Path(folder) / "cells.json").read_text(encoding="utf-8")))
                    continue
                given = outputs(Path(folder), regions)
                expected = given if expected is None else expected
                same = sum(given.get(key) == value for key, value in expected.items())
                equal[way] = f"{same} of {len(expected)}"
    return measured, equal, floors


def spread(values: list[float], digits: int = 1) -> str:
    """Write the median and the range, or the only value."""
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def report(regions: list[str], measured: dict, equal: dict, floors: list[float]) -> str:
    """Write the comparison as a page in Markdown."""
    cores = len(os.sched_getaffinity(0))
    ours = [one.wall for one in measured[OURS]]
    floor = [seconds / cores for seconds in floors]
    lines = [
        f"Six notebooks for each of {len(regions)} territories ({', '.join(regions)}), every way in turn, "
        f"{'once' if len(ours) == 1 else f'{len(ours)} times; medians, with the range'}. Equal outputs: code cells whose "
        "outputs, images included, are those of the first way. "
        f"Only `{OURS}` also renders pages. Memory: the highest sum of proportional set sizes.",
        "",
        "| way | seconds | CPU seconds | memory, MB | times as long as ours | equal outputs |",
        "|---|---|---|---|---|---|",
    ]
    for way, equality in equal.items():
        runs = measured[way]
        ratios = [one.wall / mine for one, mine in zip(runs, ours)]
        cells = [spread([one.wall for one in runs]), spread([one.cpu for one in runs])]
        cells += [spread([one.memory for one in runs], 0), spread(ratios), equality]
        lines.append(f"| {way.replace('_', ' ')} | {' | '.join(cells)} |")
    lines += [
        "",
        f"The floor, the CPU seconds of the cells alone (nothing remembered between notebooks) divided by {cores} cores: "
        f"{spread(floor)} s. Ours takes {spread([mine / low for mine, low in zip(ours, floor)], 2)} times the floor.",
        "",
        f"{datetime.date.today():%d %B %Y}, Python {platform.python_version()}, {cores} cores. "
        + ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
        + ".",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ways", type=lambda text: text.split(","), default=list(WAYS))
    parser.add_argument("regions", nargs="*", default=["84", "94", "04"])
    asked = parser.parse_args()
    regions = [*(region.code for region in every_region()), "FR"] if asked.regions == ["all"] else asked.regions
    ways = [*dict.fromkeys([*asked.ways, OURS, FLOOR])]
    page = report(regions, *run_rounds(regions, ways, asked.rounds))
    write_section("Every region" if asked.regions == ["all"] else "Every way", page)
    print(page)
