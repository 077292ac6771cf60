"""Names as people type them: compared without accents, apostrophes, case and small words, and the nearest when none fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Protocol, TypeVar

KINDS = ("france", "metropole", "region", "departement", "epci")
PREFIXES = {"region": "region", "dep": "departement", "departement": "departement", "epci": "epci"}
# What is typed or left out at will: "Réunion" for La Réunion, "l'Ain" for Ain, "CC Pays de Mauriac".
SMALL_WORDS = frozenset(["d", "l", "de", "du", "des", "la", "le", "les"])
LONG_FORMS = {
    "communaute de communes": "cc",
    "communaute d agglomeration": "ca",
    "communaute urbaine": "cu",
    "region": "",
    "departement": "",
}
# The département of Corsica had one number until 1976, and postcodes keep it.
SINCE_PARTED = {"20": ("2A", "2B")}
# Below this likeness a name shares too little with what was typed to be offered.
LIKE_ENOUGH = 0.5


# What people call a place besides its official name, by kind and code.
USUAL_NAMES = {
    ("france", "FR"): ("France entière",),
    ("metropole", "FRM"): ("France métropolitaine", "métropole"),
    ("region", "11"): ("IDF",),
    ("region", "84"): ("AURA",),
    ("region", "93"): ("PACA", "Région Sud"),
    ("epci", "200046977"): ("Grand Lyon",),
    ("epci", "200054781"): ("Grand Paris",),
}


class Named(Protocol):
    """What has a name, a code and a kind, as a `Territory` has."""

    @property
    def kind(self) -> str:
        """What it is: one of `KINDS`."""

    @property
    def code(self) -> str:
        """Its official code."""

    @property
    def name(self) -> str:
        """Its official name."""


Some = TypeVar("Some", bound=Named)


def plain(text: str) -> str:
    """Lower case, no accent, one space between words, whatever the apostrophes, hyphens, quotes and commas.

    Examples
    --------
    >>> plain("Côte-d’Or"), plain("CC Cœur  de Savoie"), plain("L'Île-d'Yeu")
    ('cote d or', 'cc coeur de savoie', 'l ile d yeu')
    """
    whole = text.lower().replace("œ", "oe").replace("æ", "ae")
    apart = re.sub(r"[-'’‘ʼ`´‐‑‒–—−\"«»“”(),./ \t\xa0\u202f]+", " ", whole)
    return unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode().strip(" ")


def key(text: str) -> str:
    """Return what two ways to write one name share.

    Examples
    --------
    >>> key("La Réunion") == key("réunion"), key("Communauté de communes du Pays de Mauriac")
    (True, 'cc pays mauriac')
    """
    return _key_of_plain(plain(text))


def each_key(texts: list[str]) -> list[str]:
    """Return the key of each of many names, made plain in one go: one by one, all communes take a second."""
    return [_key_of_plain(line) for line in plain("\n".join(texts)).split("\n")]


def _key_of_plain(bare: str) -> str:
    for long, short in LONG_FORMS.items():
        if bare.startswith(f"{long} "):
            bare = f"{short} {bare.removeprefix(long)}"
    return " ".join(word for word in bare.split() if word not in SMALL_WORDS)


def keys(name: str) -> set[str]:
    """Return the keys of a name: of all of it, and of it without what stands in brackets."""
    return {key(name), key(re.sub(r"\(.*?\)", " ", name))}


def parted(text: str) -> tuple[str | None, str]:
    """Part what was typed into the kind of its prefix and the rest; without one, no kind.

    Examples
    --------
    >>> parted("Dép: Lozère"), parted("84")
    (('departement', 'Lozère'), (None, '84'))
    """
    before, colon, after = text.partition(":")
    kind = PREFIXES.get(plain(before)) if colon else None
    return (kind, after.strip()) if kind else (None, text.strip())


def forms(place: Named) -> set[str]:
    """Return the keys of the names of a place, the official one and the usual ones: see `keys`."""
    named = (place.name, *USUAL_NAMES.get((place.kind, place.code), ()))
    return {form for name in named for form in keys(name)}


def meant(text: str, places: Iterable[Some]) -> list[Some]:
    """Return the places that what was typed may stand for: those of its code, then those whose name holds its words.

    A prefix keeps to places of its kind; those of its code are found whatever their kind.

    Parameters
    ----------
    text : str
        What names no place.
    places : iterable of Named
    """
    every = _in_order(places)
    kind, typed = parted(text)
    own = [place for place in every if kind in (None, place.kind)]
    codes = SINCE_PARTED.get(typed, (typed.upper(), typed.upper().zfill(2)))
    words = set(key(typed).split())
    of_code = [place for place in own if place.code in codes] or [place for place in every if place.code in codes]
    holding = [place for place in own if words and words <= set(key(place.name).split())]
    return list(dict.fromkeys([*of_code, *sorted(holding, key=lambda place: len(key(place.name)))]))


def alike(text: str, places: Iterable[Some]) -> list[Some]:
    """Return the places of a code or a name like what was typed, the likest first; of as like ones, those that begin so.

    Parameters
    ----------
    text : str
        What names no place.
    places : iterable of Named
    """
    kind, typed = parted(text)
    wanted = key(typed)
    scored = []
    for place in _in_order(places):
        likeness = max(_likeness(wanted, form) for form in {place.code.lower(), *forms(place), _own_name(place)})
        if likeness[0] >= LIKE_ENOUGH and kind in (None, place.kind):
            scored.append((likeness, place))
    return [place for _, place in sorted(scored, key=lambda pair: pair[0], reverse=True)]


def _in_order(places: Iterable[Some]) -> list[Some]:
    return sorted(places, key=lambda place: KINDS.index(place.kind))


def _own_name(place: Named) -> str:
    """Return the name of an EPCI without the letters of its legal form, which all of them share."""
    return re.sub(r"^(cc|ca|cu) ", "", key(place.name))


def _likeness(wanted: str, form: str) -> tuple[float, int]:
    """Return how like two keys are, and how many letters they begin with alike."""
    matcher = SequenceMatcher(None, form, wanted, autojunk=False)
    if matcher.real_quick_ratio() < LIKE_ENOUGH or matcher.quick_ratio() < LIKE_ENOUGH:
        return 0.0, 0
    return matcher.ratio(), sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(wanted, form)))
