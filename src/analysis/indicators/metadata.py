"""What an export says of itself: a Data Package (Frictionless) and CSV on the Web (W3C), from the tables themselves."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path

import pandas as pd

from analysis import snapshot
from analysis.indicators.catalogue import indicators
from analysis.indicators.key_names import dated
from analysis.indicators.places import REASONS, series_of_communes
from analysis.language import LANGUAGES, gettext, gettext_noop, speak
from analysis.territories import Territory

NAMED = "territoires-isoles-"  # how the name of each package begins, by which an export knows a former one
CODE = r"(\d\d|2[AB])\d{3}"
FILES = {
    "communes": "communes.csv",
    "catalogue": "catalogue.csv",
    "indicators": "indicators.parquet",
    "missing": "missing.csv",
}
KEYS = {
    "communes": ["commune"],
    "catalogue": ["indicator"],
    "indicators": ["commune", "indicator"],
    "missing": ["commune", "indicator"],
}
# Column of a table, and the table whose key it is.
LINKS = {table: {"commune": "communes", "indicator": "catalogue"} for table in ("indicators", "missing")}
TITLES = {
    "communes": gettext_noop("One row for each commune, one column for each indicator (its last date)"),
    "catalogue": gettext_noop("What each indicator is"),
    "indicators": gettext_noop("One row for each commune and indicator, with the reason where a value is missing"),
    "missing": gettext_noop("One row for each empty cell of the communes, with its reason"),
}
MEDIA = {".csv": ("csv", "text/csv"), ".parquet": ("parquet", "application/vnd.apache.parquet")}
OPEN = "Licence Ouverte 2.0"
OPEN_AT = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
MEANINGS = {
    "commune": gettext_noop("code of the commune, among those of {day}"),
    "name": gettext_noop("name of the commune"),
    "departement": gettext_noop("code of the département"),
    "region": gettext_noop("code of the region"),
    "epci": gettext_noop("SIREN number of the EPCI"),
    "epci_name": gettext_noop("name of the EPCI"),
    "indicator": gettext_noop("key of the indicator"),
    "label_en": gettext_noop("name in English"),
    "label_fr": gettext_noop("name in French"),
    "unit": gettext_noop("unit of the values"),
    "unit_fr": gettext_noop("unit in French"),
    "yes_or_no": gettext_noop("whether a commune has it or not: 100 or 0, where a territory has a share"),
    "date": gettext_noop("date of the values; empty for a class of the map in force"),
    "theme": gettext_noop("theme"),
    "grain": gettext_noop("what the official figure is of"),
    "adds": gettext_noop("how communes add up to a territory"),
    "weight": gettext_noop("what a mean of communes is weighted by; empty where there is no mean"),
    "sampled": gettext_noop(
        "whether it is of the sample of the census, one household in four: it has a margin, not held by commune"
    ),
    "secret": gettext_noop("whether the producer keeps it secret for small communes"),
    "unsure_zero": gettext_noop("whether a zero may be a figure that was not declared"),
    "limit": gettext_noop("value from which on it measures nothing, and is missing"),
    "fewest_inhabitants": gettext_noop("inhabitants under which a figure says little"),
    "fewest_jobs": gettext_noop("jobs or employees at the start under which a share or a change of them says little"),
    "source": gettext_noop("official files behind it"),
    "source_fr": gettext_noop("official files behind it, in French"),
    "licence": gettext_noop("licences of these files"),
    "value": gettext_noop("value, in the unit of the indicator"),
    "reason": gettext_noop("why a value is missing"),
    "reliable": gettext_noop("whether enough inhabitants, and enough of what is counted, stand behind the value"),
}
# What each code of `REASONS` says.
WHY = {
    "secret": gettext_noop("withheld by the producer: statistical secrecy"),
    "merged": gettext_noop("the perimeter or the code of the commune changed since"),
    "not_applicable": gettext_noop("not applicable: there is nobody, or nothing, that it could be of"),
    "beyond": gettext_noop("beyond the limit of the indicator: there is nothing near"),
    "not_held": gettext_noop("not in the files that are held"),
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
    behind = _behind()
    is_open = all(entry["licence"].startswith(OPEN) for entry in behind)
    return {
        "profile": "data-package",
        "name": f"{NAMED}{territory.slug}".lower().replace("_", "-"),
        **_titled(gettext_noop("Indicators of the communes: {place}"), place=territory.name),
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
        **_titled(TITLES[name]),
        "rows": len(table),
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
    if column == "reason":
        field["meanings"] = {code: _titled(WHY[code]) for code in REASONS}
    if column in indicators():
        field |= {"unit": indicators()[column].unit, "date": _date(column), "source": indicators()[column].source}
    return field | ({"constraints": constraints} if constraints else {})


def csv_on_the_web(tables: dict[str, pd.DataFrame], territory: Territory) -> dict:
    """Describe the CSV files by the vocabulary of CSV on the Web; its default name is looked for beside them."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "dc:title": _in_each_language(gettext_noop("Indicators of the communes: {place}"), place=territory.name),
        "dc:license": list(dict.fromkeys(entry["licence"] for entry in _behind())),
        "tables": [
            {
                "url": file,
                "dc:title": _in_each_language(TITLES[name]),
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
    if column not in indicators():
        return described
    entry = indicators()[column]
    return described | {"schema:unitText": entry.unit, "dc:date": _date(column), "dc:source": entry.source}


def _type(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    return "number" if pd.api.types.is_numeric_dtype(values) else "string"


def _date(column: str) -> str:
    return series_of_communes(column).columns[-1]


def _said(column: str) -> dict[str, str]:
    """Return what a column is called, by language: three rates of one name are told apart by their dates."""
    if column not in indicators():
        held = json.loads(snapshot.file("manifest.json").read_text(encoding="utf-8"))["tables"]["communes"]["vintage"]
        return _in_each_language(MEANINGS[column], day=held)
    said = {}
    for language in LANGUAGES:
        with speak(language):
            said[language] = dated(indicators()[column].label, _date(column))
    return said


def _in_each_language(message: str, **named: str) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with speak(language):
            said[language] = gettext(message, **{name: gettext(told) for name, told in named.items()})
    return said


def _titled(message: str, **named: str) -> dict[str, str]:
    said = _in_each_language(message, **named)
    return {"title": said["en"], "title_fr": said["fr"]}


def _behind() -> list[dict]:
    """Return the official files behind the export."""
    return snapshot.sources(*dict.fromkeys(["communes", *(t for one in indicators().values() for t in one.tables)]))
