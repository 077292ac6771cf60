"""The catalogues: every message that readers see has its translation, with the same values, and none is stale."""

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from helpers.tools import tool

from analysis import language
from analysis.language import catalogues, gettext, ngettext, pgettext, speak, translations

words = tool("words")
ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src" / "analysis").rglob("*.py"))
LOCALE = "src/analysis/locale/fr/LC_MESSAGES"
FUNCTIONS = {"gettext", "ngettext", "pgettext", "gettext_noop"}


def entries():
    return [(file, entry) for file in catalogues("fr") for entry in read_po(file.open("rb")) if entry.id]


def forms(text) -> list[str]:
    return list(text) if isinstance(text, tuple) else [text]


def values_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_catalogues_are_those_of_the_code():
    wanted = words.wanted_files("fr")
    assert sorted(wanted) == catalogues("fr"), "a catalogue came or went: run `make words`"
    stale = [file.name for file, content in wanted.items() if file.read_bytes() != content]
    assert not stale, f"run `make words`, then translate what is new in {stale}"


def test_every_message_has_a_translation():
    waiting = [f"{file.stem}: {entry.id}" for file, entry in entries() if not all(forms(entry.string))]
    assert not waiting, f"fill the `msgstr` of these, in {LOCALE}/<name before the colon>.po: {waiting}"
    assert not [entry.id for _, entry in entries() if entry.fuzzy], (
        "look at the doubtful ones, then take their mark away"
    )


def test_a_translation_has_the_values_of_its_message_and_no_other():
    for file, entry in entries():
        if file.stem[0].isdigit():
            continue  # a Markdown cell has no values, and may hold braces
        wanted = set().union(*map(values_in, forms(entry.id)))
        *singular, text = forms(entry.string)
        if not text:
            continue  # it waits for its translation, and another test says so
        for one in [*singular, text]:
            assert values_in(one) <= wanted, f"{file.stem}: {entry.id!r} has no value {values_in(one) - wanted}"
        # "Une commune" needs no number.
        lost = wanted - values_in(text) - {"count"}
        assert not lost, f"{file.stem}: the translation of {entry.id!r} lost {lost}"


def test_no_message_is_translated_twice_in_two_ways():
    held: dict[tuple[str, str], str] = {}
    for file, entry in entries():
        key = (entry.context or "", forms(entry.id)[0])
        assert key not in held, f"{key} stands in {held[key]} and in {file.stem}"
        held[key] = file.stem


def test_french_texts_have_the_apostrophe_and_quotes_of_print():
    for file, entry in entries():
        if file.stem[0].isdigit():
            continue
        for text in forms(entry.string):
            plain = re.sub(r"`[^`]*`", "", text)
            assert "'" not in plain, f"{file.stem}: a typewriter's apostrophe in {text!r}"
            assert '"' not in plain and "“" not in plain, f"{file.stem}: quotes that are not French in {text!r}"


def calls(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in FUNCTIONS:
            yield node


def texts_of(call: ast.Call) -> list[ast.expr]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    return call.args[: {"ngettext": 2, "pgettext": 2}.get(name, 1)]


def faults(text: str) -> list[str]:
    """Return the calls of a text whose message the extraction would not see, or would take for another."""
    found, tree = [], ast.parse(text)
    for call in calls(tree):
        for part in texts_of(call):
            if isinstance(part, ast.JoinedStr):
                found.append(f"line {call.lineno}: a message is no f-string")
            if isinstance(part, ast.Subscript | ast.Call) and list(_constants(part)):
                found.append(
                    f"line {call.lineno}: name what is looked up first, its key would be taken for the message"
                )
        inside = [*call.args[len(texts_of(call)) :], *(keyword.value for keyword in call.keywords)]
        if [
            one
            for part in inside
            for one in calls(part)
            if texts_of(one) and isinstance(texts_of(one)[0], ast.Constant)
        ]:
            found.append(f"line {call.lineno}: a message inside the values of another is not seen: name it first")
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            hidden = [one for one in calls(node) if texts_of(one) and isinstance(texts_of(one)[0], ast.Constant)]
            found += [f"line {one.lineno}: a message inside an f-string is not seen: name it first" for one in hidden]
    return found


def _constants(node: ast.expr):
    return (part for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT / "src" / "analysis")))
def test_no_message_hides_from_the_extraction(file):
    found = faults(file.read_text(encoding="utf-8"))
    assert not found, f"{file.name}: {found}"


@pytest.mark.parametrize(
    "text",
    [
        'gettext(f"In {place}")',
        'gettext(row["title"])',
        "f\"{gettext('one')} two\"",
        'gettext("{one}", one=gettext("two"))',
    ],
)
def test_a_hidden_message_is_found(text):
    assert faults(text), "the search for hidden messages does not see this one"


def test_the_extraction_sees_code_templates_and_cells():
    code = (
        'x = gettext("One {name}", name=1)\ny = ngettext("{count} egg", "{count} eggs", 2)\nz = pgettext("noun", "Set")'
    )
    assert [message.forms for message in words.of_code(code, "x.py")] == [
        ("One {name}",),
        ("{count} egg", "{count} eggs"),
        ("Set",),
    ]
    assert [message.context for message in words.of_code(code, "x.py")] == ["", "", "noun"]
    template = '<p>{{ gettext("A {thing}", thing=1) }}</p>{{ ngettext("{count} one", "{count} many", 3) }}'
    assert [message.forms for message in words.of_template(template, "x.j2")] == [
        ("A {thing}",),
        ("{count} one", "{count} many"),
    ]
    notebook = (
        '{"cells": [{"cell_type": "markdown", "source": ["# A\\n", "b"]}, {"cell_type": "code", "source": ["1"]}]}'
    )
    assert [message.forms for message in words.of_notebook(notebook, "x.ipynb")] == [("# A\nb",)]


def test_a_message_is_said_in_the_language_spoken(tmp_path, monkeypatch):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "room.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
        'msgid "{who} left"\nmsgstr "{who} est parti : adieu"\n\n'
        'msgid "{count} egg"\nmsgid_plural "{count} eggs"\nmsgstr[0] "{count} œuf"\nmsgstr[1] "{count} œufs"\n\n'
        'msgctxt "verb"\nmsgid "Set"\nmsgstr "Mettre"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(language.catalogue, "CATALOGUES", tmp_path)
    assert gettext("{who} left", who="Ada") == "Ada left"
    with speak("fr"):
        assert gettext("{who} left", who="Ada") == "Ada est parti\u00a0: adieu"
        assert [ngettext("{count} egg", "{count} eggs", n) for n in (0, 1, 1.5, 2)] == [
            "0 œuf",
            "1 œuf",
            "2 œuf",
            "2 œufs",
        ]
        assert pgettext("verb", "Set") == "Mettre" and gettext("Set") == "Set"
        assert gettext("Nobody wrote this") == "Nobody wrote this"
    assert [ngettext("{count} egg", "{count} eggs", n) for n in (0, 1, 2)] == ["0 eggs", "1 egg", "2 eggs"]
    assert translations("en") == {}


def test_the_catalogues_are_read_once_in_a_process_however_many_messages_are_asked_for(monkeypatch):
    with speak("fr"):
        gettext("holds")
        opened = []
        monkeypatch.setattr(Path, "stat", lambda *_, **__: opened.append("stat"))
        monkeypatch.setattr(Path, "glob", lambda *_: opened.append("glob") or [])
        said = {gettext("holds") for _ in range(3)}
    assert said != {"holds"} and not opened
