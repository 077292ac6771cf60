"""What the fourth notebook shows and says of services per 10,000 people, beside the communes that have none."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import tables
from analysis.geography import geography_year
from analysis.language import gettext
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
    return gettext(
        "No population is held for {place} at these editions: services cannot be set against people.", place=territory
    )


def per_head_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the common services per 10,000 people by type of territory, with the edition that the report could know."""
    kind, wide = focus(territory, definition), _wide(territory, definition)
    first, last = per_head.editions_shown()[0], per_head.editions_shown()[-1]
    kinds = [name for year, name in wide.columns if year == last]
    if not kinds:
        return _not_known(territory)
    frame = pd.DataFrame({"label": wide["label"]} | {name: wide[last, name] for name in kinds})
    columns = {
        "label": (gettext("Service"), "text"),
        **{name: (f"{label_of(name)}, {last}", "decimal1") for name in kinds},
    }
    if first < last and (first, kind) in wide:
        frame["then"] = wide[first, kind].where([per_head.comparable(key) for key in wide.index])
        columns["then"] = (f"{label_of(kind)}, {first}", "decimal1")
    return tables.table(
        frame,
        title=gettext("Services per 10,000 people: {place}", place=territory),
        subtitle=gettext(
            "Communes of {year}, people of the nearest year held; n/a where the two editions do not count alike{left}",
            year=geography_year(),
            left=words.left_small(territory, definition),
        ),
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
    shops, doctors = (words.number(wide.loc[key][last, kind], 1) for key in ("food_or_bakery", "gp"))
    told = {"communes": named(territory, kind), "shops": shops, "doctors": doctors, "year": last}
    if kind != ISOLATED or not words.enough_others(territory, definition):
        return gettext(
            "Per 10,000 people, the {communes} have {shops} food shops or bakeries and {doctors} general practitioners ({year}).",
            **told,
        )
    every = [words.number(wide.loc[key][last, ALL_COMMUNES], 1) for key in ("food_or_bakery", "gp")]
    beside = gettext(
        "Per 10,000 people, the {communes} have {shops} food shops or bakeries and {doctors} general practitioners ({year}), "
        "against {all_shops} and {all_doctors} over all communes of {place}.",
        all_shops=every[0],
        all_doctors=every[1],
        place=territory,
        **told,
    )
    return f"{beside} {_said_others(per_head.beside_others(territory, definition))}"


def _short(label: str) -> str:
    return inside(label).split(" (")[0]


def _said_others(gaps: pd.DataFrame) -> str:
    """Count the services of which the isolated have more per head than the other communes, by the interval of the gap."""
    way = [words.direction(*row) for row in zip(gaps["gap"], gaps["low"], gaps["high"])]
    more, fewer = ([_short(label) for label, found in zip(gaps["label"], way) if found == sign] for sign in (1, -1))
    told = {
        "total": len(gaps),
        "count_more": len(more),
        "more": words.listing(more),
        "count_fewer": len(fewer),
        "fewer": words.listing(fewer),
    }
    if not more and not fewer:
        return gettext(
            "For none of {total} common services is the number per head clearly different from that of the other communes.",
            **told,
        )
    if not fewer:
        said = gettext(
            "By the intervals, they clearly have more of {count_more} of {total} common services ({more}) per head than the other "
            "communes.",
            **told,
        )
    elif not more:
        said = gettext(
            "By the intervals, they clearly have fewer of {count_fewer} of {total} common services ({fewer}) per head than the "
            "other communes.",
            **told,
        )
    else:
        said = gettext(
            "By the intervals, they clearly have more of {count_more} of {total} common services ({more}) and fewer of "
            "{count_fewer} of {total} common services ({fewer}) per head than the other communes.",
            **told,
        )
    caution = gettext(
        "This is no answer to who has none at hand: it sets services against people, the shares above set them against communes."
    )
    return f"{said} {caution}"
