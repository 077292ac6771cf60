"""Messages and their translations: gettext's functions with named values, on catalogues that are read as text.

A catalogue a room, ``locale/<language>/LC_MESSAGES/<room>.po``: a translator opens it in Poedit or Weblate, and nothing
is compiled. A message without a translation is said in English, and the tests name it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from analysis.language.decimals import written
from analysis.language.spoken import SOURCE_LANGUAGE, speaking

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
# French takes a no-break space before these signs, a narrow one before those that stand high.
NARROW = "\u202f"
SPACED = (
    (re.compile(r" ([;?!%\u20ac])"), NARROW + r"\1"),
    (re.compile(r" (:|\u00bb)"), "\u00a0\\1"),
    (re.compile("\u00ab "), "\u00ab\u00a0"),
)
# Messages that hold values of their own, by what they say in English.
_deferred: dict[str, tuple[str, dict[str, object]]] = {}


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language spoken, with its values put in.

    Parameters
    ----------
    message : str
        The whole sentence in English, its values named in braces; a translation may bend them (``{place:in}``).
    **values : object
        What the names stand for, written already: numbers come from `words`.

    Examples
    --------
    >>> gettext("{count} of {place}", count="3", place="Corse")
    '3 of Corse'
    """
    if message in _deferred and speaking() != SOURCE_LANGUAGE:
        message, values = _deferred[message]
    return _filled(_translated("", message) or message, values)


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Return a message that means two things in English, told apart by its context: see `gettext`."""
    return _filled(_translated(context, message) or message, values)


def ngettext(singular: str, plural: str, number: float, /, **values: object) -> str:
    """Return the form of a message for a number of things; ``{count}`` is the number itself, written.

    French counts up to 1.99 as one, English one alone.

    Examples
    --------
    >>> ngettext("{count} commune", "{count} communes", 1234)
    '1,234 communes'
    """
    told = {"count": written(number, 0), **values}
    forms = _messages(speaking()).get(("", singular))
    if isinstance(forms, tuple) and all(forms):
        return _filled(forms[0 if abs(number) < 2 else 1], told)
    return _filled(singular if number == 1 else plural, told)


def deferred(message: str, /, **values: object) -> str:
    """Return a message with its values in English, which `gettext` puts into the language spoken when it is shown.

    Parameters
    ----------
    message : str
        Marked with `gettext_noop`.

    Examples
    --------
    >>> gettext(deferred("the list “{title}”", title="Aubrac"))
    'the list “Aubrac”'
    """
    english = _filled(message, values)
    _deferred[english] = (message, values)
    return english


def gettext_noop(message: str) -> str:
    """Mark a message that is put into words later, where its language is known: a constant is made before any is."""
    return message


def catalogues(language: str) -> list[Path]:
    """Return the catalogues of a language, by name; none for the language of the code."""
    return _files(CATALOGUES, language)


def _files(folder: Path, language: str) -> list[Path]:
    return sorted((folder / language / "LC_MESSAGES").glob("*.po"))


def translations(language: str) -> dict[tuple[str, str], str | tuple[str, ...]]:
    """Return every translation of a language: (context, English) -> text, or its forms for one and for several."""
    return dict(_messages(language))


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format_map(values) if values else text


def _translated(context: str, message: str) -> str | None:
    found = _messages(speaking()).get((context, message))
    return found[0] if isinstance(found, tuple) else found


def _messages(language: str) -> dict[tuple[str, str], str | tuple[str, ...]]:
    return _read(CATALOGUES, language)


@cache
def _read(folder: Path, language: str) -> dict[tuple[str, str], str | tuple[str, ...]]:
    """Read the catalogues of a language, once in a process: an edition asks for thousands of messages."""
    if language == SOURCE_LANGUAGE:
        return {}
    # Reading takes a moment, and English needs none.
    from babel.messages.pofile import read_po

    held: dict[tuple[str, str], str | tuple[str, ...]] = {}
    for file in _files(folder, language):
        with file.open("rb") as lines:
            catalogue = read_po(lines, locale=language)
        for entry in catalogue:
            if not entry.id or not entry.string or entry.fuzzy:
                continue
            single = entry.id[0] if isinstance(entry.id, tuple) else entry.id
            text = tuple(map(spaced, entry.string)) if isinstance(entry.string, tuple) else spaced(entry.string)
            held[entry.context or "", single] = text
    return held


def spaced(text: str) -> str:
    """Put the no-break spaces of French typography where a translator typed plain ones.

    Examples
    --------
    >>> spaced("Source : 3 %") == "Source\\u00a0: 3\\u202f%"
    True
    """
    for sign, kept in SPACED:
        text = sign.sub(kept, text)
    return text
