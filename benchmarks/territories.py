"""Measure how time and memory grow with the number of territories, and what the second region costs after the first.

Run with ``python benchmarks/territories.py [single] [many]`` on a machine that does nothing else; it adds to
``results.md``.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import measure, write_section

RUN = [sys.executable, "-c", "from analysis.cli import main; main()", "run", "--region"]
SINGLE = ["84", "94", "04", "FR"]
MANY = [("dep:all", 10), ("dep:all", 50), ("dep:all", 101), ("all", 19)]


@contextmanager
def results() -> Iterator[Path]:
    """Let the runs of a block write to an empty folder; give the one of what is remembered."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TERRITOIRES_RENDERED"] = f"{folder}/rendered"
        os.environ["TERRITOIRES_FIGURES"] = f"{folder}/figures"
        yield Path(folder) / "rendered" / ".measures"


def megabytes(folder: Path) -> float:
    """Return the size of a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*.*")) / 2**20


def single() -> Iterator[str]:
    """Measure one territory after another, a run for each: the first finds nothing remembered."""
    yield "| territory | seconds | CPU seconds | remembered in all, MB |"
    yield "|---|---|---|---|"
    with results() as remembered:
        for number, region in enumerate(SINGLE):
            run = measure([*RUN, region])
            name = f"{region}, the first" if number == 0 else f"{region}, after it"
            yield f"| {name} | {run.wall:.1f} | {run.cpu:.1f} | {megabytes(remembered):.0f} |"


def many() -> Iterator[str]:
    """Measure more and more territories, each time from nothing, and a second run that finds nothing to do."""
    yield "| territories | seconds | seconds each | CPU seconds | memory, MB | remembered, MB | again, nothing changed: seconds |"
    yield "|---|---|---|---|---|---|---|"
    for region, limit in MANY:
        with results() as remembered:
            command = [*RUN, region, "--limit", str(limit)]
            first, again = measure(command), measure(command)
            name = f"{limit} of {region}" if region != "all" else "18 regions and France"
            cells = [f"{first.wall:.0f}", f"{first.wall / limit:.1f}", f"{first.cpu:.0f}", f"{first.memory:.0f}"]
            cells += [f"{megabytes(remembered):.0f}", f"{again.wall:.2f}"]
            yield f"| {name} | {' | '.join(cells)} |"


SECTIONS = {"single": ("One territory after another", single), "many": ("Many territories", many)}

if __name__ == "__main__":
    for asked in sys.argv[1:] or SECTIONS:
        title, rows = SECTIONS[asked]
        lines = []
        for line in rows():
            print(line, flush=True)
            lines.append(line)
        write_section(title, "\n".join(lines))
