"""What the fourth notebook shows and says of the services that communes lack."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import geography_year
from analysis.language import gettext
from analysis.services import equipment
from analysis.services.catalogue import COMMON, SERVICES
from analysis.services.equipment import summary_edition
from analysis.services.story.focus import focus, headed, inside, more_or_fewer, named, opening, part, ranked
from analysis.statistics import values_of_peers
from analysis.territories import ALL_COMMUNES, ISOLATED, OVERSEAS_REGIONS, Territory, france, label_of, regions
from analysis.words import editions, source_line

# From what one needs each week to what one needs once a year.
ORDER = (
    "food_or_bakery",
    "school",
    "post_point",
    "gp",
    "pharmacy",
    "nurse",
    "bank",
    "petrol",
    "police",
    "secondary_school",
    "tax_office",
    "public_service_house",
    "job_centre",
    "emergency",
)


def edition_source() -> str:
    """Name the edition of the equipment file that stands for today."""
    return source_line(*editions("services", f"insee_bpe_{summary_edition()}"))


def _lacking(territory: Territory, definition: str) -> pd.DataFrame:
    table = equipment.without(territory, definition, ORDER)
    table = table[table["year"] == summary_edition()]
    return table.assign(service=pd.Categorical(table["service"], ORDER, ordered=True)).sort_values("service")


def shares_without(territory: Territory, definition: str, kind: str) -> pd.DataFrame:
    """Return what communes and people of a type lack in the edition of today, a row for each service."""
    table = _lacking(territory, definition)
    return table[table["territory_type"] == kind].set_index("service")


def lacking_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people without each service, in isolated communes and in all."""
    kind = focus(territory, definition)
    table = _lacking(territory, definition)
    table = table[table["service"].isin(COMMON) & table["territory_type"].isin([kind, ALL_COMMUNES])]
    data = table.dropna(subset=["share_people"])
    if data.empty:
        return gettext(
            "The population of the communes of {place} is not known: no share of people can be given.", place=territory
        )
    data = data.assign(
        territory_type=data["territory_type"].astype(str), label=[str(label_of(name)) for name in data["label"]]
    )
    here = data[data["territory_type"] == kind].set_index("service")["share_people"]
    every = data[data["territory_type"] == ALL_COMMUNES].set_index("service")["share_people"]
    return charts.bars(
        data,
        label="label",
        value="share_people",
        group="territory_type" if kind == ISOLATED else None,
        percent=True,
        order=[label_of(SERVICES[key].label) for key in COMMON],
        title=_lacking_title(here, kind),
        unit=gettext(
            "share of people who live in a commune without the service, {place}, {year}",
            place=territory,
            year=summary_edition(),
        ),
        source=edition_source(),
        alt=_lacking_alt(territory, kind, here, (here - every).astype("float64")),
    )


def _lacking_title(here: pd.Series, kind: str) -> str:
    if here["gp"] == here["food_or_bakery"] == 0:
        if kind == ISOLATED:
            return gettext("All people in isolated communes have a doctor and a food shop or bakery in their commune")
        return gettext("All people have a doctor and a food shop or bakery in their commune")
    told = {"doctor": opening(part(here["gp"], 0)), "shop": part(here["food_or_bakery"], 0)}
    if kind == ISOLATED:
        return gettext(
            "{doctor} of the people in isolated communes have no doctor in their commune, {shop} no food shop or bakery",
            **told,
        )
    return gettext("{doctor} of the people have no doctor in their commune, {shop} no food shop or bakery", **told)


def _lacking_alt(territory: Territory, kind: str, here: pd.Series, gap: pd.Series) -> str:
    bars = gettext(
        "Bars of the share of people of {place} whose commune lacks each of {count} services: from {low} to {high} in the "
        "{communes}.",
        place=territory,
        count=len(COMMON),
        low=words.percent(here.min()),
        high=words.percent(here.max()),
        communes=named(territory, kind),
    )
    if kind != ISOLATED or not gap.max() > 0:
        return bars
    service = gettext(SERVICES[gap.idxmax()].the)
    widest = gettext("The widest gap to all communes is for {service}.", service=service)
    return f"{bars} {widest}"


def lacking_table(territory: Territory, definition: str) -> GT:
    """Tabulate the shares of communes and of people without each service, here and in France."""
    kind = focus(territory, definition)
    here, whole = shares_without(territory, definition, kind), shares_without(france(), definition, kind)
    table = here[["label", "communes_without", "share_communes", "share_people"]].copy()
    table["communes_without"] = table["communes_without"].where(here["communes"] > 0)
    columns = {
        "label": (gettext("Service"), "text"),
        "communes_without": (gettext("Communes without"), "integer"),
        "share_communes": (gettext("of communes"), "percent"),
        "share_people": (gettext("of people"), "percent"),
    }
    if territory.kind != "france":
        table["france_communes"], table["france_people"] = whole["share_communes"], whole["share_people"]
        columns["france_communes"] = (gettext("France, of communes"), "percent")
        columns["france_people"] = (gettext("France, of people"), "percent")
    return tables.table(
        table.reset_index(drop=True),
        title=gettext("Without the service in their own commune: {where}", where=headed(territory, kind)),
        subtitle=gettext(
            "Edition {edition} of the equipment file, communes of {year}{not_held}",
            edition=summary_edition(),
            year=geography_year(),
            not_held=_not_held(list(here.index)),
        ),
        columns=columns,
        source=edition_source(),
    )


def _not_held(services: list[str]) -> str:
    """Name the services of which the file holds no place in whole regions: there they are not known, and not lacking."""
    names = {place.code: place.name for place in regions()}
    said = []
    for key in services:
        codes = equipment.regions_not_held(key, summary_edition())
        where = [names[code] for code in codes]
        if codes:
            overseas = tuple(codes) == OVERSEAS_REGIONS
            told = gettext("all regions overseas") if overseas else words.listing(where)
            said.append(f"{inside(SERVICES[key].label)} ({told})")
    return gettext("; not held, n/a there and left out of France: {services}", services=", ".join(said)) if said else ""


def lacking_reading(territory: Territory, definition: str) -> str:
    """Set the isolated communes beside all, in communes and in people, and give the rank of the region."""
    kind = focus(territory, definition)
    here, every = (
        shares_without(territory, definition, kind).loc["gp"],
        shares_without(territory, definition, ALL_COMMUNES).loc["gp"],
    )
    said = []
    if kind == ISOLATED and pd.notna(here["share_people"]):
        said.append(_beside_all(here, every))
    where = {"year": summary_edition(), "territory_type": kind}
    peers = values_of_peers(_without_a_doctor, territory, definition, "share_people", where=where)
    if place := ranked(peers, territory, kind):
        said.append(_said_rank(territory, kind, place))
    return " ".join(said) or gettext(
        "{place} is not ranked among others: the table gives all that is held.", place=territory
    )


def _said_rank(territory: Territory, kind: str, rank: str) -> str:
    told = {"place": territory, "rank": rank}
    if kind == ISOLATED:
        return gettext(
            "By the share of people of isolated communes without a doctor in their commune, the worst served first, {place} is "
            "{rank}.",
            **told,
        )
    return gettext(
        "By the share of people without a doctor in their commune, the worst served first, {place} is {rank}.", **told
    )


def _beside_all(here: pd.Series, every: pd.Series) -> str:
    gaps = {name: more_or_fewer(here[name], every[name]) for name in ("share_communes", "share_people")}
    return gettext(
        "Counted in communes, {communes} of the isolated have no general practitioner, against {all_communes} of all "
        "({gap_communes}). Counted in people, these are {people} against {all_people} ({gap_people}).",
        communes=part(here["share_communes"]),
        all_communes=part(every["share_communes"]),
        gap_communes=gaps["share_communes"],
        people=part(here["share_people"]),
        all_people=part(every["share_people"]),
        gap_people=gaps["share_people"],
    )


def _without_a_doctor(territory: Territory, definition: str) -> pd.DataFrame:
    return words.of_enough(equipment.without(territory, definition, ["gp"]), territory, definition)
