"""All regions side by side: tables to sort, small maps, and the same figures as CSV and XLSX."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import xlsxwriter

from analysis import snapshot, words
from analysis.chapter import marked
from analysis.indicators import SAMPLED, key_figures, source_of, theme_name
from analysis.language import gettext, gettext_noop, pgettext
from analysis.site import facts, region_map
from analysis.territories import france

COLUMNS = ["theme", "figure", "when", "unit", "territory", "name", "value", "rank", "ranked", "others", "note"]
# A dagger beside what is of too few communes.
MARK = "\u2020"
OF_EPCI = "pensions in disposable income of the most isolated EPCI"  # missing where no EPCI is mostly isolated, too
KEYS = {
    "theme": gettext_noop("Theme"),
    "figure": gettext_noop("Figure"),
    "when": gettext_noop("When"),
    "unit": gettext_noop("Unit"),
    "sampled": gettext_noop("Of a sample"),
    "source": gettext_noop("Source"),
}
SHEETS = {"value": gettext_noop("Values"), "rank": gettext_noop("Ranks"), "note": gettext_noop("Notes")}
NOTES = {
    facts.FEW: gettext_noop("fewer than ten isolated communes"),
    facts.NONE_ISOLATED: facts.WHY[facts.NONE_ISOLATED],
    facts.NOT_HELD: facts.WHY[facts.NOT_HELD],
}
ABOUT = (
    gettext_noop("Key figures of the isolated communes of each region and of France."),
    gettext_noop(
        "Rank: place among the regions that have ten isolated communes at least, 1 is the highest; values that print alike share "
        "the better place. The number of isolated communes and of their people, and their shares, are ranked however few. What is of a "
        "sample, a change or a yearly rate has no rank: its chapter gives it an interval."
    ),
    gettext_noop(
        "No interval is given here: two regions whose figures are close may not differ. The chapters give intervals."
    ),
    gettext_noop("An empty value or rank has its reason in the sheet of notes."),
    gettext_noop("France is made of the communes that have the figure; the notes name the regions that have none."),
)


@dataclass(frozen=True)
class Cell:
    """A value of the comparison, written, and as a number to sort by: empty where it has no place, missing or of too few."""

    text: str
    key: str
    few: bool = False


@dataclass(frozen=True)
class Theme:
    """The figures of one argument: headings with their units, a row for each region and for France, a map for each.

    Attributes
    ----------
    without : list of (str, str)
        Figures, and the regions that have isolated communes and no such figure: France is made of the others.
    sources : list of (str, str)
        Figures, and the official files behind them.
    """

    key: str
    name: str
    headings: list[str]
    rows: list[tuple[str, str, list[Cell]]]
    shadings: list[region_map.Shading]
    without: list[tuple[str, str]]
    sources: list[tuple[str, str]]


def places(figures: pd.DataFrame, definition: str = key_figures.DEFINITION) -> pd.DataFrame:
    """Keep the figures of the regions and of France: what the comparison shows and the files hold.

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`, then ``without`` (regions that the value of France leaves out), ``sampled``, ``source``.
    """
    kept = figures[figures["kind"].isin(["region", "france"])].reset_index(drop=True)
    left = left_out(kept)
    sources = {figure: source_of(figure, definition) for figure in kept["figure"].unique()}
    return kept[COLUMNS].assign(
        without=[
            ", ".join(left.get(figure, [])) if code == france().code else ""
            for figure, code in zip(kept["figure"], kept["territory"])
        ],
        sampled=kept["figure"].isin(SAMPLED),
        source=kept["figure"].map(sources),
    )


def left_out(figures: pd.DataFrame) -> dict[str, list[str]]:
    """Return the regions that have isolated communes and no such figure, by figure: France is made of the others."""
    gap = (figures["kind"] == "region") & (figures["note"] == facts.NOT_HELD) & (figures["figure"] != OF_EPCI)
    return {figure: rows["name"].tolist() for figure, rows in figures[gap].groupby("figure", sort=False)}


def themes(figures: pd.DataFrame, definition: str = key_figures.DEFINITION) -> list[Theme]:
    """Lay the key figures out by theme.

    Parameters
    ----------
    figures : DataFrame
        As `facts.table`.
    """
    made = []
    for name in key_figures.PARTS:
        own = places(figures[figures["theme"] == name], definition)
        order = list(dict.fromkeys(own["figure"]))
        told = own.drop_duplicates("figure").set_index("figure")
        rows = [
            (code, group["name"].iloc[0], _cells(group.set_index("figure").loc[order]))
            for code, group in own.groupby("territory", sort=False)
        ]
        rows.sort(key=lambda row: (row[0] == france().code, facts.sorting(row[1])))
        headings = [_heading(figure, told.loc[figure]) for figure in order]
        made.append(
            Theme(
                name.lower(),
                theme_name(name),
                headings,
                rows,
                [region_map.shading(figures, figure) for figure in order],
                _gathered(order, told.index.map(own[own["territory"] == france().code].set_index("figure")["without"])),
                _gathered(order, told["source"]),
            )
        )
    return made


def _gathered(figures: list[str], said: Iterable[str]) -> list[tuple[str, str]]:
    """Return what is said of figures, each once, after those that it is said of."""
    held: dict[str, list[str]] = {}
    for figure, text in zip(figures, said):
        if text:
            held.setdefault(text, []).append(key_figures.name_of(figure))
    listed = [(", ".join(names), text) for text, names in held.items()]
    return [(names[:1].upper() + names[1:], text) for names, text in listed]


def _heading(figure: str, told: pd.Series) -> str:
    unit = told["unit"]
    return f"{facts.title(figure, told['when'])} ({gettext(unit)})"


def _cells(rows: pd.DataFrame) -> list[Cell]:
    return [
        Cell(_bare(name, unit, value, note), "" if note else repr(float(value)), note == facts.FEW)
        for name, unit, value, note in zip(rows.index, rows["unit"], rows["value"], rows["note"])
    ]


def _bare(name: str, unit: str, value: float, note: str) -> str:
    """Write a value without its unit, which stands in the heading."""
    said = facts.value(name, unit, value, note).removesuffix(f"\u00a0{gettext(unit)}")
    return said + MARK if note == facts.FEW else said


def csv(figures: pd.DataFrame, definition: str = key_figures.DEFINITION) -> bytes:
    """Write the comparison as CSV: one row for each figure and territory; altered data are marked in each row."""
    return marked(places(figures, definition)).to_csv(index=False, lineterminator="\n").encode("utf-8")


def xlsx(figures: pd.DataFrame, built: date, definition: str = key_figures.DEFINITION) -> bytes:
    """Write the comparison as a workbook: values, ranks and notes with a column for each territory, and what they are."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": False})
    book.set_properties(
        {"title": gettext("Key figures of the regions"), "created": datetime(built.year, built.month, built.day)}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    rows = places(figures, definition)
    for column, sheet in SHEETS.items():
        _sheet(book.add_worksheet(gettext(sheet)), rows.assign(note=_notes(rows)), column, bold)
    about = book.add_worksheet(gettext("About"))
    about.set_column(0, 0, 90)
    for row, line in enumerate((*_notice(), *map(gettext, ABOUT), gettext("Built on {day}.", day=words.day(built)))):
        about.write_string(row, 0, line)
    book.close()
    return buffer.getvalue()


def _notice() -> list[str]:
    said = snapshot.notice(snapshot.altered())
    return [said] if said else []


def _notes(rows: pd.DataFrame) -> list[str | None]:
    """Say what is to be known of each value: why there is none, or what France leaves out."""
    told = [
        gettext("without {places}", places=without) if without else gettext(NOTES[note]) if note else None
        for note, without in zip(rows["note"], rows["without"])
    ]
    return told


def _said(labels: tuple) -> list[str]:
    theme, figure, when, unit, sampled, source = labels
    answer = pgettext("answer", "yes") if sampled else pgettext("answer", "no")
    return [theme_name(theme), key_figures.name_of(figure), when, gettext(unit), answer, source]


def _sheet(sheet, rows: pd.DataFrame, column: str, bold) -> None:
    """Write one sheet: a row for each figure, a column for each territory."""
    keys = list(KEYS)
    wide = rows.pivot(index=keys, columns="name", values=column)
    wide = wide.reindex(index=pd.MultiIndex.from_frame(rows[keys].drop_duplicates()))
    for place, heading in enumerate([*map(gettext, KEYS.values()), *wide.columns]):
        sheet.write_string(0, place, heading, bold)
    for number, (labels, values) in enumerate(zip(wide.index, wide.to_numpy()), start=1):
        for place, label in enumerate(_said(labels)):
            sheet.write_string(number, place, label)
        for place, value in enumerate(values, start=len(labels)):
            if isinstance(value, str):
                sheet.write_string(number, place, value)
            elif pd.notna(value):
                sheet.write_number(number, place, value)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 52)
    sheet.set_column(2, len(keys) - 1 + len(wide.columns), 14)
    sheet.freeze_panes(1, 4)
