"""What the sixth notebook shows and says of a territory: the verdict of each claim, by theme, and those that matter most."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import population, words
from analysis.claims import judging, people_and_work, values
from analysis.claims.readings import OTHERS
from analysis.claims.rules import BLANKS, CLOSE, FAILS, FAILS_IN_PART, HOLDS, IN_PART, TOLD, UNCLEAR, VERDICTS
from analysis.claims.story.look import COLOURS, source
from analysis.drawing import Picture, charts, tables
from analysis.language import gettext, gettext_noop
from analysis.population import story as people_told
from analysis.territories import ISOLATED, Territory, france
from analysis.territories import definition as chosen_definition

MATTERING = ("C07", "C10", "C06", "C11", "C40")
THOUGHTS = {
    "C07": gettext_noop("Moves and births are two things: look at each, and at the periods one by one."),
    "C10": gettext_noop(
        "One period is one crisis: look at the others, and at the interval, before calling it resilience."
    ),
    "C06": gettext_noop(
        "Many communes that are not isolated have no food shop either: chapter 4 gives the share of people too."
    ),
    "C11": gettext_noop("The figure is that of EPCI, not of communes, whose small ones are secret."),
    "C40": gettext_noop("A change of creations says nothing of their number, and most of them are one person's firm."),
}


def judged(territory: Territory, definition: str) -> pd.DataFrame:
    """Judge the claims that have a measure, with the verdict for France under the same definition beside.

    A region is read together with all the others, under the definition of the stored verdicts; any other territory with
    itself alone: what its intervals decide one by one may be too much for so many claims at once. ``alone`` is what they
    decide one by one.
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
        alone=table["verdict"],
        verdict=read["verdict"],
        members=read["members"],
        france=table["id"].map(whole.set_index("id")["verdict"]),
    )


def scorecard(territory: Territory, definition: str, judgements: pd.DataFrame) -> GT | str:
    """Tabulate the measured claims with the rule that judges each, and the verdict then, now, here and in France."""
    if few := words.few_isolated(territory, definition):
        none = gettext("No claim is judged from fewer than ten isolated communes.")
        return f"{few} {none}"
    rules = judging.ledger().set_index("id")
    table = judgements.assign(
        claim=[_claim(row["statement"], rules.loc[row["id"], "reported"]) for _, row in judgements.iterrows()],
        test=[_test(rules.loc[row["id"]], row) for _, row in judgements.iterrows()],
        here=[values.verdict(row["verdict"], row["members"]) for _, row in judgements.iterrows()],
    )
    headings = {
        "id": "",
        "claim": gettext("The claim, as it is tested"),
        "test": gettext("Judged by"),
        "verdict_then": gettext("Report's time"),
        "verdict_now": gettext("Latest held"),
        "here": territory.name,
    }
    if territory.kind != "france":
        headings["france"] = france().name
    isolated = words.communes(judgements["isolated"].max(), "isolated ")
    return tables.table(
        table,
        title=gettext("What became of the claims, {place}", place=territory),
        subtitle=gettext(
            "{isolated} by {definition}; the report's time is as near as the data come; the columns of the two times by each interval "
            "alone, those of places with all claims read together",
            isolated=isolated,
            definition=gettext(chosen_definition(definition).label),
        ),
        columns={name: (heading, "text") for name, heading in headings.items()},
        source=source(),
    )


def _claim(statement: str, reported: str) -> str:
    """Write a claim, and what the press reports where it stands for that."""
    if pd.isna(reported):
        return gettext(statement)
    return gettext(
        "{claim} (stands for what is reported: {reported})", claim=gettext(statement), reported=gettext(reported)
    )


def _test(claim: pd.Series, row: pd.Series) -> str:
    """Write the rule that judged a claim and of how many communes it was read, or why none did: no rule that is not applied."""
    if row["verdict"] not in BLANKS:
        twice = any(OTHERS in one.reading.variant for one in row["readings"])
        more = [gettext("The same against the other communes of the place.")] if twice else []
        read = values.counted(one.reading for one in row["readings"] if one.verdict not in (*BLANKS, TOLD))
        return " ".join([values.rule(claim), *more, gettext("Read from {count}.", count=read)])
    reason = str(row["reason"])
    return gettext("Not judged: {reason}.", reason=gettext(reason))


def themes_figure(territory: Territory, judgements: pd.DataFrame) -> Picture | str:
    """Draw how many claims of each theme hold, and how many do not."""
    told = judgements[~judgements["verdict"].isin(BLANKS)]
    if told.empty:
        return gettext("No claim can be judged for {place}.", place=territory)
    told = told.assign(verdict=told["verdict"].replace(judging.AMONG_MANY, UNCLEAR))
    counts = told.groupby(["theme", "verdict"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=VERDICTS[:-1], fill_value=0)
    shown = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    total = counts.sum()
    title = gettext(
        "Of {tested} claims that can be judged, borne out or close: {held}; in part: {part}; rejected in part: {against}; rejected: {fails}; "
        "unclear: {unclear}",
        tested=words.number(len(told)),
        held=words.number(total[HOLDS] + total[CLOSE]),
        part=words.number(total[IN_PART]),
        against=words.number(total[FAILS_IN_PART]),
        fails=words.number(total[FAILS]),
        unclear=words.number(total[UNCLEAR]),
    )
    table = shown.rename_axis(columns=None).reset_index()
    return charts.counts(
        table.assign(theme=[gettext(theme) for theme in table["theme"]]),
        label="theme",
        columns={verdict: gettext(verdict) for verdict in VERDICTS[:-1]},
        colours=COLOURS,
        title=title,
        unit=gettext("{place}: number of claims by theme and verdict, all read together", place=territory),
        source=source(),
        alt=gettext(
            "Bars of the number of claims of each theme by verdict, {place}. {title}.", place=territory, title=title
        ),
    )


def mattering_reading(territory: Territory, definition: str, judgements: pd.DataFrame) -> str:
    """Say, for the claims whose verdict matters most, everything that was read and what to think of it."""
    table, claims = judgements.set_index("id"), judging.ledger().set_index("id")
    if few := words.few_isolated(territory, definition):
        return few
    said = []
    for code in MATTERING:
        row, statement, thought = table.loc[code], table.loc[code, "statement"], THOUGHTS[code]
        more = MORE[code](territory, definition) if code in MORE and row["verdict"] not in BLANKS else ""
        line = gettext(
            "- **{statement}**: {verdict}.",
            statement=gettext(statement),
            verdict=values.verdict(row["verdict"], row["members"]),
        )
        said.append(f"{line} {gettext(thought)}{more}")
        applied = judging.rule_of(claims.loc[code])
        figure = applied.figure if applied.kind == "equals" else float("nan")
        said += [
            f"    - {values.said(one, row['unit'], edge=judging.is_on_edge(applied, one), figure=figure)}"
            for one in row["readings"]
        ]
    return "\n".join(said)


def _reach(territory: Territory, definition: str) -> str:
    """Say how many of the isolated people live in the EPCI whose pensions are counted, and the share of what is left to spend."""
    reach = people_and_work.reach_of_pensions(territory, definition)
    spent = people_and_work.share_pensions(territory, definition, people_and_work.DISPOSABLE)[0]
    counted = gettext(
        "Those counted hold {share} of the isolated people of {place}.", share=words.percent(reach), place=territory
    )
    left = gettext(
        "Of disposable income, after taxes and benefits, pensions make up {share} [{interval}].",
        share=words.percent(spent.value),
        interval=words.interval(spent.low, spent.high),
    )
    return f" {counted} {left}"


def _own_change(territory: Territory, definition: str) -> str:
    """Say how creations changed in the isolated EPCI themselves: a gap to the others tells neither rise nor fall."""
    told = [
        gettext(
            "{change} [{interval}] in {period}",
            change=words.signed_percent(one.value),
            interval=words.interval(one.low, one.high, words.signed_percent),
            period=one.year,
        )
        for one in people_and_work.creations_change(territory, definition)
        if pd.notna(one.value)
    ]
    if not told:
        return ""
    own = gettext(
        "In the isolated EPCI themselves the mean of the changes, weighted by people, is {changes}.",
        changes=words.listing(told),
    )
    return f" {own}"


# What is said beside a claim besides its readings.
MORE = {"C11": _reach, "C40": _own_change}


def growth_reading(territory: Territory, definition: str) -> str:
    """Say the course of people beside the first claim, as chapter 2 does, and the two parts of the last balance."""
    if few := words.few_isolated(territory, definition):
        return few
    table = population.balance(territory, definition)
    isolated = table[(table["territory_type"] == ISOLATED)].dropna(subset=["rate_natural"])
    if isolated.empty:
        return gettext("No balance of the isolated communes is held for {place}.", place=territory)
    course, parts = (told(territory, definition) for told in (people_told.course_reading, people_told.parts_reading))
    return f"{course} {parts}"
