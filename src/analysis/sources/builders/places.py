"""Build the tables on places: communes, regions, départements and EPCI."""

from __future__ import annotations

import pandas as pd

from analysis.snapshot import among
from analysis.sources.builders import commuting, outlines
from analysis.sources.faults import SourceError
from analysis.sources.geography import (
    Built,
    Geography,
    carry_classes,
    city_of_arrondissement,
    losses,
    refuse_double_count,
)
from analysis.sources.readers import (
    Raw,
    by_year,
    commune_codes,
    file_named,
    geography_year,
    refuse_duplicates,
    to_number,
    vintage_year,
)

COMMUNES = 34_875
# Simplified outlines miss a harbour or an island; a town hall further out than this has a wrong position.
TOWN_HALL_MARGIN_KM = 3.0
MOVEMENTS = ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"]
NEWEST, YEARLY = "insee_populations_2023", "insee_populations_2016_2022"
COG, EPCI = "insee_cog_2026", "etalab_decoupage_2026"
FRR = "dgcl_frr_2025"
FRR_CLASS = r"Classement FRR et FRR\+ au \d+ \w+ (\d{4})"
# The file's own words to codes of ours: the State gives none.
FRR_CLASSES = {
    "FRR+": "plus",
    "FRR socle": "base",
    "Classée FRR partiellement": "part",
    "FRR bénéficiaire": "beneficiary",
    "FRR bénéficiaire partiellement": "beneficiary in part",
    "Non classée": "none",
}


def geography(raw: Raw) -> Geography:
    """Read the communes of 1 January 2025, their movements and the people that weigh a split commune.

    Raises
    ------
    SourceError
        If the communes are not 34,875, each once.
    """
    table = raw.csv(COG, ["TYPECOM", "COM", "LIBELLE", "DEP", "REG", "TNCC"])
    table = table[table["TYPECOM"] == "COM"].rename(
        columns={"COM": "commune", "LIBELLE": "name", "DEP": "departement", "REG": "region", "TNCC": "name_type"}
    )
    commune_codes(table["commune"], COG)
    refuse_duplicates(table, ["commune"], COG)
    if len(table) != COMMUNES:
        raise SourceError(
            raw.entries[COG].file().name, "COM", f"{COMMUNES:,} communes (TYPECOM = COM)", f"{len(table):,}"
        )
    movements = raw.csv(COG, MOVEMENTS, file=file_named(raw, COG, r"v_mvtcommune_\d{4}\.csv"))
    return Geography(
        communes=table[["commune", "name", "departement", "region", "name_type"]].reset_index(drop=True),
        movements=movements,
        people=people_by_code(raw),
    )


def people_by_code(raw: Raw) -> dict[str, float]:
    """Return the inhabitants by code, the latest figure of each: codes that have gone keep their last one."""
    known: dict[str, float] = people_of(raw, 2013).to_dict()
    for year in sorted({int(year) for year in raw.csv(YEARLY, ["year"])["year"]} | {vintage_year(raw, NEWEST)}):
        known |= people_of(raw, year).to_dict()
    return known


def people_of(raw: Raw, year: int) -> pd.Series:
    """Return the municipal population of a year by commune of its own geography, cities as one commune.

    Parameters
    ----------
    year : int
        2013, a year of the file of yearly populations, or that of the populations in force.
    """
    return raw.once(("people", year), lambda: _people_of(raw, year).to_frame()).iloc[:, 0]


def _people_of(raw: Raw, year: int) -> pd.Series:
    if year == 2013:
        source, code, value = "insee_populations_2013", "CODGEO", "PMUN13"
        frame = raw.csv(source, [code, value])
    elif year == vintage_year(raw, NEWEST):
        source, code, value = NEWEST, "COM", "PMUN"
        frame = raw.csv(source, [code, value])
    else:
        source, code, value = YEARLY, "CODGEO", "PMUN"
        frame = raw.csv(source, [code, "year", value])
        frame = frame[frame["year"] == str(year)]
    commune_codes(frame[code], source)
    refuse_duplicates(frame, [code], source)
    refuse_double_count(frame[code], source)
    people = to_number(frame[value], thousands=" ")
    return people.groupby(city_of_arrondissement(frame[code])).sum().rename_axis("commune")


def typology_sources(raw: Raw) -> dict[str, tuple[str, int, pd.DataFrame]]:
    """Read each typology: column of the snapshot -> (source, year of its communes, frame of code and class)."""
    zau = raw.excel("insee_au2010_2020", "Composition_communale", ["CODGEO", "CATAEU2010"])
    aav = raw.excel("insee_appartenance_2022", "COM", ["CODGEO", "CATEAAV2020"])
    sparse = raw.csv("insee_densite_2016", ["CODGEO", "TYPEDENS"])
    density = raw.excel("insee_grille_densite_2022", "Grille_Densite", ["CODGEO", "DENS"])
    zrr = raw.csv("anct_zrr_2021", ["CODGEO", "ZRR"])
    tables = {
        "zau_2010": ("insee_au2010_2020", zau),
        "aav_2020": ("insee_appartenance_2022", aav),
        "density_2016": ("insee_densite_2016", sparse),
        "density_2022": ("insee_grille_densite_2022", density),
        "zrr_2021": ("anct_zrr_2021", zrr),
    }
    found = {}
    for column, (source, frame) in tables.items():
        frame.columns = ["code", "class"]
        commune_codes(frame["code"], source)
        refuse_duplicates(frame, ["code"], source)
        refuse_double_count(frame["code"], source)
        frame["class"] = _class_text(frame["class"])
        found[column] = (source, geography_year(raw, source), frame)
    return found


def _class_text(cells: pd.Series) -> pd.Series:
    """Write a class as its official code, whether the cell held text or a number."""
    return cells.map(lambda cell: f"{cell:g}" if isinstance(cell, int | float) else cell, na_action="ignore")


def communes(raw: Raw, geography: Geography) -> Built:
    """One row for each commune of 2025: names, territories, typologies, area and position."""
    frame = geography.communes.set_index("commune")
    people = pd.Series(geography.people)
    lost = []
    for column, (source, year, table) in typology_sources(raw).items():
        links = geography.links(year)
        frame[column] = carry_classes(table, links, code="code", column="class", people=people)
        lost.append(losses(table["code"], links, source=source, table="communes", people=people))
    for year, column, table in _employment_zones(raw):
        links = geography.links(geography_year(raw, f"insee_ze{year}_composition"))
        for part in (column, f"{column}_name"):
            frame[part] = carry_classes(table, links, code="code", column=part, people=people)
    epci = _epci(raw)
    frame["epci"] = epci.set_index("code")["epci"]
    frame["epci_name"] = epci.set_index("code")["epci_name"]
    frame["petite_ville_de_demain"] = frame.index.isin(_small_towns(raw, geography))
    frame["typology_flag"] = _flags(geography.links(2016), frame.index)
    zau = typology_sources(raw)["zau_2010"][2]
    urban = set(zau.loc[zau["class"].isin(commuting.URBAN_AREAS), "code"])
    shares = commuting.share_by_commune(raw, geography, urban)
    frame["share_working_in_urban_areas"] = shares.reindex(frame.index).astype("float64")
    frame["density_2016"] = to_number(frame["density_2016"])
    frame["density_2022"] = to_number(frame["density_2022"])
    positions, wrong = _positions(raw, frame.index)
    return Built(frame.join(positions).reset_index(), [*lost, wrong])


def _employment_zones(raw: Raw) -> list[tuple[int, str, pd.DataFrame]]:
    old = raw.csv("insee_ze2010_composition", ["CODGEO", "ZE2010", "LIBZE2010"])
    new = raw.excel("insee_ze2020_composition", "Composition_communale", ["CODGEO", "ZE2020", "LIBZE2020"])
    found = []
    for year, frame in ((2010, old), (2020, new)):
        column = f"zone_emploi_{year}"
        frame.columns = ["code", column, f"{column}_name"]
        commune_codes(frame["code"], f"insee_ze{year}_composition")
        refuse_duplicates(frame, ["code"], f"insee_ze{year}_composition")
        found.append((year, column, frame))
    return found


def members_of_epci(raw: Raw) -> pd.DataFrame:
    """Read the communes of each EPCI: ``epci``, ``code``."""
    return raw.csv(EPCI, ["epci", "code"], file=file_named(raw, EPCI, r"epci_communes_\d{4}\.csv"))


def _epci(raw: Raw) -> pd.DataFrame:
    """Members of each EPCI à fiscalité propre: ``code`` (commune), ``epci``, ``epci_name``."""
    members = members_of_epci(raw)
    names = raw.csv(EPCI, ["code", "nom"])
    refuse_duplicates(members, ["code"], EPCI)
    names = names.rename(columns={"code": "epci", "nom": "epci_name"})
    return members.merge(names, on="epci", how="left", validate="many_to_one")


def _small_towns(raw: Raw, geography: Geography) -> pd.Index:
    listed = raw.csv("anct_pvd_2021", ["insee_com"])["insee_com"]
    commune_codes(listed, "anct_pvd_2021")
    links = geography.links(geography_year(raw, "anct_pvd_2021"))
    return pd.Index(links.loc[among(links["former"], listed), "commune"].unique())


def _flags(links: pd.DataFrame, codes: pd.Index) -> pd.Series:
    """Say of each commune whether it holds a part of a split commune, several communes, or only itself."""
    kinds = links[links["kind"] != "stale"]
    split = kinds.loc[kinds["kind"] == "split", "commune"]
    merged = kinds.loc[kinds["kind"] == "merger", "commune"]
    flags = pd.Series("same", index=codes)
    flags[codes.isin(merged)] = "merger"
    flags[codes.isin(split)] = "split"
    return flags


def _positions(raw: Raw, codes: pd.Index) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Place each commune at its town hall, or at a point of its polygon where the directory's position is unusable."""
    source = "dila_mairies_2025"
    halls = raw.csv(source, ["CODGEO", "longitude", "latitude"])
    commune_codes(halls["CODGEO"], source)
    refuse_duplicates(halls, ["CODGEO"], source)
    halls = halls.set_index("CODGEO").apply(to_number).dropna()
    far = outlines.distance_to_outline(raw, halls)
    wrong = far.index[~(far <= TOWN_HALL_MARGIN_KM)].sort_values()
    middle = outlines.middles(raw).reindex(codes)
    known = halls.drop(index=wrong).reindex(codes)
    inside = known["longitude"].notna()
    placed = middle[["area_km2"]].copy()
    for axis in ("longitude", "latitude"):
        placed[axis] = known[axis].where(inside, middle[axis]).round(6)
    placed["position_from"] = inside.map({True: "town hall", False: "polygon"})
    return placed, pd.DataFrame(
        [
            {
                "source": source,
                "table": "communes",
                "reason": f"town hall over {TOWN_HALL_MARGIN_KM:g} km outside its commune, polygon used",
                "rows": len(wrong),
                "people": None,
                "codes": " ".join(wrong[:10]),
            }
        ]
    )


def territories(raw: Raw, geography: Geography) -> Built:
    """Regions, départements and EPCI, each with the region that holds it (none for an EPCI astride two)."""
    named = {"LIBELLE": "name", "TNCC": "name_type"}
    files = {level: file_named(raw, COG, rf"v_{level}_\d{{4}}\.csv") for level in ("region", "departement")}
    regions = raw.csv(COG, ["REG", *named], file=files["region"]).rename(columns=named)
    departements = raw.csv(COG, ["DEP", "REG", *named], file=files["departement"]).rename(columns=named)
    members = _epci(raw).merge(geography.communes, left_on="code", right_on="commune", validate="one_to_one")
    held = members.groupby(["epci", "epci_name"])["region"].agg(["first", "nunique"]).reset_index()
    held["region"] = held["first"].where(held["nunique"] == 1)
    parts = [
        regions.assign(kind="region", code=regions["REG"]),
        departements.assign(kind="departement", code=departements["DEP"]),
        held.assign(kind="epci", REG=held["region"]).rename(columns={"epci": "code", "epci_name": "name"}),
    ]
    columns = {"kind": "kind", "code": "code", "name": "name", "REG": "region", "name_type": "name_type"}
    whole = pd.concat([part.reindex(columns=list(columns)) for part in parts], ignore_index=True)
    return Built(whole.rename(columns=columns))


def revitalisation(raw: Raw, geography: Geography) -> Built:
    """Build the FRR class of each commune of 2025.

    Raises
    ------
    SourceError
        If a class has another name, or a code is not of the communes of the catalogue's year.
    """
    columns = by_year(raw.header(FRR), FRR_CLASS, FRR)
    column = columns[max(columns)]
    table = raw.csv(FRR, ["Code_insee", column])
    codes = commune_codes(table["Code_insee"], FRR)
    refuse_duplicates(table, ["Code_insee"], FRR)
    refuse_double_count(codes, FRR)
    kinds = table[column].map(FRR_CLASSES)
    if kinds.isna().any():
        raise SourceError(
            FRR, column, f"one of {', '.join(FRR_CLASSES)}", repr(table.loc[kinds.isna(), column].iloc[0])
        )
    links = geography.links(geography_year(raw, FRR))
    strangers = sorted(set(codes) - set(geography.communes["commune"]))
    if strangers:
        raise SourceError(FRR, "Code_insee", "communes of 2025", " ".join(strangers[:10]))
    frame = pd.DataFrame({"commune": codes, "frr_2025": kinds})
    return Built(geography.with_region(frame), [losses(codes, links, source=FRR, table="revitalisation")])


BUILDERS = {"communes": communes, "territories": territories, "revitalisation": revitalisation}
