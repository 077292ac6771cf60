"""What the third notebook shows and says of pensions by EPCI: their share of income, by isolation."""

from __future__ import annotations

import pandas as pd

from analysis import words
from analysis.business import areas
from analysis.business.areas import CLASSES, pensions_year
from analysis.business.believed import FEWEST_AREAS
from analysis.business.story.wording import BY_WEIGHT, ISOLATED_CLASSES, beside, slopes, untold, way_of_slopes
from analysis.drawing import Picture, charts
from analysis.language import gettext, ngettext
from analysis.statistics import beside_france
from analysis.territories import Territory, france, label_of
from analysis.words import edition_of, few_isolated, source_line

REPORT_PENSIONS = 0.39


def _pensions(territory: Territory, definition: str) -> pd.DataFrame:
    return areas.by_isolation(areas.pensions(territory, definition), "share_pensions")


def pensions_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw pensions' share of income by class of isolation of the EPCI; say that there is none where hardly anyone is isolated."""
    if few_isolated(territory, definition):
        return untold(territory, definition, gettext("Pensions are not compared by isolation."))
    data = beside_france(_pensions, territory, definition)
    here = data[data["place"] == territory.name]
    missing = _untellable(here, territory)
    if missing:
        return missing
    told = {"place": territory, "year": pensions_year()}
    # The mean of a handful tells of them alone; an EPCI is read for itself.
    few = data["place"].eq(territory.name) & data["areas"].lt(FEWEST_AREAS) & (territory.kind != "epci")
    data = data[~few]
    title = pensions_title(here.iloc[-1], territory)
    source = source_line(*edition_of("income", "insee_filosofi", pensions_year()))
    return charts.bars(
        data,
        label="isolation",
        value="mean",
        group="place",
        percent=True,
        order=[name for name in CLASSES if name in set(data["isolation"])],
        title=title,
        unit=gettext("pensions, share of disposable income in {year}, mean of EPCI weighted by people", **told),
        source=gettext("{source}; EPCI whose perimeter has not changed", source=source),
        alt=gettext(
            "Bars of pensions' share of income by class of isolation of EPCI, {places}. {title}.",
            places=beside(territory),
            title=title,
        ),
    )


def _untellable(here: pd.DataFrame, territory: Territory) -> str:
    """Say why pensions of a territory are not drawn: none held, of nobody isolated, or of a handful; nothing if they are."""
    told = {"place": territory, "year": pensions_year()}
    if here.empty:
        return gettext(
            "Pensions' share of income in {year} is held for no EPCI of {place}: it is secret, or their perimeter has changed.",
            **told,
        )
    most = here.iloc[-1]
    if most["isolation"] not in ISOLATED_CLASSES:
        return gettext(
            "Pensions' share of income in {year} is held only for EPCI of {place} where hardly anyone lives in an isolated "
            "commune: it says nothing of these.",
            **told,
        )
    if most["areas"] >= FEWEST_AREAS or territory.kind == "epci":
        return ""
    return ngettext(
        "Pensions in {year}: a figure is published for only one EPCI of {place} with {isolation}, too few to tell.",
        "Pensions in {year}: a figure is published for only {count} EPCI of {place} with {isolation}, too few to tell.",
        int(most["areas"]),
        isolation=label_of(most["isolation"]),
        **told,
    )


def pensions_title(most: pd.Series, territory: Territory) -> str:
    """Say the share of the most isolated EPCI, and how many they are; the report's own is of another income."""
    told = {"year": pensions_year(), "share": words.percent(most["mean"]), "place": territory}
    if territory.kind == "epci":
        return gettext("Pensions in {year}: {share} of disposable income in {place}", **told)
    return gettext(
        "Pensions in {year}: {share} of disposable income in the {count} EPCI of {place} with {isolation} for which a figure is "
        "published",
        count=int(most["areas"]),
        isolation=label_of(most["isolation"]),
        **told,
    )


def pensions_reading(territory: Territory, definition: str) -> str:
    """Compare with the report's figure, and say the association."""
    table = areas.pensions(france(), definition)
    declared = areas.by_isolation(table, "share_pensions_declared").iloc[-1]
    known = table["share_pensions_declared"].dropna()
    told = [
        _association(areas.association(table, "share_pensions").iloc[0]),
        gettext(
            "The report counts declared income; before benefits and taxes, which is near to it, pensions are {share} of income in "
            "the EPCI of France with {isolation}.",
            share=words.percent(declared["mean"]),
            isolation=label_of(declared["isolation"]),
        ),
        ngettext(
            "On that income, one of the {known} EPCI reaches the {report} that the report gives.",
            "On that income, {count} of the {known} EPCI reach the {report} that the report gives.",
            int(known.ge(REPORT_PENSIONS).sum()),
            known=words.number(len(known)),
            report=words.percent(REPORT_PENSIONS, 0),
        ),
    ]
    if not territory.is_national:
        told.append(_held(territory, definition))
    return " ".join(text for text in told if text)


def _association(row: pd.Series) -> str:
    """Say over the EPCI of France, by both weights, how pensions' share goes with isolation, and nothing of causes."""
    told = {"count": words.number(row["areas"]), **slopes(row)}
    return {
        1: gettext(
            "Over the {count} EPCI of France for which a figure is published, pensions' share is higher where more people are "
            "isolated: ten points more of people isolated go with {slope} where EPCI are weighed by their people (95 % interval "
            "{bounds}), and with {slope_once} where each counts once ({bounds_once}).",
            **told,
        ),
        -1: gettext(
            "Over the {count} EPCI of France for which a figure is published, pensions' share is lower where more people are "
            "isolated: ten points more of people isolated go with {slope} where EPCI are weighed by their people (95 % interval "
            "{bounds}), and with {slope_once} where each counts once ({bounds_once}).",
            **told,
        ),
        0: gettext(
            "Over the {count} EPCI of France for which a figure is published, pensions' share has no clear association with "
            "isolation: ten points more of people isolated go with {slope} where EPCI are weighed by their people (95 % interval "
            "{bounds}), and with {slope_once} where each counts once ({bounds_once}).",
            **told,
        ),
        BY_WEIGHT: gettext(
            "Over the {count} EPCI of France for which a figure is published, whether pensions' share goes with isolation depends on "
            "their weights: ten points more of people isolated go with {slope} where EPCI are weighed by their people (95 % interval "
            "{bounds}), and with {slope_once} where each counts once ({bounds_once}).",
            **told,
        ),
        None: gettext("There are too few EPCI to say whether pensions' share goes with isolation.", **told),
    }[way_of_slopes(row)]


def _held(territory: Territory, definition: str) -> str:
    """Say the share of a whole territory where no figure tells it by isolation; nothing of a handful of EPCI."""
    held = areas.pensions(territory, definition).dropna(subset=["share_pensions"])
    if held.empty:
        return gettext("For {place}, no figure is published that can be used.", place=territory)
    if not few_isolated(territory, definition):
        return ""
    mean = (held["share_pensions"] * held["people"]).sum() / held["people"].sum()
    told = {"place": territory, "year": pensions_year(), "share": words.percent(mean)}
    if territory.kind == "epci":
        return gettext("In {place}, pensions were {share} of disposable income in {year}.", **told)
    if len(held) < FEWEST_AREAS:
        return ""
    return gettext(
        "In the {count} EPCI of {place} for which a figure is published, pensions were {share} of disposable income in {year}, on "
        "average weighed by people.",
        count=len(held),
        **told,
    )
