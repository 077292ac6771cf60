"""A chapter of the report: one notebook for one territory and one definition, with what it shows and where it is kept."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from great_tables import GT
from IPython.display import display

from analysis import snapshot, territories, words
from analysis.drawing import Drawn, Picture, style, tables
from analysis.territories import Territory

SHOWN_WIDTH = 760  # pixels; the image has more, for sharp screens
DEFAULT_DEFINITION = "zau"


@dataclass(frozen=True)
class Chapter:
    """One notebook for one territory and one definition.

    Attributes
    ----------
    notebook : str
        Name of the notebook, and of the folder of its figures.
    territory : Territory
    definition : str
        Key of the definition of "isolated".
    """

    notebook: str
    territory: Territory
    definition: str

    @classmethod
    def open(cls, notebook: str, *, region: str, definition: str) -> Chapter:
        """Check the parameters and set the style of the figures.

        Raises
        ------
        UnknownTerritory, UnknownDefinition
            In one line, with the nearest valid values.
        """
        territory = Territory.parse(region)
        territories.definition(definition)
        mpl.use("Agg")
        style.use()
        chapter = cls(notebook, territory, definition)
        for entry in snapshot.partial():
            chapter.warn(words.partial_line(entry))
        if altered := snapshot.notice(snapshot.altered()):
            chapter.warn(f"**{altered}**")
        return chapter

    @property
    def folder(self) -> Path:
        """Where its figures go: ``figures/<territory>[-<definition>]/<notebook>``, or under ``TERRITOIRES_FIGURES``."""
        given = os.environ.get("TERRITOIRES_FIGURES")
        root = Path(given) if given else snapshot.project() / "figures"
        suffix = "" if self.definition == DEFAULT_DEFINITION else f"-{self.definition}"
        return root / f"{self.territory.slug}{suffix}" / self.notebook

    def say(self, text: str) -> None:
        """Show a text in Markdown."""
        kept = words.keep_units(text)
        display({"text/markdown": kept, "text/plain": kept}, raw=True)

    def warn(self, text: str) -> None:
        """Show what must be known before the first answer; it says itself that it is none."""
        display({"text/markdown": text, "text/plain": text}, raw=True, metadata={"notice": True})

    def show(self, picture: Picture | Drawn | str, name: str) -> None:
        """Keep a picture as PNG and CSV and show it with its alternative text; a text is said instead."""
        if isinstance(picture, str):
            self.say(picture)
            return
        image = picture.png()
        write(self.folder / f"{name}.png", image)
        write(self.folder / f"{name}.csv", csv(picture))
        display(
            {
                "image/png": base64.b64encode(image).decode("ascii"),
                "text/plain": f"{picture.title}\n{picture.alt}",
            },
            metadata={"image/png": {"alt": picture.alt, "width": SHOWN_WIDTH}},
            raw=True,
        )

    def table(self, table: GT | str) -> None:
        """Show a table; a text is said instead."""
        if isinstance(table, str):
            self.say(table)
            return
        display({"text/html": table.as_raw_html(), "text/plain": tables.as_text(table)}, raw=True)

    def sources(self, *names: str) -> None:
        """List the official files behind tables of the snapshot: title, producer, vintage, licence."""
        self.say("\n".join(words.reference(entry) for entry in snapshot.sources(*names)))


def csv(picture: Picture | Drawn) -> bytes:
    """Return the data behind a picture, ten significant digits, line ends alike on every system."""
    return picture.data.to_csv(index=False, float_format="%.10g", lineterminator="\n").encode("utf-8")


def write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
