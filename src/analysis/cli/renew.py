"""The command ``territoires renew``: everything that is stored and made by the code, each only where it is out of date.

What stands later is made from what stands before: the README and the last notebook read the verdicts.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import snapshot
from analysis.cli.notebooks import notebooks_of
from analysis.cli.terminal import FAILED, near, stop

if TYPE_CHECKING:
    from analysis.report import Places


@dataclass(frozen=True)
class Stored:
    """A text that is stored and written by the code: what it is, where it stands, what it must hold now."""

    title: str
    file: Path
    text: Callable[[], str]

    def renew(self) -> bool:
        """Write the file anew if it is out of date; return whether it was."""
        from analysis.chapter import write

        wanted = self.text().encode()
        if self.file.exists() and self.file.read_bytes() == wanted:
            return False
        write(self.file, wanted)
        return True


def stored_texts() -> list[Stored]:
    """Return the stored texts in the order to renew them."""
    from analysis import claims, validation
    from analysis.indicators import key_figures
    from analysis.site import glossary
    from analysis.sources import dictionary

    data, home = snapshot.folder(), snapshot.project()
    readme, lisezmoi = home / "README.md", home / "README.fr.md"
    return [
        Stored("data dictionary", data / "README.md", lambda: dictionary.page_of(data)),
        # A text that was changed by hand is taken as wanted: what comes after reads it.
        checksums(data, "checksums of what is kept by hand"),
        verdicts(data),
        checksums(data),
        Stored("key figures", home / key_figures.FILE, key_figures.current_text),
        Stored("scorecard", readme, lambda: claims.with_scorecard(readme.read_text(encoding="utf-8"))),
        Stored(
            "scorecard in French", lisezmoi, lambda: claims.with_scorecard(lisezmoi.read_text(encoding="utf-8"), "fr")
        ),
        Stored("glossary", home / glossary.DOCUMENT, glossary.document),
        Stored("validation page", home / validation.PAGE, validation.current_page),
    ]


def verdicts(data: Path) -> Stored:
    """Return the verdicts that the chapters read besides the tables."""
    from analysis import claims

    return Stored("verdicts", data / "verdicts.csv", claims.verdicts_text)


def checksums(data: Path, title: str = "checksums of the texts", names: Collection[str] | None = None) -> Stored:
    """Return the manifest, with the checksums of the texts (or of those named) as they now stand."""
    from analysis.sources import manifest

    return Stored(title, data / manifest.NAME, lambda: manifest.with_texts(data, names or manifest.TEXTS_TO_RENEW))


def refuse_broken_ledger(file: Path) -> None:
    """Stop at a row of the claims that nothing can judge, before its checksum is taken for a wanted one.

    Raises
    ------
    SystemExit
        With one line: the column, the cell and what was expected.
    """
    import pandas as pd

    from analysis.claims import MEASURES
    from analysis.sources import contracts, manifest

    table = pd.read_csv(file, dtype="string")
    for name in [
        column.name for column in contracts.LEDGER.columns if column.kind == "number" and column.name in table
    ]:
        numbers = pd.to_numeric(table[name], errors="coerce").astype("float64")
        wrong = table[numbers.isna() & table[name].notna()]
        if len(wrong):
            cell = wrong.iloc[0]
            stop(f"{near(file)}, {cell['id']}, {name}: {cell[name]!r} is no number (a point, not a comma)", FAILED)
        table[name] = numbers
    try:
        manifest.conform(contracts.LEDGER, table)
    except (ValueError, RuntimeError) as error:
        stop(f"{near(file)}: {error}", FAILED)
    unknown = sorted(set(table["measure"].dropna()) - set(MEASURES))
    if unknown:
        stop(f"{near(file)}, measure: {unknown[0]!r} is none; one of {', '.join(sorted(MEASURES))}", FAILED)


def renew() -> None:
    """Renew what is stored and out of date: dictionary, verdicts, key figures, scorecard, glossary, validation page, notebooks."""
    from analysis.report import NotebookFailed, Places, store_outputs

    places = Places.from_environment()
    # What is stored is never made from altered data: a text that was changed on purpose is taken in first.
    os.environ.pop(snapshot.ALLOWED, None)
    refuse_broken_ledger(snapshot.folder() / "claims.csv")
    for stored in stored_texts():
        print(f"{stored.title}: {_said(stored.renew())} ({near(stored.file)})", flush=True)
    notebooks = notebooks_of(places)
    for folder in stray_figures(places, notebooks):
        shutil.rmtree(folder)
        print(f"{near(folder)}: removed, its notebook is not there", flush=True)
    for notebook in notebooks:
        try:
            print(f"{notebook.stem}: {_said(store_outputs(notebook))} ({near(notebook)})", flush=True)
        except NotebookFailed as failure:
            stop(str(failure), FAILED)


def stray_figures(places: Places, notebooks: list[Path]) -> list[Path]:
    """Return the folders of stored figures whose notebook was removed or renamed."""
    from analysis.report import STORED

    stems = {notebook.stem for notebook in notebooks}
    kept = sorted((places.figures / STORED["region"]).glob("[0-9]*_*/"))
    return [folder for folder in kept if folder.is_dir() and folder.name not in stems]


def _said(changed: bool) -> str:
    return "renewed" if changed else "up to date"
