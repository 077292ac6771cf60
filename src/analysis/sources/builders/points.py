"""Places where a public service is given: France services, libraries, hosts of digital advisers, town halls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.snapshot import among
from analysis.sources.builders import outlines, sanity
from analysis.sources.builders.history import refuse_year_twice
from analysis.sources.faults import SourceError
from analysis.sources.geography import Built, Geography, city_of_arrondissement
from analysis.sources.readers import commune_codes, editions, refuse_duplicates, to_number, vintage_date

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

CATEGORIES = {"FS": "main", "Antenne": "branch", "FS itinerante": "itinerant", "Antenne itinerante": "itinerant"}
SITES = {"Principal": "main", "Site principal": "main", "Antenne": "branch"}
# Two codes of Upper Corsica are garbled in the list of April 2021: both places are in Ponte-Leccia, commune of Morosaglia.
# One structure of December 2022 has "0null" for a code.
GARBLED_CODES = {"02B14": "2B169", "02B10": "2B169", "0null": None}
MOST_HOURS_A_WEEK = 168
# Each list enters by an entry of the catalogue, its date by the vintage there.
FRANCE_SERVICES = r"anct_france_services_\d{4}"
# Outlines are simplified, and a place may stand just over the border of its commune; further out, its position or its
# commune is wrong. The town halls have the margin of the table of communes.
MARGIN_KM = {"town_hall": 3.0}
MARGIN_OF_OTHERS_KM = 10.0


def points(raw: Raw, geography: Geography) -> Built:
    """Build the places with a position: France services, libraries, hosts of digital advisers, town halls."""
    lists = [
        *(("france_services", source, _france_services(raw, source)) for source in editions(raw, FRANCE_SERVICES)),
        ("library", "culture_bibliotheques_2020", _libraries(raw)),
        ("digital_adviser", "anct_conseillers_numeriques_2022", _advisers(raw)),
        ("town_hall", "dila_mairies_2025", _town_halls(raw)),
    ]
    dates = [vintage_date(raw, source)[: len("2026-02")] for _, source, _ in lists]
    refuse_year_twice("points", [(source, (kind, date)) for (kind, source, _), date in zip(lists, dates)])
    frames, lost = [], []
    for date, (kind, source, table) in zip(dates, lists):
        links = geography.links(int(date[:4]))
        codes = table["code"].replace(GARBLED_CODES).astype("str")
        codes = city_of_arrondissement(commune_codes(codes.dropna(), source)).reindex(table.index)
        numbers = pd.Series(range(1, len(table) + 1), index=table.index)
        sanity.refuse_exchanged_positions(source, table)
        table = table.assign(kind=kind, date=date, point=numbers, commune=_largest_part(codes, links))
        table, wrong = _without_wrong_positions(raw, table, MARGIN_KM.get(kind, MARGIN_OF_OTHERS_KM))
        lost.append(_unplaced(table, source, wrong))
        sanity.refuse_unplaced(lost[-1], len(table))
        frames.append(table.drop(columns="code"))
    frame = geography.with_region(pd.concat(frames, ignore_index=True))
    return Built(frame, lost)


def _largest_part(codes: pd.Series, links: pd.DataFrame) -> pd.Series:
    """Give each code the commune of 2025 that holds it (the largest part of one that was split)."""
    held = links.sort_values("weight", ascending=False, kind="stable").drop_duplicates("former")
    return codes.map(held.set_index("former")["commune"]).astype("str")


def _without_wrong_positions(raw: Raw, table: pd.DataFrame, margin_km: float) -> tuple[pd.DataFrame, pd.Series]:
    """Empty the positions that stand too far outside the commune given for the place; return which."""
    known = table.dropna(subset=["commune", "longitude", "latitude"]).set_index("commune")
    far = pd.Series(0.0, index=table.index)
    for part in (known[known.index.str[:2] == "97"], known[known.index.str[:2] != "97"]):
        rows = table.index[among(table["point"], part["point"])]
        far[rows] = outlines.distance_to_outline(raw, part[["longitude", "latitude"]]).to_numpy()
    wrong = ~(far <= margin_km)
    return table.assign(**{axis: table[axis].mask(wrong) for axis in ("longitude", "latitude")}), wrong


def _unplaced(table: pd.DataFrame, source: str, wrong: pd.Series) -> pd.DataFrame:
    """Count the places without a commune, without a position, or whose position was emptied."""
    reasons = {
        "place without a commune of 2025": table["commune"].isna(),
        "place without a position": table["longitude"].isna() & ~wrong,
        "place far outside its commune, position left out": wrong,
    }
    rows = [
        {
            "source": source,
            "table": "points",
            "reason": reason,
            "rows": int(found.sum()),
            "people": None,
            "codes": " ".join(table["commune"].fillna(table["code"])[found].dropna().head(10)),
        }
        for reason, found in reasons.items()
        if found.any()
    ]
    return pd.DataFrame(rows, columns=["source", "table", "reason", "rows", "people", "codes"])


def _placed(table: pd.DataFrame, code: pd.Series, longitude: pd.Series, latitude: pd.Series, **more) -> pd.DataFrame:
    columns = {"form": None, "weekly_hours": float("nan"), "has_website": None, "posts": float("nan")} | more
    frame = pd.DataFrame(
        {"code": code, "longitude": to_number(longitude), "latitude": to_number(latitude)}, index=table.index
    )
    return frame.assign(**columns).astype({"has_website": "boolean", "form": "string"})


def _france_services(raw: Raw, source: str) -> pd.DataFrame:
    """Read a list in any of its three layouts; a place that moves is itinerant whatever else it is."""
    header = raw.header(source)
    if "categorie" in header:
        table = raw.csv(source, ["insee_com", "LATITUDE", "LONGITUDE", "categorie"])
        form = table["categorie"].map(CATEGORIES)
        return _placed(table, table["insee_com"], table["LONGITUDE"], table["LATITUDE"], form=form)
    site, moving, words = (
        ("type_fs", "format_fs", ["Itinérante", "Bus_équivalent"])
        if "type_fs" in header
        else ("format_fs", "itinerance", ["Oui"])
    )
    table = raw.csv(source, ["insee_com", "latitude", "longitude", site, moving])
    form = table[site].map(SITES).mask(table[moving].isin(words), "itinerant")
    return _placed(table, table["insee_com"], table["longitude"], table["latitude"], form=form)


def _libraries(raw: Raw) -> pd.DataFrame:
    source = "culture_bibliotheques_2020"
    table = raw.csv(source, ["INSEE", "coordonnees_finales", "type_adresse", "amplitude_horaire"])
    position = table["coordonnees_finales"].str.split(",", n=1, expand=True)
    form = table["type_adresse"].map({"Bibliothèque ouverte au public": "public", "Adresse administrative": "office"})
    hours = to_number(table["amplitude_horaire"])
    return _placed(table, table["INSEE"], position[1], position[0], form=form, weekly_hours=hours)


def _advisers(raw: Raw) -> pd.DataFrame:
    source = "anct_conseillers_numeriques_2022"
    table = raw.csv(source, ["insee_com", "longitude", "latitude", "nb_cnfs"])
    posts = to_number(table["nb_cnfs"])
    return _placed(table, table["insee_com"], table["longitude"], table["latitude"], posts=posts)


def _town_halls(raw: Raw) -> pd.DataFrame:
    source = "dila_mairies_2025"
    table = raw.csv(source, ["CODGEO", "longitude", "latitude", "has_website", "heures_hebdo"])
    refuse_duplicates(table, ["CODGEO"], source)
    site = table["has_website"].map({"1": True, "0": False}).astype("boolean")
    hours = to_number(table["heures_hebdo"])
    if (hours > MOST_HOURS_A_WEEK).any():
        raise SourceError(source, "heures_hebdo", f"at most {MOST_HOURS_A_WEEK} hours a week", f"{hours.max():g}")
    return _placed(table, table["CODGEO"], table["longitude"], table["latitude"], has_website=site, weekly_hours=hours)
