"""The language that is spoken now: the notebook's own, or that of the pages being written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches

SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "fr")
# The language that an engine has put the Markdown cells into: a chapter under another engine says that they stay English.
CELLS_TRANSLATED = "TERRITOIRES_CELLS_TRANSLATED"

_spoken: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


class UnknownLanguage(ValueError):
    """No text is held in that language; the message lists those that are."""


def checked(language: str) -> str:
    """Return the code of a language as it is used here.

    Raises
    ------
    UnknownLanguage
        If nothing is written in it.

    Examples
    --------
    >>> checked(" FR")
    'fr'
    """
    code = str(language).strip().lower()
    if code not in LANGUAGES:
        near = get_close_matches(code, LANGUAGES, n=1) or [SOURCE_LANGUAGE]
        raise UnknownLanguage(f"language: {language!r} is not known; nearest: {near[0]}; one of {', '.join(LANGUAGES)}")
    return code


def speaking() -> str:
    """Return the code of the language that messages are written in now."""
    return _spoken.get()


def set_language(language: str) -> None:
    """Speak a language from here on: what a notebook does once."""
    _spoken.set(checked(language))


@contextmanager
def speak(language: str) -> Iterator[None]:
    """Speak a language for a while.

    Examples
    --------
    >>> with speak("fr"):
    ...     speaking()
    'fr'
    """
    token = _spoken.set(checked(language))
    try:
        yield
    finally:
        _spoken.reset(token)
