"""How the fifth notebook names each network, and which files it cites for it."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.digital import FIBRE_2017, FIBRE_2018, FIBRE_2026, GIGABIT_2019, GIGABIT_2022, VERY_HIGH_2017

THIRTY_2019, THIRTY_2022 = ("2019-09-30", "30_mbps"), ("2022-12-31", "30_mbps")
NETWORKS = {
    VERY_HIGH_2017: "30 Mbit/s or more, end of 2017",
    THIRTY_2019: "30 Mbit/s or more, September 2019 (beta)",
    THIRTY_2022: "30 Mbit/s or more, December 2022 (wireless too)",
    FIBRE_2017: "Fibre, September 2017",
    FIBRE_2018: "Fibre, March 2018",
    GIGABIT_2019: "1 Gbit/s, September 2019 (beta)",
    GIGABIT_2022: "1 Gbit/s, December 2022",
    FIBRE_2026: "Fibre, early 2026",
}
LINE = [FIBRE_2017, FIBRE_2018, GIGABIT_2022, FIBRE_2026]
# What the regulator counts as built; the other classes are speeds that can be had.
BUILT = ("fibre", "very_high_speed")


def source_of(networks: Iterable[tuple[str, str]]) -> str:
    """Cite the files behind these networks, and the premises of 2022 that weigh those published as shares alone.

    Examples
    --------
    >>> source_of([FIBRE_2017, FIBRE_2018])
    'Source: ARCEP, observatoire des déploiements 2017, 2018'
    """
    networks = list(networks)
    built = sorted({date[:4] for date, kind in networks if kind in BUILT})
    tested = {date[:4] for date, kind in networks if kind not in BUILT}
    if {VERY_HIGH_2017, FIBRE_2026} & set(networks):
        tested.add(GIGABIT_2022[0][:4])
    said = [f"observatoire des déploiements {', '.join(built)}"] if built else []
    if tested:
        years = [f"{year} (beta)" if year == GIGABIT_2019[0][:4] else year for year in sorted(tested)]
        said.append(f"Ma connexion internet {', '.join(years)}")
    return f"Source: ARCEP, {'; '.join(said)}"
