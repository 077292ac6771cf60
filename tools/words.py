"""Extract every message that readers see, and bring the catalogues of each language up to date: ``make words``.

Messages come from the code (``gettext`` and its kin), the Markdown cells of the notebooks, the templates of the site, and
the tables of texts in ``data``. A catalogue holds its messages in the order of the source; one that is no longer used is
dropped, a new one waits empty for its translation.
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "analysis"
LOCALE = PACKAGE / "locale"
KEYWORDS = {"gettext": None, "gettext_noop": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# The tables of texts that readers see, by the room that shows them.
TABLES = {
    "claims": {
        "claims.csv": ("theme", "statement", "label", "reported", "unit", "declared_set", "note", "reason"),
        "propositions.csv": ("statement",),
    },
    "isolation": {"cases.csv": ("case",)},
}
# What the list of sources of a chapter tells of each official file.
TOLD_OF_SOURCES = ("producer", "vintage", "geography", "licence")
WIDTH = 120


@dataclass(frozen=True)
class Message:
    """What is translated: its context, its forms (one, or one and several), where it stands."""

    context: str
    forms: tuple[str, ...]
    place: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others in a catalogue."""
        return self.context, self.forms[0]


def messages() -> dict[str, list[Message]]:
    """Return every message by catalogue, in the order of the source; one said in two rooms stands in the first."""
    found: dict[str, list[Message]] = {}
    seen: set[tuple[str, str]] = set()
    for room, message in _every():
        if message.key not in seen:
            seen.add(message.key)
            found.setdefault(room, []).append(message)
    return found


def _every() -> Iterator[tuple[str, Message]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        yield from ((room, message) for message in of_code(file.read_text(encoding="utf-8"), _place(file)))
    for file in sorted(PACKAGE.rglob("*.j2")):
        room = file.relative_to(PACKAGE).parts[0]
        yield from ((room, message) for message in of_template(file.read_text(encoding="utf-8"), _place(file)))
    for file in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        yield from ((file.stem, message) for message in of_notebook(file.read_text(encoding="utf-8"), _place(file)))
    for room, tables in TABLES.items():
        for name, columns in tables.items():
            yield from ((room, message) for message in of_table(ROOT / "data" / name, columns))
    yield from (("sources", message) for message in of_sources())


def _place(file: Path) -> str:
    return str(file.relative_to(ROOT))


def of_code(text: str, place: str) -> Iterator[Message]:
    """Yield the messages of a text in Python."""
    yield from _of_extracted(extract_python(BytesIO(text.encode()), list(KEYWORDS), [], {"encoding": "utf-8"}), place)


def of_template(text: str, place: str) -> Iterator[Message]:
    """Yield the messages of a template: calls, and ``{% trans %}`` blocks."""
    options = {"encoding": "utf-8", "trimmed": "true", "newstyle_gettext": "true"}
    yield from _of_extracted(babel_extract(BytesIO(text.encode()), list(KEYWORDS), [], options), place)


def _of_extracted(extracted, place: str) -> Iterator[Message]:
    for _, function, told, _ in extracted:
        parts = [part for part in (told if isinstance(told, tuple) else (told,)) if part is not None]
        if not parts:
            continue
        context = parts.pop(0) if function == "pgettext" else ""
        forms = tuple(parts[:2]) if function == "ngettext" else tuple(parts[:1])
        if forms and all(forms):
            yield Message(context, forms, place)


def of_notebook(text: str, place: str) -> Iterator[Message]:
    """Yield the Markdown cells of a notebook, each whole."""
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and source.strip():
            yield Message("", (source,), place)


def of_table(file: Path, columns: tuple[str, ...]) -> Iterator[Message]:
    """Yield the texts of some columns of a table, row by row."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for column in columns:
                if row[column].strip():
                    yield Message("", (row[column],), _place(file))


def of_sources() -> Iterator[Message]:
    """Yield what is told of the official files behind the snapshot, and the date of its communes."""
    file = ROOT / "data" / "sources.toml"
    manifest = json.loads((ROOT / "data" / "manifest.json").read_text(encoding="utf-8"))
    yield Message("", (manifest["tables"]["communes"]["vintage"],), "data/manifest.json")
    held = [*tomllib.loads(file.read_text(encoding="utf-8"))["source"].values(), *manifest["sources"].values()]
    for entry in held:
        for name in TOLD_OF_SOURCES:
            if entry.get(name):
                yield Message("", (entry[name],), _place(file))


def catalogue(room: str, language: str, wanted: list[Message]) -> bytes:
    """Return the catalogue of a room: what is held of the messages wanted, the others empty."""
    held = {key: entry for file in LOCALE.glob(f"{language}/LC_MESSAGES/*.po") for key, entry in _entries(file)}
    made = Catalog(locale=language, project="territoires-isoles", charset="utf-8")
    for message in wanted:
        known = held.get(message.key)
        several = len(message.forms) > 1
        text = known.string if known is not None and isinstance(known.string, tuple) == several else None
        comments = known.user_comments if known is not None else ()
        made.add(
            message.forms if several else message.forms[0],
            text or (("", "") if several else ""),
            locations=[(message.place, None)],
            user_comments=comments,
            context=message.context or None,
        )
    lines = BytesIO()
    write_po(lines, made, width=WIDTH, include_lineno=False, omit_header=True)
    head = f'# {room}: what readers see, in "{language}".\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {language}\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
    return head.encode() + lines.getvalue()


def _entries(file: Path):
    with file.open("rb") as lines:
        for entry in read_po(lines):
            if entry.id:
                yield (entry.context or "", entry.id[0] if isinstance(entry.id, tuple) else entry.id), entry


def wanted_files(language: str) -> dict[Path, bytes]:
    """Return what the catalogues of a language should be: file -> content."""
    folder = LOCALE / language / "LC_MESSAGES"
    return {folder / f"{room}.po": catalogue(room, language, told) for room, told in messages().items()}


def main() -> None:
    """Write the catalogues of each language, and say what waits for a translation."""
    for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
        language = folder.parent.name
        wanted = wanted_files(language)
        for file in folder.glob("*.po"):
            if file not in wanted:
                file.unlink()
        for file, content in wanted.items():
            file.write_bytes(content)
        waiting = {file.stem: count for file in wanted if (count := _untranslated(file))}
        told = ", ".join(f"{room} {count}" for room, count in waiting.items()) or "none"
        print(f"{language}: {sum(map(len, messages().values()))} messages; without a translation: {told}")


def _untranslated(file: Path) -> int:
    return sum(
        not entry.string or (isinstance(entry.string, tuple) and not all(entry.string)) for _, entry in _entries(file)
    )


if __name__ == "__main__":
    sys.exit(main())
