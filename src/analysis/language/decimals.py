"""The signs that numbers are written with in each language: CLDR's, with a true minus and no sign on what rounds to zero."""

from __future__ import annotations

from typing import NamedTuple

from analysis.language.spoken import speaking

MINUS = "\u2212"


class Signs(NamedTuple):
    """What parts thousands, and what parts decimals."""

    thousands: str
    decimal: str


# As CLDR has them (a test compares): reading them from babel would cost every command a quarter of a second.
SIGNS = {"en": Signs(",", "."), "fr": Signs("\u202f", ",")}


class Counted(str):
    """A count that is written, which French joins to its noun: ``{people:habitants}`` gives "1,2 million d'habitants".

    English writes the noun in its own sentence, and never bends the count.
    """

    def __format__(self, noun: str) -> str:
        if not noun or not noun[0].isalpha():
            return str.__format__(self, noun)
        joint = " "
        if self.endswith(("million", "millions")):
            joint = " d\u2019" if noun[0].lower() in "aeéèhiouy" else " de "
        return f"{self}{joint}{noun}"


def written(value: float, digits: int = 0, *, signed: bool = False) -> str:
    """Write a number in the language spoken, with thousands and a true minus; what rounds to zero has no sign.

    Examples
    --------
    >>> written(-12345.67, 1), written(0.3, signed=True)
    ('\u221212,345.7', '0')
    """
    signs = SIGNS[speaking()]
    rounded = round(float(value), digits)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    plain = f"{abs(rounded):,.{digits}f}"
    return sign + plain.translate({ord(","): signs.thousands, ord("."): signs.decimal})
