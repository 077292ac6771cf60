"""The figures of places as scripts: what all pages share, and a shard for each département.

A page opened from a folder cannot fetch a file, but it can load a script. Numbers are whole (3.14 with two decimals is 314) and
written on a base of 36, the largest that scripts read, by which they are a quarter shorter. A column is a text of them parted by
blanks, in which zero is nothing, a missing one a capital that says why, and one of too few jobs has a wave behind it; a column of
yes and no has one sign a commune.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import indicators, snapshot
from analysis.indicators import Indicator
from analysis.report import Edition
from analysis.site.profiles import former, sentences
from analysis.site.profiles.book import PREFIXES, Book, names
from analysis.territories import Territory, type_name

# Why a figure is missing, in a letter; that of an area, of which no commune is known, has none.
LETTERS = {"secret": "S", "merged": "M", "not_applicable": "A", "beyond": "B", "not_held": "N", None: "X"}
BASE = 36
FEW = "~"
ALL_KNOWN = 0.995  # an area whose figure is that of nearly all who live there needs no word on it


def script(name: str, key: str, content: dict) -> bytes:
    """Write a script that puts content under a key of a global object."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # No text may end the element that a script is, whoever puts it into a page.
    text = text.replace("</", "<\\/")
    return f'(window.{name}??={{}})["{key}"]={text};\n'.encode()


def departement_of(code: str) -> str:
    """Return the code of the département that the code of a commune begins with.

    Examples
    --------
    >>> departement_of("15014"), departement_of("97608")
    ('15', '976')
    """
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def signs(
    entry: Indicator, values: np.ndarray, reasons: Iterable[str | None] = (), few: np.ndarray | bool = False
) -> list[str]:
    """Write values as the column of a shard holds them: see the module.

    Examples
    --------
    >>> signs(indicators.indicator("aged_60_plus"), np.array([31.26, float("nan")]), [None, "secret"])
    ['8p', 'S']
    >>> signs(indicators.indicator("production_jobs"), np.array([31.26]), [None], np.array([True]))
    ['8p~']
    """
    scale = 0.01 if entry.flag else 10**entry.decimals
    letters = [LETTERS.get(why, LETTERS[None]) for why in reasons] or [LETTERS[None]] * len(values)
    numbers = based(np.round(np.nan_to_num(values) * scale))
    told = np.where(few, np.char.add(numbers, FEW), numbers) if np.any(few) else numbers
    return np.where(np.isnan(values), letters, told).tolist()


def based(whole: np.ndarray) -> np.ndarray:
    """Write whole numbers on the base of the columns.

    Examples
    --------
    >>> based(np.array([0, 35, 36, -71])).tolist()
    ['0', 'z', '10', '-1z']
    """
    # Of the values of a column most come again: each is written once.
    unique, places = np.unique(whole.astype("int64"), return_inverse=True)
    return np.array([np.base_repr(value, BASE).lower() for value in unique], dtype=str)[places]


def joined(entry: Indicator, column: list[str]) -> str:
    """Return a column as one text: see the module.

    Examples
    --------
    >>> joined(indicators.indicator("fibre"), ["0", "8p", "0", "N"])
    ' 8p  N'
    """
    if entry.flag:
        return "".join(column)
    # There are five thousand zeros in a large département.
    return " ".join("" if sign == "0" else sign for sign in column)


class Areas:
    """The figures of all areas, ready to be written: name, values, share known, dates before."""

    def __init__(self, book: Book):
        self.told = names()
        self.types = [type_name(code) for code in book.types]
        self.addresses = list(book.known.index)
        self.at = {address: number for number, address in enumerate(self.addresses)}
        self.columns = [
            self._column(entry, book.territories[entry.key].reindex(self.addresses)) for entry in book.entries
        ]
        self.known = [(100 * book.known[entry.key]).round().to_numpy() for entry in book.entries]
        self.whole = [book.known[entry.key].ge(ALL_KNOWN).to_numpy() for entry in book.entries]

    @staticmethod
    def _column(entry: Indicator, table: pd.DataFrame) -> list[list[int | None]]:
        scaled = np.round(table.to_numpy("float64") * 10**entry.decimals)
        return [[None if np.isnan(value) else int(value) for value in row] for row in scaled]

    def large(self) -> list[str]:
        """Return the addresses of all but the EPCI."""
        return [address for address in self.addresses if not address.startswith(PREFIXES["epci"])]

    def written(self, address: str) -> list:
        """Return name, values, where one is not of all communes the share of people (in %) that it is of, and the dates before."""
        is_type = address.startswith(PREFIXES["type"])
        name = self.types[int(address.split(":")[1])] if is_type else self.told.loc[address, "name"]
        row = self.at[address]
        held = [column[row] for column in self.columns]
        partly = {
            number: int(self.known[number][row])
            for number, values in enumerate(held)
            if values[-1] is not None and not self.whole[number][row]
        }
        before = {
            number: values[:-1] for number, values in enumerate(held) if any(one is not None for one in values[:-1])
        }
        return [name, [values[-1] for values in held], partly, before]


@dataclass(frozen=True)
class Columns:
    """The signs of all communes: for each indicator those of the last date, and those of each date before."""

    last: list[list[str]]
    before: list[list[list[str]]]


def columns(book: Book) -> Columns:
    """Write the figures of all communes once; each shard takes its part."""
    last, before = [], []
    for entry in book.entries:
        values = book.values[entry.key].to_numpy("float64")
        last.append(signs(entry, values[:, -1], book.reasons[entry.key], book.few[entry.key].to_numpy()))
        before.append([signs(entry, values[:, date]) for date in range(values.shape[1] - 1)])
    return Columns(last, before)


def shared(book: Book, areas: Areas, editions: list[Edition], shards: list[str], definition: str) -> dict:
    """Return what all pages need: the catalogue, what is said, by which definition, and the figures of the larger areas."""
    communes, sources = book.communes, list(dict.fromkeys(entry.source for entry in book.entries))
    inside: dict[str, list[str]] = {}
    for code, departement in homes(communes).items():
        inside.setdefault(departement, []).append(code)
    return {
        "themes": [[theme.key, theme.label, theme.chapter] for theme in indicators.THEMES.values()],
        "indicators": [_entry(entry, book.dates[entry.key], sources) for entry in book.entries],
        "sources": sources,
        "said": sentences.said(),
        "units": sentences.units(),
        "dates": _dates(book),
        "definition": definition,
        "types": [[f"{name}", f"{name:lower}"] for name in areas.types],
        "forms": sentences.forms(editions),
        "areas": {address: areas.written(address) for address in areas.large()},
        "regions": dict(sorted(set(zip(communes["departement"], communes["region"])))),
        "epcis": {departement: " ".join(codes) for departement, codes in sorted(inside.items())},
        "reports": [_report(edition.name, edition.territory) for edition in editions],
        "shards": shards,
    }


def _entry(entry: Indicator, dates: list[str], sources: list[str]) -> dict:
    told = {name: getattr(entry, name) for name in ("key", "label", "unit", "decimals", "theme")}
    # What most entries are not is said of those alone that are.
    apart = {
        "grain": "" if entry.grain == "commune" else entry.grain,
        "signed": entry.adds.endswith("_rate") or entry.adds == "change",
        "fewest": entry.fewest,
        "fewestJobs": entry.fewest_jobs,
        "compared": entry.fewest_compared,
        "how": sentences.how(entry),
        "flag": entry.flag,
        "limit": entry.limit,
        "easier": entry.easier,
        "unsure": entry.unsure_zero,
    }
    held = {name: value for name, value in apart.items() if value}
    return {**told, **held, "dates": dates, "source": sources.index(entry.source)}


def _report(folder: str, place: Territory) -> list[str]:
    """Return the folder of a report in its language, and the place that it is of; the page has no name of an EPCI."""
    return [folder, place.kind, place.code, *([place.name] if place.kind == "epci" else [])]


def _dates(book: Book) -> dict[str, str]:
    """Return the dates that readers see otherwise than data hold them."""
    every = sorted({date for dates in book.dates.values() for date in dates})
    return {date: told for date in every if (told := indicators.date_in_words(date)) != date}


def homes(communes: pd.DataFrame) -> dict[str, str]:
    """Return the département of each EPCI: that in which most of its people live."""
    sums = communes.assign(people=communes["people"].fillna(1)).groupby(["epci", "departement"])["people"].sum()
    most = sums.reset_index().sort_values("people").drop_duplicates("epci", keep="last")
    return dict(sorted(zip(most["epci"], most["departement"])))


def shard(book: Book, written: Columns, areas: Areas, departement: str, home_of: dict[str, str]) -> dict:
    """Return the figures of a département: its communes, the EPCI that lie in it or reach into it.

    The communes of the book stand in the order of their codes: those of a département follow each other.
    """
    rows = np.flatnonzero((book.communes["departement"] == departement).to_numpy())
    here = book.communes.iloc[rows]
    part = slice(int(rows[0]), int(rows[-1]) + 1)
    epcis = sorted(here["epci"].dropna().unique())
    number = {code: place for place, code in enumerate(epcis)}
    return {
        "codes": " ".join(code[len(departement) :] for code in here.index),
        "names": "|".join(here["name"]),
        "types": "".join("x" if kind < 0 else str(kind) for kind in here["type"]),
        "epci": " ".join(str(number.get(code, "x")) for code in here["epci"]),
        "values": [joined(entry, column[part]) for entry, column in zip(book.entries, written.last)],
        "before": {
            place: [joined(book.entries[place], column[part]) for column in dates]
            for place, dates in enumerate(written.before)
            if dates
        },
        "epcis": {code: [*areas.written(f"epci:{code}"), home_of[code]] for code in epcis},
    }


def leads(today: pd.Index) -> dict[str, dict[str, list[str]]]:
    """Return where the codes that no commune has today lead, by the département that they begin with: see `former.former`."""
    table = former.former()
    gone = table[~snapshot.among(table["code"], today)]
    found: dict[str, dict[str, list[str]]] = {}
    for row in gone.itertuples(index=False):
        found.setdefault(departement_of(row.code), {})[row.code] = [row.commune, row.name, row.year, row.kind]
    return found


def parts() -> dict[str, dict[str, list[str]]]:
    """Return the communes of 2015 that a commune brings together, by département."""
    found: dict[str, dict[str, list[str]]] = {}
    for code, held in former.brought_together().items():
        found.setdefault(departement_of(code), {})[code] = held
    return found
