"""The services that a person looks for, and the official types of equipment that give each, edition by edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EDITIONS = (2009, 2013, 2018, 2019, 2020)
# The edition of 2020 is held for some families only.
WHOLE_EDITIONS = (2009, 2013, 2018, 2019)
# Regions that an edition does not cover: their communes are unknown in it, not without.
UNCOVERED = {2009: ("06",)}

SHOPS = ("B101", "B102", "B201", "B202", "B204")
SCHOOLS = ("C101", "C102", "C104", "C105")
POST = ("A206", "A207", "A208")
TAX = ("A119", "A120", "A121")


@dataclass(frozen=True)
class Service:
    """A service that a person looks for, and the official types of equipment that give it.

    Attributes
    ----------
    key, label : str
        What to type; name to print.
    codes : dict of int to tuple of str
        Types by edition of the base permanente des équipements; an edition that is not there does not hold the service.
    breaks : tuple of int
        Editions from which the figures cannot be compared with those before: another nomenclature or source.
    note : str
        Why, in plain words.
    """

    key: str
    label: str
    codes: dict[int, tuple[str, ...]]
    breaks: tuple[int, ...] = ()
    note: str = ""

    def series(self, year: int) -> int:
        """Return the first edition that can be compared with this one."""
        starts = [min(self.codes), *self.breaks]
        return max(start for start in starts if start <= year)

    def longest(self) -> tuple[int, int]:
        """Return the first and last editions of the longest run that can be compared."""
        runs = [
            [year for year in self.codes if self.series(year) == start] for start in (min(self.codes), *self.breaks)
        ]
        run = max(runs, key=lambda years: max(years) - min(years))
        return min(run), max(run)


def _same(codes: tuple[str, ...], editions: Iterable[int] = WHOLE_EDITIONS) -> dict[int, tuple[str, ...]]:
    return dict.fromkeys(editions, codes)


_CATALOGUE = (
    Service("food_shop", "Food shop", _same(SHOPS, EDITIONS), note="hypermarket to grocery, and butchers; no bakery"),
    Service("food_or_bakery", "Food shop or bakery", _same((*SHOPS, "B203"), EDITIONS)),
    Service(
        "school", "Primary school", _same(SCHOOLS, EDITIONS), note="nursery or elementary, a class of a grouping too"
    ),
    Service("secondary_school", "Lower secondary school (collège)", _same(("C201",))),
    Service("gp", "General practitioner", _same(("D201",)), note="not held in the edition of 2020"),
    Service("nurse", "Nurse", _same(("D232",))),
    Service("dentist", "Dentist", _same(("D221",))),
    Service(
        "pharmacy",
        "Pharmacy",
        _same(("D301",)) | {2020: ("D307",)},
        breaks=(2020,),
        note="another source from 2020 on, with about 12 % fewer pharmacies",
    ),
    Service("emergency", "Hospital emergency ward", _same(("D106",), EDITIONS)),
    Service(
        "post_point",
        "Post point (office, agency or relay)",
        _same(POST, (2013, 2018, 2019)),
        note="agencies and relays are not in the edition of 2009",
    ),
    Service(
        "post_office",
        "Post office",
        {2009: ("A201",)} | _same(("A206",), (2013, 2018, 2019)),
        breaks=(2013,),
        note="nomenclature changed between 2009 and 2013",
    ),
    Service("bank", "Bank", _same(("A203",))),
    Service("police", "Police or gendarmerie", _same(("A101", "A104"))),
    Service(
        "petrol",
        "Petrol station",
        {2013: ("B314",)} | _same(("B316",), (2018, 2019, 2020)),
        breaks=(2018,),
        note="another source from 2018 on; not in the edition of 2009",
    ),
    Service(
        "tax_office",
        "Tax office",
        {2009: ("A102",)} | _same(TAX, (2013, 2018, 2019)),
        breaks=(2013,),
        note="trésoreries in 2009, public finance offices since",
    ),
    Service(
        "job_centre",
        "Job centre (Pôle emploi)",
        {2009: ("A103",), 2013: ("A110", "A111", "A112")} | _same(("A122",), (2018, 2019)),
        breaks=(2013, 2018),
        note="three nomenclatures; partners' desks are not counted",
    ),
    Service(
        "public_service_house",
        "Public-service house",
        {2013: ("A116",), 2019: ("A127",)},
        breaks=(2019,),
        note="relais and maisons de service public in 2013, MSAP or France services in 2019",
    ),
)
SERVICES: dict[str, Service] = {service.key: service for service in _CATALOGUE}
