"""Names of zones d'emploi in a French sentence: they hold their article, or take one that the official name leaves out."""

from __future__ import annotations

from analysis.language import speaking

APOSTROPHE = "\u2019"
# Articles that belong to a place-name only (La Rochelle) keep their capital; these are common names, and do not.
COMMON = ("La Maurienne", "La Tarentaise", "La Vallée", "La Plaine", "Les Sources", "L'Est", "L'Ouest")
# Names that open with a common noun, or are a country's, and have no article in the file.
ARTICLES = {
    "l": ("Est", "Est-littoral", "Est Grande Terre", "Est - Grande-Terre", "Ouest", "Ouest-Guyanais"),
    "la": (
        "Côte sous le vent",
        "Lozère",
        "Maurienne",
        "Région Pointoise",
        "Tarentaise",
        "Thiérache",
        "Vallée de l'Arve",
        "Vallée de la Bresle-Vimeu",
    ),
    "le": (
        "Centre agglomération",
        "Centre-Atlantique",
        "Chablais",
        "Charolais",
        "Creusot-Montceau",
        "Genevois Français",
        "Mont Blanc",
        "Morvan",
        "Nord",
        "Nord-Atlantique",
        "Nord-Caraibe",
        "Nord-du-Lot",
        "Sud",
        "Sud Basse-Terre",
        "Sud-Caraibe",
    ),
    "les": ("Savanes",),
}
ARTICLE_OF = {name: article for article, names in ARTICLES.items() for name in names}
OF = {"l": f"de l{APOSTROPHE}", "la": "de la ", "le": "du ", "les": "des "}
VOWELS = "AÂÀEÉÈÊIÎOÔUÛY"


class ZoneName(str):
    """The name of a zone d'emploi, which bends in a French sentence: ``{zone:of}``.

    Examples
    --------
    >>> from analysis.language import speak
    >>> with speak("fr"):
    ...     [f"{ZoneName(name):of}" for name in ("Le Havre", "La Rochelle", "Mont Blanc", "La Maurienne")]
    ['du Havre', 'de La Rochelle', 'du Mont Blanc', 'de la Maurienne']
    """

    def __format__(self, form: str) -> str:
        if not form or speaking() != "fr":
            return str(self)
        if form != "of":
            raise ValueError(f"form of the name of a zone: {form!r}; expected of")
        if self in ARTICLE_OF:
            return OF[ARTICLE_OF[self]] + self
        for opened, joined in (("Le ", "du "), ("Les ", "des ")):
            if self.startswith(opened):
                return joined + self.removeprefix(opened)
        if self.startswith(COMMON):
            return f"de {self[0].lower()}{self[1:]}"
        return (f"d{APOSTROPHE}" if self[:1] in VOWELS else "de ") + self
