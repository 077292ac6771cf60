"""What the third notebook says of a second engine: digital firms and distance selling, and the creations of firms."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.business import areas, firms
from analysis.business.firms import digital_firms_year
from analysis.business.story.wording import HANDFUL, ISOLATED_CLASSES
from analysis.geography import FEWEST_ISOLATED
from analysis.language import gettext, ngettext
from analysis.territories import ISOLATED, Territory, france, label_of, type_name
from analysis.words import few_isolated, source_line, vintage_years

# Creations are told from a year to this one, and from this one on.
REPORT_YEAR = "2017"


def digital_reading(territory: Territory, definition: str) -> str:
    """Say what is held of digital firms and distance selling."""
    return " ".join([_in_the_country(), _where_they_are(territory, definition)])


def _in_the_country() -> str:
    national = firms.national_activities().set_index("group")
    selling, digital = national.loc["Distance selling"], national.iloc[1]
    return gettext(
        "In the whole country, distance selling had {selling} establishments with employees in {year}, {share_selling} of "
        "private employers; programming and information services had {digital}, {share_digital}: those without employees are not counted.",
        year=vintage_years("employers_by_activity"),
        selling=words.number(selling["establishments"]),
        share_selling=words.percent(selling["share"], 2),
        digital=words.number(digital["establishments"]),
        share_digital=words.percent(digital["share"], 2),
    )


def _where_they_are(territory: Territory, definition: str) -> str:
    """Say how frequent digital firms are in isolated communes: from the register, or in the one region that is held."""
    table = firms.digital_register(territory, definition)
    told = {"place": territory, "year": digital_firms_year()}
    if len(table):
        where = gettext(
            "INSEE's register says where those active are ({source}).", source=source_line("digital_establishments")
        )
    else:
        table = firms.digital_firms(territory, definition)
        if table.empty:
            return gettext(
                "Digital establishments are held by commune for Occitanie alone: nothing can be said of {place}.",
                **told,
            )
        where = (
            gettext(
                "By commune, another list tells of one region alone, Occitanie: digital establishments with and without employees "
                "that were active in {year}.",
                **told,
            )
            if territory.is_national or territory.kind == "region"
            else gettext(
                "By commune, another list tells of {place}, as of all of Occitanie: digital establishments with and without "
                "employees that were active in {year}.",
                **told,
            )
        )
    few = few_isolated(territory, definition)
    row = table[table["territory_type"] == ISOLATED]
    if few:
        return few
    if row.empty or row["communes"].iloc[0] < FEWEST_ISOLATED:
        return gettext("Too few isolated communes of {place} are counted there for a share.", **told)
    return f"{where} {_firms_words(table.iloc[0], row.iloc[0])}"


def _firms_words(first: pd.Series, isolated: pd.Series) -> str:
    """Say how frequent digital firms are in isolated communes, and beside the most urban type."""
    values = {
        "communes": words.percent(isolated["share_communes"]),
        "count": words.number(isolated["communes"]),
        "rate": words.number(isolated["rate_per_1000"], 2),
        "urban": words.number(first["rate_per_1000"], 2),
        "kind": type_name(first["territory_type"]),
        "share": words.percent(isolated["share"]),
    }
    told = [gettext("There, {communes} of the {count} isolated communes had at least one.", **values)]
    if first["territory_type"] != ISOLATED and first["communes"] >= FEWEST_ISOLATED:
        told.append(
            gettext(
                "All these isolated communes together had {rate} per 1,000 people, against {urban} in {kind:lower}.",
                **values,
            )
        )
    else:
        told.append(gettext("All these isolated communes together had {rate} per 1,000 people.", **values))
    if pd.notna(isolated["share"]):
        told.append(gettext("{share} of these establishments are in isolated communes.", **values))
    return " ".join(told)


def _creations(table: pd.DataFrame) -> list[str]:
    """Return the columns that tell the change of creations up to the report and from it on."""
    changes = [name for name in table if name.startswith("change_creations_")]
    return [name for name in changes if REPORT_YEAR in name.split("_")[-2:]]


def creations_reading(territory: Territory, definition: str) -> str:
    """Say how business creations changed by isolation of the EPCI, before and after the report, and what they are not."""
    table = areas.creations(territory, definition)
    columns = [column for column in _creations(table) if table[column].notna().any()]
    if not columns:
        none = gettext("Business creations are held for no EPCI of {place}.", place=territory)
        return f"{none} {creations_reading(france(), definition)}"
    few = _too_few(table, columns[-1], territory, definition)
    if few:
        return few
    told = [text for column in columns for text in _told(table, column, territory, definition)]
    warning = gettext(
        "A year stands for a mean of three: which three, the source does not say of these periods. Creations count "
        "micro-enterprises, and most are firms of one person: a creation is not a job. A body other than INSEE computed "
        "these changes from INSEE's figures."
    )
    beside = gettext(
        "Two medians do not tell whether EPCI differ. Where there are enough of them, chapter 6 judges another gap, with its "
        "interval: the mean change of the EPCI of which half of the people or more are isolated, less that of all the others."
    )
    return " ".join([*told, warning, *([beside] if _two_medians(table, columns[-1], territory, definition) else [])])


def _two_medians(table: pd.DataFrame, column: str, territory: Territory, definition: str) -> bool:
    """Tell whether the median of the most isolated EPCI stands beside that of the least."""
    means = _by_isolation(table, column, territory, definition)
    return len(means) > 1 and means["areas"].iloc[[0, -1]].min() >= HANDFUL


def _by_isolation(table: pd.DataFrame, column: str, territory: Territory, definition: str) -> pd.DataFrame:
    """Return the medians by isolation of the EPCI; empty where too few communes are isolated to part them."""
    means = areas.by_isolation(table, column)
    parted = not few_isolated(territory, definition) and len(means) and means["isolation"].iloc[-1] in ISOLATED_CLASSES
    return means if parted else means.iloc[:0]


def _too_few(table: pd.DataFrame, column: str, territory: Territory, definition: str) -> str:
    """Say that a handful of EPCI make no median; nothing where there are enough, or the territory is an EPCI itself."""
    means = _by_isolation(table, column, territory, definition)
    count = int(means["areas"].iloc[-1]) if len(means) else int(table[column].notna().sum())
    if count >= HANDFUL or territory.kind == "epci":
        return ""
    told = {"count": count, "place": territory}
    if not len(means):
        return gettext("Of so few EPCI of {place} ({count}), no median of creations is told.", **told)
    return gettext(
        "Of so few EPCI of {place} with {isolation} ({count}), no median of creations is told.",
        isolation=label_of(means["isolation"].iloc[-1]),
        **told,
    )


def _told(table: pd.DataFrame, column: str, territory: Territory, definition: str) -> list[str]:
    """Say the median change of a period; by isolation where enough communes are isolated, of all EPCI elsewhere."""
    start, end = column.split("_")[-2:]
    # Creations are held for metropolitan France alone: its EPCI are all that are counted of France.
    counted = Territory.parse("FRM") if territory.is_national else territory
    told = {"place": counted, "start": start, "end": end}
    means = _by_isolation(table, column, territory, definition)
    if means.empty or territory.kind == "epci":  # one EPCI is no class, whoever is isolated in it
        known = table[column].dropna()
        return [_of_all(len(known), known.median(), told)]
    said = [_of_class(means.iloc[-1], told)]
    # The class of the least isolated stands beside only where it is no handful.
    if _two_medians(table, column, territory, definition):
        said.append(_of_the_least(means.iloc[0]))
    return said


def _of_all(count: int, median: float, told: dict) -> str:
    """Say the change of the EPCI of a territory: a total between three-year means, which no root makes a yearly rate."""
    if told["place"].kind == "epci":
        return gettext(
            "Business creations of {place} from the three-year mean of {start} to that of {end}: {change}.",
            change=words.signed_percent(median),
            **told,
        )
    return ngettext(
        "Business creations from the three-year mean of {start} to that of {end}: {change} in the one EPCI of {place}.",
        "Business creations from the three-year mean of {start} to that of {end}: {change} in the median of the {count} EPCI of "
        "{place}.",
        count,
        change=words.signed_percent(median),
        **told,
    )


def _of_class(row: pd.Series, told: dict) -> str:
    return gettext(
        "Business creations from the three-year mean of {start} to that of {end}: {change} in the median of the {count} EPCI of "
        "{place} with {isolation}.",
        count=words.number(row["areas"]),
        change=words.signed_percent(row["median"]),
        isolation=label_of(row["isolation"]),
        **told,
    )


def _of_the_least(row: pd.Series) -> str:
    return gettext(
        "In the median EPCI of the {count} EPCI with {isolation}, the change is {change}.",
        count=words.number(row["areas"]),
        isolation=label_of(row["isolation"]),
        change=words.signed_percent(row["median"]),
    )
