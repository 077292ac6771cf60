"""A made-up file for each source of the catalogue, in its official layout, for a dozen communes.

What a file holds follows from the catalogue: its columns, separator, lines above the header, sheet, archive. Figures are
made from the words of their column, so that the column of another year holds other figures. What is more than a number
(a class, a position, a total) is told below, by column.
"""

from __future__ import annotations

import gzip
import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

import geopandas as gpd
import pandas as pd
import shapely
import xlsxwriter

from analysis.sources.catalogue import Entry, File

CODES = ["01001", "01002", "01003", "15001", "15002", "2A004", "30001", "69123", "75056", "13055", "97101", "97102"]
REGION = {"01": "84", "15": "84", "69": "84", "2A": "94", "30": "76", "75": "11", "13": "93", "971": "01"}
ZONES = ["0051", "8401"]
A5 = ("AZ", "BE", "FZ", "GU", "OQ")
EPCIS = ["200000001", "200000002"]
TYPES = ("B101", "B201", "B203", "D201", "D301", "D307", "G102")
FRANCE = "FRM"
# A commune that joined 01001: former files hold it too, and the movements lead to today.
GONE = "01009"
# Words of columns that hold per cent, and not people.
PERCENT = r"PCT|INDIC|PACT|PRA|PPEN|PPAT|TP60|SURF_4G|vevol|vtcam|\d{4}-T\d"
# Columns that the official files hold beside one that the catalogue tells: they are read too.
BESIDE = {"REG": "TNCC", "p14_pop": "p21_pop"}
Rows = list[list[object]]


def departement(code: str) -> str:
    return code[:3] if code.startswith("97") else code[:2]


def zone_of(key: str) -> str:
    """Return the zone d'emploi of a commune, and of a zone itself."""
    return key if key in ZONES else ZONES[CODES.index(key) % 2]


def position(code: str) -> tuple[float, float]:
    """Return the longitude and latitude of the middle of a commune."""
    place = CODES.index(code)
    if code.startswith("97"):
        return -61.5 + place / 50, 16.2
    return 2.0 + place / 10, 45.5


def square(code: str) -> shapely.Polygon:
    longitude, latitude = position(code)
    return shapely.box(longitude - 0.02, latitude - 0.02, longitude + 0.02, latitude + 0.02)


def figure(key: object, words: str) -> int:
    """Make a figure that is the same for the same key and words, and of the same size for all."""
    size = zlib.crc32(f"{key} {words}".encode())
    if re.search(PERCENT, words):
        return 5 + size % 40
    return 600 + size % 400


# What a column holds where it is no plain figure: (commune or zone, words of the column) -> cell.
CELLS: dict[str, Callable[[str, str], object]] = {
    "longitude": lambda code, words: position(code)[0] + figure(code, words) % 10 / 1000,
    "latitude": lambda code, _: position(code)[1],
    "coordonnees_finales": lambda code, _: f"{position(code)[1]},{position(code)[0]}",
    "categorie": lambda *_: "FS",
    "itinerance": lambda *_: "Non",
    "format_fs": lambda *_: "Site principal",
    "type_fs": lambda *_: "Principal",
    "type_adresse": lambda *_: "Bibliothèque ouverte au public",
    "amplitude_horaire": lambda key, words: figure(key, words) % 40,
    "heures_hebdo": lambda key, words: figure(key, words) % 40,
    "has_website": lambda *_: 1,
    "zrr": lambda *_: "C",
    "cataeu2010": lambda code, _: "400" if code.startswith("15") else "111",
    "cateaav2020": lambda code, _: "30" if code.startswith("15") else "11",
    "typedens": lambda code, _: 4 if code.startswith("15") else 2,
    "dens": lambda code, _: 7 if code.startswith("15") else 2,
    "typologie du zonage en aire urbaine (zau) 2010": lambda code, _: "400" if code.startswith("15") else "111",
    "libellé": lambda code, _: f"Évry-{code}",
    "champ": lambda *_: "Locaux Raccordables",
    "tx_4g_max": lambda key, words: figure(key, words) / 1000,
    "tx_4g_min": lambda key, words: figure(key, words) / 1000,
    "tx_3g_max": lambda key, words: figure(key, words) / 1000,
    "tx_3g_min": lambda key, words: figure(key, words) / 1000,
    "id_3": lambda key, words: f"{figure(key, words) / 10:.1f}".replace(".", ","),
    "fibre_pct": lambda key, words: figure(key, words) / 10,
    "nb_cnfs": lambda key, words: figure(key, words) % 3 + 1,
    "libze2010": lambda *_: "Alençon",
    "libze2020": lambda key, _: f"Zone {zone_of(key)}",
    "ze2010": lambda *_: "0051",
    "ze2020": lambda key, _: zone_of(key),
    "classement frr et frr+": lambda code, _: "FRR socle" if code.startswith("15") else "Non classée",
    "inscrits": lambda key, words: 5000 + figure(key, words),
}
# Columns of totals -> the columns whose sum they are.
TOTALS = {
    r"ELT(\d\d)": r"[A-Z]{3,6}\1",
    r"ETTOT(\d\d)": r"ET[A-Z]{2}\1",
    r"E(\d\d)TST": r"E\1TS\d.*",
    r"C(\d\d)_ACTOCC15P": r"C\1_ACTOCC15P_ILT.*",
}
# Columns of parts, and how much smaller than their whole they are: no part, nor all of them, is over it.
PARTS = {
    r"P\d\d_POP\d.*": 12,
    r"P\d\d_PCT_POP75P|SURF_4G_2OPE_.*|C\d\d_PCT_POP15P_CS\d": 10,
    r"NBFLUX_.*ACTOCC15P|LE PEN|MACRON|MÉLENCHON": 5,
    r"APL_MG_65.*|APL.*65 ans.*|NBMENFISC\d\d|TX_[34]G_MIN": 2,
}
# Premises by the speed that they have, each in one class in the first file, in every one it reaches since.
SPEEDS = ("elig_hd3", "elig_hd8", "elig_bhd8", "elig_thd30", "elig_thd100", "elig_thd1g")


def cells(key: str, columns: list[str], words: Mapping[str, str]) -> list[object]:
    """Return the cells of the columns of a row: what each holds follows from its words, not from its name."""
    row = {name: figure(key, words[name]) for name in columns}
    for name in columns:
        plain = re.sub(r" au \d+ \w+ \d{4}$", "", name).lower()
        if plain in CELLS:
            row[name] = CELLS[plain](key, words[name])
    for part, smaller in PARTS.items():
        row |= {name: row[name] / smaller for name in columns if re.fullmatch(part, name)}
    for total, parts in TOTALS.items():
        for name in columns:
            if match := re.fullmatch(total, name):
                form = re.compile(parts.replace(r"\1", match[1]))
                row[name] = sum(row[other] for other in columns if form.fullmatch(other) and other != name)
    if "nbr" in row:
        classes = [name for name in columns if name in SPEEDS]
        if "elig_hd8" in columns:
            row["nbr"] = sum(row[name] for name in columns if name != "nbr")
        else:
            steps = list(itertools.accumulate(row[name] for name in reversed(classes)))
            row |= dict(zip(reversed(classes), steps)) | {"nbr": steps[-1] + 5}
    return list(row.values())


def by_key(keys: list[str]) -> Callable[[list[str], Mapping[str, str]], Rows]:
    """Return what makes a row of each key, the key in the first column."""
    return lambda columns, words: [[key, *cells(key, columns[1:], words)] for key in keys]


def _places(columns: list[str], words: Mapping[str, str]) -> Rows:
    """Make rows by commune whose other columns are keys as well: places of work, types, sectors."""
    others = {
        "DCLT": CODES[:3], "DCRAN": CODES[:3], "TYPEQU": TYPES, "A5": A5, "geography": [""],
    }  # fmt: skip
    names = [name for name in columns if name in others]
    first = ZONES if columns[0] == "ZE2020" else CODES
    rows = []
    for code, *keys in itertools.product(first, *(others[name] for name in names)):
        known = {columns[0]: code, "DCIRIS": code, **dict(zip(names, keys))}
        figures = [name for name in columns if name not in known]
        known |= dict(zip(figures, cells(" ".join([code, *keys]), figures, words)))
        rows.append([known[name] for name in columns])
    return rows


def _populations(columns: list[str], words: Mapping[str, str]) -> Rows:
    years = words.get("years", "2016 2019 2020 2021 2022").split()
    told = words.get("words of years", words.get("years", " ".join(years))).split()
    made = [(year, f"{words['PMUN']} {other}") for year, other in zip(years, told)]
    return [[code, year, figure(code, other), f"COG {int(year) + 2}"] for year, other in made for code in CODES]


def _estel(columns: list[str], words: Mapping[str, str]) -> Rows:
    years = [name for name in columns if name.isdigit()]
    if "Activite" not in columns:
        return [[f"{zone}_Alençon", *cells(zone, years, words)] for zone in ZONES]
    rows = []
    for zone in ZONES:
        parts = [[figure(f"{zone}{sector}", words[year]) for year in years] for sector in A5]
        rows += [[f"{zone}_Alençon", f"{sector}-secteur", *part] for sector, part in zip(A5, parts)]
        rows.append([f"{zone}_Alençon", "TT-Total", *map(sum, zip(*parts))])
    return rows


def _communes(columns: list[str], words: Mapping[str, str]) -> Rows:
    return [["COM", code, f"Évry-{code}", departement(code), REGION[departement(code)], 0] for code in CODES]


def _departements(columns: list[str], words: Mapping[str, str]) -> Rows:
    return [[code, f"Département {code}", region, 0] for code, region in REGION.items()]


def _regions(columns: list[str], words: Mapping[str, str]) -> Rows:
    return [[code, f"Région {code}", 0] for code in dict.fromkeys(REGION.values())]


def _movements(columns: list[str], words: Mapping[str, str]) -> Rows:
    dates = ["2016-01-01", *words.get("later moves", "").split()]
    return [["32", date, "COM", before, "COM", "01001"] for date in dates for before in (GONE, "01001")]


def _between(columns: list[str], words: Mapping[str, str]) -> Rows:
    """Make moves between départements, by occupation where the columns tell it."""
    ends = list(itertools.product(REGION, REGION))
    of = [[]] if columns[0] != "CS1" else [["1"], ["2"]]
    return [[*one, *pair, figure(f"{one}{pair}", words["nb_ind"])] for one in of for pair in ends]


def _movers(columns: list[str], words: Mapping[str, str]) -> Rows:
    classes = ["15 - 24 ans", "25 - 39 ans"] if "AGEREVS" in columns else ["1", "2"]
    return [["15", "Cantal", "DEP", kind, *(figure(kind, words[name]) for name in columns[4:])] for kind in classes]


def _periods(columns: list[str], words: Mapping[str, str]) -> Rows:
    whole = ["15", "Cantal", "DEP"] if "TERR" in columns else []
    figures = [name for name in columns if name.startswith(("POP", "EVOL"))]
    periods = words.get("periods", "2006_2011 2011_2016").split()
    return [[*whole, 5, period, *(figure(period, words[name]) for name in figures)] for period in periods]


def _one(*keys: str) -> Callable[[list[str], Mapping[str, str]], Rows]:
    """Return what makes rows whose first two columns are a code and a name."""
    return lambda columns, words: [
        [key, f"Nom {key}", *cells(key, columns[2:], words)] if len(columns) > 2 else [key, f"Nom {key}"]
        for key in keys
    ]


ROWS: dict[str, Callable[[list[str], Mapping[str, str]], Rows]] = {
    r"v_commune_\d+\.csv": _communes,
    r"v_departement_\d+\.csv": _departements,
    r"v_region_\d+\.csv": _regions,
    r"v_mvtcommune_\d+\.csv": _movements,
    r"epci_\d+\.csv": lambda _, words: [[code, f"CC {figure(code, words['nom'])}"] for code in EPCIS],
    r"epci_communes_\d+\.csv": lambda *_: [[EPCIS[place % 2], code] for place, code in enumerate(CODES)],
    r"couverture_4g_.*|ptod_.*": _one(*EPCIS),
    r"varmod_.*|bpe_types_.*": lambda _, words: [[kind, f"SERVICE {figure(kind, words['LIBELLE'])}"] for kind in TYPES],
    r"populations_legales_\d{4}_.*": _populations,
    r"estel_emploi_(non_)?salarie_.*ze2010.*": _estel,
    r"estel_emploi_salarie_total.*|chomage-.*": by_key(ZONES),
    r"flux_migres_.*": _between,
    r"indics_migres_.*": _movers,
    r"indics_.*histodemo.*": _periods,
    r"hackaviz.*": by_key(["30001"]),
    r"urssaf_nombre_.*": by_key(["6201Z", "6202A"]),
    r"pvd_.*": lambda _, words: [[code] for code in CODES[figure("", words["insee_com"]) % 5 :]],
    r"ot_zau2010.*": lambda columns, words: [[code.lstrip("0"), *cells(code, columns[1:], words)] for code in CODES],
    r"flux_domicile_travail.*|bpe\d\d_ensemble.*|base-flux.*|.*_ze2020_a5_.*": _places,
}


def rows_of(file: File, columns: list[str], words: Mapping[str, str]) -> Rows:
    """Return the rows of a file."""
    name = file.name.rsplit("/", 1)[-1]
    for form, make in ROWS.items():
        if re.fullmatch(form, name):
            return make(columns, words)
    if columns[0] in ("longitude", "latitude"):
        raise ValueError(f"{name}: the code of the commune comes first")
    return by_key(CODES)(columns, words)


def content(entry: Entry, file: File, words: Mapping[str, str] | None = None) -> bytes:
    """Return a made-up file in the layout that the catalogue tells.

    Parameters
    ----------
    words : mapping, optional
        What the figures of a column are made from; its name and its source, where nothing is told.
    """
    told = file.layout
    columns = [*told.columns, *(more for first, more in BESIDE.items() if first in told.columns)]
    every = said(entry, columns) | dict(words or {})
    if told.format == "parquet":
        return _register(columns, every) if "etatAdministratifEtablissement" in columns else _outlines(file, every)
    if told.format == "excel":
        data = _workbook(file, columns, every)
    else:
        lines = ["note"] * told.header_rows
        lines += [told.separator.join(map(_cell, row)) for row in [columns, *rows_of(file, columns, every)]]
        data = "\n".join([*lines, ""]).encode(told.encoding)
    if file.name.endswith(".gz"):
        return gzip.compress(data, mtime=0)
    if file.name.endswith(".zip"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(zipfile.ZipInfo((told.member or "table").replace("*", "x")), data)
        return packed.getvalue()
    return data


def said(entry: Entry, columns: Iterable[str]) -> dict[str, str]:
    """Return what the figures of each column of a vintage are made from."""
    return {name: f"{entry.id} {name} {entry.described['vintage']}" for name in columns}


def _register(columns: list[str], words: Mapping[str, str]) -> bytes:
    """Make a stock of establishments: a few a commune, and one that is closed."""
    rows = [
        [code, state, "62.01Z"] for code in CODES for state in "A" * (1 + figure(code, words[columns[0]]) % 9) + "F"
    ]
    buffer = io.BytesIO()
    pd.DataFrame(rows, columns=columns).to_parquet(buffer)
    return buffer.getvalue()


def _cell(value: object) -> str:
    return f'"{value}"' if "," in str(value) else str(value)


def sheets(file: File, columns: list[str], words: Mapping[str, str]) -> Iterator[tuple[str, list[str], Rows]]:
    """Give the sheets of a workbook: name, columns, rows."""
    if file.layout.sheet.startswith("APL "):
        later = [name for name in columns if re.search(r"\d{4}", name)]
        for year, of_year in zip(words.get("sheets", "2022 2023").split(), (later[:2], later[2:])):
            kept = [name for name in columns if name not in later or name in of_year]
            named = {name: f"{words[name]} {words.get(f'words of {year}', year)}" for name in kept}
            yield f"APL {year}", kept, [["", *("unit" for _ in kept[1:])], *by_key(CODES)(kept, named)]
    elif "filo-revenu" in file.name:
        for sheet, keys in (("COM", CODES), ("EPCI", EPCIS), ("DEP", ["15"]), ("REG", ["84"]), ("METRO", [FRANCE])):
            yield sheet, columns, by_key(keys)(columns, words)
    else:
        yield file.layout.sheet, columns, rows_of(file, columns, words)


def _workbook(file: File, columns: list[str], words: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, header, rows in sheets(file, columns, words):
        page = book.add_worksheet(name)
        for line, row in enumerate([header, *rows], file.layout.header_rows):
            page.write_row(line, 0, row)
    book.close()
    return buffer.getvalue()


def _outlines(file: File, words: Mapping[str, str]) -> bytes:
    """Make the outlines of a file of IGN: its name tells the level and the part of the country."""
    level, part = re.match(r"(\w+?)s_(metropole|drom_cartons|drom)_", file.name.rsplit("/", 1)[-1]).groups()
    codes = [code for code in CODES if code.startswith("97") == (part != "metropole")]
    frame = gpd.GeoDataFrame(
        {"commune": codes, "departement": list(map(departement, codes))}, geometry=list(map(square, codes)), crs=4326
    )
    frame["region"] = frame["departement"].map(REGION)
    frame = frame.dissolve(level, as_index=False) if level != "commune" else frame
    named = {
        "nom": "Évry",
        "dep": frame.get("departement"),
        "reg": frame.get("region"),
        "surf_km2": figure("", words["nom"]) / 100,
    }
    frame = frame.assign(code=frame[level], **named)[list(file.layout.columns)]
    buffer = io.BytesIO()
    gpd.GeoDataFrame(pd.DataFrame(frame), geometry="geometry", crs=4326).to_crs(
        4326 if part == "drom" else 2154
    ).to_parquet(buffer)
    return buffer.getvalue()
