"""The official definitions of "isolated", by key: their names, what they mean, the types of territory they tell apart.

Nothing heavy is imported here: a command checks the key that was typed before anything starts.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

from analysis import snapshot
from analysis.language import deferred, gettext, gettext_noop, speaking
from analysis.territories import lists
from analysis.territories.lists import CommuneList, UnusableList

ISOLATED = "isolated"
ALL_COMMUNES = "all_communes"  # no type: what a measure of every commune stands under, beside those of the types
# Data hold the codes, readers see the names.
LABELS = {
    ISOLATED: gettext_noop("Isolated"),
    ALL_COMMUNES: gettext_noop("All communes"),
    "large_urban_areas": gettext_noop("Large urban areas"),
    "medium_and_small_areas": gettext_noop("Medium and small areas"),
    "between_several_areas": gettext_noop("Between several areas"),
    "city_poles": gettext_noop("City centres and poles"),
    "city_crowns": gettext_noop("Crowns of cities"),
    "dense_and_intermediate": gettext_noop("Dense and intermediate"),
    "rural_market_towns": gettext_noop("Rural market towns"),
    "rural_dispersed": gettext_noop("Rural, dispersed"),
    "in_neither": gettext_noop("In neither"),
    "in_one_of_two": gettext_noop("In one of the two"),
    "tied_to_urban_areas": gettext_noop("Tied to urban areas"),
    "not_listed": gettext_noop("Other communes"),
}


class TypeName(str):
    """The name of a type of territory, which bends in a sentence: ``{kind:lower}`` in both languages, ``{kind:of}`` in French."""

    def __format__(self, form: str) -> str:
        if not form:
            return str(self)
        if form not in ("lower", "the", "of", "in"):
            raise ValueError(f"form of a type: {form!r}; expected one of lower, the, of, in")
        plain = self[:1].lower() + self[1:]
        if form == "lower" or speaking() != "fr":
            return plain
        if plain.startswith("ensemble "):
            return {"the": "l\u2019", "of": "de l\u2019", "in": "dans l\u2019"}[form] + plain
        return {"the": "les ", "of": "des ", "in": "dans les "}[form] + plain


class UnknownDefinition(ValueError):
    """The key names no definition; the message lists those that exist."""


@dataclass(frozen=True)
class Definition:
    """A way to say which communes are isolated: an official one, or a list of communes of one's own.

    Attributes
    ----------
    key : str
        What to type; of a list, with the checksum of its communes, so that what is remembered of one is told of no other.
    label : str
        Name to print, in English; who shows it to a reader puts it into words: ``gettext(chosen.label)``.
    short : str
        Name to head a column with, likewise.
    meaning : str
        What its isolated communes are, to follow "communes that are", likewise.
    columns : tuple of str
        Columns of the table ``communes`` that it reads.
    types : dict of str to set
        Codes of the types of territory, most urban first, with the classes each holds; the last is `ISOLATED`.
        Empty where the definition combines others, or is a list.
    own : CommuneList or None
        The communes of a list.
    """

    key: str
    label: str
    short: str
    meaning: str
    columns: tuple[str, ...]
    types: dict[str, frozenset]
    own: CommuneList | None = field(default=None, repr=False)

    @property
    def slug(self) -> str:
        """What the names of folders say of it: the key, of a list its title."""
        return self.own.slug if self.own else self.key

    @property
    def text(self) -> str:
        """What to type for it."""
        return self.own.text if self.own else self.key


DEFINITIONS: dict[str, Definition] = {
    "zau": Definition(
        "zau",
        gettext_noop("urban areas 2010 (ZAU)"),
        gettext_noop("urban areas 2010"),
        gettext_noop(
            "outside the influence of any employment pole in INSEE's zonage en aires urbaines 2010 (category 400)"
        ),
        ("zau_2010",),
        {
            "large_urban_areas": frozenset({"111", "112", "120"}),
            "medium_and_small_areas": frozenset({"211", "212", "221", "222"}),
            "between_several_areas": frozenset({"300"}),
            ISOLATED: frozenset({"400"}),
        },
    ),
    "aav": Definition(
        "aav",
        gettext_noop("attraction areas 2020 (AAV)"),
        gettext_noop("attraction areas 2020"),
        gettext_noop("outside the attraction of any city in INSEE's aires d'attraction des villes 2020 (category 30)"),
        ("aav_2020",),
        {
            "city_poles": frozenset({"11", "12", "13"}),
            "city_crowns": frozenset({"20"}),
            ISOLATED: frozenset({"30"}),
        },
    ),
    "density": Definition(
        "density",
        gettext_noop("density grid 2022"),
        gettext_noop("density grid 2022"),
        gettext_noop("rural with very dispersed housing in INSEE's density grid 2022 (level 7 of 7)"),
        ("density_2022",),
        {
            "dense_and_intermediate": frozenset({1, 2, 3, 4}),
            "rural_market_towns": frozenset({5}),
            "rural_dispersed": frozenset({6}),
            ISOLATED: frozenset({7}),
        },
    ),
    "strict": Definition(
        "strict",
        gettext_noop("isolated in both zonings (ZAU 2010 and AAV 2020)"),
        gettext_noop("both zonings"),
        gettext_noop(
            "isolated both in the zonage en aires urbaines 2010 and in the aires d'attraction des villes 2020"
        ),
        ("zau_2010", "aav_2020"),
        {"in_neither": frozenset(), "in_one_of_two": frozenset(), ISOLATED: frozenset()},
    ),
    "commuting": Definition(
        "commuting",
        gettext_noop("the report's rule (journeys to work)"),
        gettext_noop("the report's rule"),
        gettext_noop(
            "such that under a quarter of their employed residents work in an urban area (the report's own rule)"
        ),
        ("share_working_in_urban_areas",),
        {"tied_to_urban_areas": frozenset(), ISOLATED: frozenset()},
    ),
}


OWN_TYPES: dict[str, frozenset] = {"not_listed": frozenset(), ISOLATED: frozenset()}
# The lists read as definitions, by key.
_OWN: dict[str, Definition] = {}


def label_of(value: object) -> object:
    """Return the name of a type of territory that readers see, and any marked label, in the language spoken.

    What is no code of a type and has no translation stays as it is.

    Examples
    --------
    >>> label_of("large_urban_areas"), label_of("2013"), label_of(None)
    ('Large urban areas', '2013', None)
    """
    if not isinstance(value, str):
        return value
    return type_name(value) if value in LABELS else gettext(value) if value else value


def type_name(code: str) -> TypeName:
    """Return the name of a type of territory in the language spoken, to put in a sentence.

    Examples
    --------
    >>> f"{type_name('isolated')}, {type_name('city_poles'):lower}"
    'Isolated, city centres and poles'
    """
    return TypeName(gettext(LABELS.get(code, code)))


def definition(key: str) -> Definition:
    """Return a definition by its key; ``list:FILE`` calls the communes of a file isolated: see `lists.read`.

    Raises
    ------
    UnknownDefinition
        If there is none of that name, or the file of a list cannot be used.

    Examples
    --------
    >>> definition("zau").label
    'urban areas 2010 (ZAU)'
    """
    if lists.is_list(key):
        return _OWN.get(key) or _of_list(key)
    if not isinstance(key, str) or key not in DEFINITIONS:  # YAML gives papermill lists and more
        held = available()
        near = difflib.get_close_matches(str(key), held, n=1, cutoff=0.3) or list(held)
        raise UnknownDefinition(
            f"definition: {key!r} is not known; nearest: {near[0]}; one of {', '.join(held)}, list:FILE.csv"
        )
    if key == "commuting" and not has_commuting():
        raise UnknownDefinition(
            "definition: 'commuting' needs INSEE's file base-flux-mobilite-domicile-lieu-travail-<year>.csv: put it in the raw "
            "folder and run `territoires data build`; without it: zau, aav, density, strict"
        )
    return DEFINITIONS[key]


def _of_list(text: str) -> Definition:
    """Return the definition of a list, and keep it: what was opened is told to its end, though the file change meanwhile."""
    typed, checksum = re.fullmatch(r"(.*?)(?:@([0-9a-f]{12}))?", text, re.DOTALL).groups()
    try:
        own = lists.read(typed)
    except UnusableList as error:
        raise UnknownDefinition(f"definition: {error}") from error
    if checksum and checksum != own.checksum:
        raise UnknownDefinition(f"definition: {own.text}: the list has changed since the run began; run it again")
    key = f"{own.text}@{own.checksum}"
    if key not in _OWN:
        title = {"title": own.title}
        _OWN[key] = Definition(
            key,
            deferred(gettext_noop("the list “{title}”"), **title),
            deferred(gettext_noop("list “{title}”"), **title),
            deferred(gettext_noop("on the list “{title}”, which is of one’s own and no official class"), **title),
            ("commune",),
            OWN_TYPES,
            own,
        )
    return _OWN[key]


def own_definition() -> str:
    """Return the key of the list that this process uses as a definition, the last one opened; empty without one.

    What compares the official definitions sets it beside them.
    """
    return next(reversed(_OWN), "")


def compared(also: str = "") -> dict[str, Definition]:
    """Return the definitions to set beside one another: those available, and a list of one's own."""
    return available() | ({also: definition(also)} if also else {})


def has_commuting() -> bool:
    """Tell whether the snapshot holds the journeys to work that the report's own rule needs."""
    column = "share_working_in_urban_areas"
    return bool(snapshot.load("communes", columns=[column])[column].notna().any())


def available() -> dict[str, Definition]:
    """Return the definitions that the snapshot can apply: all, but the report's own where its file is missing."""
    return {key: chosen for key, chosen in DEFINITIONS.items() if key != "commuting" or has_commuting()}


def types(key: str) -> list[str]:
    """Return the types of territory of a definition, most urban first, isolated last."""
    return list((DEFINITIONS.get(key) or definition(key)).types)


def every_types() -> list[list[str]]:
    """Return the types of territory of each definition, official or not, most urban first."""
    return [list(chosen.types) for chosen in DEFINITIONS.values()] + [list(OWN_TYPES)]
