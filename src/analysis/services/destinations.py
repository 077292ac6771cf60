"""What one can go to: the communes that have a service in the edition of today, and the points of dated lists."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.services.catalogue import SERVICES
from analysis.services.equipment import held_pairs, summary_edition
from analysis.snapshot import years

FRANCE_SERVICES = "france_services"


@dataclass(frozen=True)
class Destination:
    """Something to go to: the communes that have a service in an edition, or the points of a list.

    Attributes
    ----------
    key, label : str
    date : str
        Edition of the equipment, or date of the list.
    service : str or None
        Key of `SERVICES`; the distance is then to the town hall of the nearest commune that has it, 0 at home.
    points : tuple of (str, tuple of str) or None
        Kind of point, and the forms that count.
    """

    key: str
    label: str
    date: str
    service: str | None = None
    points: tuple[str, tuple[str, ...]] | None = None


def _equipment(key: str, year: int) -> Destination:
    return Destination(f"{key}_{year}", SERVICES[key].label, str(year), service=key)


# From what one needs each week to what one needs once a year.
SERVICES_TO_REACH = (
    "food_or_bakery", "school", "post_point", "gp", "pharmacy", "police", "tax_office", "job_centre", "emergency",
)  # fmt: skip
# A bus stands somewhere for a few hours a week: only fixed places count.
FIXED = ("main", "branch")


def destinations() -> dict[str, Destination]:
    """Return what one can go to, by key: services (``gp_<edition>``) and lists (``library_<year>``).

    Services are those of `summary_edition`; of France services all lists are there, each with its year, of libraries the
    last.
    """
    edition, held = summary_edition(), held_pairs()
    library = years.last("points", "date", kind="library")
    places = [
        *(_equipment(key, edition) for key in SERVICES_TO_REACH if (key, edition) in held),
        Destination(f"library_{library[:4]}", "Public library", library, points=("library", ("public",))),
        *(
            Destination(f"{FRANCE_SERVICES}_{date[:4]}", "France services", date, points=(FRANCE_SERVICES, FIXED))
            for date in years.held("points", "date", kind=FRANCE_SERVICES)
        ),
    ]
    return {place.key: place for place in places}


def counters() -> list[str]:
    """Return the keys of the lists of France services, oldest first."""
    return [key for key in destinations() if key.startswith(FRANCE_SERVICES)]


def latest() -> tuple[str, ...]:
    """Return the keys of `destinations`, of France services the last list only."""
    former = counters()[:-1]
    return tuple(key for key in destinations() if key not in former)


def doctor() -> str:
    """Return the key of the nearest general practitioner."""
    return f"gp_{summary_edition()}"
