"""What the fourth notebook shows and says of services: what communes lack, and what they lost or won."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import geography_year
from analysis.services import equipment, health
from analysis.services.catalogue import COMMON, SERVICES
from analysis.services.equipment import summary_edition
from analysis.services.health import LOW_ACCESS
from analysis.services.story.counters import LEAST, change_said
from analysis.services.story.focus import focus, inside, named, no_isolated, part, ranked
from analysis.statistics import values_of_peers
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory, france
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


def _shares(territory: Territory, definition: str, kind: str) -> pd.DataFrame:
    table = _lacking(territory, definition)
    return table[table["territory_type"] == kind].set_index("service")


def answer(territory: Territory, definition: str) -> str:
    """Say in two sentences who lacks a shop and a doctor, and which way the state and the doctors moved."""
    kind = focus(territory, definition)
    first = _said_lacking(territory, kind, _shares(territory, definition, kind))
    return f"{no_isolated(territory, definition)}{first} {_which_way(territory, definition, kind)}"


def _said_lacking(territory: Territory, kind: str, rows: pd.DataFrame) -> str:
    shop, doctor = rows.loc["food_or_bakery"], rows.loc["gp"]
    where, when = named(territory, kind), summary_edition()
    if pd.isna(shop["share_communes"]):
        return f"The equipment file of {when} does not cover {territory.name}."
    if shop["share_communes"] == doctor["share_communes"] == 0:
        return f"Every one of {where} has a food shop or bakery and a general practitioner ({when})."
    communes = f"{part(shop['share_communes'])} and {part(doctor['share_communes'])}"
    if pd.isna(shop["share_people"]):
        return (
            f"Of {where}, {communes} are without a food shop or bakery and without a general practitioner ({when}); no "
            "population is held to count their people."
        )
    smallest = all(row["share_people"] < row["share_communes"] for row in (shop, doctor))
    return (
        f"In {where}, **{part(shop['share_people'])} of the people** live in a commune without a food shop or bakery and "
        f"**{part(doctor['share_people'])}** in one without a general practitioner ({when}); that is {communes} of the "
        f"communes{', for it is the smallest that have none' if smallest else ''}."
    )


def _which_way(territory: Territory, definition: str, kind: str) -> str:
    state, nearer = change_said(territory, definition, kind)
    doctors, rarer = _doctors_said(territory, definition, kind)
    said = [text for text in (state, doctors) if text]
    if not said:
        return "Neither the distance to a counter of the state nor the access to doctors is known for enough people to say more."
    parted = None not in (nearer, rarer) and nearer * rarer < 0
    text = (", but " if parted else "; ").join(said)
    return f"{text[0].upper()}{text[1:]}."


def _doctors_said(territory: Territory, definition: str, kind: str) -> tuple[str, int | None]:
    """Say how the share of people under the threshold of the index moved, and which way."""
    ends = _ends_of_the_last_method(health.access(territory, definition), kind)
    change = health.access_change(territory, definition, kind)
    way = words.direction(*change, margin=LEAST)
    if way is None or len(ends) < 2:
        return "", None
    low, when = ends["share_people_low_access"].tolist(), ends["year"].tolist()
    return (
        f"the share of people with fewer than {LOW_ACCESS} consultations of a doctor a year within reach "
        f"{words.moved(*change, margin=LEAST)}: {part(low[0])} in {when[0]}, {part(low[1])} in {when[1]}",
        way,
    )


def _ends_of_the_last_method(access: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Keep the first and last years that the last method compares; one row where it has one year."""
    here = access[access["territory_type"] == kind].dropna(subset=["share_people_low_access"]).sort_values("year")
    return here[here["method"] == here["method"].iloc[-1]].iloc[[0, -1]].drop_duplicates("year") if len(here) else here


def lacking_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of people without each service, in isolated communes and in all."""
    kind = focus(territory, definition)
    table = _lacking(territory, definition)
    table = table[table["service"].isin(COMMON) & table["territory_type"].isin([kind, ALL_COMMUNES])]
    data = table.dropna(subset=["share_people"])
    if data.empty:
        return f"The population of the communes of {territory.name} is not known: no share of people can be given."
    data = data.assign(territory_type=data["territory_type"].astype(str))
    here = data[data["territory_type"] == kind].set_index("service")["share_people"]
    gap = (here - data[data["territory_type"] == ALL_COMMUNES].set_index("service")["share_people"]).astype("float64")
    widest = gap.idxmax() if kind == ISOLATED and gap.max() > 0 else None
    who = "the people in isolated communes" if kind == ISOLATED else "the people"
    title = f"{part(here['gp'], 0).capitalize()} of {who} have no doctor in their commune, {part(here['food_or_bakery'], 0)} no food shop or bakery"
    if here["gp"] == here["food_or_bakery"] == 0:
        title = f"All of {who} have a doctor and a food shop or bakery in their commune"
    return charts.bars(
        data,
        label="label",
        value="share_people",
        group="territory_type" if kind == ISOLATED else None,
        percent=True,
        order=[SERVICES[key].label for key in COMMON],
        title=title,
        unit=f"share of people who live in a commune without the service, {territory.name}, {summary_edition()}",
        source=edition_source(),
        alt=f"Bars of the share of people of {territory.name} whose commune lacks each of {len(COMMON)} services: from "
        f"{words.percent(here.min())} to {words.percent(here.max())} in {named(territory, kind)}"
        + (f"; the widest gap to all communes is for: {SERVICES[widest].label}." if widest else "."),
    )


def lacking_table(territory: Territory, definition: str) -> GT:
    """Tabulate the shares of communes and of people without each service, here and in France."""
    kind = focus(territory, definition)
    here, whole = _shares(territory, definition, kind), _shares(france(), definition, kind)
    table = here[["label", "communes_without", "share_communes", "share_people"]].copy()
    columns = {
        "label": ("Service", "text"),
        "communes_without": ("Communes without", "integer"),
        "share_communes": ("of communes", "percent"),
        "share_people": ("of people", "percent"),
    }
    if territory.kind != "france":
        table["france_communes"], table["france_people"] = whole["share_communes"], whole["share_people"]
        columns["france_communes"] = ("France, of communes", "percent")
        columns["france_people"] = ("France, of people", "percent")
    which = "isolated communes" if kind == ISOLATED else "all communes"
    return tables.table(
        table.reset_index(drop=True),
        title=f"Without the service in their own commune: {territory.name}, {which}",
        subtitle=f"Edition {summary_edition()} of the equipment file, communes of {geography_year()}",
        columns=columns,
        source=edition_source(),
    )


def lacking_reading(territory: Territory, definition: str) -> str:
    """Set the isolated communes beside all, in communes and in people, and give the rank of the region."""
    kind = focus(territory, definition)
    here, every = _shares(territory, definition, kind).loc["gp"], _shares(territory, definition, ALL_COMMUNES).loc["gp"]
    text = ""
    if kind == ISOLATED and pd.notna(here["share_people"]):
        communes, people = (here[name] - every[name] for name in ("share_communes", "share_people"))
        text = (
            f"Counted in communes, {part(here['share_communes'])} of the isolated have no general practitioner, against "
            f"{part(every['share_communes'])} of all ({words.points(communes)}); counted in people, {part(here['share_people'])} "
            f"against {part(every['share_people'])} ({words.points(people)}). "
        )
    peers = values_of_peers(
        _without_a_doctor,
        territory,
        definition,
        "share_people",
        where={"year": summary_edition(), "territory_type": kind},
    )
    if place := ranked(peers, territory, kind):
        text += (
            f"By the share of people without a doctor in their commune, the worst served first, {named(territory, kind)} are "
            f"{place}."
        )
    return text or f"{territory.name} is not ranked among others: the table gives all that is held."


def _without_a_doctor(territory: Territory, definition: str) -> pd.DataFrame:
    return words.of_enough(equipment.without(territory, definition, ["gp"]), territory, definition)


def _changes(territory: Territory, definition: str) -> pd.DataFrame:
    kind = focus(territory, definition)
    table = equipment.change(territory, definition)
    table = table[(table["territory_type"] == kind) & (table["last"] - table["first"] >= 5)]
    table = table.dropna(subset=["change_communes"]).sort_values("change_communes", ascending=False)
    years = table["first"].astype(str) + "–" + table["last"].astype(str)
    return table.assign(label=table["label"] + ", " + years)


def change_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the share of communes without each service at both ends of its longest comparable run."""
    table, kind = _changes(territory, definition), focus(territory, definition)
    if table.empty:
        return f"No service of {territory.name} is held in two comparable editions: no change can be drawn."
    top = table.loc[table["change_communes"].abs().idxmax()]
    return charts.change(
        table[["label", "share_communes_first", "share_communes_last", "change_communes", "change_people"]],
        label="label",
        before="share_communes_first",
        after="share_communes_last",
        before_label="first edition",
        after_label="last comparable edition",
        percent=True,
        title=_counted(table["moved"]),
        unit=f"share of {named(territory, kind)} without the service, comparable editions only; a change counts from more than a "
        "point and more than one commune on",
        source=f"{source_line('services')}, communes of {geography_year()}",
        alt=f"Two dots for each of {len(table)} services, the share of {named(territory, kind)} without it at both ends of the "
        f"time held. Largest change: {top['label']}, {words.points(top['change_communes'])}.",
    )


def _counted(moved: pd.Series) -> str:
    """Count in a sentence the services missing in more communes than before, and in fewer."""
    more, fewer, total = int((moved > 0).sum()), int((moved < 0).sum()), len(moved)
    services = f"{total} service{'s' if total > 1 else ''}"
    if not more and not fewer:
        return f"None of {services} is missing in clearly more or fewer communes than before"
    if not more:
        return f"{fewer} of {services} {_is(fewer)} missing in clearly fewer communes than before, none in more"
    return f"{more} of {services} {_is(more)} missing in clearly more communes than before, {fewer or 'none'} in fewer"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def change_reading(territory: Territory, definition: str) -> str:
    """Say which service left most communes, and which came to more."""
    table = _changes(territory, definition)
    if table.empty:
        return f"No service of {territory.name} is held in two comparable editions: there is nothing to compare."
    lost, won = table.iloc[0], table.iloc[-1]
    left, came = (
        "No service left clearly more communes than it came to.",
        "None came to clearly more communes than it left.",
    )
    if lost["moved"] > 0:
        left = f"What left most communes is the {inside(lost['label'])} ({_said_change(lost)})."
    if won["moved"] < 0:
        came = f"What came to most is the {inside(won['label'])} ({_said_change(won)})."
    return f"{left} {came}"


def _said_change(row: pd.Series) -> str:
    people = f", {words.points(row['change_people'])} of people" if pd.notna(row["change_people"]) else ""
    return f"{words.points(row['change_communes'])} of communes without{people}"
