"""What the files of fibre do not tell: communes without a figure, and zeros that may be undeclared."""

from __future__ import annotations

from analysis import snapshot
from analysis.digital.fixed import TYPE, among, fixed_by_commune, last_fibre, last_gigabit, people_by_commune
from analysis.snapshot import remembered
from analysis.territories import ALL_COMMUNES, Territory


@remembered
def apart_from_none(territory: Territory, definition: str, kind: str) -> tuple[int, int, float]:
    """Count the communes for which operators declare no fibre today, and give the share of premises in the others.

    A commune may have no fibre, or have it undeclared: the file writes both as zero. One that had no line of 1 Gbit/s at the
    last test, by another file, most likely has none. If all were undeclared, and like the others, the share would be that
    given here.

    Parameters
    ----------
    kind : str
        A type of territory, or "All communes".

    Returns
    -------
    tuple of (int, int, float)
        Communes declared with none; those of them without a line of 1 Gbit/s at the last test; share of premises (0 to 1) over the others, missing where there are none.
    """
    frame = fixed_by_commune(territory, definition, [last_fibre()]).dropna(subset=["share_covered", "weight"])
    frame = frame if kind == ALL_COMMUNES else frame[frame[TYPE] == kind]
    some = frame[frame["share_covered"] > 0]
    premises = some["weight"].sum()
    share = (some["share_covered"] * some["weight"]).sum() / premises if premises else float("nan")
    none = frame.loc[frame["share_covered"] == 0, "commune"]
    tested = fixed_by_commune(territory, definition, [last_gigabit()])
    also = snapshot.among(tested["commune"], none) & (tested["share_covered"] == 0)
    return len(none), int(also.sum()), float(share)


def without_figure(territory: Territory, network: tuple[str, str]) -> list[str]:
    """Return the names of the communes of a territory of which a network tells nothing, in order of code."""
    table = snapshot.load("broadband", territory, columns=["commune", "region", "date", "class", "share_covered"])
    told = table[among(table, [network])].dropna(subset=["share_covered"])["commune"]
    communes = snapshot.load("communes", territory, columns=["commune", "name", "region"]).sort_values("commune")
    return communes.loc[~snapshot.among(communes["commune"], told), "name"].tolist()


def without_mobile_figure(territory: Territory) -> list[str]:
    """Return the names of the inhabited communes of which the files of mobile networks tell nothing, in order of code.

    Of the regions that the files tell of: none is overseas.
    """
    told = snapshot.load("mobile", territory)
    communes = snapshot.load("communes", territory, columns=["commune", "name", "region"]).sort_values("commune")
    regions = communes.loc[snapshot.among(communes["commune"], told["commune"]), "region"]
    people = people_by_commune(territory).reindex(communes["commune"]).fillna(0).to_numpy() > 0
    missing = communes["region"].isin(set(regions)) & ~snapshot.among(communes["commune"], told["commune"])
    return communes.loc[missing & people, "name"].tolist()
