"""Keep the folder of a list's results for that list: another list of the same title must not write over it unsaid."""

from __future__ import annotations

import json
import os
from pathlib import Path

from analysis.territories import lists
from analysis.territories.list_file import UnusableList
from analysis.territories.lists import CommuneList

NOTE = ".lists.json"
ROLES = ("territory", "definition")


class FolderTaken(FileExistsError):
    """The folder holds the results of another list; the message names both, and how to give this one a title of its own."""


def take(folder: Path, *used: CommuneList | None) -> None:
    """Note in a folder which lists its results are of, unless it is another list's: see `refuse_taken`."""
    refuse_taken(folder, *used)
    note = folder / NOTE
    told = {role: {"text": one.text, "checksum": one.checksum} for role, one in zip(ROLES, used) if one}
    if told and told != _noted(note):
        folder.mkdir(parents=True, exist_ok=True)
        draft = note.with_name(f"{NOTE}.{os.getpid()}")
        draft.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draft.replace(note)


def refuse_taken(folder: Path, *used: CommuneList | None) -> None:
    """Stop where the results in a folder are another list's.

    A list that was changed keeps its folder, and one whose file is gone leaves it.

    Parameters
    ----------
    folder : Path
        Of figures.
    *used : CommuneList or None
        The list of the territory, and that of the definition.

    Raises
    ------
    FolderTaken
        If the results there are of another list that still exists and holds other communes.
    """
    former = _noted(folder / NOTE)
    for role, one in zip(ROLES, used):
        other = former.get(role)
        if one and other and _still_another(other, one):
            raise FolderTaken(
                f"{one.text}: {folder.name} holds the report of {other['text']}, another list of the same title; expected "
                "a title of its own: --name TITLE, list:FILE#TITLE, or a first line `# Title` in the file"
            )


def _still_another(other: dict[str, str], own: CommuneList) -> bool:
    """Tell whether a list that was noted is another one than this, and still there."""
    if other["checksum"] == own.checksum:
        return False
    try:
        return lists.file_of(other["text"]) != own.file
    except UnusableList:
        return False


def _noted(note: Path) -> dict[str, dict[str, str]]:
    try:
        held = json.loads(note.read_text(encoding="utf-8"))
        return {role: {name: str(one[name]) for name in ("text", "checksum")} for role, one in held.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
