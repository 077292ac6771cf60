"""What the fourth notebook shows and says of services per 10,000 people, beside the communes that have none."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import tables
from analysis.geography import geography_year
from analysis.services import per_head
from analysis.services.catalogue import COMMON
from analysis.services.story.focus import focus, inside, named
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, label_of
from analysis.words import editions, source_line


def _wide(territory: Territory, definition: str) -> pd.DataFrame:
    """Return the rates, a row for each common service, a column for each (edition, type) that has people."""
    table = words.of_enough(per_head.per_head(territory, definition), territory, definition)
    wide = table.pivot(index=["service", "label"], columns=["year", "territory_type"], values="per_10000")
    wide = wide.dropna(axis="columns", how="all").reset_index("label")
    return wide.reindex([key for key in COMMON if key in wide.index])


def _not_known(territory: Territory) -> str:
    return f"No population is held for {territory.name} at these editions: services cannot be set against people."


def per_head_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the common services per 10,000 people by type of territory, with the edition that the report could know."""
    kind, wide = focus(territory, definition), _wide(territory, definition)
    first, last = per_head.editions_shown()[0], per_head.editions_shown()[-1]
    kinds = [name for year, name in wide.columns if year == last]
    if not kinds:
        return _not_known(territory)
    frame = pd.DataFrame({"label": wide["label"]} | {name: wide[last, name] for name in kinds})
    columns = {"label": ("Service", "text"), **{name: (f"{label_of(name)}, {last}", "decimal1") for name in kinds}}
    if first < last and (first, kind) in wide:
        frame["then"] = wide[first, kind].where([per_head.comparable(key) for key in wide.index])
        columns["then"] = (f"{label_of(kind)}, {first}", "decimal1")
    return tables.table(
        frame,
        title=f"Services per 10,000 people: {territory.name}",
        subtitle=f"Communes of {geography_year()}, people of the nearest year held; n/a where the two editions do not count alike"
        f"{words.left_small(territory, definition)}",
        columns=columns,
        source=source_line(
            *(name for year in (first, last) for name in editions("services", f"insee_bpe_{year}")), "population"
        ),
    )


def per_head_reading(territory: Territory, definition: str) -> str:
    """Say for how many common services the isolated communes have more per head than the others, and for which fewer."""
    kind, wide = focus(territory, definition), _wide(territory, definition)
    last = per_head.editions_shown()[-1]
    if (last, kind) not in wide:
        return _not_known(territory)
    shop, doctor = (words.number(wide.loc[key][last, kind], 1) for key in ("food_or_bakery", "gp"))
    text = f"Per 10,000 people, {named(territory, kind)} have {shop} food shops or bakeries and {doctor} general practitioners ({last})."
    if kind != ISOLATED or not words.enough_others(territory, definition):
        return text
    every = [words.number(wide.loc[key][last, ALL_COMMUNES], 1) for key in ("food_or_bakery", "gp")]
    return (
        f"{text[:-1]}, against {every[0]} and {every[1]} over all communes of {territory.name}. "
        f"{_said_others(per_head.beside_others(territory, definition))}"
    )


def _short(label: str) -> str:
    return inside(label).split(" (")[0]


def _said_others(gaps: pd.DataFrame) -> str:
    """Count the services of which the isolated have more per head than the other communes, by the interval of the gap."""
    way = [words.direction(*row) for row in zip(gaps["gap"], gaps["low"], gaps["high"])]
    more, fewer = ([_short(label) for label, found in zip(gaps["label"], way) if found == sign] for sign in (1, -1))
    if not more and not fewer:
        return f"For none of {len(gaps)} common services do they clearly have more or fewer per head than the other communes."
    said = [
        f"{amount} of {len(names)} of {len(gaps)} common services ({words.listing(names)})"
        for amount, names in (("more", more), ("fewer", fewer))
        if names
    ]
    return (
        f"By the intervals, they clearly have {' and '.join(said)} per head than the other communes. This is no answer to who has "
        "none at hand: it sets services against people, the shares above set them against communes."
    )
