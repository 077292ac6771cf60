"""What readers see, in their language: messages and their translations, names of places that bend, the signs of numbers.

The code keeps each sentence in English, whole, with named values: ``gettext("{place} lost people", place=territory)``. Its
translation is looked up by that sentence in the catalogues under ``analysis/locale``, in the language that is spoken.
"""

from analysis.language.catalogue import (
    CATALOGUES,
    catalogues,
    deferred,
    gettext,
    gettext_noop,
    ngettext,
    pgettext,
    spaced,
    translations,
)
from analysis.language.decimals import Counted, written
from analysis.language.names import bent
from analysis.language.spoken import (
    CELLS_TRANSLATED,
    LANGUAGES,
    SOURCE_LANGUAGE,
    UnknownLanguage,
    checked,
    set_language,
    speak,
    speaking,
)

__all__ = [
    "CATALOGUES",
    "CELLS_TRANSLATED",
    "LANGUAGES",
    "SOURCE_LANGUAGE",
    "Counted",
    "UnknownLanguage",
    "bent",
    "catalogues",
    "checked",
    "deferred",
    "gettext",
    "gettext_noop",
    "ngettext",
    "pgettext",
    "set_language",
    "spaced",
    "speak",
    "speaking",
    "translations",
    "written",
]
