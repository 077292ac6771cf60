"""What the fourth notebook shows and says of doctors, and of consultations at a distance."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import charts, maps, prose, services_health, tables
from analysis.isolation import ISOLATED
from analysis.services import ALL_COMMUNES
from analysis.services_focus import focus, named, series, strongest
from analysis.services_health import LEAST_COVERED, NEED_CLASSES
from analysis.style import Picture
from analysis.territory import Territory

SOURCE = "Source: DREES, accessibilité potentielle localisée aux médecins généralistes, 2016-2018 and 2022-2023 (two methods)"
NEED_SOURCE = "Source: DREES, APL 2023; INSEE, census 2019 (ages); ARCEP, Ma connexion internet, December 2022"
METHODS = {"2016-2018": "Method of 2016 and 2018", "2022-2023": "Method of 2022 and 2023"}
OTHER_TESTS = {
    "lines of 30 Mbit/s by any technology, satellite and 4G boxes included, at the same date": ("any", LEAST_COVERED),
    "wired lines of 100 Mbit/s for half of the premises only": ("wired", 0.5),
    "the lines of 30 Mbit/s of September 2019 (a beta)": ("beta_2019", LEAST_COVERED),
}


def access_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the access to general practitioners by type of territory, one panel for each method."""
    table = services_health.access(territory, definition).dropna(subset=["apl"])
    kind = focus(territory, definition)
    if table[table["territory_type"] == kind].empty:
        return f"The index of access to doctors does not cover {territory.name}."
    data = series(services_health.access, territory, definition).dropna(subset=["apl"])
    data = data.assign(panel=data["method"].map(METHODS))
    said = [
        _moved(table[(table["territory_type"] == kind) & (table["method"] == method)], method) for method in METHODS
    ]
    said = [text for text in said if text]
    last = table[table["year"] == table["year"].max()].set_index("territory_type")["apl"]
    title = f"{prose.number(last[kind], 2)} consultations a year within reach in {named(territory, kind)}"
    if kind == ISOLATED:
        title += f", {prose.number(last[ALL_COMMUNES], 2)} in all"
    return charts.lines(
        data[["year", "panel", "group", "apl", "share_people_low_access"]].astype({"year": int}),
        x="year",
        y="apl",
        group="group",
        facet="panel",
        highlight=strongest(territory, definition),
        title=title,
        unit="consultations within reach a year and inhabitant (standardised by age); the two panels do not compare",
        source=SOURCE,
        alt=f"Two panels of lines, one for each method, of the access to general practitioners in {territory.name} by type of "
        f"territory. In {named(territory, kind)}: {prose.listing(said)}.",
    )


def _moved(rows: pd.DataFrame, method: str) -> str:
    rows = rows.sort_values("year")
    if len(rows) < 2:
        return ""
    first, last = rows.iloc[0], rows.iloc[-1]
    return f"{prose.number(first['apl'], 2)} to {prose.number(last['apl'], 2)} in {first['year']}–{last['year']}"


def access_reading(territory: Territory, definition: str) -> str:
    """Say how many people are under 2.5 consultations a year, and how it moved inside the last method."""
    table = services_health.access(territory, definition)
    kind = focus(territory, definition)
    recent = table[table["method"] == "2022-2023"].dropna(subset=["apl"])
    here = recent[recent["territory_type"] == kind].sort_values("year")
    if here.empty:
        return f"DREES publishes no index of access to doctors for {territory.name}."
    last = here.iloc[-1]
    every = recent[(recent["territory_type"] == ALL_COMMUNES) & (recent["year"] == last["year"])].iloc[0]
    text = (
        f"In {last['year']}, {prose.percent(last['share_people_low_access'])} of the people of "
        f"{named(territory, kind)} ({prose.people(last['people_low_access'])}) have fewer than 2.5 consultations a year within reach"
    )
    if kind == ISOLATED:
        text += f", against {prose.percent(every['share_people_low_access'])} over all communes of {territory.name}"
    if len(here) > 1:
        change = last["share_people_low_access"] - here.iloc[0]["share_people_low_access"]
        text += f"; in one year that share moved by {prose.points(change)}"
    return f"{text}."


def _by_class(territory: Territory, definition: str, line: str = "wired", least: float = LEAST_COVERED) -> pd.DataFrame:
    return services_health.need_by_type(territory, definition, line=line, least_covered=least)


def need_map(territory: Territory, definition: str) -> Picture | str:
    """Map the classes of need of consultations at a distance."""
    data = services_health.need(territory, definition).dropna(subset=["need"])
    if data.empty:
        return f"One of the three figures is missing everywhere in {territory.name}: no commune can be classed."
    table = _by_class(territory, definition)
    rows = table[table["territory_type"] == ALL_COMMUNES].set_index("need")
    able, unable = rows.loc[NEED_CLASSES[2]], rows.loc[NEED_CLASSES[3]]
    title = "Nobody lives where access to doctors is low and the population older"
    if able["communes"] + unable["communes"] > 0:
        title = (
            f"Where a distant consultation is needed, {prose.people(able['people'])} people have the lines for it, "
            f"{prose.people(unable['people'])} do not"
        )
    return maps.categories(
        territory,
        data[["commune", "need"]],
        value="need",
        order=NEED_CLASSES,
        highlight=NEED_CLASSES[3],
        title=title,
        source=NEED_SOURCE,
        alt=f"Map of the communes of {territory.name} in four classes: access to doctors not low; low; low, with an older population, "
        f"with fast lines ({prose.number(able['communes'])} communes) or without ({prose.number(unable['communes'])} communes).",
    )


def need_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the people of each class of need, by type of territory."""
    table = _by_class(territory, definition)
    wide = table.pivot(index="territory_type", columns="need", values="share_people").dropna(how="all")
    if wide.empty:
        return f"No commune of {territory.name} can be classed."
    return tables.table(
        wide.reset_index(),
        title=f"Who could use a distant consultation: {territory.name}, share of people",
        subtitle=f"Low: APL under 2.5 in 2023; older: share aged 75 or more above that of France (2019); fast: 100 Mbit/s, in effect "
        f"fibre or cable, for {prose.percent(LEAST_COVERED, 0)} of premises or more (December 2022)",
        columns={
            "territory_type": ("Type of territory", "text"),
            **{name: (name, "percent") for name in NEED_CLASSES},
        },
        source=NEED_SOURCE,
    )


def need_reading(territory: Territory, definition: str) -> str:
    """Say how many could and could not, and how far the answer hangs on the threshold."""
    kind = focus(territory, definition)
    able, unable = _need_and_can(territory, definition, kind, ("wired", LEAST_COVERED))
    whole = able + unable
    if whole == 0:
        return f"In {named(territory, kind)} nobody is known to meet both tests of need."
    others = {said: _need_and_can(territory, definition, kind, test) for said, test in OTHER_TESTS.items()}
    told = [
        f"{prose.percent(can / (can + cannot))} with {said}" for said, (can, cannot) in others.items() if can + cannot
    ]
    return (
        f"In {named(territory, kind)}, {prose.people(whole)} people live where access is low and "
        f"the population older than France's; for {prose.percent(able / whole)} of them the lines are fast enough. The test of the "
        f"line decides: it would be {prose.listing(told)}. A line does not make a doctor: this counts who could connect, not "
        f"who would find one at the other end."
    )


def _need_and_can(territory: Territory, definition: str, kind: str, test: tuple[str, float]) -> tuple[float, float]:
    table = _by_class(territory, definition, *test)
    people = table[table["territory_type"] == kind].set_index("need")["people"]
    return float(people[NEED_CLASSES[2]]), float(people[NEED_CLASSES[3]])
