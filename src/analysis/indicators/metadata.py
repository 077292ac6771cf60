"""What an export says of itself: a Data Package (Frictionless) and CSV on the Web (W3C), from the tables themselves."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

import pandas as pd

from analysis import snapshot
from analysis.indicators.catalogue import indicators
from analysis.indicators.places import REASONS
from analysis.language import gettext, gettext_noop, speak
from analysis.territories import Territory

NAMED = "territoires-isoles-"  # how the name of each package begins, by which an export knows a former one
CODE = r"(\d\d|2[AB])\d{3}"
FILES = {"communes": "communes.csv", "catalogue": "catalogue.csv", "indicators": "indicators.parquet"}
KEYS = {"communes": ["commune"], "catalogue": ["indicator"], "indicators": ["commune", "indicator"]}
# Column of a table, and the table whose key it is.
LINKS = {"indicators": {"commune": "communes", "indicator": "catalogue"}}
TITLES = {
    "communes": "One row for each commune, one column for each indicator (its last date)",
    "catalogue": "What each indicator is",
    "indicators": "One row for each commune and indicator, with the reason where a value is missing",
}
MEDIA = {".csv": ("csv", "text/csv"), ".parquet": ("parquet", "application/vnd.apache.parquet")}
OPEN = "Licence Ouverte 2.0"
OPEN_AT = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
MEANINGS = {
    "commune": gettext_noop("code of the commune, on 1 January of the year of the data"),
    "name": gettext_noop("name of the commune"),
    "departement": gettext_noop("code of the département"),
    "region": gettext_noop("code of the region"),
    "epci": gettext_noop("SIREN number of the EPCI"),
    "epci_name": gettext_noop("name of the EPCI"),
    "indicator": gettext_noop("key of the indicator"),
    "label_en": gettext_noop("name in English"),
    "label_fr": gettext_noop("name in French"),
    "unit": gettext_noop("unit of the values"),
    "date": gettext_noop("date of the values; empty for a class of the map in force"),
    "theme": gettext_noop("theme"),
    "grain": gettext_noop("what the official figure is of"),
    "adds": gettext_noop("how communes add up to a territory"),
    "fewest_inhabitants": gettext_noop("inhabitants under which a figure says little"),
    "source": gettext_noop("official files behind it"),
    "value": gettext_noop("value, in the unit of the indicator"),
    "reason": gettext_noop("why a value is missing"),
    "reliable": gettext_noop("whether enough inhabitants stand behind the value"),
}


def data_package(folder: Path, tables: dict[str, pd.DataFrame], territory: Territory) -> dict:
    """Describe the files of a folder as a Data Package.

    Parameters
    ----------
    folder : Path
        Holds the files of `FILES`.
    tables : dict of DataFrame
        What they hold, by name.
    territory : Territory
    """
    behind = snapshot.sources(*dict.fromkeys(["communes", *(t for one in indicators().values() for t in one.tables)]))
    is_open = all(entry["licence"].startswith(OPEN) for entry in behind)
    return {
        "profile": "data-package",
        "name": f"{NAMED}{territory.slug}".lower().replace("_", "-"),
        "title": f"Indicators of the communes: {territory.name}",
        "version": metadata.version("territoires-isoles"),
        **({"licenses": [{"name": "etalab-2.0", "title": OPEN, "path": OPEN_AT}]} if is_open else {}),
        "sources": [
            {"title": f"{entry['producer']}, {entry['title']}, {entry['vintage']}", "licence": entry["licence"]}
            | ({"path": entry["page"]} if entry.get("page") else {})
            for entry in behind
        ],
        **({"altered": sorted(snapshot.altered())} if snapshot.altered() else {}),
        "resources": [_resource(name, folder / file, tables[name]) for name, file in FILES.items()],
    }


def _resource(name: str, file: Path, table: pd.DataFrame) -> dict:
    content = file.read_bytes()
    kind, media = MEDIA[file.suffix]
    links = LINKS.get(name, {})
    return {
        # By its specification a tabular resource is text.
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "name": name,
        "title": TITLES[name],
        "path": file.name,
        "format": kind,
        "mediatype": media,
        **({"encoding": "utf-8", "dialect": {"delimiter": ",", "header": True}} if kind == "csv" else {}),
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column, table[column]) for column in table],
            "missingValues": [""],
            "primaryKey": KEYS[name],
            "foreignKeys": [
                {"fields": column, "reference": {"resource": other, "fields": column}}
                for column, other in links.items()
            ],
        },
    }


def _field(column: str, values: pd.Series) -> dict:
    """Describe a column: of an indicator, by the catalogue."""
    said = _said(column)
    constraints: dict[str, object] = {"pattern": CODE} if column == "commune" else {}
    if column == "reason":
        constraints = {"enum": list(REASONS)}
    field = {"name": column, "type": _type(values), "title": said["en"], "title_fr": said["fr"]}
    if unit := _unit(column):
        field["unit"] = unit
    return field | ({"constraints": constraints} if constraints else {})


def csv_on_the_web(tables: dict[str, pd.DataFrame]) -> dict:
    """Describe the CSV files by the vocabulary of CSV on the Web; its default name is looked for beside them."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tables": [
            {
                "url": file,
                "dc:title": TITLES[name],
                "tableSchema": {
                    "columns": [_column(column, tables[name][column]) for column in tables[name]],
                    "primaryKey": KEYS[name],
                },
            }
            for name, file in FILES.items()
            if file.endswith(".csv")
        ],
    }


def _column(column: str, values: pd.Series) -> dict:
    datatype = {"base": "string", "format": CODE} if column == "commune" else _type(values)
    described = {
        "name": column,
        # The heading of the file is one of the titles, or a reader would take it for another file.
        "titles": {language: [column, text] for language, text in _said(column).items()},
        "datatype": datatype,
        "required": column in ("commune", "indicator"),
    }
    return described | ({"schema:unitText": unit} if (unit := _unit(column)) else {})


def _type(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    return "number" if pd.api.types.is_numeric_dtype(values) else "string"


def _unit(column: str) -> str:
    return indicators()[column].unit if column in indicators() else ""


def _said(column: str) -> dict[str, str]:
    """Return what a column is called, by language."""
    said = {}
    for language in ("en", "fr"):
        with speak(language):
            said[language] = indicators()[column].label if column in indicators() else gettext(MEANINGS[column])
    return said
