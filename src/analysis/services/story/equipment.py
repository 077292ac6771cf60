"""What the fourth notebook shows and says of services: what communes lack, and what they lost or won."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, tables
from analysis.geography import geography_year
from analysis.services import destinations, distance, equipment, health
from analysis.services.catalogue import COMMON, SERVICES
from analysis.services.equipment import ALL_COMMUNES, summary_edition
from analysis.services.story.focus import focus, inside, named, no_isolated
from analysis.statistics import rank
from analysis.territories import ISOLATED, Territory, france
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
    rows = _shares(territory, definition, kind)
    shop, doctor = rows.loc["food_or_bakery"], rows.loc["gp"]
    smallest = all(row["share_people"] < row["share_communes"] for row in (shop, doctor))
    first = (
        f"In {named(territory, kind)}, **{words.percent(shop['share_people'])} of people** live in a commune without a food "
        f"shop or bakery and **{words.percent(doctor['share_people'])}** in one without a general practitioner "
        f"({summary_edition()}); that is {words.percent(shop['share_communes'])} and {words.percent(doctor['share_communes'])} "
        f"of the communes{', for it is the smallest that have none' if smallest else ''}."
    )
    return f"{no_isolated(territory, definition)}{first} {_which_way(territory, definition, kind)}"


def _which_way(territory: Territory, definition: str, kind: str) -> str:
    counters = destinations.counters()
    first, last = (words.month(destinations.destinations()[key].date) for key in (counters[0], counters[-1]))
    state = distance.beyond(territory, definition, (counters[0], counters[-1]))
    state = state[state["territory_type"] == kind]["share_people_beyond_10_km"].tolist()
    doctors = _ends_of_the_last_method(health.access(territory, definition), kind)
    said = []
    if not any(pd.isna(state)):
        verb = _moved(state[0], state[1], "came nearer", "went further", "stands as far as it did")
        said.append(
            f"the state's counter {verb}: {words.percent(state[0])} of these people were beyond 10 km of a France services "
            f"in {first}, {words.percent(state[1])} in {last}"
        )
    if len(doctors) == 2:
        low, when = doctors["share_people_low_access"].tolist(), doctors["year"].tolist()
        verb = _moved(low[0], low[1], "fell", "rose", "did not change")
        said.append(
            f"the share of people short of doctors {verb}: {words.percent(low[0])} had fewer than 2.5 consultations a year within reach in {when[0]}, "
            f"{words.percent(low[1])} in {when[1]}"
        )
    if not said:
        return "Neither the distance to a France services nor the access to doctors is known for enough people to say more."
    text = (", but " if _parted(state, doctors) else " and ").join(said)
    return f"{text[0].upper()}{text[1:]}."


def _ends_of_the_last_method(access: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Keep the first and last years that the last method compares; one row where it has one year."""
    here = access[access["territory_type"] == kind].sort_values("year")
    return here[here["method"] == here["method"].iloc[-1]].iloc[[0, -1]].drop_duplicates("year") if len(here) else here


def _moved(before: float, after: float, fell: str, rose: str, same: str) -> str:
    change = round(after - before, 3)
    return same if change == 0 else fell if change < 0 else rose


def _parted(state: list[float], doctors: pd.DataFrame) -> bool:
    """Tell whether the state and the doctors moved in opposite directions."""
    if any(pd.isna(state)) or len(doctors) != 2:
        return False
    low = doctors["share_people_low_access"].tolist()
    return (state[1] - state[0]) * (low[1] - low[0]) < 0


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
    title = f"{words.percent(here['gp'], 0)} of people have no doctor in their commune"
    if kind == ISOLATED:
        title = f"{words.percent(here['gp'], 0)} of people in isolated communes have no doctor in their commune"
    return charts.bars(
        data,
        label="label",
        value="share_people",
        group="territory_type" if kind == ISOLATED else None,
        percent=True,
        order=[SERVICES[key].label for key in COMMON],
        title=f"{title}, {words.percent(here['food_or_bakery'], 0)} no food shop or bakery",
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
    here, every = _shares(territory, definition, kind), _shares(territory, definition, ALL_COMMUNES)
    text = ""
    if kind == ISOLATED and pd.notna(here.loc["gp", "share_people"]):
        communes = (here.loc["gp", "share_communes"], every.loc["gp", "share_communes"])
        people = (here.loc["gp", "share_people"], every.loc["gp", "share_people"])
        text += (
            f"Counted in communes, {words.percent(communes[0])} of the isolated have no general practitioner, against "
            f"{words.percent(communes[1])} of all ({_times(*communes)}); counted in people, {words.percent(people[0])} against "
            f"{words.percent(people[1])} ({_times(*people)}). "
        )
    place = rank(
        equipment.without,
        territory,
        definition,
        "share_people",
        where={"service": "gp", "year": summary_edition(), "territory_type": kind},
        services=("gp",),
    )
    if place is not None:
        text += (
            f"By the share of people without a doctor in their commune, {named(territory, kind)} are "
            f"{words.rank(place)}, the worst served first."
        )
    return text or "The table gives all that is held."


def _times(share: float, other: float) -> str:
    return f"{words.number(share / other, 1)} times" if other > 0 else "no ratio"


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
    more, fewer = (table["change_communes"] > 0.0005).sum(), (table["change_communes"] < -0.0005).sum()
    top = table.loc[table["change_communes"].abs().idxmax()]
    title = f"{more} of {len(table)} services are missing in more communes than before, {fewer} in fewer"
    return charts.change(
        table[["label", "share_communes_first", "share_communes_last", "change_communes", "change_people"]],
        label="label",
        before="share_communes_first",
        after="share_communes_last",
        before_label="first edition",
        after_label="last comparable edition",
        percent=True,
        title=title,
        unit=f"share of {named(territory, kind)} without the service, comparable editions only",
        source=f"{source_line('services')}, communes of {geography_year()}",
        alt=f"Two dots for each of {len(table)} services, the share of {named(territory, kind)} without it at both ends of the "
        f"time held. Largest change: {top['label']}, {words.points(top['change_communes'])}.",
    )


def change_reading(territory: Territory, definition: str) -> str:
    """Say which service left most communes, and which came to more."""
    table = _changes(territory, definition)
    if table.empty:
        return "There is nothing to compare."
    lost, won = table.iloc[0], table.iloc[-1]
    text = ""
    if lost["change_communes"] > 0:
        text = (
            f"What left most communes is the {inside(lost['label'])} "
            f"({words.points(lost['change_communes'])} of communes without, {words.points(lost['change_people'])} of people). "
        )
    if won["change_communes"] < 0:
        text += (
            f"What came to most is the {inside(won['label'])} ({words.points(won['change_communes'])} of communes, "
            f"{words.points(won['change_people'])} of people)."
        )
    else:
        text += "No service is missing in fewer communes than before."
    return text
