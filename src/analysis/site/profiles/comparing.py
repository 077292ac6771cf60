"""What the page says that puts places side by side, in whole sentences with named values; of a figure it says what a profile does."""

from __future__ import annotations

import json

from analysis.language import gettext, gettext_noop

SAID = {
    "side_by_side": gettext_noop("Places side by side"),
    "compared": gettext_noop("{places} side by side"),
    "nothing": gettext_noop(
        "Search above for the places to put side by side: two to five communes, intercommunalities, départements or regions."
    ),
    "example": gettext_noop("For example: Aurillac, Mende and the Cantal."),
    "alone": gettext_noop("Search above for one more place at least, to read its figures beside these."),
    "chosen": gettext_noop("The places compared"),
    "offers": gettext_noop("Put beside them:"),
    "add_place": gettext_noop("Add {place}"),
    "remove": gettext_noop("Remove"),
    "remove_place": gettext_noop("Remove {place}"),
    "added": gettext_noop("{place} was added."),
    "removed": gettext_noop("{place} was removed."),
    "already": gettext_noop("{place} is already among the places compared."),
    "sixth": gettext_noop("At most five places can be compared: remove one of them to add {place}."),
    "over": gettext_noop("At most five places can be compared; left out: {places}."),
    "unknown_left": gettext_noop("No place has the code {code}: it is left out."),
    "how": gettext_noop(
        "Press the name of an indicator to put the places in its order. A bar is a share of the largest value of its row; for a "
        "change, zero is in the middle. What is grey is missing or says little, and has none."
    ),
    "dated": gettext_noop("{date}, {unit}"),
    "unit_commune": gettext_noop("yes or no"),
    "unit_area_communes": gettext_noop("% of communes"),
    "unit_area_people": gettext_noop("% of inhabitants"),
    "unit_both_communes": gettext_noop("yes or no, or % of communes"),
    "unit_both_people": gettext_noop("yes or no, or % of inhabitants"),
    "highest_first": gettext_noop("In the order of “{figure}”, highest first: {places}."),
    "lowest_first": gettext_noop("In the order of “{figure}”, lowest first: {places}."),
    "file_which": gettext_noop(
        "The last figures of the places: side by side in the first sheet, one row a figure and place in the second."
    ),
    "file_flag": gettext_noop("Where a commune has something or not, 100 stands for yes and 0 for no."),
}


def said() -> str:
    """Return every sentence of the page by its name in the language spoken, as JSON for an attribute of the page."""
    return json.dumps({name: gettext(text) for name, text in SAID.items()}, ensure_ascii=False)
