"""The index behind the search box: every commune, EPCI, département and region, and the communes that are no more."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis import geography, snapshot
from analysis.language import gettext, gettext_noop
from analysis.site.profiles import former, shards
from analysis.site.profiles.book import PREFIXES
from analysis.territories import france

AREAS = ("region", "departement", "epci")
# What the search box says, in whole sentences with named values.
SAID = {
    "region": gettext_noop("region"),
    "departement": gettext_noop("département"),
    "epci": gettext_noop("intercommunality of {area}"),
    "commune": "{area}",
    "merged": gettext_noop("now in {present}, {area}"),
    "none": gettext_noop("No place of that name is known."),
    "code": gettext_noop(
        "No commune has or had the INSEE code {code}. A postcode is another number: type the name of the commune."
    ),
    "coded": gettext_noop(
        "{code} is the INSEE code of {name}. A postcode is another number: to be sure, type the name of the commune."
    ),
    "one": gettext_noop("1 place found."),
    "some": gettext_noop("{count} places found."),
    "first": gettext_noop("{count} places found, the first {shown} shown."),
    "loading": gettext_noop("The names are being loaded."),
}


def places() -> pd.DataFrame:
    """Return every commune with its areas.

    Returns
    -------
    DataFrame
        ``commune``, ``name`` and ``people``; for region, departement and epci the code, and ``<area>_name``.
    """
    communes = snapshot.load("communes", columns=["commune", "name", *AREAS])
    areas = snapshot.load("territories")
    for kind in AREAS:
        names = areas[areas["kind"] == kind].set_index("code")["name"]
        communes[f"{kind}_name"] = communes[kind].map(names)
    held = geography.people(france()).set_index("commune")["population"]
    return communes.assign(people=communes["commune"].map(held).astype("float64"))


def index(communes: pd.DataFrame) -> dict:
    """Build the index.

    Parameters
    ----------
    communes : DataFrame
        As `places`.

    Returns
    -------
    dict
        ``areas``: (name, kind, address, département of an EPCI). ``groups``: (département as shown, the start of its codes, its
        communes joined by ``|``: the end of the code, the name, one digit that grows with the people). ``former``: communes
        that are no more, joined by ``|``: code as it was, code of today, name (empty where it is not held). ``said``: what the
        box says. Names are grouped so that the index stays small.
    """
    return {
        "said": {name: gettext(said) for name, said in SAID.items()},
        "areas": [*_areas(communes)],
        "groups": [
            [f"{name} ({code})", code, "|".join(_entries(group, len(code)))]
            for (code, name), group in communes.groupby(["departement", "departement_name"])
        ],
        "former": "|".join(_former(set(communes["commune"]))),
    }


def _entries(communes: pd.DataFrame, start: int) -> list[str]:
    sizes = (np.log2(communes["people"].fillna(0) + 1) / 2.4).astype(int).clip(0, 9)
    ordered = zip(communes["commune"], communes["name"], sizes)
    return sorted(f"{code[start:]}{name}{size}" for code, name, size in ordered)


def _former(today: set[str]) -> list[str]:
    table = former.former()
    return [
        f"{code}{commune}{name}"
        for code, commune, name in zip(table["code"], table["commune"], table["name"])
        if commune in today
    ]


def _areas(communes: pd.DataFrame) -> Iterator[list[str]]:
    """List regions, départements and EPCI."""
    homes = shards.homes(communes)
    names = dict(zip(communes["departement"], communes["departement_name"]))
    for kind in AREAS:
        known = communes[[kind, f"{kind}_name"]].dropna().drop_duplicates()
        for code, name in sorted(known.itertuples(index=False), key=lambda row: row[0]):
            home = homes.get(code, "") if kind == "epci" else ""
            yield [name, kind, f"{PREFIXES[kind]}{code}", f"{names[home]} ({home})" if home else ""]


def script(communes: pd.DataFrame) -> str:
    """Write the index as a script: a page opened from a folder cannot fetch a file."""
    text = json.dumps(index(communes), ensure_ascii=False, separators=(",", ":"))
    return f"window.INDEX={text};\n"
