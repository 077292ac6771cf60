"""Which editions a command is asked for: territories as typed, under one definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.cli.terminal import BAD_USAGE, stop
from analysis.language import SOURCE_LANGUAGE, UnknownLanguage, checked

if TYPE_CHECKING:
    from analysis.report import Edition
    from analysis.territories import CommuneList, Territory

# No name has more commas than three.
MOST_PARTS = 4
# So many territories are named one by one; of more, it is enough to say where their results are.
MANY = 4


def editions_of(
    regions: list[str], definition: str, languages: str = SOURCE_LANGUAGE, *, name: str = ""
) -> list[Edition]:
    """Read every territory, the definition and the languages, before anything starts; stop on the first that is unknown.

    Parameters
    ----------
    regions : list of str
        What was typed: names, codes, lists with commas, ``all``, ``dep:all``, ``epci:all``.
    definition : str
        Key of the definition of "isolated", in any case.
    languages : str
        Codes of languages, separated by commas.
    name : str
        Title of the one list of communes among the territories.
    """
    from analysis.report import Edition
    from analysis.territories import UnknownTerritory

    if name:
        regions = _named_list(regions, name)
    key = definition_of(definition)
    try:
        named = [place for text in regions for place in _places_of(text)]
    except UnknownTerritory as error:
        stop(str(error), BAD_USAGE)
    return [Edition(place, key, spoken) for spoken in languages_of(languages) for place in dict.fromkeys(named)]


def _named_list(regions: list[str], name: str) -> list[str]:
    """Give the one list among the territories its title; stop where there is none, or more than one."""
    from analysis.territories import is_list, titled

    count = sum(map(is_list, regions))
    if count != 1:
        stop(
            f"name: {name!r} is for one list of communes, and there are {count}; expected one --region list:FILE",
            BAD_USAGE,
        )
    return [titled(text, name) if is_list(text) else text for text in regions]


def languages_of(typed: str) -> list[str]:
    """Return the codes of the languages that were typed, separated by commas; stop on one that is not known."""
    try:
        return list(dict.fromkeys(checked(part) for part in typed.split(",") if part.strip())) or [checked(typed)]
    except UnknownLanguage as error:
        stop(str(error), BAD_USAGE)


def definition_of(typed: str) -> str:
    """Return the key of a definition of "isolated", typed in any case, or of a list; stop where there is none."""
    from analysis.territories import UnknownDefinition, definition, is_list

    key = typed.strip()
    try:
        return definition(key if is_list(key) else key.lower()).key
    except UnknownDefinition as error:
        stop(str(error), BAD_USAGE)


def _places_of(text: str) -> list[Territory]:
    """Read a list with commas; a file of communes stands alone, as its name may hold any sign.

    The name of an EPCI may hold commas itself ("CC Chinon, Vienne et Loire"): of the parts from here on, as many are
    read together as name a territory.

    Raises
    ------
    UnknownTerritory
        At the first part that names none.
    """
    from analysis.territories import is_list, named

    if is_list(text):
        return _read(text)
    # No name holds a semicolon: whoever types one parts by it.
    parted = [part for part in text.split(";") if part.strip(" ,")]
    if ";" in text and parted:
        return [place for part in parted for place in _places_of(part)]
    # A comma at the end, or two in a row, name nothing; where there is nothing else, that is what was asked for.
    parts = [part.strip() for part in text.split(",") if part.strip()] or [text.strip()]
    places = []
    while parts:
        several = range(min(MOST_PARTS, len(parts)), 1, -1)
        count = next((count for count in several if named(", ".join(parts[:count]))), 1)
        places += _read(", ".join(parts[:count]))
        parts = parts[count:]
    return places


def _read(text: str) -> list[Territory]:
    """Return the territories of one part of a list: one, or all of a kind."""
    from analysis import territories

    every = {
        "all": lambda: [*territories.regions(), territories.france()],
        "dep:all": territories.departements,
        "epci:all": territories.epcis,
    }
    together = every.get(text.lower().replace(" ", ""))
    return together() if together else [territories.Territory.parse(text)]


def told_of(place: Territory) -> str:
    """Return what is typed for a territory with its name; of a region, the département that has the same number."""
    from analysis.territories import departements

    same = [one for one in departements() if place.kind == "region" and one.code == place.code]
    told = f"{place.text}: {place.name}"
    return f"{told} (the département {same[0].name} is {same[0].text})" if same else told


def tell_places(editions: list[Edition]) -> None:
    """Print the names of the territories, where they are few: 84 is a region, and the number of a département too."""
    named = list(dict.fromkeys(edition.territory for edition in editions))
    for place in named if len(named) <= MANY else []:
        print(told_of(place))


def tell_lists(editions: list[Edition]) -> None:
    """Print what was carried or mended in the lists of communes."""
    for own in dict.fromkeys(own for edition in editions for own in edition.lists):
        tell_list(own)


def tell_list(own: CommuneList | None) -> None:
    """Print what was carried or mended in a list of communes, if there is one."""
    if own:
        from analysis import words  # heavy, and only for lists

        for told in words.told_of(own):
            print(f"{own.text}: {told}")
