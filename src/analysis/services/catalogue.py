"""The services that a person looks for, and the official types of equipment that give each, edition by edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from analysis.language import gettext_noop

# Editions whose types were looked up; a later one is read by rule: see `Service.types`.
EDITIONS = (2009, 2013, 2018, 2019, 2020)
# The edition of 2020 was published for some families only.
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
    key, label, the : str
        What to type; name to print; the same in a sentence, with its article.
    codes : dict of int to tuple of str
        Types by edition of the base permanente des équipements, of those in `EDITIONS`; one of these that is not there
        does not hold the service.
    breaks : tuple of int
        Editions from which the figures cannot be compared with those before: another nomenclature or source.
    note : str
        Why, in plain words.
    """

    key: str
    label: str
    the: str
    codes: dict[int, tuple[str, ...]]
    breaks: tuple[int, ...] = ()
    note: str = ""

    def series(self, year: int) -> int:
        """Return the first edition that can be compared with this one."""
        starts = [min(self.codes), *self.breaks]
        return max(start for start in starts if start <= year)

    def types(self, edition: int, held: Collection[str]) -> tuple[str, ...]:
        """Return the types that give the service in an edition; none where the edition does not hold it.

        An edition that the catalogue does not know is taken to go on with the types of the last one before it. Where it
        holds not all of them, its nomenclature is another: the service is unknown in it until its types are added here.

        Parameters
        ----------
        held : collection of str
            All the types that the edition holds.

        Examples
        --------
        >>> SERVICES["bank"].types(2031, {"A203", "A206"})
        ('A203',)
        >>> SERVICES["bank"].types(2031, {"A206"})
        ()
        """
        if edition in EDITIONS:
            return self.codes.get(edition, ())
        known = [year for year in self.codes if year < edition]
        types = self.codes[max(known)] if known else ()
        return types if set(types) <= set(held) else ()

    def longest(self, editions: Iterable[int]) -> tuple[int, int]:
        """Return the first and last of the longest run of editions that can be compared.

        Examples
        --------
        >>> SERVICES["pharmacy"].longest([2009, 2019, 2020, 2021])
        (2009, 2019)
        """
        runs: dict[int, list[int]] = {}
        for edition in sorted(editions):
            runs.setdefault(self.series(edition), []).append(edition)
        run = max(runs.values(), key=lambda years: years[-1] - years[0])
        return run[0], run[-1]


def _same(codes: tuple[str, ...], editions: Iterable[int] = WHOLE_EDITIONS) -> dict[int, tuple[str, ...]]:
    return dict.fromkeys(editions, codes)


_CATALOGUE = (
    # Two measures that stand side by side in the report: each label must tell which.
    Service(
        "food_shop",
        gettext_noop("Food shop other than a bakery"),
        gettext_noop("the food shop other than a bakery"),
        _same(SHOPS, EDITIONS),
        note="hypermarket to grocery, and butchers; no bakery",
    ),
    Service(
        "food_or_bakery",
        gettext_noop("Food shop or bakery"),
        gettext_noop("the food shop or bakery"),
        _same((*SHOPS, "B203"), EDITIONS),
    ),
    Service(
        "school",
        gettext_noop("Primary school"),
        gettext_noop("the primary school"),
        _same(SCHOOLS, EDITIONS),
        note="nursery or elementary, a class of a grouping too",
    ),
    Service(
        "secondary_school",
        gettext_noop("Lower secondary school (collège)"),
        gettext_noop("the lower secondary school"),
        _same(("C201",)),
    ),
    Service(
        "gp",
        gettext_noop("General practitioner"),
        gettext_noop("the general practitioner"),
        _same(("D201",)),
        note="not held in the edition of 2020",
    ),
    Service("nurse", gettext_noop("Nurse"), gettext_noop("the nurse"), _same(("D232",))),
    Service("dentist", gettext_noop("Dentist"), gettext_noop("the dentist"), _same(("D221",))),
    Service(
        "pharmacy",
        gettext_noop("Pharmacy"),
        gettext_noop("the pharmacy"),
        _same(("D301",)) | {2020: ("D307",)},
        breaks=(2020,),
        note="another source from 2020 on, with about 12 % fewer pharmacies",
    ),
    Service(
        "emergency",
        gettext_noop("Hospital emergency ward"),
        gettext_noop("the hospital emergency ward"),
        _same(("D106",), EDITIONS),
    ),
    Service(
        "post_point",
        gettext_noop("Post point (office, agency or relay)"),
        gettext_noop("the post point"),
        _same(POST, (2013, 2018, 2019)),
        note="agencies and relays are not in the edition of 2009",
    ),
    Service(
        "post_office",
        gettext_noop("Post office"),
        gettext_noop("the post office"),
        {2009: ("A201",)} | _same(("A206",), (2013, 2018, 2019)),
        breaks=(2013,),
        note="nomenclature changed between 2009 and 2013",
    ),
    Service("bank", gettext_noop("Bank"), gettext_noop("the bank"), _same(("A203",))),
    Service(
        "police",
        gettext_noop("Police or gendarmerie"),
        gettext_noop("the police or gendarmerie"),
        _same(("A101", "A104")),
    ),
    Service(
        "petrol",
        gettext_noop("Petrol station"),
        gettext_noop("the petrol station"),
        {2013: ("B314",)} | _same(("B316",), (2018, 2019, 2020)),
        breaks=(2018,),
        note="another source from 2018 on; not in the edition of 2009",
    ),
    Service(
        "tax_office",
        gettext_noop("Tax office"),
        gettext_noop("the tax office"),
        {2009: ("A102",)} | _same(TAX, (2013, 2018, 2019)),
        breaks=(2013,),
        note="trésoreries in 2009, public finance offices since",
    ),
    Service(
        "job_centre",
        gettext_noop("Job centre (Pôle emploi)"),
        gettext_noop("the job centre"),
        {2009: ("A103",), 2013: ("A110", "A111", "A112")} | _same(("A122",), (2018, 2019)),
        breaks=(2013, 2018),
        note="three nomenclatures; partners' desks are not counted",
    ),
    Service(
        "public_service_house",
        gettext_noop("Public-service house"),
        gettext_noop("the public-service house"),
        {2013: ("A116",), 2019: ("A127",)},
        breaks=(2019,),
        note="relais and maisons de service public in 2013, MSAP or France services in 2019",
    ),
)
SERVICES: dict[str, Service] = {service.key: service for service in _CATALOGUE}
# An edition that holds all of these is a whole one: it can stand for today.
COMMON = ("food_or_bakery", "school", "post_point", "gp", "pharmacy", "bank", "police", "tax_office", "job_centre")


def within_wider(keys: Collection[str]) -> set[str]:
    """Return the services of which each place is one of a wider service too: a post office is a post point.

    Examples
    --------
    >>> sorted(within_wider(["food_shop", "food_or_bakery", "bank"])), within_wider(["food_shop", "bank"])
    (['food_shop'], set())
    """
    return {
        key
        for key in keys
        for other in keys
        if any(set(types) < set(SERVICES[other].codes.get(year, ())) for year, types in SERVICES[key].codes.items())
    }
