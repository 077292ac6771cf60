"""What the script of the map says, in whole sentences with named values."""

from __future__ import annotations

from analysis.language import gettext, gettext_noop, pgettext
from analysis.site import profiles

SAID = {
    "reading": gettext_noop("{name}: {value}"),
    "reading_few": gettext_noop("{name}: {value} (few inhabitants: the figure says little)"),
    "profile": gettext_noop("Its profile"),
    "none": gettext_noop("no figure, or of too few inhabitants"),
    "shown": gettext_noop("{shown} of {count} communes"),
    "untyped": gettext_noop("not classed"),
    "unloaded": profiles.UNLOADED,
}


def said() -> dict[str, str]:
    """Return every sentence by its name in the language spoken, and what stands in the place of a missing figure."""
    answers = {"yes": pgettext("answer", "yes"), "no": pgettext("answer", "no")}
    return {**{name: gettext(text) for name, text in SAID.items()}, **answers, **profiles.missing_said()}
