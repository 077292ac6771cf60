"""Is the network there? Fixed speeds and fibre by type of territory, and the gap to France."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import snapshot
from analysis.geography import classify, latest_year
from analysis.snapshot import remembered, years
from analysis.statistics import own_rows
from analysis.territories import ALL_COMMUNES, KINDS_WITH_PEERS, Territory, france, types

TYPE = "territory_type"
# A network is a date of the table `broadband` and a class of it. These are of the report's own time, or the first after it.
FIBRE_2017 = ("2017-09-30", "fibre")
FIBRE_2018 = ("2018-03-31", "fibre")
VERY_HIGH_2017 = ("2017-12-31", "very_high_speed")
GIGABIT_2019 = ("2019-09-30", "1000_mbps")
HALF = 0.5
SPEEDS = ("3_mbps", "8_mbps", "30_mbps", "100_mbps", "1000_mbps")


def last_network(kind: str, *, known: str | None = None) -> tuple[str, str]:
    """Return the last date that tells of a class of lines, with the class.

    Parameters
    ----------
    kind : str
        Class of the table ``broadband``: ``fibre``, ``30_mbps``, ``1000_mbps`` ...
    known : str, optional
        A column that must be told too.

    Examples
    --------
    >>> last_network("1000_mbps")
    ('2022-12-31', '1000_mbps')
    """
    return years.last("broadband", "date", known=known, **{"class": kind}), kind


def last_fibre() -> tuple[str, str]:
    """Return the network of fibre today."""
    return last_network("fibre")


def last_gigabit() -> tuple[str, str]:
    """Return the last test of 1 Gbit/s."""
    return last_network("1000_mbps")


def coverage_of(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Add up, by group, the premises covered, and the communes and people with none or under half of them covered.

    Parameters
    ----------
    frame : DataFrame
        One row for each commune and network: ``share_covered``, ``weight`` (premises), ``people`` and the columns of `by`.
        A row without a share or a weight is left out.

    Returns
    -------
    DataFrame
        The columns of `by`, ``communes``, ``premises``, ``share_premises``, ``share_communes_without``,
        ``share_people_without``, ``share_communes_under_half``, ``share_people_under_half`` (0 to 1).
    """
    known = frame.dropna(subset=["share_covered", "weight"])
    share, people = known["share_covered"], known["people"].fillna(0.0)
    parts = known[list(by)].assign(
        communes=1,
        premises=known["weight"],
        covered=share * known["weight"],
        people=people,
        communes_without=share == 0,
        people_without=people.where(share == 0, 0.0),
        communes_under_half=share < HALF,
        people_under_half=people.where(share < HALF, 0.0),
    )
    sums = parts.groupby(list(by), observed=True).sum().reset_index()
    return sums[[*by, "communes", "premises"]].assign(
        share_premises=divide(sums["covered"], sums["premises"]),
        **{
            f"share_{unit}_{level}": divide(sums[f"{unit}_{level}"], sums[unit])
            for level in ("without", "under_half")
            for unit in ("communes", "people")
        },
    )


def divide(above: pd.Series, below: pd.Series) -> pd.Series:
    """Divide two columns; missing where the divisor is 0."""
    return above.astype("float64") / below.astype("float64").where(below != 0)


def with_all(core, frame: pd.DataFrame, by: Sequence[str], definition: str) -> pd.DataFrame:
    """Apply a sum by type of territory, and to all communes (also those without a type)."""
    typed = core(frame.dropna(subset=[TYPE]), [TYPE, *by])
    every = core(frame, list(by)) if by else core(frame.assign(_all=0), ["_all"]).drop(columns="_all")
    kept = [part.astype({TYPE: "object"}) for part in (typed, every.assign(**{TYPE: ALL_COMMUNES})) if len(part)]
    table = pd.concat(kept, ignore_index=True) if kept else typed
    table[TYPE] = pd.Categorical(table[TYPE], [*types(definition), ALL_COMMUNES], ordered=True)
    return table.sort_values([*by, TYPE], kind="stable", ignore_index=True)


def people_by_commune(territory: Territory) -> pd.Series:
    """Return the population in force by commune."""
    table = snapshot.load("population", territory, columns=["commune", "region", "year", "population"])
    return table[table["year"] == latest_year()].set_index("commune")["population"]


def fixed_by_commune(
    territory: Territory, definition: str, networks: Sequence[tuple[str, str]] | None = None
) -> pd.DataFrame:
    """Load the share covered of each commune, with its type, people, and premises as weight.

    Where only a share was published (very high speed of 2017, fibre of today), the weight is the last premises counted.

    Parameters
    ----------
    networks : sequence of (date, class), optional
        All by default.

    Returns
    -------
    DataFrame
        ``commune``, ``date``, ``class``, ``share_covered``, ``weight``, ``people``, ``region``, ``departement``,
        ``cluster``, ``territory_type``.
    """
    table = snapshot.load("broadband", territory)
    counted = table[among(table, [last_network("1000_mbps", known="premises")])]
    premises = counted.set_index("commune")["premises"]
    table = table[among(table, networks)]
    places = classify(territory, definition)[["commune", "region", "departement", "cluster", TYPE]].set_index("commune")
    places = places.assign(people=people_by_commune(territory).reindex(places.index), last_premises=premises)
    frame = table[["commune", "date", "class", "share_covered", "premises"]].join(places, on="commune", how="inner")
    frame["weight"] = frame["premises"].fillna(frame["last_premises"])
    return frame.drop(columns=["premises", "last_premises"]).reset_index(drop=True)


@remembered
def coverage(
    territory: Territory,
    definition: str,
    networks: Sequence[tuple[str, str]] | None = None,
    *,
    same_communes: bool = False,
) -> pd.DataFrame:
    """Give the shares covered of each network by type of territory and for all communes: see `coverage_of`.

    Parameters
    ----------
    same_communes : bool
        Keep the communes known in every network only, so that dates compare.

    Examples
    --------
    >>> coverage(Territory.parse("94"), "zau", [last_fibre()]).columns[:3].tolist()
    ['territory_type', 'date', 'class']
    """
    if territory.kind in KINDS_WITH_PEERS and not same_communes:
        table = _coverage_of_every(territory.kind, definition)
        return own_rows(table[among(table, networks)], territory)
    frame = fixed_by_commune(territory, definition, networks)
    if same_communes:
        held = frame.dropna(subset=["share_covered", "weight"]).groupby("commune").size()
        frame = frame[snapshot.among(frame["commune"], held.index[held == held.max()])]
    return with_all(coverage_of, frame, ["date", "class"], definition)


@remembered
def _coverage_of_every(kind: str, definition: str) -> pd.DataFrame:
    """Give `coverage` in every region, or département, at once: each asks for several networks, and for those of its peers."""
    return with_all(coverage_of, fixed_by_commune(france(), definition), [kind, "date", "class"], definition)


def among(table: pd.DataFrame, networks: Sequence[tuple[str, str]] | None) -> pd.Series:
    """Tell which rows are of one of the networks; all where none is named."""
    wanted = pd.Series(networks is None, index=table.index)
    for date, kind in networks or ():
        wanted |= (table["date"] == date) & (table["class"] == kind)
    return wanted.astype(bool)


def gap_to_france(
    territory: Territory, definition: str, networks: Sequence[tuple[str, str]] | None = None
) -> pd.DataFrame:
    """Give, for each network, the share of premises by type here less the share in all communes of France.

    Returns
    -------
    DataFrame
        ``territory_type``, ``date``, ``class``, ``share_premises``, ``share_france``, ``gap`` (difference of shares).
    """
    table = coverage(territory, definition, networks)[[TYPE, "date", "class", "share_premises"]]
    whole = coverage(france(), definition, networks)
    whole = whole[whole[TYPE] == ALL_COMMUNES].rename(columns={"share_premises": "share_france"})
    both = table.merge(whole[["date", "class", "share_france"]], on=["date", "class"], how="left")
    return both.assign(gap=both["share_premises"] - both["share_france"])


def change_of(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Give the share of premises covered before and after, over the communes known at both dates.

    Parameters
    ----------
    frame : DataFrame
        One row for each commune: ``before``, ``after`` (shares), ``weight_before``, ``weight_after``, the columns of `by`.

    Returns
    -------
    DataFrame
        The columns of `by`, ``communes``, ``premises_before``, ``premises_after``, ``share_before``, ``share_after``, ``change``.
    """
    known = frame.dropna(subset=["before", "after", "weight_before", "weight_after"])
    parts = known[[*by, "weight_before", "weight_after"]].assign(
        communes=1,
        covered_before=known["before"] * known["weight_before"],
        covered_after=known["after"] * known["weight_after"],
    )
    sums = parts.groupby(list(by), observed=True).sum().reset_index()
    table = sums[[*by, "communes"]].assign(
        premises_before=sums["weight_before"],
        premises_after=sums["weight_after"],
        share_before=divide(sums["covered_before"], sums["weight_before"]),
        share_after=divide(sums["covered_after"], sums["weight_after"]),
    )
    return table.assign(change=table["share_after"] - table["share_before"])


@remembered
def change(
    territory: Territory,
    definition: str,
    *,
    before: tuple[str, str] = FIBRE_2017,
    after: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """Give the change of the share of premises covered by type: see `change_of`.

    Only figures of one kind may be compared: by default, fibre to the home in 2017 and today.

    Raises
    ------
    ValueError
        If the two networks are not of one class, or are speeds, which each test counts in its own way.
    """
    after = after or last_fibre()
    if before[1] != after[1] or before[1] in SPEEDS:
        raise ValueError(f"{before} and {after} are not counted in the same way: their difference is no change")
    frame = fixed_by_commune(territory, definition, [before, after])
    return with_all(change_of, both_dates(frame, before, after), [], definition)


def both_dates(frame: pd.DataFrame, before: tuple[str, str], after: tuple[str, str]) -> pd.DataFrame:
    """Put both dates of each commune in one row: see `change_of`."""
    wide = frame.pivot(index=["commune", "cluster", TYPE], columns="date", values=["share_covered", "weight"])
    wide = wide.reindex(
        columns=[(name, date) for name in ("share_covered", "weight") for date in (before[0], after[0])]
    )
    return wide.set_axis(["before", "after", "weight_before", "weight_after"], axis=1).reset_index()


def gap_change(territory: Territory, definition: str, **networks) -> pd.DataFrame:
    """Give the gap to all communes of France before and after, by type; negative ``narrowed`` means that it widened.

    Returns
    -------
    DataFrame
        As `change`, with ``gap_before``, ``gap_after`` (share less that of France) and ``narrowed`` (fall of its size).
    """
    table = change(territory, definition, **networks)
    whole = change(france(), definition, **networks).set_index(TYPE).loc[ALL_COMMUNES]
    gaps = {f"gap_{when}": table[f"share_{when}"] - whole[f"share_{when}"] for when in ("before", "after")}
    return table.assign(**gaps, narrowed=gaps["gap_before"].abs() - gaps["gap_after"].abs())
