"""What the sixth notebook shows of the ledger: what cannot be tested, what to know of the measures, how robust verdicts are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.claims import judging, values
from analysis.claims.chance import FALSE_DISCOVERIES
from analysis.claims.rules import BLANKS, BORNE_OUT, FAILS, NONE_ISOLATED, NOW, UNCLEAR
from analysis.claims.story.look import CELLS, SIGNS, TIMES, source
from analysis.drawing import Drawn, charts, tables
from analysis.language import gettext, ngettext, speaking
from analysis.snapshot import recall
from analysis.territories import available, france, regions

NAMED = 2  # claims that a title names


def untested_table() -> GT:
    """Tabulate the claims that cannot be tested, with the reason."""
    table = judging.ledger()
    return tables.table(
        table[table["measure"].isna()].assign(reason=lambda found: [_sentence(text) for text in found["reason"]]),
        title=gettext("Claims that this snapshot cannot test, and why"),
        columns={
            "id": ("", "text"),
            "statement": (gettext("Claim"), "text"),
            "reason": (gettext("Why"), "text"),
        },
        source=gettext("Source: the ledger, data/claims.csv"),
    )


def notes_table() -> GT:
    """Tabulate the sets over which verdicts are read, and what the measures are not."""
    table = judging.ledger()
    table = table[table["measure"].notna()]
    return tables.table(
        table.assign(**{name: [_sentence(text) for text in table[name]] for name in ("declared_set", "note")}),
        title=gettext("What a careful reader should know of the measures"),
        columns={
            "id": ("", "text"),
            "statement": (gettext("Claim"), "text"),
            "declared_set": (gettext("Read over"), "text"),
            "note": (gettext("Note"), "text"),
        },
        source=gettext("Source: the ledger, data/claims.csv"),
    )


def _sentence(text: str) -> str:
    return "–" if pd.isna(text) else values.capital(gettext(text))


def definitions_figure() -> Drawn:
    """Draw the verdicts for France under each definition, at the report's time and now."""
    return recall(_definitions_drawn, speaking())


def _definitions_drawn(_language: str) -> Drawn:
    matrix = judging.by_definition(judging.stored())
    fragile = int(matrix["fragile"].sum())
    steady = int((matrix["holds_under"] == len(available())).sum())
    times = {when: gettext(said) for when, said in TIMES.items()}
    named = {
        f"{key} {when}": f"{gettext(chosen.short)}, {said}"
        for key, chosen in available().items()
        for when, said in times.items()
    }
    title = ngettext(
        "{count} claim holds or comes close under every definition, {fragile} under one only",
        "{count} claims hold or come close under every definition, {fragile} under one only",
        steady,
        fragile=words.number(fragile),
    )
    return _matrix(
        matrix,
        named,
        wide=[named[f"{key} {NOW}"] for key in available()],
        title=title,
        unit=gettext(
            "France: verdict at the report's time and by the latest figures, each by its own interval, under each definition of isolated; "
            "the title counts those that stay decided with all read together"
        ),
        alt=gettext("Matrix of verdicts, claims by definitions. {title}.", title=title),
    )


def edge_reading() -> str:
    """Name the claims that France bears out under one definition only, and the verdicts that rest on the edge under some."""
    return " ".join([*_fragile(), _on_edge()])


def _fragile() -> Iterator[str]:
    """Name the claims that are borne out under one definition only, and under which."""
    kept = judging.stored()
    whole = judging.controlled(kept[kept["territory"] == france().text])
    matrix = judging.by_definition(kept)
    held = whole[whole["verdict"].isin(BORNE_OUT) & whole["id"].isin(matrix.loc[matrix["fragile"], "id"])]
    if len(held):
        yield gettext("Fragile, borne out under one definition only: {claims}.", claims=_with_definitions(held))


def _with_definitions(rows: pd.DataFrame) -> str:
    """Name the claims of verdicts, each with the definitions that it is read under."""
    named = []
    for code, found in rows.groupby("id"):
        label, keys = _labels()[code], [available()[key] for key in found["definition"]]
        under = words.listing(gettext(chosen.short) for chosen in keys)
        named.append(gettext("“{claim}” ({definitions})", claim=gettext(label), definitions=under))
    return gettext("; ").join(named)


def _on_edge() -> str:
    """Name the verdicts that rest on the edge under some definition: the intervals of France are rather too narrow."""
    kept = judging.stored()
    whole = judging.controlled(kept[kept["territory"] == france().text])
    edge = whole[whole["edge"].eq("yes") & ~whole["verdict"].isin([UNCLEAR, judging.AMONG_MANY, *BLANKS])]
    if edge.empty:
        return gettext("No verdict for {place} rests on the edge of its interval.", place=france())
    return gettext(
        "On the edge, under the definitions named: {claims}. There the interval ends close to the line of the rule, and the "
        "intervals of {place} are rather too narrow: take these verdicts as unsure.",
        claims=_with_definitions(edge),
        place=france(),
    )


def regions_figure() -> Drawn:
    """Draw the verdicts in the regions that have enough isolated communes for one."""
    return recall(_regions_drawn, speaking())


def _regions_drawn(_language: str) -> Drawn:
    matrix = judging.by_region(judging.stored())
    places = {region.code: region.name for region in regions() if region.code in matrix}
    judged = ~matrix[list(places)].isin(BLANKS)
    named = {code: name for code, name in places.items() if judged[code].any()}
    title = _regions_title(matrix.set_index("id")[list(named)])
    return _matrix(
        matrix,
        named,
        title=title,
        unit=_unit_of_regions(matrix, places, set(named)),
        alt=gettext("Matrix of verdicts, claims by the regions of France. {title}.", title=title),
    )


def _unit_of_regions(matrix: pd.DataFrame, places: dict[str, str], drawn: set[str]) -> str:
    """Name the regions of which nothing is judged: those without an isolated commune, and those with few or none classed."""
    left = [code for code in places if code not in drawn]
    without = [places[code] for code in left if (matrix[code] == NONE_ISOLATED).any()]
    fewer = [places[code] for code in left if places[code] not in without]
    said = {"none": words.listing(without), "few": words.listing(fewer)}
    if without and fewer:
        return gettext(
            "Verdict by region, urban areas of 2010; no commune is isolated in {none}; too few are, or are classed, in {few}",
            **said,
        )
    if without:
        return gettext("Verdict by region, urban areas of 2010; no commune is isolated in {none}", **said)
    if fewer:
        return gettext(
            "Verdict by region, urban areas of 2010; too few communes are isolated, or classed, in {few}", **said
        )
    return gettext("Verdict by region, urban areas of 2010")


def control_reading() -> str:
    """Say how many verdicts of the regions stay decided when all are read at once."""
    found = judging.decided_in_regions(judging.stored())
    if found.empty:
        return gettext("No verdict of a region is decided by an interval.")
    lost = int((~found["stays"].astype(bool)).sum())
    return gettext(
        "By its own interval each, {decided} verdicts of regions are decided. Of so many, some are by chance. {stay} stay decided "
        "when one in {one_in} may be false (Benjamini and Hochberg's control). The other {lost} are unclear among so many.",
        decided=words.number(len(found)),
        stay=words.number(len(found) - lost),
        one_in=words.number(round(1 / FALSE_DISCOVERIES)),
        lost=words.number(lost),
    )


def _matrix(matrix: pd.DataFrame, named: dict[str, str], *, title: str, unit: str, alt: str, wide: Sequence[str] = ()):
    """Draw verdicts by claim, under the names of the columns; what is drawn and what is stored have the same names."""
    labels = _labels()
    claims = [f"{code} {gettext(label)}" for code, label in zip(matrix["id"], labels[matrix["id"]])]
    data = matrix.rename(columns=named).assign(claim=claims)
    held = set(data[list(named.values())].stack())
    written = {code: gettext(code) for code in CELLS if code in held}
    return (
        charts.matrix(
            data[["claim", *named.values()]].replace(written),
            label="claim",
            columns={name: name for name in named.values()},
            colours={word: CELLS[code] for code, word in written.items()},
            signs={word: SIGNS[code] for code, word in written.items()},
            wide=wide,
            title=title,
            unit=unit,
            source=source(),
            alt=alt,
        )
        .signed(france().name)
        .drawn()
    )


def _labels() -> pd.Series:
    return judging.ledger().set_index("id")["label"]


def _regions_title(verdicts: pd.DataFrame) -> str:
    """Name the claims that are borne out in most regions and those that fail in most, of those judged in half of them.

    Parameters
    ----------
    verdicts : DataFrame
        One row for each claim (its id), one column for each region.
    """
    judged = (~verdicts.isin(BLANKS)).sum(axis=1)
    widely = verdicts[judged * 2 >= verdicts.shape[1]]
    held = widely.isin(BORNE_OUT).sum(axis=1)
    failed = widely.eq(FAILS).sum(axis=1)
    # What fails here and there, or is borne out more often, is no claim that mostly fails.
    failed = failed.where((failed > held) & (failed * 2 >= judged[failed.index]), 0)
    most = _most(held, judged) if held.max() > 0 else ""
    least = _most(failed, judged) if failed.max() > 0 else ""
    if most and least:
        return gettext("Most widely borne out: {most}; most often not: {least}", most=most, least=least)
    if most:
        return gettext("Most widely borne out: {most}", most=most)
    if least:
        return gettext("Most often not borne out: {least}", least=least)
    return gettext("No claim is clearly borne out, or clearly not, in any region")


def _most(counts: pd.Series, judged: pd.Series) -> str:
    """Name the claims with the highest count, in how many of the regions where they can be judged."""
    first = counts[counts == counts.max()]
    labels = [gettext(label) for label in _labels()[first.index[:NAMED]]]
    named = words.listing(gettext("“{claim}”", claim=label) for label in labels)
    told = sorted({int(number) for number in judged[first.index]})
    number, least, last = words.number(counts.max()), str(told[0]), str(told[-1])
    more = len(first) - NAMED
    if more > 0 and least == last:
        return gettext(
            "{claims} and {more} more ({number} of {of} regions)", claims=named, more=more, number=number, of=last
        )
    if more > 0:
        return gettext(
            "{claims} and {more} more ({number} of {least} to {of} regions)",
            claims=named,
            more=more,
            number=number,
            least=least,
            of=last,
        )
    if least == last:
        return gettext("{claims} ({number} of {of} regions)", claims=named, number=number, of=last)
    return gettext("{claims} ({number} of {least} to {of} regions)", claims=named, number=number, least=least, of=last)
