"""Names of places in a French sentence: their articles and prepositions by INSEE's type of name (TNCC).

The type says which article a name takes: 0 none before a consonant (Paris), 1 none before a vowel (Aurillac), 2 le, 3 la,
4 les, 5 l', 6 aux, 7 las, 8 los. The names of communes hold their article ("Le Havre"), those of regions and
départements do not ("Cantal").
"""

from __future__ import annotations

from analysis.language.spoken import speaking

APOSTROPHE = "\u2019"
WITHOUT_ARTICLE = frozenset({"La Réunion", "Mayotte", "Paris"})
# INSEE gives no article for some names that usage gives one in a sentence: the feminine, but for these.
MASCULINE = {"Maine-et-Loire": "le "}
# Names that are said with "en"; other feminine ones of one word, most of them rivers, with "dans la".
SAID_WITH_EN = frozenset(
    (
        "Centre-Val de Loire",
        "Nouvelle-Aquitaine",
        "Guadeloupe",
        "Guyane",
        "Martinique",
        "Charente",
        "Corrèze",
        "Dordogne",
        "Gironde",
        "Lozère",
        "Mayenne",
        "Moselle",
        "Savoie",
        "Vendée",
    )
)
# The legal forms that the names of EPCI open with, and their articles.
FORMS_OF_EPCI = dict.fromkeys(("CC ", "CA ", "CU ", "Métropole", "Communauté"), "la ") | {"Eurom": f"l{APOSTROPHE}"}
# What the titles of lists open with.
MASCULINE_TITLES = frozenset(
    (
        "arrondissement",
        "bassin",
        "canton",
        "contrat",
        "geoparc",
        "géoparc",
        "groupement",
        "massif",
        "parc",
        "pays",
        "petr",
        "plateau",
        "pnr",
        "pôle",
        "scot",
        "secteur",
        "syndicat",
        "territoire",
        "val",
    )
)
FEMININE_TITLES = frozenset(
    (
        "agglomération",
        "aire",
        "baie",
        "circonscription",
        "commune",
        "haute",
        "montagne",
        "presqu'île",
        "presqu’île",
        "vallée",
        "zone",
    )
)
VOWELS = frozenset("aeéèêiîoôuœâh")
TITLE_ARTICLES = ("le ", "la ", "les ", "l'", "l’")
ARTICLES = {"2": "le ", "3": "la ", "4": "les ", "5": f"l{APOSTROPHE}", "6": "aux ", "7": "las ", "8": "los "}


def bent(name: str, kind: str, name_type: str | None, form: str) -> str:
    """Return the name of a place as a form asks; English has one form.

    Parameters
    ----------
    name : str
        Official name.
    kind : {"france", "metropole", "region", "departement", "epci", "list", "commune"}
    name_type : str or None
        INSEE's TNCC; None for a country or an EPCI.
    form : {"", "the", "of", "in", "The", "Of", "In"}
        The name alone, with its article, with "de", with "à", "en" or "dans"; with a capital at the start of a sentence.

    Raises
    ------
    ValueError
        If the form is none of these.

    Examples
    --------
    >>> from analysis.language import speak
    >>> with speak("fr"):
    ...     bent("Cantal", "departement", "2", "in"), bent("Le Havre", "commune", "2", "of")
    ('dans le Cantal', 'du Havre')
    """
    if form not in ("", "the", "of", "in", "The", "Of", "In"):
        raise ValueError(f"form of a name: {form!r}; expected one of the, of, in, The, Of, In")
    if speaking() != "fr":
        return name
    name = {"metropole": "France métropolitaine"}.get(kind, name)
    if not form:
        return name
    if kind == "list":
        chosen = _of_title(name, form.lower())
    else:
        chosen = {"the": _the, "of": _of, "in": _in}[form.lower()](name, kind, name_type or "0")
    return chosen[0].upper() + chosen[1:] if form[0].isupper() else chosen


def _article(name: str, kind: str, name_type: str) -> str:
    """Return the article that stands before a name, with its space; none for a commune, which holds its own."""
    if kind == "commune" or name in WITHOUT_ARTICLE:
        return ""
    if kind in ("france", "metropole"):
        return "la "
    if kind == "epci":
        opened = next((start for start in FORMS_OF_EPCI if name.startswith(start)), None)
        return FORMS_OF_EPCI.get(opened, "")
    return {"0": MASCULINE.get(name, "la "), "1": f"l{APOSTROPHE}"}.get(name_type) or ARTICLES[name_type]


def _article_of_title(title: str) -> str:
    """Return the article of a title that opens with what it is a name of: a park, a valley."""
    opened = title.split()[0].lower()
    if opened not in MASCULINE_TITLES | FEMININE_TITLES:
        return ""
    if opened[0] in VOWELS:
        return f"l{APOSTROPHE}"
    return "le " if opened in MASCULINE_TITLES else "la "


def _of_title(title: str, form: str) -> str:
    """Bend the title of a list: by the article that it opens with, or by what it is a name of.

    A title of which neither is known stands in quotes behind a noun that bends, which is right of any.
    """
    before = {"the": "", "of": "de ", "in": "dans "}[form]
    for article in TITLE_ARTICLES:
        if title.lower().startswith(article):
            rest = title[len(article) :]
            joined = {"of": {"le ": "du ", "les ": "des "}}.get(form, {}).get(article, before + article)
            return joined.replace("'", APOSTROPHE) + rest
    article = _article_of_title(title)
    if not article:
        return {"the": "le", "of": "du", "in": "dans le"}[form] + f" territoire «\u00a0{title}\u00a0»"
    name = title[0].lower() + title[1:] if not title.split()[0].isupper() else title
    return {"of": {"le ": "du "}}.get(form, {}).get(article, before + article) + name


def _the(name: str, kind: str, name_type: str) -> str:
    return _article(name, kind, name_type) + name


def _of(name: str, kind: str, name_type: str) -> str:
    if kind == "commune":
        return _after(name, name_type, {"Le ": "du ", "Les ": "des "}) or _plain_of(name, name_type)
    article = _article(name, kind, name_type)
    if not article or (name_type in ("0", "1") and kind != "epci"):
        return _plain_of(name, name_type)
    return {"le ": "du ", "les ": "des "}.get(article, f"de {article}") + name


def _plain_of(name: str, name_type: str) -> str:
    return (f"d{APOSTROPHE}" if name_type == "1" else "de ") + name


def _after(name: str, name_type: str, contracted: dict[str, str]) -> str:
    """Return the name of a commune with its article contracted; nothing where "Le" is a part of the name."""
    for article, joined in contracted.items():
        if name.startswith(article) and ARTICLES.get(name_type) == article.lower():
            return joined + name.removeprefix(article)
    return ""


def _in(name: str, kind: str, name_type: str) -> str:
    if kind == "commune" or name in WITHOUT_ARTICLE:
        return _after(name, name_type, {"Le ": "au ", "Les ": "aux "}) or f"à {name}"
    if kind in ("france", "metropole"):
        return f"en {name}"
    article = _article(name, kind, name_type)
    if kind == "epci":
        return f"dans {article}{name}" if article else f"à {name}"
    if name_type in ("0", "1") or name in SAID_WITH_EN or (article == "la " and "-" in name):
        return f"en {name}"
    return f"dans {article}{name}"
