"""Time how long one region's rows of each table take to load: median and best of seven, in milliseconds.

Run with ``python benchmarks/region_slices.py [region]``; read the ratios between tables rather than one absolute time.
"""

import statistics
import sys
import time

from analysis import snapshot
from analysis.snapshot import tables
from analysis.sources.contracts import CONTRACTS
from analysis.territories import Territory

ROUNDS = 7


def milliseconds(table: str, place: Territory) -> list[float]:
    """Load the rows of a region several times, from the file each time."""
    taken = []
    for _ in range(ROUNDS):
        tables._read.cache_clear()
        start = time.perf_counter()
        snapshot.load(table, place)
        taken.append(1000 * (time.perf_counter() - start))
    return taken


if __name__ == "__main__":
    place = Territory.parse(sys.argv[1] if len(sys.argv) > 1 else "84")
    print(f"{place.name}, rows of one region, milliseconds (median, best of {ROUNDS})")
    for name, contract in CONTRACTS.items():
        if "commune" in contract.key:
            taken = milliseconds(name, place)
            print(f"{name:18} {statistics.median(taken):6.1f} {min(taken):6.1f}")
