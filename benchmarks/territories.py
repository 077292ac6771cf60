"""Measure how time and memory grow with the number of territories: 10, 50 and 101 départements, then every region.

Run with ``python benchmarks/territories.py`` on a machine that does nothing else; it adds to ``results.md``.
"""

import os
import sys
import tempfile

from measure import Measured, measure, write_section

RUN = "from analysis.cli import main; main()"
SIZES = [("dep:all", 10), ("dep:all", 50), ("dep:all", 101), ("all", 19)]


def of(region: str, limit: int) -> tuple[Measured, Measured]:
    """Measure a run of so many territories, and a second one that finds nothing to do."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TERRITOIRES_RENDERED"] = f"{folder}/rendered"
        os.environ["TERRITOIRES_FIGURES"] = f"{folder}/figures"
        command = [sys.executable, "-c", RUN, "run", "--region", region, "--limit", str(limit)]
        return measure(command), measure(command)


if __name__ == "__main__":
    lines = [
        "| territories | seconds | seconds each | CPU seconds | memory, MB | again, nothing changed: seconds |",
        "|---|---|---|---|---|---|",
    ]
    for region, limit in SIZES:
        first, again = of(region, limit)
        name = f"{limit} of {region}" if region != "all" else "18 regions and France"
        cells = f"{first.wall:.0f} | {first.wall / limit:.1f} | {first.cpu:.0f} | {first.memory:.0f} | {again.wall:.2f}"
        lines.append(f"| {name} | {cells} |")
        print(lines[-1], flush=True)
    write_section("Many territories", "\n".join(lines))
