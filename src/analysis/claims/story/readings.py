"""What the sixth notebook shows of the readings behind the verdicts: every member of every declared set, on a row of its own."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.claims import judging, values
from analysis.claims.story.look import TIMES, source
from analysis.drawing import tables
from analysis.language import gettext
from analysis.territories import Territory


def readings_table(territory: Territory, definition: str, judgements: pd.DataFrame) -> GT | str:
    """Tabulate every reading of every declared set, with its value, its interval and its own verdict."""
    if few := words.few_isolated(territory, definition):
        return few
    rules, rows = judging.ledger().set_index("id"), []
    for _, row in judgements.iterrows():
        claim = rules.loc[row["id"]]
        label, unit = str(claim["label"]), str(row["unit"])
        applied = judging.rule_of(claim)
        for place, one in enumerate(row["readings"]):
            edge = judging.is_on_edge(applied, one)
            rows.append(
                {
                    # A claim is named once, over its readings.
                    "id": "" if place else row["id"],
                    "claim": "" if place else gettext(label),
                    "when": gettext(TIMES[one.reading.when]),
                    "which": values.of(one.reading),
                    "value": values.value(one.reading.value, unit) or "–",
                    "interval": values.bounds(one.reading, unit) or "–",
                    "counted": values.counted([one.reading]) or "–",
                    "verdict": f"{gettext(one.verdict)} *" if edge else gettext(one.verdict),
                }
            )
    headings = {
        "id": ("", "text"),
        "claim": (gettext("Claim"), "text"),
        "when": (gettext("Time"), "text"),
        "which": (gettext("Read in"), "text"),
        "value": (gettext("Value"), "text"),
        "interval": (gettext("Interval of 95 %"), "text"),
        "counted": (gettext("Read from"), "text"),
        "verdict": (gettext("Verdict of this reading"), "text"),
    }
    return tables.table(
        pd.DataFrame(rows),
        title=gettext("Every reading behind the verdicts, {place}", place=territory),
        subtitle=_units(territory, edge=any("*" in row["verdict"] for row in rows)),
        columns=headings,
        source=source(),
    )


def _units(territory: Territory, *, edge: bool) -> str:
    """Name the units of the values, and what the mark of a verdict on the edge means where one has it."""
    units = gettext(
        "Shares and yearly rates in per cent, differences in points, access in consultations a year, correlations and posts as "
        "numbers; none of a set stands for the others"
    )
    if not edge:
        return f"{units}."
    mark = gettext("* on the edge: the interval ends close to the line of the rule")
    if territory.is_national:
        mark = gettext(
            "* on the edge: the interval ends close to the line of the rule, and intervals of {place} are rather too narrow",
            place=territory,
        )
    return f"{units}. {mark}."
