"""The command ``territoires places``: which territories and communes a text may mean, and what to type for each."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli.terminal import BAD_USAGE, FAILED, print_table, stop

MOST_ROWS = 20
KINDS = {
    "france": "country",
    "metropole": "country",
    "region": "region",
    "departement": "département",
    "epci": "EPCI",
    "commune": "commune",
}

TextArgument = Annotated[
    list[str], typer.Argument(metavar="TEXT", help="Words of a name, with or without accents; or a code.")
]


def places(text: TextArgument) -> None:
    """Look up a place by its name: its code, and what to type for --region."""
    from analysis.territories import find

    asked = " ".join(text).strip()
    if not asked:
        stop("places: expected words of a name, or a code", BAD_USAGE)
    found = find(asked)
    if not found:
        stop(f"places: no region, département, EPCI or commune matches {asked!r}; try fewer words", FAILED)
    # The likeliest are shown, by kind: a commune of just this name is not lost behind forty EPCI.
    shown = sorted(found[:MOST_ROWS], key=lambda place: list(KINDS).index(place.kind))
    rows = [[KINDS[place.kind], place.code, place.name, place.within, place.text] for place in shown]
    print_table("Places", ["Kind", "Code", "Name", "In", "To type"], rows, first_number=len(rows[0]))
    if len(found) > MOST_ROWS:
        print(f"and {len(found) - MOST_ROWS} more: add a word")
