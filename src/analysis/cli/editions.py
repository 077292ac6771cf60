"""Which editions a command is asked for: territories as typed, under one definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.cli.terminal import BAD_USAGE, stop

if TYPE_CHECKING:
    from analysis.report import Edition


def editions_of(regions: list[str], definition: str) -> list[Edition]:
    """Read every territory and the definition, before anything starts; stop on the first that is unknown.

    Parameters
    ----------
    regions : list of str
        What was typed: names, codes, lists with commas, ``all``, ``dep:all``, ``epci:all``.
    definition : str
        Key of the definition of "isolated".
    """
    from analysis import territories
    from analysis.report import Edition
    from analysis.territories import UnknownDefinition
    from analysis.territories import definition as known_definition

    every = {
        "all": lambda: [*territories.regions(), territories.france()],
        "dep:all": territories.departements,
        "epci:all": territories.epcis,
    }
    texts = [part.strip() for text in regions for part in text.split(",")]
    try:
        key = known_definition(definition).key
        named = [every[text]() if text in every else [territories.Territory.parse(text)] for text in texts]
    except (territories.UnknownTerritory, UnknownDefinition) as error:
        stop(str(error), BAD_USAGE)
    return [Edition(place, key) for place in dict.fromkeys(place for places in named for place in places)]
