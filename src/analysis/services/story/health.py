"""What the fourth notebook shows and says of doctors, and of where low access, old age and fast lines meet."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, charts, maps, tables
from analysis.services import health
from analysis.services.health import LEAST_COVERED, LOW_ACCESS, NEED_CLASSES, age_year, line_tested, need_year
from analysis.services.story.counters import LEAST
from analysis.services.story.focus import focus, named, part, series, strongest
from analysis.territories import ALL_COMMUNES, ISOLATED, Territory
from analysis.words import editions, source_line


def _other_tests() -> dict[str, tuple[str, float]]:
    """Return other tests of a line, in words: the key of the line, and the least share of premises."""
    beta, _ = line_tested("beta")
    return {
        "lines of 30 Mbit/s by any technology, satellite and 4G boxes included, at the same date": (
            "any",
            LEAST_COVERED,
        ),
        "wired lines of 100 Mbit/s for half of the premises only": ("wired", 0.5),
        f"the lines of 30 Mbit/s of {words.month(beta)} (a beta)": ("beta", LEAST_COVERED),
    }


def _need_source(*more: str) -> str:
    """Name the last access to doctors, the ages and the lines that the classes of need cross."""
    lines = editions("broadband", f"arcep_mci_{line_tested('wired')[0][:4]}")
    ages = editions("structure", "insee_evol_struct_pop")[-1]
    return source_line(editions("health", "drees_apl")[-1], ages, *lines, *more)


def access_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the access to general practitioners by type of territory, one panel for each method."""
    table = health.access(territory, definition).dropna(subset=["apl"])
    kind = focus(territory, definition)
    if table[table["territory_type"] == kind].empty:
        return _no_index(territory)
    data = series(health.access, territory, definition).dropna(subset=["apl"])
    data = data.assign(panel=data["method"].map(_methods(table)))
    here = table[table["territory_type"] == kind]
    said = [text for text in (_moved(rows) for _, rows in here.groupby("method")) if text]
    last = table[table["year"] == table["year"].max()].set_index("territory_type")["apl"]
    title = f"{words.number(last[kind], 2)} consultations a year within reach in {named(territory, kind)}"
    if kind == ISOLATED:
        title += f", {words.number(last[ALL_COMMUNES], 2)} in all"
    return charts.lines(
        data[["year", "panel", "group", "apl", "share_people_low_access"]].astype({"year": int}),
        x="year",
        y="apl",
        group="group",
        facet="panel",
        highlight=strongest(territory, definition),
        title=title,
        unit="consultations within reach a year and inhabitant (standardised by age); the panels do not compare"
        f"{words.left_small(territory, definition)}",
        source=source_line("health"),
        alt=f"Lines, a panel for each method, of the access to general practitioners in {territory.name} by type of "
        f"territory. In {named(territory, kind)}: {words.listing(said)}.",
    )


def _no_index(territory: Territory) -> str:
    return f"No index of access to doctors is held for {territory.name}."


def _methods(table: pd.DataFrame) -> dict[str, str]:
    """Name each method by its years."""
    years = table.groupby("method")["year"].unique()
    return {method: f"Method of {words.listing(sorted(held))}" for method, held in years.items()}


def _moved(rows: pd.DataFrame) -> str:
    rows = rows.sort_values("year")
    if len(rows) < 2:
        return ""
    first, last = rows.iloc[0], rows.iloc[-1]
    return f"{words.number(first['apl'], 2)} to {words.number(last['apl'], 2)} in {first['year']}–{last['year']}"


def access_reading(territory: Territory, definition: str) -> str:
    """Say how many people are under 2.5 consultations a year, and how it moved inside the last method."""
    table = health.access(territory, definition).dropna(subset=["apl"])
    kind = focus(territory, definition)
    recent = table[table["method"] == table["method"].iloc[-1]] if len(table) else table
    here = recent[recent["territory_type"] == kind].dropna(subset=["share_people_low_access"]).sort_values("year")
    if here.empty:
        return _no_index(territory)
    last = here.iloc[-1]
    every = recent[(recent["territory_type"] == ALL_COMMUNES) & (recent["year"] == last["year"])].iloc[0]
    text = (
        f"In {last['year']}, {_counted(last['share_people_low_access'], last['people_low_access'])} of the people of "
        f"{named(territory, kind)} have fewer than {LOW_ACCESS} consultations a year within reach"
    )
    if kind == ISOLATED:
        text += f", against {part(every['share_people_low_access'])} over all communes of {territory.name}"
    change = health.access_change(territory, definition, kind)
    if len(here) > 1 and change[0] == 0:
        text += f"; since {here.iloc[0]['year']} that share has stayed the same"
    elif len(here) > 1 and pd.notna(change[0]):
        bounds = f"95 % interval {words.bounds(territory, *change[1:], words.points)}"
        known = f"{words.points(change[0])}{f', {bounds}' if pd.notna(change[1]) else ''}"
        text += f"; since {here.iloc[0]['year']} that share {words.moved(*change, margin=LEAST)} ({known})"
    return f"{text}."


def _counted(share: float, people: float) -> str:
    return f"{part(share)} ({words.people(people)})" if 0 < share < 1 else part(share)


def _by_class(territory: Territory, definition: str, line: str = "wired", least: float = LEAST_COVERED) -> pd.DataFrame:
    return health.need_by_type(territory, definition, line=line, least_covered=least)


def need_map(territory: Territory, definition: str) -> Picture | str:
    """Map the classes that three thresholds make: low access to doctors, an older population, fast lines."""
    data = health.need(territory, definition).dropna(subset=["need"])
    if data.empty:
        return f"One of the three figures is missing everywhere in {territory.name}: no commune can be classed."
    table = _by_class(territory, definition)
    rows = table[table["territory_type"] == ALL_COMMUNES].set_index("need")
    able, unable = rows.loc[NEED_CLASSES[2]], rows.loc[NEED_CLASSES[3]]
    title = "No commune is under the threshold of access to doctors with a population older than France's"
    if able["communes"] + unable["communes"] > 0:
        title = (
            f"Where the index of access is under the threshold and people are older, {_souls(able['people'])} have fast lines, "
            f"{_souls(unable['people'], others=True)} do not"
        )
    return maps.categories(
        territory,
        data[["commune", "need"]],
        value="need",
        order=NEED_CLASSES,
        highlight=NEED_CLASSES[3],
        title=title,
        source=_need_source("outlines"),
        alt=f"Map of the communes of {territory.name} in four classes: access to doctors not low; low; low, with an older population, "
        f"with fast lines ({words.communes(able['communes'])}) or without ({words.communes(unable['communes'])}).",
    )


def _souls(count: float, *, others: bool = False) -> str:
    """Write a number of people as the subject of a sentence."""
    noun = "" if others else " person" if count == 1 else " people"
    return f"{words.people(count)}{noun}" if count else "none" if others else "no people"


def need_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the people of each class of need, by type of territory."""
    table = words.of_enough(_by_class(territory, definition), territory, definition)
    wide = table.pivot(index="territory_type", columns="need", values="share_people").dropna(how="all")
    if wide.empty:
        return f"No commune of {territory.name} can be classed."
    return tables.table(
        wide.reset_index(),
        title=f"Where access to doctors is low, people are older and lines are fast: {territory.name}, share of people",
        subtitle=f"Low: APL under {LOW_ACCESS} in {need_year()}; older: share aged 75 or more above that of France ({age_year()}); fast: "
        f"100 Mbit/s, in effect fibre or cable, for {words.percent(LEAST_COVERED, 0)} of premises or more "
        f"({words.month(line_tested('wired')[0])}){words.left_small(territory, definition)}",
        columns={
            "territory_type": ("Type of territory", "text"),
            **{name: (name, "percent") for name in NEED_CLASSES},
        },
        source=_need_source(),
    )


def need_reading(territory: Territory, definition: str) -> str:
    """Say how many people have fast lines where access is low and people are older, and how far that hangs on the test."""
    kind = focus(territory, definition)
    able, unable = _need_and_can(territory, definition, kind, ("wired", LEAST_COVERED))
    whole = able + unable
    if not whole:
        return (
            f"In {named(territory, kind)} nobody is known to live where the index of access is under {LOW_ACCESS} and the "
            "population older than France's."
        )
    others = {said: _need_and_can(territory, definition, kind, test) for said, test in _other_tests().items()}
    told = [f"for {part(can / (can + cannot))} with {said}" for said, (can, cannot) in others.items() if can + cannot]
    live = "person lives" if whole == 1 else "people live"
    return (
        f"In {named(territory, kind)}, {words.people(whole)} {live} where the index of access is under {LOW_ACCESS} and the "
        f"population older than France's; by the test of the map, lines are fast for {part(able / whole)} of them. The test of the "
        f"line decides: by others they are fast {words.listing(told)}. These are thresholds passed, not a need: they say nothing of who would "
        "consult, or of a doctor at the other end."
    )


def _need_and_can(territory: Territory, definition: str, kind: str, test: tuple[str, float]) -> tuple[float, float]:
    table = _by_class(territory, definition, *test)
    people = table[table["territory_type"] == kind].set_index("need")["people"]
    return float(people[NEED_CLASSES[2]]), float(people[NEED_CLASSES[3]])
