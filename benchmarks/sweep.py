"""Every sentence, title and table of the chapters for many editions, searched for what no reader should meet.

    python benchmarks/sweep.py --region epci:all                     # all EPCI under zau; goes on where it stopped
    python benchmarks/sweep.py --region all,dep:all --definition aav --limit 20
    python benchmarks/sweep.py --region epci:all --definition zau,aav,density,strict --part 3/20    # one of twenty machines

The code cells of the notebooks run in warm processes with a chapter that collects instead of drawing images. What failed,
and what was found, is told by kind at the end and kept line by line in ``rendered/sweep.jsonl``; where there is any, the exit
code is 1.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from analysis import chapter as chapters
from analysis import snapshot
from analysis.chapter import Chapter
from analysis.drawing import Picture, sheets
from analysis.language import checked, speak
from analysis.report import Edition, Places
from analysis.territories import LABELS, Territory

# What stands in a text that a reader should never meet, by kind.
SLIPS = {
    "not a number": re.compile(r"\bnan\b|\binf\b|<NA>|\bNone(?=[,;)%]|$)"),
    "missing value as a subject": re.compile(r"(^|[.:;] )n/a\b(?! *$)"),
    "plural": re.compile(r"(?<![\d,.])1 (communes|EPCI are|zones|places|people|claims|départements)\b"),
    "country beside itself": re.compile(
        r"(?<![\w-])(?<!Metropolitan )France and France\b|\bin France, against [^.]{0,30} in France\b"
    ),
    "nothing of nothing": re.compile(r"\b0 of 0\b|\bnone in 0\b"),
    "none as a digit": re.compile(r"\b(?:in|picks|out|of|under) 0 (?:of \d+ [a-z]|communes|years)"),
    "sure of a sample": re.compile(r"\b[Ss]urely\b"),
    "share of one": re.compile(r"\b100(?:\.0)? % of 1 "),
    "command for a reader": re.compile(r"`territoires "),
    "two spaces": re.compile(r"\S  \S"),
    "code of a type": re.compile("|".join(code for code in LABELS if "_" in code)),
    "empty brackets": re.compile(r"\(\s*\)|\*\*\s*\*\*"),
}
# Words that are English alone, and no part of a name in France.
ENGLISH = re.compile(
    r"\b(the|of|is|are|was|were|people|and|in the|with|share|which|not|than|more|fewer|between|held|isolated|"
    r"unclear|holds|year|years|map|by)\b"
)
MOST_LINES = 3  # of the title of a figure
MOST_FIGURES = 3  # of an answer, years apart
NUMBER = re.compile(r"\d(?:[\d.,\u202f\u00a0]*\d)?")
YEAR = re.compile(r"(19|20)\d\d")
RANK = re.compile(r"\b(\d+)(?:st|nd|rd|th) of (\d+)\b")


class Figure(str):
    """What is read of a figure, its title first."""


class Collector(Chapter):
    """A chapter that keeps what it is asked to show as text."""

    def said(self) -> list[str]:
        """Return what was shown so far."""
        return self.__dict__.setdefault("_said", [])

    def say(self, text: str) -> None:
        """Keep a text, unless it was just said."""
        kept = self.said_once(text)
        self.said().extend([kept] if kept or not text else [])

    def warn(self, text: str) -> None:
        """Leave what must be known first aside: it is about the data or the engine, not a finding."""

    def show(self, picture, name: str) -> None:
        """Keep the title, the alternative text and the source of a picture, and what is written around it (its unit)."""
        if isinstance(picture, str):
            self.say(picture)
            return
        self.__dict__.pop("_last", None)
        around = [text.get_text() for text in picture.figure.texts] if isinstance(picture, Picture) else []
        self.said().append(Figure("\n".join([picture.title, picture.alt, picture.source, *around])))

    def table(self, table) -> None:
        """Keep a table as text, a heading or a cell a line: what stands between cells is no slip."""
        if isinstance(table, str):
            self.say(table)
            return
        self.__dict__.pop("_last", None)
        written = table._tbl_data
        cells = [*written.columns, *written.to_numpy().ravel()]
        self.said().append("\n".join(str(cell) for cell in cells if cell != "n/a"))


def cells_of(notebook: Path) -> list[str]:
    """Return the code cells of a notebook, its parameters apart."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    return ["".join(cell["source"]) for cell in code if "parameters" not in cell["metadata"].get("tags", [])]


def texts_of(notebook: Path, edition: Edition) -> list[str]:
    """Run the cells of a notebook for an edition, and return what a reader would meet.

    Raises
    ------
    Exception
        Whatever a cell raises.
    """
    names: dict = dict(edition.parameters)
    real, chapters.Chapter = chapters.Chapter, Collector
    try:
        # A chapter speaks its language from its first cell on: here that must end with it.
        with speak(edition.language):
            for source in cells_of(notebook):
                exec(compile(source, notebook.name, "exec"), names)
    finally:
        chapters.Chapter = real
    return names["chapter"].said()


@cache
def names_with_slips() -> tuple[str, ...]:
    """Return the official names of territories that would be told as slips by themselves, and what a wrapped line leaves of them."""
    names = snapshot.load("territories", columns=["name"])["name"].drop_duplicates()
    return tuple(part for name in names if _is_slip(name) for part in parts_with_slip(name))


def _is_slip(text: str) -> bool:
    return any(pattern.search(text) for pattern in SLIPS.values())


def parts_with_slip(name: str) -> list[str]:
    """Return the name and the parts of it, whole words in a row, that would be told as slips: a figure wraps its lines.

    Examples
    --------
    >>> parts_with_slip("CA  (du Nord)")
    ['CA  (du Nord)', 'CA  (du']
    """
    words = name.split(" ")
    rows = [(start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
    parts = [" ".join(words[start:end]).strip() for start, end in rows]
    return [part for part in dict.fromkeys(sorted(parts, key=len, reverse=True)) if part and _is_slip(part)]


def without_names(text: str, territory: Territory) -> str:
    """Replace what is an official name, and no wording of ours: that of the territory, and those with a slip in them.

    The country keeps its own: "France and France" is what the sweep looks for.
    """
    own = () if territory.is_national else (territory.name,)
    for name in sorted({*own, *names_with_slips()}, key=len, reverse=True):
        text = text.replace(name, "this place")
    return text


def slips_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, where) for each slip of a text."""
    for kind, pattern in SLIPS.items():
        for line in text.splitlines():
            found = pattern.search(line)
            if found:
                yield kind, line[max(found.start() - 60, 0) : found.end() + 60].strip()
    if not text.strip():
        yield "empty text", ""
    for line in text.splitlines():
        for position, of in RANK.findall(line):
            if int(position) > int(of) or int(of) < 2:
                yield "impossible rank", line.strip()[:160]


def english_in(text: str) -> Iterator[str]:
    """Yield the lines of a French text that hold a word of English; links and code apart."""
    for line in text.splitlines():
        if ENGLISH.search(re.sub(r"\]\([^)]*\)|`[^`]*`", "", line)):
            yield line


def figures_in(text: str) -> list[str]:
    """Return the numbers of a text, years apart.

    Examples
    --------
    >>> figures_in("In 2019, 42.3 % of the 1,204 communes of dep. 15")
    ['42.3', '1,204', '15']
    """
    return [number for number in NUMBER.findall(text) if not YEAR.fullmatch(number)]


def slips_of_answer(text: str, territory: Territory) -> Iterator[tuple[str, str]]:
    """Yield a slip where what opens a chapter holds more figures than a reader keeps in mind."""
    if len(figures_in(without_names(text, territory))) > MOST_FIGURES:
        yield "too many figures in an answer", text[:160]


def told_twice(said: list[str]) -> Iterator[tuple[str, str]]:
    """Yield a slip for each sentence of three figures or more that stands in two texts of a chapter, tables and figures apart.

    Examples
    --------
    >>> list(told_twice(["It fell. Of 12, 4 are left (33 %).", "Of 12, 4 are left (33 %)."]))
    [('told twice', 'Of 12, 4 are left (33 %).')]
    """
    prose = [text for text in said if not isinstance(text, Figure) and "\n" not in text]
    sentences = Counter(sentence for text in prose for sentence in set(re.split(r"(?<=\.) ", text)))
    for sentence, times in sentences.items():
        if times > 1 and len(figures_in(sentence)) > 2:
            yield "told twice", sentence[:160]


def slips_of(text: str, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the slips of a text of an edition: those of any text, words of another language, a title too long."""
    if isinstance(text, Figure):
        title = text.splitlines()[0]
        if len(sheets.wrap(title, sheets.TITLE_SIZE, "bold")) > MOST_LINES:
            yield "long title", title
    cleared = without_names(text, edition.territory)
    yield from slips_in(cleared)
    if edition.language == "fr":
        yield from (("English in French", line[:160]) for line in english_in(cleared))


def swept(edition: Edition, notebooks: Iterable[Path]) -> dict:
    """Return the failures and the slips of one edition."""
    failures, slips, texts = [], [], 0
    for notebook in notebooks:
        try:
            said = texts_of(notebook, edition)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            failures.append(
                [notebook.stem, f"{type(error).__name__}: {error}"[:200], f"{Path(where.filename).name}:{where.lineno}"]
            )
            continue
        texts += len(said)
        found = [
            *slips_of_answer(said[0], edition.territory),
            *told_twice(said),
            *(slip for text in said for slip in slips_of(text, edition)),
        ]
        slips += [[notebook.stem, kind, line] for kind, line in found]
    return {"edition": edition.folder, "texts": texts, "failures": failures, "slips": slips}


def _one(edition: Edition) -> dict:
    return swept(edition, Places.from_environment().notebook_files())


def sweep(editions: list[Edition], log: Path, workers: int) -> list[dict]:
    """Sweep the editions that the log does not hold yet; return what is known of all of them."""
    known = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
    done = {entry["edition"] for entry in known}
    due = [edition for edition in editions if edition.folder not in done]
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    context = multiprocessing.get_context("fork")
    with log.open("a", encoding="utf-8") as kept, context.Pool(workers, maxtasksperchild=100) as pool:
        for number, entry in enumerate(pool.imap_unordered(_one, due), start=1):
            kept.write(json.dumps(entry, ensure_ascii=False) + "\n")
            kept.flush()
            known.append(entry)
            if number % 20 == 0:
                print(f"{number} of {len(due)} in {time.monotonic() - began:.0f} s", flush=True)
    wanted = {edition.folder for edition in editions}
    return [entry for entry in known if entry["edition"] in wanted]


def told(entries: list[dict]) -> str:
    """Write how many failed and what was found, by kind, with the first place of each."""
    lines = [f"{len(entries)} editions, {sum(entry['texts'] for entry in entries)} texts"]
    for name, place in (("failures", 1), ("slips", 1)):
        rows = [(entry["edition"], *row) for entry in entries for row in entry[name]]
        kinds = Counter((row[1], row[1 + place]) for row in rows)
        lines.append(f"{len(rows)} {name}")
        for (notebook, kind), count in kinds.most_common(40):
            first = next(row for row in rows if (row[1], row[1 + place]) == (notebook, kind))
            lines.append(f"  {count} x {notebook}: {kind} [{first[0]}: {first[-1]}]")
    return "\n".join(lines)


def part(text: str) -> tuple[int, int]:
    """Read which part of how many is asked for.

    Examples
    --------
    >>> part("3/20")
    (3, 20)
    """
    number, _, parts = text.partition("/")
    if not (number.isdigit() and parts.isdigit() and 1 <= int(number) <= int(parts)):
        raise argparse.ArgumentTypeError(f"{text!r}; expected a part of how many, 1/20 to 20/20")
    return int(number), int(parts)


def part_of(editions: list[Edition], number: int, parts: int) -> list[Edition]:
    """Return one part of the editions, drawn through all of them: the parts are about as long as each other."""
    return editions[number - 1 :: parts]


def main() -> None:
    """Sweep what is asked for."""
    from analysis.cli.editions import editions_of
    from analysis.report import warm  # noqa: F401 (the processes are forks of this one)

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--region", default="epci:all")
    asked.add_argument("--definition", default="zau")
    asked.add_argument("--language", default="en", help="en or fr")
    asked.add_argument("--limit", type=int)
    asked.add_argument("--sample", type=int, help="so many editions, drawn at random with a fixed seed")
    asked.add_argument("--part", type=part, default=(1, 1), help="which part of how many, as 3/20")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--log", type=Path, default=snapshot.project() / "rendered" / "sweep.jsonl")
    given = asked.parse_args()
    editions = [
        Edition(edition.territory, key, checked(given.language))
        for key in given.definition.split(",")
        for edition in editions_of([given.region], key)
    ]
    if given.sample:
        drawn = pd.Series(range(len(editions))).sample(min(given.sample, len(editions)), random_state=2017)
        editions = [editions[place] for place in sorted(drawn)]
    entries = sweep(part_of(editions, *given.part)[: given.limit], given.log, given.workers)
    print(told(entries))
    sys.exit(any(entry["failures"] or entry["slips"] for entry in entries))


if __name__ == "__main__":
    main()
