"""What is rural by the density grids, in communes, people and jobs; and what is both thinly peopled and far from cities."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot
from analysis.geography import FEWEST_ISOLATED, people
from analysis.language import gettext_noop
from analysis.snapshot import remembered, years
from analysis.statistics import shares
from analysis.territories import Territory

# Each grid: its column, its levels from the densest, and those that INSEE calls rural.
SEVEN, FOUR = gettext_noop("seven levels (2022)"), gettext_noop("four levels (2016)")
GRIDS = {
    SEVEN: (
        "density_2022",
        {
            1: gettext_noop("Large urban centres"),
            2: gettext_noop("Intermediate urban centres"),
            3: gettext_noop("Small towns"),
            4: gettext_noop("Urban belts"),
            5: gettext_noop("Rural market towns"),
            6: gettext_noop("Rural, dispersed housing"),
            7: gettext_noop("Rural, very dispersed housing"),
        },
        (5, 6, 7),
    ),
    FOUR: (
        "density_2016",
        {
            1: gettext_noop("Dense"),
            2: gettext_noop("Intermediate"),
            3: gettext_noop("Sparse"),
            4: gettext_noop("Very sparse"),
        },
        (3, 4),
    ),
}
RURAL = gettext_noop("Rural, in all")
COUNTS = ("communes", "people", "jobs")
OUTSIDE, SPARSE = gettext_noop("Outside the attraction of cities"), GRIDS[SEVEN][1][7]
BOTH = gettext_noop("Both at once")


def jobs_year() -> int:
    """Return the last census whose jobs by commune are held."""
    return years.last("jobs")


@remembered
def _counted(territory: Territory) -> pd.DataFrame:
    """Return ``commune``, the classes of both grids and of the attraction of cities, ``people``, ``jobs``, ``communes`` (1)."""
    classes = ["density_2022", "density_2016", "aav_2020"]
    frame = snapshot.load("communes", territory, columns=["commune", "region", *classes])
    jobs = snapshot.load("jobs", territory, columns=["commune", "region", "year", "jobs"])
    jobs = jobs[jobs["year"] == jobs_year()].groupby("commune")["jobs"].sum(min_count=1)
    frame = frame.merge(people(territory), on="commune", how="left").rename(columns={"population": "people"})
    return frame.assign(jobs=frame["commune"].map(jobs), communes=1)


def unclassed(territory: Territory, grid: str) -> pd.Index:
    """Return the communes of a territory that a grid has no class for."""
    communes = _counted(territory)
    return pd.Index(communes.loc[communes[GRIDS[grid][0]].isna(), "commune"])


def by_level(communes: pd.DataFrame, column: str, levels: dict[int, str], rural: tuple[int, ...]) -> pd.DataFrame:
    """Count communes, people and jobs by level of a grid, and in the rural levels together.

    Parameters
    ----------
    communes : DataFrame
        The class in `column`, ``communes`` (1), ``people``, ``jobs``; rows without a class are left out.

    Returns
    -------
    DataFrame
        ``level``, the counts, ``share_communes``, ``share_people``, ``share_jobs``, ``rural``; a share of fewer than ten
        communes is missing. Empty where no commune has a class.
    """
    known = communes.dropna(subset=[column])
    if known.empty:
        return pd.DataFrame(columns=["level", *COUNTS, *(f"share_{name}" for name in COUNTS), "rural"])
    sums = known.groupby(column)[list(COUNTS)].sum(min_count=1).astype("float64")
    sums = sums.reindex(list(levels))
    sums["communes"] = sums["communes"].fillna(0)
    whole = sums.sum(min_count=1)
    together = sums.loc[list(rural)].sum(min_count=1).rename(RURAL)
    table = pd.concat([sums.rename(index=levels), together.to_frame().T])
    for name in COUNTS:
        table[f"share_{name}"] = (table[name] / whole[name]).where(table["communes"] >= FEWEST_ISOLATED)
    table["rural"] = [*(level in rural for level in levels), True]
    return table.rename_axis("level").reset_index()


def grids(territory: Territory) -> pd.DataFrame:
    """Count communes, people and jobs by level of each density grid: see `by_level`, with the first column ``grid``."""
    communes = _counted(territory)
    return pd.concat([by_level(communes, *grid).assign(grid=name) for name, grid in GRIDS.items()], ignore_index=True)


def crossed(communes: pd.DataFrame) -> pd.DataFrame:
    """Count the communes that no city attracts, those that are very dispersed, and those that are both.

    Parameters
    ----------
    communes : DataFrame
        ``density_2022``, ``aav_2020``, ``people``; rows where a class is missing are left out.

    Returns
    -------
    DataFrame
        ``which``, ``communes``, ``share_communes``, ``people``, ``share_people``; a share of fewer than ten communes is
        missing.
    """
    known = communes.dropna(subset=["density_2022", "aav_2020"])
    outside, sparse = known["aav_2020"].eq("30"), known["density_2022"].eq(max(GRIDS[SEVEN][1]))
    rows = []
    for which, flag in ((OUTSIDE, outside), (SPARSE, sparse), (BOTH, outside & sparse)):
        row = shares(known.assign(flag=flag), "flag", "people").iloc[0]
        enough = row["communes_with"] >= FEWEST_ISOLATED
        rows.append(
            {
                "which": which,
                "communes": row["communes_with"],
                "share_communes": row["share_communes"] if enough else None,
                "people": row["people_with"],
                "share_people": row["share_people"] if enough and row["people"] > 0 else None,
            }
        )
    return pd.DataFrame(rows).astype(dict.fromkeys(("share_communes", "share_people"), "float64"))


def sparse_and_outside(territory: Territory) -> pd.DataFrame:
    """Count the communes of a territory that are very dispersed, outside the attraction of cities, and both: see `crossed`."""
    return crossed(_counted(territory))
