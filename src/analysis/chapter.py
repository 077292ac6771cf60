"""A chapter of the report: one notebook for one territory, definition and language, with what it shows and where it is kept."""

from __future__ import annotations

import ast
import base64
import difflib
import os
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from great_tables import GT
from IPython import get_ipython
from IPython.display import display

from analysis import snapshot, territories, words
from analysis.drawing import TWIN, Drawn, Picture, style, tables
from analysis.language import CELLS_TRANSLATED, SOURCE_LANGUAGE, gettext, set_language, speaking
from analysis.territories import Territory

SHOWN_WIDTH = 760  # pixels; the image has more, for sharp screens
DEFAULT_DEFINITION = "zau"
# Where a run wants the figures; by hand they go beside those of former runs.
FIGURES = "TERRITOIRES_FIGURES"
# Set by a run that pages are made from: its figures are drawn for phones too. A notebook keeps the one image it shows.
TWINS = "TERRITOIRES_TWINS"
PARAMETERS = ("region", "definition", "language")
# How papermill opens the cell of the parameters that it was given.
INJECTED = "# Parameters\n"


class UnknownParameter(ValueError):
    """papermill was given a parameter that the notebook does not have; the message lists those it has."""


@dataclass(frozen=True)
class Chapter:
    """One notebook for one territory, one definition and one language.

    Attributes
    ----------
    notebook : str
        Name of the notebook, and of the folder of its figures.
    territory : Territory
    definition : str
        Key of the definition of "isolated".
    language : str
        Code of the language that it speaks.
    """

    notebook: str
    territory: Territory
    definition: str
    language: str = SOURCE_LANGUAGE

    @classmethod
    def open(cls, notebook: str, *, region: str | int, definition: str, language: str = SOURCE_LANGUAGE) -> Chapter:
        """Check the parameters, set the style of the figures and speak the language from here on.

        Raises
        ------
        UnknownTerritory, UnknownDefinition, UnknownLanguage, UnknownParameter
            In one line, with the nearest valid values.
        FolderTaken
            If the figures would be written over those of another list of communes.
        """
        refuse_unknown_parameters(cells_run())
        territory = Territory.parse(region)
        chosen = territories.definition(definition)
        set_language(language)
        mpl.use("Agg")
        style.use()
        chapter = cls(notebook, territory, chosen.key, speaking())
        if FIGURES not in os.environ:  # by hand: a run has seen to it
            territories.refuse_taken(chapter.folder.parent, territory.own, chosen.own)
        if chapter.language not in (SOURCE_LANGUAGE, os.environ.get(CELLS_TRANSLATED)):
            chapter.warn(
                gettext(
                    "The texts between the figures stay in English here: `papermill --engine territoires` and `territoires run` "
                    "translate them too."
                )
            )
        for said in (words.of_territory(territory), words.of_definition(chosen)):
            if said:
                chapter.warn(said)
        for entry in snapshot.partial():
            chapter.warn(words.partial_line(entry))
        if altered := snapshot.notice(snapshot.altered()):
            chapter.warn(f"**{altered}**")
        return chapter

    @property
    def folder(self) -> Path:
        """Where its figures go: ``figures/<territory>[-<definition>][-<language>]/<notebook>``, or under ``TERRITOIRES_FIGURES``."""
        given = os.environ.get(FIGURES)
        root = Path(given) if given else snapshot.project() / "figures"
        kept = {territories.definition(self.definition).slug: DEFAULT_DEFINITION, self.language: SOURCE_LANGUAGE}
        suffix = "".join(f"-{value}" for value, default in kept.items() if value != default)
        return root / f"{self.territory.slug}{suffix}" / self.notebook

    def say(self, text: str) -> None:
        """Show a text in Markdown; what was just said is not said again, nor is all of what was said before: see `said_once`."""
        kept = words.keep_units(self.said_once(text))
        if kept or not text:
            display({"text/markdown": kept, "text/plain": kept}, raw=True)

    def said_once(self, text: str) -> str:
        """Leave out a text that was said right before; shorten, from its second time on, that few communes are isolated.

        A figure and the sentence below it both say why there is no figure, in the same words.
        """
        if text and text == self.__dict__.get("_last"):
            return ""
        self.__dict__["_last"] = text
        few = words.few_isolated(self.territory, self.definition)
        before = self.__dict__.setdefault("_told", set())
        if few and few in text and few in before:
            return words.once(text, few)
        before.update([few] if few and few in text else [])
        return text

    def warn(self, text: str) -> None:
        """Show what must be known before the first answer; it says itself that it is none."""
        display({"text/markdown": text, "text/plain": text}, raw=True, metadata={"notice": True})

    def show(self, picture: Picture | Drawn | str, name: str) -> None:
        """Keep a picture as PNG and CSV and show it with its alternative text; a text is said instead.

        A run that makes pages keeps its twin for phones beside it: see `Picture.narrow`.
        """
        if isinstance(picture, str):
            self.say(picture)
            return
        if FIGURES not in os.environ:
            territories.take(self.folder.parent, self.territory.own, territories.definition(self.definition).own)
        self.__dict__.pop("_last", None)
        picture = picture.signed(f"{self.territory}")
        image = picture.png()
        kept = self.folder / f"{name}.png"
        same = kept.exists() and kept.read_bytes() == image
        write(kept, image)
        write(self.folder / f"{name}.csv", csv(picture))
        self._keep_twin(picture, name, same=same)
        display(
            {
                "image/png": base64.b64encode(image).decode("ascii"),
                "text/plain": f"{picture.title}\n{picture.alt}",
            },
            metadata={"image/png": {"alt": picture.alt, "width": SHOWN_WIDTH}, "source": picture.source},
            raw=True,
        )

    def _keep_twin(self, picture: Picture | Drawn, name: str, *, same: bool) -> None:
        """Keep the image for phones where pages will show it; by hand that of a former run goes if the picture is another."""
        twin = picture.narrow_png() if TWINS in os.environ else None
        if twin:
            write(self.folder / f"{name}{TWIN}", twin)
        elif not same:
            (self.folder / f"{name}{TWIN}").unlink(missing_ok=True)

    def table(self, table: GT | str) -> None:
        """Show a table; a text is said instead."""
        if isinstance(table, str):
            self.say(table)
            return
        self.__dict__.pop("_last", None)
        display({"text/html": table.as_raw_html(), "text/plain": tables.as_text(table)}, raw=True)

    def sources(self, *names: str) -> None:
        """List the official files behind tables of the snapshot: title, producer, vintage, licence."""
        self.say("\n".join(words.reference(entry) for entry in snapshot.sources(*names)))


def cells_run() -> list[str]:
    """Return the sources of the cells that this notebook has run, the current one last; none outside a notebook."""
    shell = get_ipython()
    return list(shell.user_ns.get("In", [])) if shell else []


def refuse_unknown_parameters(cells: list[str]) -> None:
    """Stop on a name that papermill has set and that no cell before knows: the chapter would tell of the default.

    Parameters
    ----------
    cells : list of str
        Sources of the cells run so far, the last one last. Who runs a notebook again starts from its own parameters.

    Raises
    ------
    UnknownParameter
        If papermill was given a name that is none of the notebook's.
    """
    given: set[str] = set()
    known = set(PARAMETERS)
    for source in reversed(cells):
        if source.startswith(INJECTED):
            given |= _names_set_in(source)
        elif (names := _names_set_in(source)) & set(PARAMETERS):
            known |= names
            break
    for name in sorted(given - known):
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.4) or sorted(known)
        raise UnknownParameter(f"parameter: {name!r} is none of this notebook; nearest: {', '.join(near)}")


def _names_set_in(source: str) -> set[str]:
    """Return the names that a cell assigns; none of a cell that is no plain Python."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return set()
    targets = [t for s in statements if isinstance(s, ast.Assign) for t in s.targets]
    targets += [s.target for s in statements if isinstance(s, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def marked(data: pd.DataFrame) -> pd.DataFrame:
    """Name in each row of a table which data were altered: a file travels without its page. Whole data are left as they are."""
    altered = sorted(snapshot.altered())
    return data.assign(altered_data=", ".join(altered)) if altered else data


def csv(picture: Picture | Drawn) -> bytes:
    """Return the data behind a picture, ten significant digits, line ends alike on every system."""
    return marked(picture.data).to_csv(index=False, float_format="%.10g", lineterminator="\n").encode("utf-8")


def write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
