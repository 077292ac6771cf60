"""Show how sure the verdicts are: what the intervals cover, whether neighbours hang together, what other schemes give.

Run with ``python benchmarks/robustness.py`` (about ten minutes); it writes ``docs/robustness.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd
from esda.moran import Moran
from libpysal.weights import KNN

from analysis import business, geography, snapshot
from analysis.geography import FEWEST_ISOLATED, classification
from analysis.population import yearly
from analysis.snapshot.years import REPORT_CENSUS
from analysis.statistics import ratio_interval, resampling
from analysis.territories import Territory, departements, france, regions

DEFINITION = "zau"
ROUNDS, DRAWS, SEED = 500, 499, 2017
NEIGHBOURS, PERMUTATIONS, CHANCE = 6, 999, 0.05
# By what a commune's people vary: a place of 30 people is as one household.
LEAST_PEOPLE = 30
SCHEMES = {"commune": "communes", "epci": "EPCI", "departement": "départements", "region": "regions"}
PAGE = snapshot.project() / "docs" / "robustness.md"


def growth(territory: Territory) -> pd.DataFrame:
    """Return ``commune``, ``departement``, ``epci``, ``cluster``, ``people`` and ``rate`` of the isolated communes.

    The rate is the change a year over the mean of the people, from the report's census to `yearly.PARTED`.
    """
    wide = yearly.people_by_year(territory)
    start, end = REPORT_CENSUS, yearly.PARTED
    if not {start, end} <= set(wide):
        return pd.DataFrame()
    people = (wide[start] + wide[end]) / 2
    table = pd.DataFrame({"people": people, "rate": (wide[end] - wide[start]) / (end - start) / people}).dropna()
    kinds = geography.classify(territory, DEFINITION)
    kinds = kinds[kinds["isolated"].fillna(False).astype(bool)]
    return kinds.merge(table.reset_index(), on="commune").assign(
        epci=lambda found: found["epci"].fillna(found["commune"])
    )


def components(table: pd.DataFrame) -> dict[str, float]:
    """Estimate how much the rates vary with the département, the EPCI and the commune, from products of pairs.

    Returns
    -------
    dict
        Standard deviations ``departement``, ``epci``, and of a commune of any size (``place``) and by its people
        (``person``, to be divided by the root of the people).
    """
    rest = table["rate"] - np.average(table["rate"], weights=table["people"])
    within_departement, within_epci = _pairs(rest, table["departement"]), _pairs(rest, table["epci"])
    shared = max(within_departement, 0.0)
    local = max(within_epci - shared, 0.0)
    share = 1 / table["people"].clip(lower=LEAST_PEOPLE)
    slope, constant = np.polyfit(share, rest**2, 1)
    place = max(constant - shared - local, 0.0)
    names = ("departement", "epci", "place", "person")
    return dict(zip(names, np.sqrt([shared, local, place, max(slope, 0.0)])))


def _pairs(rest: pd.Series, group: pd.Series) -> float:
    """Return the mean product of two communes of the same group."""
    sums, squares, sizes = rest.groupby(group).sum(), (rest**2).groupby(group).sum(), rest.groupby(group).size()
    return float((sums**2 - squares).sum() / (sizes * (sizes - 1)).sum())


def coverage(territory: Territory, spread: dict[str, float]) -> dict | None:
    """Draw rates of the isolated communes of a territory many times, and count the intervals that hold the truth."""
    table = growth(territory)
    if len(table) < FEWEST_ISOLATED or table["cluster"].nunique() < 2:
        return None
    random = np.random.default_rng(SEED)
    people = table["people"].to_numpy()
    codes = {level: pd.factorize(table[level])[0] for level in ("departement", "epci")}
    known = _known(territory)
    hits = dict.fromkeys(("draws", "interval", "places_too"), 0)
    for _ in range(ROUNDS):
        effects = {level: random.normal(0, spread[level], code.max() + 1)[code] for level, code in codes.items()}
        own = random.normal(0, 1, len(table)) * np.sqrt(
            spread["place"] ** 2 + spread["person"] ** 2 / people.clip(LEAST_PEOPLE)
        )
        rate = sum(effects.values()) + own
        truth = float(np.average(sum((effects[level] for level in known), np.zeros(len(table))), weights=people))
        low, high, value, wider = _bounds(table.assign(gained=rate * people))
        hits["interval"] += low <= truth <= high
        hits["places_too"] += low <= 0 <= high
        hits["draws"] += value - (value - low) / wider <= truth <= value + (high - value) / wider
    weights = table.groupby("cluster")["people"].sum()
    return {
        "territory": territory.name, "resampled": SCHEMES[geography.cluster_of(territory)], "communes": len(table),
        "clusters": len(weights), "effective": weights.sum() ** 2 / (weights**2).sum(),
        **{name: count / ROUNDS for name, count in hits.items()},
    }  # fmt: skip


def _known(territory: Territory) -> tuple[str, ...]:
    """Return the areas that are the territory's own: an interval of a region speaks of its own départements."""
    return {"france": (), "metropole": (), "epci": ("departement", "epci")}.get(territory.kind, ("departement",))


def _bounds(table: pd.DataFrame) -> tuple[float, float, float, float]:
    row = ratio_interval(table, "gained", "people", draws=DRAWS).iloc[0]
    return (
        row["low"],
        row["high"],
        row["ratio"],
        resampling.widening(table.groupby("cluster")["people"].sum().to_numpy()),
    )


def covered() -> pd.DataFrame:
    """Give the coverage for France, the regions, and ten départements from few EPCI to many."""
    spread = components(growth(france()))
    places = sorted(
        (place for place in departements() if len(growth(place)) >= FEWEST_ISOLATED),
        key=lambda place: growth(place)["cluster"].nunique(),
    )
    chosen = [places[number] for number in np.linspace(0, len(places) - 1, 10).round().astype(int)]
    rows = [coverage(place, spread) for place in (france(), *regions(), *chosen)]
    return pd.DataFrame([row for row in rows if row])


def measured() -> Iterator[tuple[str, pd.DataFrame]]:
    """Give what is tested for neighbours: ``commune``, ``above``, ``below`` of the isolated communes of France."""
    table = growth(france())
    yield "change of population", table.assign(above=table["rate"] * table["people"], below=table["people"])
    jobs = business.jobs_of_communes(france(), DEFINITION, *business.jobs.PERIOD, None).dropna(
        subset=["jobs_start", "jobs_end"]
    )
    jobs = jobs.assign(above=jobs["jobs_end"] - jobs["jobs_start"], below=jobs["jobs_start"])
    yield "change of jobs", jobs[jobs["commune"].isin(table["commune"])]
    lines = snapshot.load("broadband", columns=["commune", "date", "class", "share_covered", "premises"])
    lines = lines[lines["class"] == "fibre"].dropna(subset=["share_covered", "premises"])
    lines = lines[lines["date"] == lines["date"].max()]
    lines = lines.assign(above=lines["share_covered"] * lines["premises"], below=lines["premises"])
    yield "share of premises with fibre", lines[lines["commune"].isin(table["commune"])]


def neighbours() -> pd.DataFrame:
    """Test whether the clusters of each scheme are alike near one another: Moran's I with its permutations.

    The EPCI of a region are set against the mean of their département, as its interval takes them; départements against
    that of France.
    """
    columns = ["commune", "departement", "epci", "longitude", "latitude"]
    places = snapshot.load("communes", columns=columns)
    rows = []
    for name, table in measured():
        frame = table[["commune", "above", "below"]].merge(places, on="commune").dropna()
        for level, inside in (("epci", "departement"), ("departement", None)):
            rows.append({"measure": name, "level": SCHEMES[level], **_moran(frame, level, inside)})
    return pd.DataFrame(rows)


def _moran(frame: pd.DataFrame, level: str, inside: str | None) -> dict:
    sums = frame.groupby([*([inside] if inside else []), level])[["above", "below"]].sum().reset_index()
    sums = sums[sums["below"] > 0]
    whole = sums.groupby(inside)[["above", "below"]].transform("sum") if inside else sums[["above", "below"]].sum()
    rest = sums["above"] / sums["below"] - whole["above"] / whole["below"]
    # A cluster alone in its département has no difference to it.
    keep = rest.abs() > 0
    middle = frame.groupby(level)[["longitude", "latitude"]].mean().loc[sums.loc[keep, level]]
    flat = middle["longitude"] * np.cos(np.radians(middle["latitude"].clip(40, 52).mean()))
    weights = KNN.from_array(np.column_stack([flat, middle["latitude"]]), k=NEIGHBOURS)
    weights.transform = "r"
    np.random.seed(SEED)  # noqa: NPY002 (its permutations draw from the global generator)
    found = Moran(_ranks(rest[keep]), weights, permutations=PERMUTATIONS)
    return {"clusters": int(keep.sum()), "moran": found.I, "p": found.p_sim}


def _ranks(rest: pd.Series) -> np.ndarray:
    """Rank the differences: a few small clusters with a wild rate would else decide."""
    return rest.rank().to_numpy("float64")


def verdicts_by(level: str) -> pd.Series:
    """Judge the claims for France with the intervals that another scheme gives (in a process of its own)."""
    from analysis.claims import judging

    classification.cluster_of = lambda territory: level
    return judging.verdicts(france(), DEFINITION).set_index("id")["verdict"]


def schemes() -> pd.DataFrame:
    """Lay the verdicts for France out by scheme, one column each."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        found = list(pool.map(verdicts_by, SCHEMES))
    return pd.concat(found, axis=1, keys=SCHEMES.values())


def markdown(table: pd.DataFrame, formats: dict[str, Callable[[object], str]]) -> str:
    """Write a table in Markdown, its columns named and written as `formats` says."""
    rows = [[write(row[name]) for name, write in formats.items()] for _, row in table.iterrows()]
    head = [name.replace("_", " ") for name in formats]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def page() -> str:
    """Write the page."""
    return f"""# How sure the verdicts are

Written by `make robustness`; the scheme is in `analysis.geography.cluster_of` and `analysis.statistics`.

## What an interval covers

{_coverage_told(covered())}

## Whether neighbours hang together

{_neighbours_told(neighbours())}

## What other schemes would say

{_schemes_told(schemes())}
"""


def _coverage_told(found: pd.DataFrame) -> str:
    alone, wide = found["draws"], found["interval"]
    columns = dict.fromkeys(["territory", "resampled", "communes", "clusters"], str)
    columns |= {"effective": lambda number: f"{number:.1f}"} | dict.fromkeys(["draws", "interval", "places_too"], _rate)
    return f"""An interval resamples the areas one level down: départements for France, EPCI for a region or a département, communes for an
EPCI. It is widened for few or unequal areas. Here {ROUNDS} times rates of change were drawn for the isolated communes of
each place, with the spread between départements, EPCI and communes that the real rates of {REPORT_CENSUS} to
{yearly.PARTED} have, and the intervals that hold the true rate were counted. Asked: {resampling.LEVEL}. The draws alone
hold it {alone.min():.3f} to {alone.max():.3f} of the time, the intervals {wide.min():.3f} to {wide.max():.3f}.

The truth of a region is that of its own départements. Were these too taken as drawn from others alike ("départements too"),
the intervals of regions and départements would hold it less often: what befalls a whole département (a university, a plan)
is in the figure, and not in its interval.

{markdown(found, columns).replace("places too", "départements too")}"""


def _neighbours_told(near: pd.DataFrame) -> str:
    columns = dict.fromkeys(["measure", "level", "clusters"], str) | {"moran": lambda i: f"{i:+.3f}", "p": _rate}
    return f"""If areas that are near one another were alike beyond what the scheme takes away, its intervals would be too narrow. Moran's I
of the ranks of the areas' differences ({NEIGHBOURS} nearest neighbours, {PERMUTATIONS} permutations; EPCI against the mean
of their département, départements against France): {(near["p"] < CHANCE).sum()} of {len(near)} are beyond chance at
{100 * CHANCE:.0f} %.

{markdown(near, columns)}"""


def _schemes_told(judged: pd.DataFrame) -> str:
    changed = judged[judged.nunique(axis=1) > 1].reset_index()
    counts = (
        judged.apply(lambda column: column.value_counts()).fillna(0).astype(int).rename_axis("verdict").reset_index()
    )
    return f"""Verdicts for France (`{DEFINITION}`) with other areas resampled; {len(changed)} of {len(judged)} claims change with it.

{markdown(counts, dict.fromkeys(counts.columns, str))}

{markdown(changed, dict.fromkeys(changed.columns, str))}"""


def _rate(share: float) -> str:
    return f"{share:.3f}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
