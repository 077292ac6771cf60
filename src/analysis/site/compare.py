"""All regions side by side: tables to sort, small maps, and the same figures as CSV and XLSX."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import xlsxwriter

from analysis import snapshot, words
from analysis.chapter import marked
from analysis.indicators import key_figures, theme_name
from analysis.language import gettext, gettext_noop
from analysis.site import facts, region_map
from analysis.territories import france

COLUMNS = ["theme", "figure", "when", "unit", "territory", "name", "value", "rank", "ranked"]
KEYS = {
    "theme": gettext_noop("Theme"),
    "figure": gettext_noop("Figure"),
    "when": gettext_noop("When"),
    "unit": gettext_noop("Unit"),
}
SHEETS = {"value": gettext_noop("Values"), "rank": gettext_noop("Ranks")}
ABOUT = (
    gettext_noop("Key figures of the isolated communes of each region and of France."),
    gettext_noop("Rank: place among the regions that have a value, 1 is the highest."),
    gettext_noop("Empty: the figure is not held there."),
)


@dataclass(frozen=True)
class Cell:
    """A value of the comparison, written, and as a number to sort by (empty where it is not held)."""

    text: str
    key: str


@dataclass(frozen=True)
class Theme:
    """The figures of one argument: headings with their units, a row for each region and for France, a map for each."""

    key: str
    name: str
    headings: list[str]
    rows: list[tuple[str, str, list[Cell]]]
    shadings: list[region_map.Shading]


def places(figures: pd.DataFrame) -> pd.DataFrame:
    """Keep the figures of the regions and of France: what the comparison shows and the files hold."""
    kept = figures[figures["kind"].isin(["region", "france"])]
    return kept[COLUMNS].reset_index(drop=True)


def themes(figures: pd.DataFrame) -> list[Theme]:
    """Lay the key figures out by theme.

    Parameters
    ----------
    figures : DataFrame
        As `facts.table`.
    """
    made = []
    for name in key_figures.PARTS:
        own = places(figures[figures["theme"] == name])
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
            )
        )
    return made


def _heading(figure: str, told: pd.Series) -> str:
    unit = told["unit"]
    return f"{facts.title(figure, told['when'])} ({gettext(unit)})"


def _cells(rows: pd.DataFrame) -> list[Cell]:
    return [
        Cell(_bare(name, unit, value), "" if pd.isna(value) else repr(float(value)))
        for name, unit, value in zip(rows.index, rows["unit"], rows["value"])
    ]


def _bare(name: str, unit: str, value: float) -> str:
    """Write a value without its unit, which stands in the heading."""
    return facts.value(name, unit, value).removesuffix(f"\u00a0{gettext(unit)}")


def csv(figures: pd.DataFrame) -> bytes:
    """Write the comparison as CSV: one row for each figure and territory; altered data are marked in each row."""
    return marked(places(figures)).to_csv(index=False, lineterminator="\n").encode("utf-8")


def xlsx(figures: pd.DataFrame, built: date) -> bytes:
    """Write the comparison as a workbook: values and ranks with a column for each territory, and what they are."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": False})
    book.set_properties(
        {"title": gettext("Key figures of the regions"), "created": datetime(built.year, built.month, built.day)}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for column, sheet in SHEETS.items():
        _sheet(book.add_worksheet(gettext(sheet)), places(figures), column, bold)
    about = book.add_worksheet(gettext("About"))
    about.set_column(0, 0, 90)
    for row, line in enumerate((*_notice(), *map(gettext, ABOUT), gettext("Built on {day}.", day=words.day(built)))):
        about.write_string(row, 0, line)
    book.close()
    return buffer.getvalue()


def _notice() -> list[str]:
    said = snapshot.notice(snapshot.altered())
    return [said] if said else []


def _said(labels: tuple[str, str, str, str]) -> list[str]:
    theme, figure, when, unit = labels
    return [theme_name(theme), key_figures.name_of(figure), when, gettext(unit)]


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
            if pd.notna(value):
                sheet.write_number(number, place, value)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 52)
    sheet.set_column(2, 3 + len(wide.columns), 14)
    sheet.freeze_panes(1, 4)
