"""Build the tables on communes of other times: those of 2015, the size of each class in its own, movements, old codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.snapshot import among
from analysis.sources.builders.former import MOVEMENTS
from analysis.sources.builders.places import NEWEST, YEARLY, people_by_code, people_of, typology_sources
from analysis.sources.crosswalk import TARGET_YEAR, crosswalk
from analysis.sources.geography import Built, Geography, carry_classes, carry_sums, city_of_arrondissement, losses
from analysis.sources.readers import commune_codes, geography_year, refuse_duplicates, to_number, vintage_year

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

# Communes of the population of the report's own time, and its year.
POPULATION_THEN = (2015, 2013)
ZAU_2015 = "Typologie du zonage en aire urbaine (ZAU) 2010"
EQUIPMENTS = "insee_bpe_2013"
# What the report's own time is judged by: the types of chapter 4 (a test holds them together).
EQUIPMENTS_2013 = {
    "food_shops_2013": ("B101", "B102", "B201", "B202", "B204"),
    "bakeries_2013": ("B203",),
    "hotels_2013": ("G102",),
}


def _zau_2015(raw: Raw) -> pd.DataFrame:
    """Read the classes of the communes of 2015; that file's codes lost their leading zero, as the catalogue says."""
    frame = raw.csv("ot_zau2010_2015", ["Code", "Libellé", ZAU_2015])
    frame.columns = ["code", "name", "class"]
    frame["code"] = frame["code"].str.zfill(5)
    commune_codes(frame["code"], "ot_zau2010_2015")
    refuse_duplicates(frame, ["code"], "ot_zau2010_2015")
    return frame


def communes_2015(raw: Raw, geography: Geography) -> Built:
    """One row for each commune of 2015: its class, its people of 2013, and the commune of 2025 that holds it."""
    frame = _zau_2015(raw).rename(columns={"code": "commune_2015", "class": "zau_2010"})
    links = geography.links(2015)
    main = links.sort_values(["former", "weight", "commune"], ascending=[True, False, True]).drop_duplicates("former")
    frame["commune"] = frame["commune_2015"].map(main.set_index("former")["commune"])
    frame["departement"] = frame["commune_2015"].str.replace(r"^(97\d|..).*$", r"\1", regex=True)
    frame["region"] = frame["commune"].map(geography.communes.set_index("commune")["region"])
    frame["population_2013"] = frame["commune_2015"].map(people_of(raw, 2013))
    equipments, lost = _equipments_2013(raw, geography, frame["commune_2015"])
    frame = frame.join(equipments, on="commune_2015")
    return Built(frame, [losses(frame["commune_2015"], links, source="ot_zau2010_2015", table="communes_2015"), lost])


def _equipments_2013(raw: Raw, geography: Geography, codes: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add the equipments of 2013 up by commune of 2015; a commune that the edition does not list has none."""
    listed = raw.csv(EQUIPMENTS, ["DEPCOM", "TYPEQU", "NB_EQUIP"])
    commune_codes(listed["DEPCOM"].drop_duplicates(), EQUIPMENTS)
    refuse_duplicates(listed, ["DEPCOM", "TYPEQU"], EQUIPMENTS)
    lines = pd.DataFrame({"place": city_of_arrondissement(listed["DEPCOM"])})
    number = to_number(listed["NB_EQUIP"])
    for name, types in EQUIPMENTS_2013.items():
        lines[name] = number.where(listed["TYPEQU"].isin(types), 0.0)
    links = _links_to(geography, codes, 2015, geography_year(raw, EQUIPMENTS))
    counts = carry_sums(lines, links, code="place", values=list(EQUIPMENTS_2013)).set_index("commune")
    lost = losses(lines["place"], links, source=EQUIPMENTS, table="communes_2015")
    # Only a code that leads nowhere is a loss: what is split is shared, what is not listed is none.
    return counts.reindex(codes.tolist()).fillna(0.0), lost[lost["reason"] == "code unknown to the movements file"]


def typologies(raw: Raw, geography: Geography) -> Built:
    """Count communes and people of each class, in the geography of each typology's own file and in that of 2025."""
    own = {name: found for name, found in typology_sources(raw).items() if name != "zrr_2021"}
    last = vintage_year(raw, NEWEST)
    populations = (POPULATION_THEN, *_populations(raw), (geography_year(raw, NEWEST), last))
    rows = [_class_sizes("zau_2010", 2015, _zau_2015(raw), 2013, people_of(raw, 2013))]
    for name, (_, year, frame) in own.items():
        # The last population whose own communes are not younger than the typology's.
        census_year, population_year = max(pair for pair in populations if pair[0] <= year)
        people = _people_in(geography, frame["code"], year, people_of(raw, population_year), census_year)
        if year != TARGET_YEAR:  # its own communes are those of today, counted below
            rows.append(_class_sizes(name, year, frame, population_year, people))
        carried = carry_classes(
            frame, geography.links(year), code="code", column="class", people=pd.Series(geography.people)
        )
        carried = carried.rename_axis("code").rename("class").reset_index()
        rows.append(_class_sizes(name, TARGET_YEAR, carried, last, people_of(raw, last)))
    return Built(pd.concat(rows, ignore_index=True))


def _populations(raw: Raw) -> list[tuple[int, int]]:
    """Return the communes of each yearly population, and its year; one of a part of the country (Mayotte's) is left out."""
    lines = raw.csv(YEARLY, ["CODGEO", "year", "geography"]).groupby(["year", "geography"]).size()
    whole = lines.index[lines > lines.max() / 2]
    return [(int(communes.removeprefix("COG ")), int(year)) for year, communes in whole]


def _people_in(geography: Geography, codes: pd.Series, year: int, people: pd.Series, from_year: int) -> pd.Series:
    """Carry a population from the communes of `from_year` to those of a later year that is not 2025."""
    links = _links_to(geography, codes, year, from_year)
    frame = people.rename("people").rename_axis("code").reset_index()
    return carry_sums(frame, links, code="code", values=["people"]).set_index("commune")["people"]


def _links_to(geography: Geography, codes: pd.Series, year: int, from_year: int) -> pd.DataFrame:
    """Return the crosswalk from the communes of `from_year` to those of a later year, whose codes are given.

    A list may not know a change of code of its last months: a move from a code that it holds to one that it does not is
    left out.
    """
    moves = geography.movements[geography.movements["DATE_EFF"] <= f"{year}-01-01"]
    unknown = (
        among(moves["COM_AV"], codes) & ~among(moves["COM_AP"], codes) & (moves["DATE_EFF"] > f"{from_year}-01-01")
    )
    moves = moves[~unknown]
    return crosswalk(moves, from_year, pd.Index(codes), geography.people)


def _class_sizes(typology: str, year: int, frame: pd.DataFrame, people_year: int, people: pd.Series) -> pd.DataFrame:
    sized = frame.dropna(subset=["class"]).assign(people=frame["code"].map(people))
    counted = sized.groupby("class").agg(communes=("code", "size"), population=("people", lambda s: s.sum(min_count=1)))
    counted = counted.reset_index(names="class_code")
    return counted.assign(typology=typology, geography_year=year, population_year=people_year)


def movements(raw: Raw, geography: Geography) -> Built:
    """Build the movements between communes that are communes before and after."""
    table = geography.movements
    between = table[(table["TYPECOM_AV"] == "COM") & (table["TYPECOM_AP"] == "COM")]
    renamed = between.rename(columns={official: name for name, official in MOVEMENTS.items()})
    return Built(renamed[list(MOVEMENTS)].drop_duplicates())


def codes(raw: Raw, geography: Geography) -> Built:
    """Build the last known inhabitants of every code, gone or not; of those that the files no longer hold, as they were."""
    known = geography.people | people_by_code(raw)
    return Built(pd.DataFrame({"code": list(known), "people": list(known.values())}))


BUILDERS = {
    "communes_2015": communes_2015,
    "typologies": typologies,
    "movements": movements,
    "codes": codes,
}
