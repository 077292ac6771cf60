"""What the first notebook shows and says: who is isolated, under which definition, and where."""

from __future__ import annotations

import pandas as pd

from analysis import population, snapshot, words
from analysis.drawing import Picture, charts, maps
from analysis.geography import classify, enough_isolated, geography_year, latest_year, people
from analysis.isolation.comparison import cases, sizes_by_definition
from analysis.isolation.sizes import REPORT, UNDER_200, size, size_classes
from analysis.isolation.story.wording import population_unheld, regions_of_all, share
from analysis.language import gettext, pgettext
from analysis.territories import ISOLATED, Territory, definition, france, types
from analysis.words import editions, few_isolated, left_small, of_enough, source_line

CROSSED = "strict"  # no official class: what two of them share
ZONINGS = "ZAU 2010, AAV 2020, grille de densité 2022"


def population_source() -> str:
    """Name the population in force, and the zonings."""
    last = source_line(editions("population", "insee_populations")[-1])
    return gettext("{source}; zonings {zonings}", source=last, zonings=ZONINGS)


def with_outlines(zonings: str) -> str:
    """Name the zonings that a map shows and its contours."""
    return gettext("{source}; INSEE, {zonings}", source=source_line("outlines"), zonings=zonings)


def _isolated(territory: Territory, key: str) -> pd.Series:
    return size(territory, key).set_index("territory_type").loc[ISOLATED]


def answer(territory: Territory, key: str) -> str:
    """Say how many communes are isolated, and how many people live there."""
    few = few_isolated(territory, key)
    if few:
        return few
    here = _isolated(territory, key)
    told = {"place": territory, "communes": words.communes(here["communes"])}
    if pd.isna(here["people"]):
        return gettext(
            "In {place}, **{communes}** are isolated, {share} of the communes classed.",
            share=share(here["share_communes"]),
            **told,
        )
    told |= {"people": words.people(here["people"]), "share": share(here["share_people"])}
    places = words.listing(_after_without(region) for region in regions_of_all(_unpeopled(territory)))
    if places:
        return gettext(
            "In {place}, **{communes}** are isolated: **{people} people** live there, {share} of the population (without "
            "{places}).",
            places=places,
            **told,
        )
    return gettext(
        "In {place}, **{communes}** are isolated: **{people} people** live there, {share} of the population.", **told
    )


def _after_without(place: Territory) -> str:
    """Write the name of a place to follow "without"; a translation gives it its article."""
    return pgettext("after without", "{place}", place=place)


def _unpeopled(territory: Territory) -> pd.Index:
    """Return the communes of a territory without a population in force."""
    return territory.communes.difference(people(territory).dropna(subset=["population"])["commune"])


def answer_in_figures(territory: Territory, key: str) -> str:
    """Say what isolated means, which share of communes that is, and whether the report's count is met."""
    counts = sizes_by_definition(france()).set_index("definition")["communes"]
    crossed = counts.pop(CROSSED)
    report = gettext(
        "The report counts {count} communes in France. None of the {classes} official classes compared here gives that number: in "
        "the communes of {year}, they run from {low} to {high}, and {crossed} are isolated in both zonings.",
        count=words.number(REPORT["communes"]),
        classes=words.in_words(len(counts)),
        year=geography_year(),
        low=words.number(counts.min()),
        high=words.number(counts.max()),
        crossed=words.number(crossed),
    )
    shares = _in_france(key) if few_isolated(territory, key) else _counted(territory, key)
    return f"{_meant(key)} {shares} {report}"


def _country(key: str) -> dict[str, str]:
    whole = _isolated(france(), key)
    return {"france_communes": share(whole["share_communes"]), "france_people": share(whole["share_people"])}


def _meant(key: str) -> str:
    return gettext("Isolated communes are those {meaning}.", meaning=gettext(definition(key).meaning))


def _in_france(key: str) -> str:
    return gettext(
        "In France, they are {france_communes} of communes, with {france_people} of people.", **_country(key)
    )


def _counted(territory: Territory, key: str) -> str:
    """Say which share of communes and people are isolated, and the same of France."""
    here = _isolated(territory, key)
    told = {"communes_share": share(here["share_communes"])} | _country(key)
    if pd.isna(here["people"]):
        shares = gettext(
            "They are {communes_share} of the communes classed (France: {france_communes}). How many people live there is "
            "not known.",
            **told,
        )
        return f"{shares} {population_unheld(territory)}"
    told["people_share"] = share(here["share_people"])
    if territory.is_national:
        return gettext("They are {communes_share} of the communes classed, with {people_share} of the people.", **told)
    return gettext(
        "They are {communes_share} of the communes classed, with {people_share} of the people (France: {france_communes} of "
        "communes, {france_people} of people).",
        **told,
    )


def types_map(territory: Territory, key: str) -> Picture | str:
    """Map the types of territory, with the places the report names."""
    data, label = classify(territory, key), definition(key).label
    if data["territory_type"].isna().all():
        return gettext(
            "The typology ({definition}) classes no commune of {place}: there is nothing to map.",
            definition=gettext(label),
            place=territory,
        )
    title = _map_title(territory, key)
    places = cases()
    return maps.categories(
        territory,
        data,
        value="territory_type",
        order=types(key),
        highlight=ISOLATED,
        title=title,
        source=with_outlines(gettext(label)),
        alt=gettext("Map of the communes of {place} by type of territory. {title}.", place=territory, title=title),
        places=places[snapshot.among(places["commune"], territory.communes)],
    )


def _map_title(territory: Territory, key: str) -> str:
    here = _isolated(territory, key)
    if not here["communes"]:
        return gettext("No isolated commune in {place} by the definition: {definition}", **_named(territory, key))
    told = {"communes": words.communes(here["communes"], "isolated "), **_named(territory, key)}
    if not enough_isolated(territory, key):
        return gettext("{communes} in {place} by the definition: {definition}", **told)
    told["communes_share"] = share(here["share_communes"])
    if pd.isna(here["share_people"]):
        return gettext("{communes} in {place}: {communes_share} of communes", **told)
    return gettext(
        "{communes} in {place}: {communes_share} of communes, {people_share} of people",
        people_share=share(here["share_people"]),
        **told,
    )


def _named(territory: Territory, key: str) -> dict[str, object]:
    label = definition(key).label
    return {"place": territory, "definition": gettext(label)}


def size_figure(territory: Territory, key: str) -> Picture | str:
    """Draw how isolated communes and the others spread over classes of size."""
    data = size_classes(territory, key)
    few = few_isolated(territory, key)
    if few:
        return few
    data = of_enough(data, territory, key)
    here = data[data["territory_type"] == ISOLATED]
    if here.empty:
        unknown = gettext("The sizes of communes cannot be compared.")
        return f"{unknown} {population_unheld(territory)}"
    small = words.percent(here.loc[here["size_class"].isin(UNDER_200), "share_communes"].sum(), 0)
    mean = words.number(_isolated(territory, key)["mean_population"])
    return charts.bars(
        data,
        label="size_class",
        value="share_communes",
        group="territory_type",
        percent=True,
        order=data["size_class"].cat.categories.tolist(),
        title=gettext(
            "{small} of isolated communes have fewer than 200 people; their mean is {mean}", small=small, mean=mean
        ),
        unit=gettext(
            "share of the communes of the type, by number of people in {year}{left}",
            year=latest_year(),
            left=left_small(territory, key),
        ),
        source=population_source(),
        alt=gettext(
            "Bars of the size of communes in {place} by type: {small} of the isolated have fewer than 200 people.",
            place=territory,
            small=small,
        ),
    )


def unclassed_reading(territory: Territory, key: str) -> str:
    """Say how many communes have no class, or no population: the first are left out, the second where people are counted."""
    types_of = classify(territory, key).set_index("commune")["territory_type"]
    unclassed, unpeopled = int(types_of.isna().sum()), _unpeopled(territory)
    label = definition(key).short
    told = {"place": territory, "definition": gettext(label)}
    if not unclassed and unpeopled.empty:
        return gettext("Every commune of {place} has a class ({definition}) and a population.", **told)
    if unclassed:
        said = gettext(
            "Communes of {place} without a class ({definition}): {unclassed}. They are left out, not counted as zero.",
            unclassed=words.number(unclassed),
            **told,
        )
    else:
        said = gettext("Every commune of {place} has a class ({definition}).", **told)
    if unpeopled.empty:
        return said
    isolated = int(types_of.reindex(unpeopled).eq(ISOLATED).sum())
    return f"{said} {_said_unpeopled(territory, unpeopled, isolated)}"


def _said_unpeopled(territory: Territory, unpeopled: pd.Index, isolated: int) -> str:
    """Say of which communes no population is held, that they count as communes, and of which years one is."""
    told = {"place": territory, "year": latest_year(), "count": words.number(len(unpeopled))}
    places = regions_of_all(unpeopled)
    if places and len(unpeopled) < len(territory.communes):
        names = words.listing(place.name for place in places)
        said = gettext("Without a population of {year}: {count} ({places}).", places=names, **told)
    else:
        said = gettext("Communes of {place} without a population of {year}: {count}.", **told)
    none = pgettext("communes", "none")
    counted = gettext(
        "They count as communes ({isolated} of them isolated), and are left out where people are counted.",
        isolated=words.number(isolated) if isolated else none,
    )
    held, others = population.population_years(territory), ""
    if held and latest_year() not in held:
        others = gettext("Their population of {years} is held.", years=words.listing(held))
    return " ".join(text for text in (said, counted, others) if text)
