"""What the third notebook shows and says of industry by zone d'emploi: against isolation in France, and on a map."""

from __future__ import annotations

import pandas as pd

from analysis import snapshot, words
from analysis.business import areas
from analysis.business.areas import ESTEL, industry_years
from analysis.business.story.reach import zones_named
from analysis.business.story.wording import BY_WEIGHT, slopes, way_of_slopes
from analysis.business.zones import ZoneName
from analysis.drawing import Picture, charts, maps
from analysis.language import gettext, ngettext
from analysis.statistics import Fit
from analysis.territories import Territory, france
from analysis.words import editions, source_line

INDUSTRY_BREAKS = (-0.6, -0.4, -0.2, 0.0, 0.2, 0.4)


def _industry_source(*more: str) -> str:
    named = source_line(*editions("jobs_zone", "insee_estel_ze2010_salarie"), *more)
    return gettext("{source}; zones d'emploi of 2010", source=named)


def zone_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the change of industrial jobs of every zone against its isolation, those of the territory named."""
    data = areas.industry_by_zone(france(), definition)
    row = areas.industry_association(france(), definition).iloc[0]
    own = set(areas.industry_by_zone(territory, definition)["area"])
    data = data.assign(here=snapshot.among(data["area"], own) & (not territory.is_national))
    title = _association_title(row)
    told = {"count": len(data), "place": territory, "title": title}
    return charts.scatter(
        data,
        x="share_isolated",
        y="change",
        size="jobs_start" if territory.is_national else None,
        highlight="here" if data["here"].any() else None,
        label="name",
        names=(gettext("zones d'emploi of {place}", place=territory), gettext("other zones of France")),
        size_unit=gettext("industrial jobs at the start"),
        fit=Fit(row["slope"], row["intercept"], row["low"], row["high"], int(row["areas"])),
        title=title,
        x_unit=gettext("share of people in isolated communes"),
        y_unit=gettext("change of salaried industrial jobs"),
        x_percent=True,
        y_percent=True,
        source=gettext(
            "{source}. The line weighs zones by their industrial jobs of {year}",
            source=_industry_source(),
            year=industry_years()[0],
        ),
        alt=gettext("Scatter of {count} zones d'emploi of France. {title}.", **told)
        if territory.is_national
        else gettext("Scatter of {count} zones d'emploi of France, those of {place} named. {title}.", **told),
    )


def _association_title(row: pd.Series) -> str:
    start, end = industry_years()
    told = {"start": start, "end": end}
    return {
        1: gettext(
            "Industry by zone d'emploi in France, {start}-{end}: change higher where more people are isolated", **told
        ),
        -1: gettext(
            "Industry by zone d'emploi in France, {start}-{end}: change lower where more people are isolated", **told
        ),
        0: gettext("Industry by zone d'emploi in France, {start}-{end}: no clear association with isolation", **told),
        BY_WEIGHT: gettext(
            "Industry by zone d'emploi in France, {start}-{end}: whether it goes with isolation depends on the weights of zones",
            **told,
        ),
        None: gettext("Industry by zone d'emploi in France, {start}-{end}: too few zones to tell", **told),
    }[way_of_slopes(row)]


def zone_reading(territory: Territory, definition: str) -> str:
    """Say the slopes, for industry and for all salaried jobs, in France and here."""
    told = [
        _association(gettext("industrial jobs"), areas.industry_association(france(), definition).iloc[0]),
        _association(
            gettext("all salaried jobs"), areas.industry_association(france(), definition, sector="all").iloc[0]
        ),
    ]
    if not territory.is_national:
        told.append(_jobs_here(territory, definition))
    return " ".join(told)


def _association(jobs: str, row: pd.Series) -> str:
    """Say an association over the zones of France by both its weights with their intervals, and nothing of causes."""
    told = {"jobs": jobs, "zones": int(row["areas"]), "start": industry_years()[0], **slopes(row)}
    return {
        1: gettext(
            "Over the {zones} zones of France, the change of {jobs} is higher where more people are isolated: ten points more of people "
            "isolated go with {slope} where zones are weighed by their jobs of {start} (95 % interval {bounds}), and with "
            "{slope_once} where each counts once ({bounds_once}).",
            **told,
        ),
        -1: gettext(
            "Over the {zones} zones of France, the change of {jobs} is lower where more people are isolated: ten points more of people "
            "isolated go with {slope} where zones are weighed by their jobs of {start} (95 % interval {bounds}), and with "
            "{slope_once} where each counts once ({bounds_once}).",
            **told,
        ),
        0: gettext(
            "Over the {zones} zones of France, the change of {jobs} has no clear association with isolation: ten points more of "
            "people isolated go with {slope} where zones are weighed by their jobs of {start} (95 % interval {bounds}), and with "
            "{slope_once} where each counts once ({bounds_once}).",
            **told,
        ),
        BY_WEIGHT: gettext(
            "Over the {zones} zones of France, whether the change of {jobs} goes with isolation depends on their weights: ten points "
            "more of people isolated go with {slope} where zones are weighed by their jobs of {start} (95 % interval {bounds}), and "
            "with {slope_once} where each counts once ({bounds_once}).",
            **told,
        ),
        None: gettext("There are too few zones to say whether the change of {jobs} goes with isolation.", **told),
    }[way_of_slopes(row)]


def _jobs_here(territory: Territory, definition: str) -> str:
    """Say from how many industrial jobs to how many the zones of a territory went."""
    here = areas.industry_by_zone(territory, definition)
    if here.empty:
        return gettext("No zone d'emploi of {place} is held.", place=territory)
    started = here["jobs_start"].sum()
    if not started:
        return gettext("No industrial job was counted at the start in the zones d'emploi of {place}.", place=territory)
    start, end = industry_years()
    told = ngettext(
        "In the one zone counted to {place} by the zoning of {zoning}, industrial jobs went from {jobs_start} in {start} to "
        "{jobs_end} in {end} ({change}).",
        "In the {count} zones counted to {place} by the zoning of {zoning}, industrial jobs went from {jobs_start} in {start} to "
        "{jobs_end} in {end} ({change}).",
        len(here),
        place=territory,
        zoning=ESTEL["zoning"],
        start=start,
        end=end,
        **_jobs(here),
    )
    return f"{told} {zones_named(here, territory, ESTEL['zoning'])}".rstrip()


def _jobs(zones: pd.DataFrame) -> dict[str, str]:
    start, end = zones["jobs_start"].sum(), zones["jobs_end"].sum()
    change = words.signed_percent(end / start - 1) if start else words.missing()
    return {"jobs_start": words.number(start), "jobs_end": words.number(end), "change": change}


def zone_map(territory: Territory, definition: str) -> Picture | str:
    """Map the change of industrial jobs by zone d'emploi."""
    zones = areas.industry_by_zone(france(), definition)[["area", "name", "jobs_start", "jobs_end", "change"]]
    reached = snapshot.load("communes", territory, columns=["commune", "region", "zone_emploi_2010"])[
        "zone_emploi_2010"
    ]
    own = zones[snapshot.among(zones["area"], reached)].dropna(subset=["change"])
    if own.empty:
        return gettext(
            "No zone d'emploi of {place} has industrial jobs in the source: there is nothing to map.", place=territory
        )
    title = _zones_title(areas.industry_by_zone(territory, definition).dropna(subset=["change"]), own, territory)
    start, end = industry_years()
    return maps.areas(
        territory,
        own.rename(columns={"area": "zone"}),
        level="zone_emploi_2010",
        code="zone",
        value="change",
        breaks=INDUSTRY_BREAKS,
        unit=gettext(
            "change of salaried industrial jobs from {start} to {end}, by zone d'emploi", start=start, end=end
        ),
        title=title,
        source=_industry_source("outlines"),
        alt=gettext(
            "Map of the change of industrial jobs by zone d'emploi in {place}. {title}.", place=territory, title=title
        ),
        percent=True,
        diverging=True,
    )


def _zones_title(counted: pd.DataFrame, reached: pd.DataFrame, territory: Territory) -> str:
    """Say in how many of the zones that belong to a territory industry grew, and of how many jobs; of all it reaches where none does."""
    counted = counted if len(counted) else reached
    start, end = industry_years()
    told = {"place": territory, "start": start, "end": end, **_jobs(counted)}
    if len(counted) == 1:
        return gettext(
            "Industrial jobs of the zone d'emploi of {zone}, {start}-{end}: {change}, from {jobs_start} to {jobs_end}",
            zone=ZoneName(counted["name"].iloc[0]),
            **told,
        )
    return _of_zones(counted, {**told, "zones": len(counted)})


def _of_zones(counted: pd.DataFrame, told: dict) -> str:
    """Say how industrial jobs of several zones went as a whole, and in how many of them they grew, by however little."""
    grew, whole = int(counted["change"].gt(0).sum()), counted["jobs_end"].sum() - counted["jobs_start"].sum()
    way = (whole >= 0, "all" if grew == len(counted) else "some" if grew else "none")
    return {
        (True, "all"): gettext(
            "Industrial jobs in the {zones} zones d'emploi of {place} rose from {jobs_start} to {jobs_end} between {start} and {end}; they "
            "grew in each of them",
            **told,
        ),
        (True, "some"): ngettext(
            "Industrial jobs in the {zones} zones d'emploi of {place} rose from {jobs_start} to {jobs_end} between {start} and {end}; they "
            "grew in one of them",
            "Industrial jobs in the {zones} zones d'emploi of {place} rose from {jobs_start} to {jobs_end} between {start} and {end}; they "
            "grew in {count} of them",
            grew,
            **told,
        ),
        (False, "some"): ngettext(
            "Industrial jobs in the {zones} zones d'emploi of {place} fell from {jobs_start} to {jobs_end} between {start} and {end}; they "
            "grew in one of them",
            "Industrial jobs in the {zones} zones d'emploi of {place} fell from {jobs_start} to {jobs_end} between {start} and {end}; they "
            "grew in {count} of them",
            grew,
            **told,
        ),
        (False, "none"): gettext(
            "Industrial jobs in the {zones} zones d'emploi of {place} fell from {jobs_start} to {jobs_end} between {start} and {end}; they "
            "grew in none of them",
            **told,
        ),
        # Not one job more or less in any zone.
        (True, "none"): gettext(
            "Industrial jobs in the {zones} zones d'emploi of {place}: {jobs_start} in {start} and {jobs_end} in {end}",
            **told,
        ),
    }[way]
