"""What one can go to: the communes that have a service in the edition of today, and the points of dated lists."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.language import gettext_noop
from analysis.services.catalogue import SERVICES
from analysis.services.equipment import held_pairs, summary_edition
from analysis.snapshot import years

FRANCE_SERVICES = "france_services"
HOUSE = "public_service_house"
# Lists that hold the places labelled first alone: houses that had no label yet stood beside and are not in them.
FIRST_LABELS = ("2021-04",)


@dataclass(frozen=True)
class Destination:
    """Something to go to: the communes that have a service in an edition, or the points of a list.

    Attributes
    ----------
    key, label, the : str
        What to type; name to print; the same in a sentence, with its article.
    date : str
        Edition of the equipment, or date of the list.
    service : str or None
        Key of `SERVICES`; the distance is then to the town hall of the nearest commune that has it, 0 at home.
    points : tuple of (str, tuple of str) or None
        Kind of point, and the forms that count.
    """

    key: str
    label: str
    the: str
    date: str
    service: str | None = None
    points: tuple[str, tuple[str, ...]] | None = None


def _equipment(key: str, year: int) -> Destination:
    return Destination(f"{key}_{year}", SERVICES[key].label, SERVICES[key].the, str(year), service=key)


# From what one needs each week to what one needs once a year.
SERVICES_TO_REACH = (
    "food_or_bakery", "school", "post_point", "gp", "pharmacy", "police", "tax_office", "job_centre", "emergency",
)  # fmt: skip
# A bus stands somewhere for a few hours a week: only fixed places count.
FIXED = ("main", "branch")


def destinations() -> dict[str, Destination]:
    """Return what one can go to, by key: services (``gp_<edition>``) and lists (``library_<year>``).

    Services are those of `summary_edition`; of public-service houses all editions before the first list of France
    services are there, of France services all lists, each with its year, of libraries the last.
    """
    edition, held = summary_edition(), held_pairs()
    library = years.last("points", "date", kind="library")
    dates = years.held("points", "date", kind=FRANCE_SERVICES)
    before = sorted(year for key, year in held if key == HOUSE and str(year) < dates[0][:4])
    places = [
        *(_equipment(key, edition) for key in SERVICES_TO_REACH if (key, edition) in held),
        Destination(
            f"library_{library[:4]}",
            gettext_noop("Public library"),
            gettext_noop("the public library"),
            library,
            points=("library", ("public",)),
        ),
        *(_equipment(HOUSE, year) for year in before),
        *(
            Destination(
                f"{FRANCE_SERVICES}_{date[:4]}",
                gettext_noop("France services"),
                gettext_noop("the France services"),
                date,
                points=(FRANCE_SERVICES, FIXED),
            )
            for date in dates
        ),
    ]
    return {place.key: place for place in places}


def counters() -> tuple[str, ...]:
    """Return the keys of the state's counters, oldest first: public-service houses, then the lists of France services.

    Examples
    --------
    >>> counters()[:3]
    ('public_service_house_2013', 'public_service_house_2019', 'france_services_2021')
    """
    return tuple(key for key in destinations() if key.startswith((HOUSE, FRANCE_SERVICES)))


def whole_counters() -> tuple[str, ...]:
    """Return `counters` without the lists that hold the first labelled places alone: those between which one may compare.

    Examples
    --------
    >>> "france_services_2021" in whole_counters()
    False
    """
    known = destinations()
    return tuple(key for key in counters() if known[key].date not in FIRST_LABELS)


def latest() -> tuple[str, ...]:
    """Return the keys of `destinations`, of the state's counters the last list only."""
    former = counters()[:-1]
    return tuple(key for key in destinations() if key not in former)


def doctor() -> str:
    """Return the key of the nearest general practitioner."""
    return f"gp_{summary_edition()}"
