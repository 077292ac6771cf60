"""Codes and names that are no more: the commune of today that each leads to."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from analysis import geography, snapshot
from analysis.snapshot import remembered

MERGED, RECODED, ARRONDISSEMENT = "merged", "recoded", "arrondissement"
# Movements that give a commune another code and leave it whole: change of département, transfer of the town hall.
SAME_COMMUNE = ("41", "50")
COLUMNS = ["code", "name", "commune", "year", "kind"]
# The cities whose figures are told as one: their code, the first code of their arrondissements, how many there are.
CITIES = (("75056", 75101, 20), ("69123", 69381, 9), ("13055", 13201, 16))


@remembered
def former() -> pd.DataFrame:
    """Return what once was a commune, and the arrondissements of Paris, Lyon and Marseille.

    Returns
    -------
    DataFrame
        ``code`` (as it was), ``name`` (empty where it is not held: before 2015), ``commune`` (code of today), ``year`` (of
        the first movement; empty where it is not known), ``kind`` (`MERGED`, `RECODED` or `ARRONDISSEMENT`).
    """
    communes = snapshot.load("communes", columns=["commune", "name"]).set_index("commune")["name"]
    codes = led_to(_movements(), set(communes.index))
    named = snapshot.load("communes_2015", columns=["commune_2015", "name", "commune"]).dropna()
    names = named.set_index("commune_2015")["name"]
    codes = codes.assign(name=codes["code"].map(names).fillna(""))
    # A name that is no more, under a code that another commune has today.
    gone = named[named["name"].map(_spelt) != named["commune"].map(communes).fillna("").map(_spelt)]
    gone = gone[~snapshot.among(gone["commune_2015"], codes["code"]) & snapshot.among(gone["commune"], communes.index)]
    gone = gone.rename(columns={"commune_2015": "code"}).assign(year="", kind=MERGED)
    found = pd.concat([codes[COLUMNS], gone[COLUMNS], _arrondissements(communes)], ignore_index=True)
    return found.sort_values("code", ignore_index=True)


def _spelt(name: str) -> str:
    """Return a name without what one spells now so, now so."""
    return name.replace("Œ", "OE").replace("œ", "oe").casefold()


def _movements() -> pd.DataFrame:
    table = snapshot.load("movements")
    return table[
        (table["date"] <= f"{geography.geography_year()}-01-01") & (table["code_before"] != table["code_after"])
    ]


def led_to(movements: pd.DataFrame, today: set[str]) -> pd.DataFrame:
    """Follow each code that is no more to the commune of today.

    Parameters
    ----------
    movements : DataFrame
        ``date``, ``modality``, ``code_before``, ``code_after``; those that change a code.
    today : set of str
        Codes of the communes of today.

    Returns
    -------
    DataFrame
        ``code``, ``commune``, ``year`` (of its last movement), ``kind``; a code that leads nowhere is left out.
    """
    after = defaultdict(list)
    for date, modality, before, now in movements.sort_values("date")[
        ["date", "modality", "code_before", "code_after"]
    ].itertuples(index=False):
        after[before].append((date, modality, now))
    rows = []
    for code in sorted(set(after) - today):
        here, same, seen = code, True, {code}
        while here not in today and here in after:
            # The last movement of a code is that by which it went.
            _, modality, here = after[here][-1]
            same &= modality in SAME_COMMUNE
            if here in seen:
                break
            seen.add(here)
        if here in today:
            rows.append((code, here, after[code][-1][0][:4], RECODED if same else MERGED))
    return pd.DataFrame(rows, columns=["code", "commune", "year", "kind"])


def _arrondissements(communes: pd.Series) -> pd.DataFrame:
    rows = [
        (str(first + number), f"{communes[city]} {number + 1}{'er' if number == 0 else 'e'} arrondissement", city, "",
         ARRONDISSEMENT)
        for city, first, count in CITIES
        if city in communes
        for number in range(count)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def brought_together() -> dict[str, list[str]]:
    """Return the names of the communes of 2015 that a commune of today brings together, for those of several."""
    table = snapshot.load("communes_2015", columns=["name", "commune"]).dropna()
    held: dict[str, list[str]] = {}
    for name, commune in sorted(zip(table["name"].tolist(), table["commune"].tolist())):
        held.setdefault(commune, []).append(name)
    return {code: names for code, names in held.items() if len(names) > 1}
