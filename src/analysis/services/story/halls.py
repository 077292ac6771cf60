"""What the fourth notebook shows and says of town halls: their hours, their web sites."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import tables
from analysis.language import gettext, ngettext
from analysis.services import distance
from analysis.services.story.focus import focus, named, part
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory
from analysis.words import editions, source_line


def _halls_source() -> str:
    return source_line(*editions("points", "dila_mairies"))


def halls_table(territory: Territory, definition: str) -> GT:
    """Tabulate the hours and web sites of the town halls by type of territory."""
    table = words.of_enough(distance.town_halls(territory, definition), territory, definition)
    return tables.table(
        table[table["communes"] > 0],
        title=gettext("Town halls of {place}", place=territory),
        subtitle=gettext(
            "Few hours: under {hours} a week; shares of the town halls that the directory tells of{left}",
            hours=distance.FEW_HOURS_A_WEEK,
            left=words.left_small(territory, definition),
        ),
        columns={
            "territory_type": (gettext("Type of territory"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "median_weekly_hours": (gettext("Median hours a week"), "decimal1"),
            "share_communes_few_hours": (gettext("Few hours, of communes"), "percent"),
            "share_people_few_hours": (gettext("Few hours, of people"), "percent"),
            "share_communes_website": (gettext("Web site, of communes"), "percent"),
            "share_people_website": (gettext("Web site, of people"), "percent"),
        },
        source=_halls_source(),
    )


def halls_reading(territory: Territory, definition: str) -> str:
    """Set the town halls of isolated communes beside all."""
    kind = focus(territory, definition)
    table = distance.town_halls(territory, definition).set_index("territory_type")
    here, every = table.loc[kind], table.loc[ALL_COMMUNES]
    said = [_said_hours(here, named(territory, kind)), _said_sites(here, named(territory, kind))]
    if kind == ISOLATED and here[["median_weekly_hours", "share_communes_website"]].notna().all():
        said.append(
            gettext(
                "Over all communes of {place} these are {hours} hours and {share}.",
                place=territory,
                hours=words.number(every["median_weekly_hours"], 1),
                share=part(every["share_communes_website"]),
            )
        )
    unknown = int(every["communes"] - every["communes_hours_known"])
    if unknown:
        said.append(
            ngettext(
                "One town hall of {place} gives no hours: it is left out, not taken as closed.",
                "{count} town halls of {place} give no hours: they are left out, not taken as closed.",
                unknown,
                place=territory,
            )
        )
    return " ".join(said)


def _said_hours(row: pd.Series, communes: str) -> str:
    if pd.isna(row["median_weekly_hours"]):
        return gettext("No town hall of the {communes} gives its hours.", communes=communes)
    return gettext(
        "Half of the town halls of the {communes} open {hours} hours a week or fewer.",
        communes=communes,
        hours=words.number(row["median_weekly_hours"], 1),
    )


def _said_sites(row: pd.Series, communes: str) -> str:
    if pd.isna(row["share_communes_website"]):
        return gettext(
            "The directory does not tell which town halls of the {communes} have a web site.", communes=communes
        )
    return gettext(
        "The directory gives a web site for {share} of the town halls of the {communes}.",
        share=part(row["share_communes_website"]),
        communes=communes,
    )
