"""What the sixth notebook shows and says: what became of the claims."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import population, services, snapshot, words
from analysis.claims import judging
from analysis.claims.people_and_work import creations_since
from analysis.claims.rules import CLOSE, CONTRADICTED, NOT_REPRODUCED, NOT_TESTABLE, REPRODUCED, VERDICTS
from analysis.drawing import Drawn, Picture, charts, tables
from analysis.isolation import size
from analysis.snapshot import remembered
from analysis.territories import DEFINITIONS, ISOLATED, Territory, available, france, has_commuting

COLOURS = {REPRODUCED: "#0f5c8a", CLOSE: "#8fc1dd", NOT_REPRODUCED: "#e8cf9a", CONTRADICTED: "#c2410c",
           NOT_TESTABLE: "#eceef1"}  # fmt: skip
SIGNS = {REPRODUCED: "✓", CLOSE: "~", NOT_REPRODUCED: "–", CONTRADICTED: "✗", NOT_TESTABLE: "·"}
SOURCE = "Source: the tables named under each claim in data/README.md; claims as the press of January 2017 gives them"
TABLES = ("population", "balance", "structure", "jobs", "income", "services", "health", "points", "broadband", "mobile",
          "votes")  # fmt: skip
PLAIN_UNITS = ("consultations", "posts", "correlation")
MATTERING = ("C07", "C10", "C06", "C11", "C40")
THOUGHTS = {
    "C07": "Moves and births are two things: look at each, and at the periods one by one.",
    "C10": "One period is one crisis: look at the others, and at the interval, before calling it resilience.",
    "C06": "Many communes that are not isolated have no food shop either: look at the share of people beside.",
    "C11": "The figure is that of EPCI, not of communes: the small ones are secret.",
    "C40": "A change of creations says nothing of their number, and most of them are one person's firm.",
}


def judged(territory: Territory, definition: str) -> pd.DataFrame:
    """Judge the claims that have a measure, with the verdict for France under the same definition beside."""
    table = judging.verdicts(territory, definition)
    table = table[judging.tested(table["id"])].reset_index(drop=True)
    kept = judging.stored()
    whole = kept[(kept["territory"] == france().text) & (kept["definition"] == definition)]
    return table.assign(france=table["id"].map(whole.set_index("id")["verdict"]))


def answer(territory: Territory, table: pd.DataFrame) -> str:
    """Say in two sentences how many claims the data bear out; `table` comes from `judged`."""
    counts = judging.counts(table)
    held = int(counts[REPRODUCED] + counts[CLOSE])
    tested = int(len(table) - counts[NOT_TESTABLE])
    if not tested:
        return (
            f"None of the claims can be tested for {territory.name}: it has no isolated commune, or no figure is held."
        )
    return (
        f"Of the {words.number(tested)} claims that can be measured for {territory.name}, **{words.number(held)}** "
        f"hold or come close, {words.number(counts[NOT_REPRODUCED])} are not reproduced and "
        f"**{words.number(counts[CONTRADICTED])}** contradicted. Of the ledger's {words.number(len(judging.ledger()))} "
        "claims, the others are stories, surveys or intentions that no commune figure can test, or need data that "
        "are not held."
    )


def _value(value: float, figure: float, unit: str) -> str:
    """Write a value in its unit: a count, a correlation or consultations as a number, a share in per cent.

    Examples
    --------
    >>> _value(-0.691, float("nan"), "consultations a year per inhabitant, isolated less France, below 0")
    '−0.69'
    >>> _value(0.334, 0.33, "share of people")
    '33.4 %'
    """
    if pd.isna(value):
        return "n/a"
    if any(word in str(unit) for word in PLAIN_UNITS):
        return words.number(value, 2)
    size = abs(value) if pd.isna(figure) else abs(figure)
    if size >= 5:
        return words.number(value)
    return words.percent(value, 2 if abs(value) < 0.02 else 1)


def scorecard(territory: Territory, definition: str, judgements: pd.DataFrame) -> GT:
    """Tabulate the measured claims with the report's figure, ours then and now, and the verdict here and in France."""
    table = judgements.copy()
    for name in ("figure", "then", "now"):
        table[f"said_{name}"] = [
            _value(row[name], row["figure"], row["unit"])
            if name != "figure" or pd.notna(row["figure"])
            else "no figure"
            for _, row in judgements.iterrows()
        ]
    headings = {"id": "", "statement": "Claim", "said_figure": "Report", "said_then": "Then", "said_now": "Now"}
    columns = {name: (heading, "text") for name, heading in (headings | {"verdict": territory.name}).items()}
    if territory.kind != "france":
        columns["france"] = ("France", "text")
    return tables.table(
        table,
        title=f"What became of the claims, {territory.name}",
        subtitle=f"Definition: {DEFINITIONS[definition].label}; shares, rates and gaps in per cent or points, access "
        "in consultations a year, correlations and posts as numbers",
        columns=columns,
        source=SOURCE,
    )


def themes_figure(territory: Territory, judgements: pd.DataFrame) -> Picture | str:
    """Draw how many claims of each theme hold, and how many do not."""
    told = judgements[judgements["verdict"] != NOT_TESTABLE]
    if told.empty:
        return f"No claim can be tested for {territory.name}."
    counts = (
        told.groupby(["theme", "verdict"]).size().unstack(fill_value=0).reindex(columns=VERDICTS[:-1], fill_value=0)
    )
    shown = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    held = (counts[REPRODUCED] + counts[CLOSE]) / counts.sum(axis=1)
    firm, weak = held[held == 1].index.tolist(), held[held == 0].index.tolist()
    title = (
        f"{words.number((told['verdict'].isin(judging.HOLDS)).sum())} of {words.number(len(told))} testable claims "
        "hold or come close"
    )
    title += f"; all those on {words.listing(firm)}" if firm else ""
    title += f"; none on {words.listing(weak)}" if weak else ""
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


def untested_table() -> GT:
    """Tabulate the claims that cannot be tested, with the reason."""
    table = judging.ledger()
    return tables.table(
        table[table["measure"].isna()],
        title="Claims that this snapshot cannot test, and why",
        columns={"id": ("", "text"), "statement": ("Claim", "text"), "reason": ("Why", "text")},
        source="Source: the ledger, data/claims.csv",
    )


def commuting_reading(territory: Territory) -> str:
    """Say what the report's own rule gives, or which file is missing and how to get it."""
    if not has_commuting():
        return (
            "**The report's own rule cannot be applied here.** It needs INSEE's file of journeys to work between "
            "communes, `base-flux-mobilite-domicile-lieu-travail-<year>.csv`, which insee.fr publishes with each "
            "census under "
            '"Mobilités professionnelles". Put it in the raw folder and run `territoires data build`: the definition '
            "`commuting` is then available in every chapter."
        )
    row = size(territory, "commuting").set_index("territory_type").loc[ISOLATED]
    return (
        f"By the report's own rule, {territory.name} has {words.number(row['communes'])} isolated communes with "
        f"{words.people(row['people'])} people."
    )


def notes_table() -> GT:
    """Tabulate what the measures are not."""
    table = judging.ledger()
    return tables.table(
        table[table["note"].notna()],
        title="What a careful reader should know of the measures",
        columns={"id": ("", "text"), "statement": ("Claim", "text"), "note": ("Note", "text")},
        source="Source: the ledger, data/claims.csv",
    )


@remembered
def definitions_figure() -> Drawn:
    """Draw the verdicts for France under each definition, at the report's time and now."""
    matrix = judging.by_definition(judging.stored())
    fragile = int(matrix["fragile"].sum())
    steady = int((matrix["holds_under"] == len(available())).sum())
    statements = judging.ledger().set_index("id")["statement"]
    data = matrix.assign(claim=matrix["id"] + " " + matrix["id"].map(statements).map(_short))
    columns = {f"{key} {when}": f"{key}\n{when}" for key in available() for when in ("then", "now")}
    title = (
        f"{words.number(steady)} claims hold under every definition, {words.number(fragile)} under one only: those "
        "are fragile"
    )
    return charts.matrix(
        data[["claim", *columns]],
        label="claim",
        columns=columns,
        colours=COLOURS,
        signs=SIGNS,
        wide=[f"{key} now" for key in available()],
        title=title,
        unit="France: verdict at the report's time and now, under each definition of isolated",
        source=SOURCE,
        alt=f"Matrix of verdicts, claims by definitions. {title}.",
    ).drawn()


@remembered
def regions_figure() -> Drawn:
    """Draw the verdicts in the 18 regions."""
    matrix = judging.by_region(judging.stored())
    codes = [column for column in matrix if column != "id"]
    statements = judging.ledger().set_index("id")["statement"]
    data = matrix.assign(claim=matrix["id"] + " " + matrix["id"].map(statements).map(_short))
    held = matrix[codes].isin(judging.HOLDS).sum(axis=1)
    testable = matrix[codes].ne(NOT_TESTABLE).sum(axis=1)
    everywhere = int(((held == testable) & (testable > 1)).sum())
    title = f"{words.number(everywhere)} claims hold in every region that can test them; most depend on the region"
    return charts.matrix(
        data[["claim", *codes]],
        label="claim",
        columns={code: code for code in codes},
        colours=COLOURS,
        signs=SIGNS,
        title=title,
        unit="verdict by region (official codes), definition zau",
        source=SOURCE,
        alt=f"Matrix of verdicts, claims by the regions of France. {title}.",
    ).drawn()


def _short(statement: str, most: int = 58) -> str:
    return statement if len(statement) <= most else statement[: most - 1].rsplit(" ", 1)[0] + "…"


def mattering_reading(judgements: pd.DataFrame) -> str:
    """Say, for the claims whose verdict matters most, what was found and what to think of it."""
    table = judgements.set_index("id")
    said = []
    for code in MATTERING:
        row = table.loc[code]
        values = ", ".join(
            f"{_value(row[when], row['figure'], row['unit'])} in {row[f'year_{when}']}"
            for when in ("then", "now")
            if pd.notna(row[when])
        )
        said.append(f"- **{row['statement']}**: {row['verdict']}{f' ({values})' if values else ''}. {THOUGHTS[code]}")
    return "\n".join(said)


def growth_reading(territory: Territory, definition: str) -> str:
    """Say the two parts of the last balance beside the first claim."""
    table = population.balance(territory, definition)
    isolated = table[(table["territory_type"] == ISOLATED)].dropna(subset=["rate_natural"])
    if isolated.empty:
        return f"No balance of isolated communes is held for {territory.name}."
    row = isolated.iloc[-1]
    return (
        f"In {row['period']}, moves gave {words.per_year(row['rate_migratory'])} to the isolated communes of "
        f"{territory.name}, births less deaths {words.per_year(row['rate_natural'])}."
    )


def propositions_table(territory: Territory, definition: str) -> GT:
    """Tabulate the seven propositions with the figures that track them, or an honest blank."""
    table = pd.read_csv(snapshot.file("propositions.csv"), dtype="string")
    found = _tracked(territory, definition)
    table["indicator"] = [found.get(code, "no figure in this snapshot") for code in table["id"]]
    return tables.table(
        table,
        title=f"The seven propositions, and what tracks them in {territory.name}",
        columns={"id": ("", "text"), "statement": ("Proposition", "text"), "indicator": ("Since then", "text")},
        source=SOURCE,
    )


def _tracked(territory: Territory, definition: str) -> dict[str, str]:
    """Write the indicator of each proposition that has one."""
    from analysis import business

    halls = services.town_halls(territory, definition).set_index("territory_type")
    access = services.access(territory, definition)
    access = access[access["territory_type"] == services.ALL_COMMUNES].tail(1)
    creations = business.creations(territory, definition)
    since = creations_since(creations)
    changes = creations[since].dropna()
    counters = services.france_services_count(territory)
    said = {
        "P4": f"{words.percent(halls.loc[services.ALL_COMMUNES, 'share_communes_website'])} of town halls give a web "
        f"site in the directory; {words.number(counters.iloc[-1, -1])} France services places",
    }
    if len(changes):
        said["P1"] = (
            f"business creations of the median EPCI: {words.signed_percent(changes.median())} from "
            f"{' to '.join(since.split('_')[-2:])}"
        )
    if len(access):
        said["P5"] = (
            f"{words.number(access['apl'].iloc[0], 2)} consultations a year with a practitioner within reach "
            f"({access['year'].iloc[0]}); {words.percent(access['share_people_low_access'].iloc[0])} of people under "
            "2.5"
        )
    return said
