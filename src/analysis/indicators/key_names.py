"""Names of the key figures and of their units: the data hold them in English, readers see them in their language."""

from __future__ import annotations

from analysis.indicators.wording import date_in_words
from analysis.language import gettext, gettext_noop

# Decimals by unit.
DECIMALS = {
    gettext_noop("communes"): 0,
    gettext_noop("inhabitants"): 0,
    "%": 1,
    gettext_noop("% a year"): 2,
    gettext_noop("consultations a year"): 2,
    gettext_noop("hours a week"): 1,
}
# What a figure was near the report's time stands beside what it is now, under a name that ends so.
THEN = "near the report's time"
RATES = {
    "natural": gettext_noop("natural rate"),
    "migratory": gettext_noop("migratory rate"),
    "total": gettext_noop("total rate"),
}
NO_SHOP_THEN = {
    "communes": gettext_noop("communes without a food shop other than a bakery near the report's time"),
    "people": gettext_noop("people without a food shop other than a bakery near the report's time"),
}
NO_SHOP = {
    "communes": gettext_noop("communes without a food shop other than a bakery"),
    "people": gettext_noop("people without a food shop other than a bakery"),
}
ZONED = {
    ("frr", "communes"): gettext_noop("isolated communes classed FRR or FRR+"),
    ("frr", "people"): gettext_noop("isolated people classed FRR or FRR+"),
    ("frr_plus", "communes"): gettext_noop("isolated communes classed FRR+"),
    ("frr_plus", "people"): gettext_noop("isolated people classed FRR+"),
}
AREAS = {
    "best": gettext_noop("area with 4G from the operator that covers most in each commune"),
    "worst": gettext_noop("area with 4G from the operator that covers least in each commune"),
}


def name_of(key: str) -> str:
    """Return the name of a figure in the language spoken.

    Examples
    --------
    >>> name_of("retired")
    'retired'
    """
    return gettext(key)


def dated(figure: str, when: str) -> str:
    """Write the name of a figure with its year or period, in the language spoken.

    Parameters
    ----------
    figure : str
        As the data hold it, or in words already.
    when : str

    Examples
    --------
    >>> dated("retired", "2022"), dated("isolated communes", "")
    ('retired, 2022', 'isolated communes')
    """
    name = gettext(figure)
    return gettext("{figure}, {when}", figure=name, when=date_in_words(when)) if when else name
