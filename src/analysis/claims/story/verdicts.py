"""What the sixth notebook shows and says of a territory: the verdict of each claim, by theme, and those that matter most."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import population, words
from analysis.claims import judging, people_and_work
from analysis.claims.rules import CLOSE, FAILS, HOLDS, IN_PART, NOT_TESTABLE, UNCLEAR, VERDICTS
from analysis.claims.story.look import COLOURS, SOURCE
from analysis.drawing import Picture, charts, tables
from analysis.population import story as people_told
from analysis.territories import DEFINITIONS, ISOLATED, Territory, france

PLAIN_UNITS = ("consultations", "posts", "correlation")
COUNTED = ("communes", "people")
DIFFERENCES = (" less ", "change of the share", "change in the share", "points")
MATTERING = ("C07", "C10", "C06", "C11", "C40")
THOUGHTS = {
    "C07": "Moves and births are two things: look at each, and at the periods one by one.",
    "C10": "One period is one crisis: look at the others, and at the interval, before calling it resilience.",
    "C06": "Many communes that are not isolated have no food shop either: look at the share of people beside.",
    "C11": "The figure is that of EPCI, not of communes, whose small ones are secret.",
    "C40": "A change of creations says nothing of their number, and most of them are one person's firm.",
}


def judged(territory: Territory, definition: str) -> pd.DataFrame:
    """Judge the claims that have a measure, with the verdict for France under the same definition beside.

    A region is read together with all the others, under the definition of the stored verdicts; any other territory with
    itself alone: what its intervals decide one by one may be too much for so many claims at once.
    """
    table = judging.verdicts(territory, definition)
    table = table[judging.tested(table["id"])].reset_index(drop=True)
    kept = judging.stored()
    named = table.assign(territory=territory.text, definition=definition)
    beside = kept[(kept["definition"] == definition) & kept["territory"].ne(france().text)]
    if territory.text in set(beside["territory"]):
        named = pd.concat([named, beside[beside["territory"] != territory.text]], ignore_index=True)
    read = judging.controlled(named).head(len(table))
    whole = judging.controlled(kept[(kept["territory"] == france().text) & (kept["definition"] == definition)])
    return table.assign(
        verdict=read["verdict"], held_in=read["held_in"], france=table["id"].map(whole.set_index("id")["verdict"])
    )


def answer(territory: Territory, table: pd.DataFrame) -> str:
    """Say in two sentences how many claims the data bear out; `table` comes from `judged`."""
    counts = judging.counts(table)
    held = int(counts[HOLDS] + counts[CLOSE])
    tested = int(len(table) - counts[NOT_TESTABLE])
    if not tested:
        return f"None of the claims can be judged for {territory.name}. {table['reason'].iloc[0]}"
    return (
        f"Claims that can be judged for {territory.name}: {words.number(tested)}. Borne out or close: "
        f"**{words.number(held)}**; in part of what was measured: {words.number(counts[IN_PART])}; unclear: "
        f"{words.number(counts[UNCLEAR])}{_among_many(table)}; not borne out: **{words.number(counts[FAILS])}**. Of the report's "
        f"{words.number(len(judging.ledger()))} claims, the others are stories, surveys or intentions that no commune "
        "figure can test, or need data that are not held."
    )


def _among_many(table: pd.DataFrame) -> str:
    """Say how many of the unclear are so only because many are read together."""
    lost = int((table["verdict"] == judging.AMONG_MANY).sum())
    return f" ({words.number(lost)} of them only because so many are read at once)" if lost else ""


def _test(claim: pd.Series) -> str:
    """Write what is measured for a claim, and when its value bears it out.

    Examples
    --------
    >>> _test(pd.Series({"unit": "share of people", "rule": "equals", "figure": 0.33, "line": None, "holds_within": 0.05,
    ...                  "close_within": 0.15}))
    'share of people: within 5 % of 33.0 %; close within 15 %'
    """
    unit, rule = str(claim["unit"]), claim["rule"]
    if rule == "weak":
        near, far = (words.number(claim[name], 1) for name in ("holds_within", "close_within"))
        return f"{unit}: within {near} of zero; close within {far}"
    if rule == "equals":
        near, far = (words.percent(claim[name], 0) for name in ("holds_within", "close_within"))
        return f"{unit}: within {near} of {_value(claim['figure'], unit)}; close within {far}"
    line = "zero" if claim["line"] == 0 else _value(claim["line"], unit)
    return f"{unit}: {line} or {'more' if rule == 'at_least' else 'less'}, interval and all"


def _value(value: float, unit: str) -> str:
    """Write a value in its unit: a count, a correlation or consultations as a number, a gap in points, a share in per cent.

    Examples
    --------
    >>> _value(-0.691, "consultations a year per inhabitant, isolated less France, at least 0")
    '−0.69'
    >>> _value(0.334, "share of people"), _value(0.07, "share of second homes less that of the other communes")
    ('33.4 %', '+7.0 points')
    """
    if pd.isna(value):
        return ""
    unit = str(unit)
    if any(word in unit for word in PLAIN_UNITS):
        return words.number(value, 2)
    if unit.startswith(COUNTED):
        return words.number(value)
    if any(word in unit for word in DIFFERENCES):
        return f"{words.points(value, 2)} a year" if "a year" in unit else words.points(value)
    return words.per_year(value) if "a year" in unit else words.percent(value, 2 if abs(value) < 0.02 else 1)


def _bounds(row: pd.Series) -> str:
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return "full count" if pd.notna(row["then"]) or pd.notna(row["now"]) else ""
    return words.interval(row["low"], row["high"], lambda value: _value(value, row["unit"]))


def scorecard(territory: Territory, definition: str, judgements: pd.DataFrame) -> GT:
    """Tabulate the measured claims with the report's figure, ours then and now, and the verdict here and in France."""
    table = judgements.copy()
    rules = judging.ledger().set_index("id")
    table["test"] = [_test(rules.loc[code]) for code in judgements["id"]]
    for name in ("then", "now"):
        table[f"said_{name}"] = [_value(row[name], row["unit"]) for _, row in judgements.iterrows()]
    table["bounds"] = [_bounds(row) for _, row in judgements.iterrows()]
    table["verdict"] += ["" if not held else f" ({held})" for held in judgements["held_in"]]
    headings = {"id": "", "statement": "The report says", "test": "Judged by", "said_then": "Then", "said_now": "Now"}
    headings |= {"bounds": "Interval of the value judged", "verdict": territory.name}
    columns = {name: (heading, "text") for name, heading in headings.items()}
    if territory.kind != "france":
        columns["france"] = ("France", "text")
    isolated = words.communes(judgements["isolated"].max(), "isolated ")
    return tables.table(
        table,
        title=f"What became of the claims, {territory.name}",
        subtitle=f"{isolated} by {DEFINITIONS[definition].label}; shares and yearly rates in per cent, differences in "
        "points, access in consultations a year, correlations and posts as numbers; intervals of 95 %",
        columns=columns,
        source=SOURCE,
    )


def themes_figure(territory: Territory, judgements: pd.DataFrame) -> Picture | str:
    """Draw how many claims of each theme hold, and how many do not."""
    told = judgements[judgements["verdict"] != NOT_TESTABLE]
    if told.empty:
        return f"No claim can be tested for {territory.name}."
    told = told.assign(verdict=told["verdict"].replace(judging.AMONG_MANY, UNCLEAR))
    counts = told.groupby(["theme", "verdict"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=VERDICTS[:-1], fill_value=0)
    shown = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    total = counts.sum()
    title = (
        f"{words.number(total[HOLDS] + total[CLOSE])} of {words.number(len(told))} claims that can be judged borne out or close, "
        f"{words.number(total[IN_PART])} in part; {words.number(total[FAILS])} not, {words.number(total[UNCLEAR])} unclear"
    )
    columns = {verdict: verdict for verdict in VERDICTS[:-1]}
    return charts.counts(
        shown.rename_axis(columns=None).reset_index(),
        label="theme",
        columns=columns,
        colours=COLOURS,
        title=title,
        unit=f"{territory.name}: number of claims by theme and verdict",
        source=SOURCE,
        alt=f"Bars of the number of claims of each theme by verdict in {territory.name}. {title}.",
    )


def mattering_reading(territory: Territory, definition: str, judgements: pd.DataFrame) -> str:
    """Say, for the claims whose verdict matters most, what was found and what to think of it."""
    table = judgements.set_index("id")
    if (table["verdict"] == NOT_TESTABLE).all():
        return str(table["reason"].iloc[0])
    said = []
    for code in MATTERING:
        row = table.loc[code]
        values = "; ".join(
            f"{_value(row[when], row['unit'])} in {row[f'named_{when}']}"
            for when in ("then", "now")
            if pd.notna(row[when])
        )
        told = ", ".join(part for part in (row["verdict"], row["held_in"]) if part)
        thought = THOUGHTS[code] + (_reach(territory, definition) if code == "C11" and values else "")
        said.append(f"- **{row['statement']}**: {told}{f' ({values})' if values else ''}. {thought}")
    return "\n".join(said)


def _reach(territory: Territory, definition: str) -> str:
    """Say how many of the isolated people live in the EPCI whose pensions are counted, and the share of what is left to spend."""
    reach = people_and_work.reach_of_pensions(territory, definition)
    spent = people_and_work.share_pensions(territory, definition, people_and_work.DISPOSABLE)[0].value
    return (
        f" Those counted hold {words.percent(reach)} of the isolated people of {territory.name}. Of disposable income, after "
        f"taxes and benefits, pensions make up {words.percent(spent)}."
    )


def growth_reading(territory: Territory, definition: str) -> str:
    """Say the course of people beside the first claim, as chapter 2 does, and the two parts of the last balance."""
    few = words.few_isolated(territory, definition)
    if few:
        return few
    table = population.balance(territory, definition)
    isolated = table[(table["territory_type"] == ISOLATED)].dropna(subset=["rate_natural"])
    if isolated.empty:
        return f"No balance of isolated communes is held for {territory.name}."
    row = isolated.iloc[-1]
    return (
        f"{people_told.course_reading(territory, definition)} In {row['period']}, moves gave "
        f"{words.per_year(row['rate_migratory'])} to the isolated communes of "
        f"{territory.name}, births less deaths {words.per_year(row['rate_natural'])}."
    )
