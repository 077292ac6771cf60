"""What the first notebook shows and says of the definitions: what each counts, how far they agree, and when."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.drawing import Picture, charts, maps, tables
from analysis.geography import FEWEST_ISOLATED, geography_year, latest_year
from analysis.isolation.comparison import agreement, by_geography, sizes_by_definition
from analysis.isolation.sizes import REPORT, in_2015
from analysis.isolation.story.sizes import ZONINGS, population_source, with_outlines
from analysis.isolation.story.wording import population_unheld, share_format
from analysis.language import gettext, gettext_noop, pgettext
from analysis.snapshot import REPORT_CENSUS
from analysis.statistics import beside_france
from analysis.territories import ISOLATED, Territory, is_list, own_definition

OF_REPORT = gettext_noop("the report's own count (press, 2017)")
AGREEING = (
    gettext_noop("no definition"),
    gettext_noop("one definition"),
    gettext_noop("two definitions"),
    gettext_noop("all three"),
)


def _without_few(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the shares and means of fewer communes than a share is made of; the counts stay."""
    measured = ["share_communes", "share_people", "mean_population"]
    enough = table["communes"] >= FEWEST_ISOLATED
    return table.assign(**{name: table[name].where(enough) for name in measured})


def definitions_table(territory: Territory):
    """Tabulate communes and people under each definition, and the report's own figures."""
    table = _without_few(sizes_by_definition(territory, own_definition()))
    told = {"year": geography_year(), "population_year": latest_year(), "floor": FEWEST_ISOLATED}
    subtitle = gettext("Communes of {year}, population {population_year}", **told)
    if table["communes"].lt(FEWEST_ISOLATED).any():
        subtitle = gettext(
            "Communes of {year}, population {population_year}; no share and no mean of fewer than {floor} communes",
            **told,
        )
    if territory.is_national:
        table = pd.concat([table, _report_row()], ignore_index=True)
    return tables.table(
        table,
        title=gettext("Isolated communes of {place}, by definition", place=territory),
        subtitle=subtitle,
        columns={
            "label": (gettext("Definition"), "text"),
            "communes": (gettext("Communes"), "integer"),
            "share_communes": (gettext("of communes"), share_format(table["share_communes"])),
            "people": (gettext("People"), "integer"),
            "share_people": (gettext("of people"), share_format(table["share_people"])),
            "mean_population": (gettext("Mean size"), "integer"),
        },
        source=population_source(),
    )


def _report_row() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": [OF_REPORT],
            "communes": [REPORT["communes"]],
            "people": [REPORT["people"]],
            "mean_population": [REPORT["mean_population"]],
        }
    )


def _definitions_of(territory: Territory, also: str) -> pd.DataFrame:
    return _without_few(sizes_by_definition(territory, also))


def definitions_figure(territory: Territory) -> Picture | str:
    """Draw the share of people isolated under each definition, here and in France."""
    data = beside_france(_definitions_of, territory, own_definition())
    data = data.assign(label=pd.Categorical(data["label"], data["label"].drop_duplicates(), ordered=True))
    here = data[data["place"] == territory.name]
    known = here.dropna(subset=["share_people"]).sort_values("share_people", kind="stable")
    if known.empty:
        return no_definition(territory, here["communes"].max())
    return charts.bars(
        data,
        label="label",
        value="share_people",
        group="place",
        percent=True,
        title=_range_title(known, here["communes"]),
        unit=gettext("share of the population of {year}", year=latest_year()),
        source=population_source(),
        alt=_range_alt(known, territory),
    )


def _digits(high: float) -> int:
    """Return the decimals that let the highest share read as more than none."""
    return 1 if high >= 0.005 else 2


def _range_alt(known: pd.DataFrame, territory: Territory) -> str:
    """Say the lowest and the highest share, of a single one itself, with digits that show them."""
    digits, labels = _digits(known["share_people"].iloc[-1]), [str(label) for label in known["label"]]
    told = {
        "place": territory,
        "low": words.percent(known["share_people"].iloc[0], digits),
        "lowest": gettext(labels[0]),
        "high": words.percent(known["share_people"].iloc[-1], digits),
        "highest": gettext(labels[-1]),
    }
    if len(known) == 1:
        return gettext(
            "Bars of the share of people in isolated communes of {place}: {low} ({lowest}), the only definition with enough "
            "communes.",
            **told,
        )
    return gettext(
        "Bars of the share of people in isolated communes of {place} by definition: lowest {low} ({lowest}), highest {high} "
        "({highest}).",
        **told,
    )


def no_definition(territory: Territory, most: float) -> str:
    """Say why no definition gives a share of people."""
    if most >= FEWEST_ISOLATED:
        alone = gettext("The definitions can be compared by communes only.")
        return f"{alone} {population_unheld(territory)}"
    if not most:
        return gettext("No definition finds an isolated commune in {place}.", place=territory)
    return gettext(
        "No definition finds as many as {floor} isolated communes in {place}; the most is {most}, too few for a share.",
        floor=FEWEST_ISOLATED,
        place=territory,
        most=words.number(most),
    )


def _range_title(known: pd.DataFrame, communes: pd.Series) -> str:
    """Say between which shares the definitions lie; of a single one that has enough communes, its share.

    `communes` are the communes that each definition finds, those of `known` among them, by the same index.
    """
    low, high = known["share_people"].iloc[0], known["share_people"].iloc[-1]
    digits = _digits(high)
    others = communes.drop(known.index)
    if len(known) == 1 and len(others):
        label = str(known["label"].iloc[0])
        alone = gettext(
            "{share} of people are isolated by one definition, {definition}",
            share=words.percent(high, digits),
            definition=gettext(label),
        )
        return _with_others(alone, others)
    return gettext(
        "From {low} to {high} of people are isolated: the definition decides",
        low=words.percent(low, digits),
        high=words.percent(high, digits),
    )


def _with_others(alone: str, communes: pd.Series) -> str:
    """Add what the definitions without a share find: none and too few are two things."""
    if not communes.any():
        return gettext("{alone}; the others find none", alone=alone)
    if communes.all():
        return gettext("{alone}; the others find too few communes for a share", alone=alone)
    return gettext("{alone}; the others find none or too few for a share", alone=alone)


def geography_reading(territory: Territory, key: str) -> str:
    """Say how the count moves with the geography of the communes, and what 2015 gave here."""
    if is_list(key):
        own = gettext("The list of one’s own is one of the communes of {year} alone.", year=geography_year())
        return f"{own} {_of_2015(territory)}"
    counts = by_geography(key)
    spread = words.listing(
        gettext("{count} in the communes of {year}", count=words.number(row.communes), year=row.geography_year)
        for row in counts.itertuples(index=False)
    )
    said = gettext("In France, the same class holds {spread}.", spread=spread)
    return f"{said} {_of_2015(territory)}"


def _of_2015(territory: Territory) -> str:
    """Say what the geography nearest to the report gives here; not classed, none and too few are three things."""
    table = in_2015(territory).set_index("territory_type")
    former, told = table.loc[ISOLATED], {"place": territory, "year": REPORT_CENSUS}
    if not table["communes"].sum():
        return gettext("The urban-area zoning classes no commune of {place} as it was in 2015.", **told)
    if not former["communes"]:
        return gettext("In the communes of 2015, the urban-area zoning finds none isolated in {place}.", **told)
    told["communes"] = words.communes(former["communes"], "isolated ")
    if former["communes"] < FEWEST_ISOLATED:
        return gettext(
            "In the communes of 2015, nearest to the report, the urban-area zoning finds {communes} in {place}: too few for a "
            "mean size.",
            **told,
        )
    if pd.isna(former["people"]):
        return gettext(
            "In the communes of 2015, nearest to the report, {place} has {communes} under the urban-area zoning. Their "
            "population in {year} is not held.",
            **told,
        )
    return gettext(
        "In the communes of 2015, nearest to the report, {place} has {communes} under the urban-area zoning. They held {people} "
        "people in {year}, {mean} on average, where the report says about {reported}.",
        people=words.people(former["people"]),
        mean=words.number(former["mean_population"]),
        reported=words.number(REPORT["mean_population"]),
        **told,
    )


def agreement_map(territory: Territory) -> Picture | str:
    """Map how many of the three single definitions call each commune isolated."""
    counted = agreement(territory)
    named = counted["definitions"].map(dict(enumerate(AGREEING)))
    data = counted.assign(agreement=pd.Categorical(named, AGREEING, ordered=True))
    known = counted["definitions"].dropna()
    if known.empty:
        return gettext(
            "At least one of the three typologies classes no commune of {place}: they cannot be compared.",
            place=territory,
        )
    any_of, all_of = int((known > 0).sum()), int((known == 3).sum())
    if not any_of:
        return gettext(
            "No commune of {place} is isolated under any of the three definitions.",
            place=territory,
        )
    told = {"any": words.communes(any_of), "all": words.number(all_of) if all_of else pgettext("communes", "none")}
    title = gettext("Of {any} isolated by some definition, {all} by all three", **told)
    if any_of < FEWEST_ISOLATED:
        title = gettext("Isolated by some definition: {any}; by all three: {all}", **told)
    return maps.categories(
        territory,
        data,
        value="agreement",
        order=list(AGREEING),
        highlight=AGREEING[-1],
        title=title,
        source=with_outlines(ZONINGS),
        alt=gettext(
            "Map of the communes of {place} by the number of definitions that call them isolated. {title}.",
            place=territory,
            title=title,
        ),
    )
