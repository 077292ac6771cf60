"""What the fourth notebook shows and says of where low access to doctors, an older population and fast lines meet."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.drawing import Picture, maps, tables
from analysis.language import gettext, ngettext
from analysis.services import health
from analysis.services.health import LEAST_COVERED, LOW_ACCESS, NEED_CLASSES, age_year, line_tested, need_year
from analysis.services.story.focus import focus, named, part
from analysis.territories import ALL_COMMUNES, Territory
from analysis.words import editions, source_line


def _need_source(*more: str) -> str:
    """Name the last access to doctors, the ages and the lines that the classes of need cross."""
    lines = editions("broadband", f"arcep_mci_{line_tested('wired')[0][:4]}")
    ages = editions("structure", "insee_evol_struct_pop")[-1]
    return source_line(editions("health", "drees_apl")[-1], ages, *lines, *more)


def _by_class(territory: Territory, definition: str, line: str = "wired", least: float = LEAST_COVERED) -> pd.DataFrame:
    return health.need_by_type(territory, definition, line=line, least_covered=least)


def need_map(territory: Territory, definition: str) -> Picture | str:
    """Map the classes that three thresholds make: low access to doctors, an older population, fast lines."""
    data = health.need(territory, definition).dropna(subset=["need"])
    if data.empty:
        return gettext(
            "One of the three figures is missing everywhere in {place}: no commune can be classed.", place=territory
        )
    table = _by_class(territory, definition)
    rows = table[table["territory_type"] == ALL_COMMUNES].set_index("need")
    able, unable = rows.loc[NEED_CLASSES[2]], rows.loc[NEED_CLASSES[3]]
    tested = words.month(line_tested("wired")[0])
    return maps.categories(
        territory,
        data[["commune", "need"]],
        value="need",
        order=NEED_CLASSES,
        highlight=gettext(NEED_CLASSES[3]),
        title=_title(able, unable, tested),
        source=_need_source("outlines"),
        alt=gettext(
            "Map of the communes of {place} in four classes: access to doctors not low; low; low, with an older population, "
            "with fast lines ({able}) or without ({unable}).",
            place=territory,
            able=words.communes(able["communes"]),
            unable=words.communes(unable["communes"]),
        ),
    )


def _title(able: pd.Series, unable: pd.Series, tested: str) -> str:
    if not able["communes"] + unable["communes"]:
        return gettext("No commune is under the threshold of access to doctors with a population older than France's")
    if not able["people"] + unable["people"]:
        return gettext(
            "Where the index of access is under the threshold and the population older than France's, nobody lives"
        )
    if not unable["people"]:
        return gettext(
            "Few consultations, an older population: {people} inhabitants of all ages, all in communes with fast lines in {tested}",
            people=words.people(able["people"]),
            tested=tested,
        )
    if not able["people"]:
        return gettext(
            "Few consultations, an older population: {people} inhabitants of all ages, all in communes without fast lines in {tested}",
            people=words.people(unable["people"]),
            tested=tested,
        )
    return gettext(
        "Few consultations, an older population: {people} inhabitants of all ages in communes that passed the test of fast "
        "lines in {tested}, {others} in others",
        people=words.people(able["people"]),
        others=words.people(unable["people"]),
        tested=tested,
    )


def need_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the people of each class of need, by type of territory."""
    table = words.of_enough(_by_class(territory, definition), territory, definition)
    wide = table.pivot(index="territory_type", columns="need", values="share_people").dropna(how="all")
    if wide.empty:
        return gettext("No commune of {place} can be classed.", place=territory)
    return tables.table(
        wide.reset_index(),
        title=gettext(
            "Where access to doctors is low, people are older and lines are fast: {place}, share of people",
            place=territory,
        ),
        subtitle=gettext(
            "People of all ages. Low: APL under {limit} in {year}; older: share aged 75 or more above that of France ({ages}); fast: 100 Mbit/s, in "
            "effect fibre or cable, for {covered} of premises or more ({tested}){left}",
            limit=words.number(LOW_ACCESS, 1),
            year=need_year(),
            ages=age_year(),
            covered=words.percent(LEAST_COVERED, 0),
            tested=words.month(line_tested("wired")[0]),
            left=words.left_small(territory, definition),
        ),
        columns={
            "territory_type": (gettext("Type of territory"), "text"),
            **{name: (gettext(name), "percent") for name in NEED_CLASSES},
        },
        source=_need_source(),
    )


def need_reading(territory: Territory, definition: str) -> str:
    """Say how many people have fast lines where access is low and people are older, and how far that hangs on the test."""
    kind = focus(territory, definition)
    able, unable = _need_and_can(territory, definition, kind, ("wired", LEAST_COVERED))
    whole = able + unable
    told = {"communes": named(territory, kind), "limit": words.number(LOW_ACCESS, 1)}
    if not whole:
        return gettext(
            "In the {communes} nobody is known to live where the index of access is under {limit} and the population older than "
            "France's.",
            **told,
        )
    first = ngettext(
        "In the {communes}, {people} person lives where the index of access is under {limit} and the population older than "
        "France's.",
        "In the {communes}, {people} people live where the index of access is under {limit} and the population older than "
        "France's.",
        whole,
        people=words.people(whole),
        **told,
    )
    last = gettext(
        "These are thresholds passed, not a need: they say nothing of who would consult, or of a doctor at the other end."
    )
    return f"{first} {_said_fast(able / whole)} {_said_tests(territory, definition, kind)} {last}"


def _said_fast(share: float) -> str:
    """Say for whom of these people lines are fast by the test of the map."""
    told = {"tested": words.month(line_tested("wired")[0]), "share": part(share)}
    if share == 1:
        return gettext("By the test of the map, in {tested}, lines are fast in all of their communes.", **told)
    if share == 0:
        return gettext("By the test of the map, in {tested}, lines are fast in none of their communes.", **told)
    return gettext("By the test of the map, in {tested}, lines are fast in the communes of {share} of them.", **told)


def _said_tests(territory: Territory, definition: str, kind: str) -> str:
    """Say what other tests of a line make of the same people."""
    beta, _ = line_tested("beta")
    shares = {
        "any": _share_able(territory, definition, kind, ("any", LEAST_COVERED)),
        "half": _share_able(territory, definition, kind, ("wired", 0.5)),
        "beta": _share_able(territory, definition, kind, ("beta", LEAST_COVERED)),
    }
    return gettext(
        "The test of the line decides: they are fast for {any} with lines of 30 Mbit/s by any technology, satellite and 4G boxes "
        "included, at the same date; for {half} with wired lines of 100 Mbit/s for half of the premises only; for {beta} with "
        "the lines of 30 Mbit/s of {when} (a beta).",
        when=words.month(beta),
        **shares,
    )


def _share_able(territory: Territory, definition: str, kind: str, test: tuple[str, float]) -> str:
    able, unable = _need_and_can(territory, definition, kind, test)
    return part(able / (able + unable)) if able + unable else words.missing()


def _need_and_can(territory: Territory, definition: str, kind: str, test: tuple[str, float]) -> tuple[float, float]:
    table = _by_class(territory, definition, *test)
    people = table[table["territory_type"] == kind].set_index("need")["people"]
    return float(people[NEED_CLASSES[2]]), float(people[NEED_CLASSES[3]])
