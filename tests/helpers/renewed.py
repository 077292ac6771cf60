"""A snapshot with later editions: the real one, relabelled in a folder of its own, to see what follows by itself."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from great_tables import GT
from matplotlib.text import Text

from analysis import snapshot
from analysis.drawing import Drawn, Picture

SHOWN = (Picture, Drawn, GT, str)
Change = Callable[[pa.Table], pa.Table]


def relabelled(column: str, later: Mapping) -> Change:
    """Return what gives some values of a column their later ones."""

    def change(table: pa.Table) -> pa.Table:
        labels = table[column].to_pandas().replace(dict(later))
        return table.set_column(table.column_names.index(column), column, pa.array(labels, table[column].type))

    return change


def added(column: str, last: object, later: object) -> Change:
    """Return what adds a later edition, equal to the last one."""

    def change(table: pa.Table) -> pa.Table:
        return pa.concat_tables([table, relabelled(column, {last: later})(table.filter(pc.field(column) == last))])

    return change


def write(
    folder: Path,
    tables: Mapping[str, Change],
    vintages: Mapping[str, str],
    ids: Mapping[str, str] | None = None,
    entered: Mapping[str, str] | None = None,
) -> None:
    """Put a snapshot in a folder: links to the real files, but for the tables changed and the vintages of the manifest.

    Parameters
    ----------
    folder : Path
        Empty.
    tables : mapping
        What changes each table.
    vintages : mapping
        Later vintage of sources, by id.
    ids : mapping, optional
        Later id of the sources whose id tells their edition (``insee_bpe_2019``).
    entered : mapping, optional
        Id of a source that enters beside a former one of its kind, and the id of that one; `vintages` tells both.
    """
    real = snapshot.project() / "data"
    for file in real.iterdir():
        if file.stem not in tables and file.name not in ("manifest.json", "sources.toml"):
            (folder / file.name).symlink_to(file)

    def later_ids(text: str) -> str:
        for former, later in (ids or {}).items():
            text = re.sub(rf"\b{former}\b", later, text)
        return text

    catalogue = folder / "sources.toml"
    told = (real / catalogue.name).read_text(encoding="utf-8")
    told += "".join(_entry_like(told, former, later) for later, former in (entered or {}).items())
    catalogue.write_text(later_ids(told), encoding="utf-8")
    manifest = json.loads((real / "manifest.json").read_text(encoding="utf-8"))
    manifest["beside"][catalogue.name]["sha256"] = snapshot.checksum(catalogue)
    for name, change in tables.items():
        file = folder / f"{name}.parquet"
        pq.write_table(change(pq.read_table(real / file.name)), file)
        manifest["tables"][name]["sha256"] = snapshot.checksum(file)
    for later, former in (entered or {}).items():
        for table in manifest["tables"].values():
            if former in table["vintages"]:
                table["sources"].append(later)
                table["vintages"][later] = vintages[later]
    for table in manifest["tables"].values():
        table["vintages"] |= {name: vintages[name] for name in table["vintages"] if name in vintages}
    (folder / "manifest.json").write_text(later_ids(json.dumps(manifest)), encoding="utf-8")


def _entry_like(catalogue: str, former: str, later: str) -> str:
    """Return the entry of a catalogue for a source, under another id and with files of its own."""
    start = catalogue.index(f"[source.{former}]")
    end = re.compile(rf"^\[source\.(?!{former}\b)", re.MULTILINE).search(catalogue, start)
    entry = catalogue[start : end.start() if end else None]
    return "\n" + re.sub(r'^name = "', 'name = "later_', entry, flags=re.MULTILINE).replace(
        f"source.{former}", f"source.{later}"
    )


def words(stories: Iterable[ModuleType], **known) -> dict[str, str]:
    """Return what a reader meets in each public function of stories that asks for nothing but what is known."""
    found = {}
    for story in stories:
        for name, function in list(vars(story).items()):
            if not inspect.isfunction(function) or name.startswith("_") or function.__module__ != story.__name__:
                continue
            # What is named, and has a value of its own (`plain=False`), is another form of the same.
            every = inspect.signature(function).parameters.values()
            asked = {one.name for one in every if one.kind is not one.KEYWORD_ONLY or one.default is one.empty}
            if asked <= known.keys():
                shown = function(**{parameter: known[parameter] for parameter in asked})
                if isinstance(shown, SHOWN):
                    found[f"{story.__name__.removeprefix('analysis.')}.{name}"] = said(shown)
    return found


def said(shown: Picture | Drawn | GT | str) -> str:
    """Return every word that a reader of something shown can meet: text, drawing, table, data."""
    return "\n".join(_parts(shown))


def _parts(shown: Picture | Drawn | GT | str) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, GT):
        yield re.sub(r"<style>.*?</style>|<[^>]+>", " ", shown.as_raw_html(), flags=re.DOTALL)
    else:
        yield from (shown.title, shown.alt, shown.source, *map(str, shown.data))
        for name, column in shown.data.items():
            if name == "year" or not pd.api.types.is_numeric_dtype(column):
                yield from map(str, column.unique())
        if isinstance(shown, Picture):
            yield from (text.get_text() for text in shown.figure.findobj(Text))


def years_in(text: str) -> set[str]:
    """Return the years named in a text.

    Examples
    --------
    >>> sorted(years_in("2013-2019, 2,019 people"))
    ['2013', '2019']
    """
    return set(re.findall(r"(?<![\d,.])(?:19|20)\d\d(?![\d,.]\d|\d)", text))
