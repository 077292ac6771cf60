"""Contracts of the tables on places: communes, their typologies, the territories they make up."""

from __future__ import annotations

from analysis.sources.contracts.schema import COMMUNE, REGION, Contract, count, flag, integer, number, share, text

ZAU = ("111", "112", "120", "211", "212", "221", "222", "300", "400")
TNCC = tuple("012345678")
TYPE_OF_NAME = "INSEE's type of name (TNCC), by which it takes its article: 0 and 1 none, 2 le, 3 la, 4 les, 5 l', 6 aux, 7 las, 8 los"
AAV = ("11", "12", "13", "20", "30")

CONTRACTS = (
    Contract(
        "communes",
        "Communes of 1 January 2025 and their typologies",
        "commune",
        ("commune",),
        (
            COMMUNE,
            text("name", "official name", unit="name"),
            text("departement", "département, official code", pattern=r"^(\d{2,3}|2[AB])$"),
            REGION,
            text("name_type", TYPE_OF_NAME, values=TNCC),
            text("epci", "EPCI à fiscalité propre of 2026, SIREN; empty for the communes in none", nullable=True),
            text("epci_name", "name of the EPCI", unit="name", nullable=True),
            text("zone_emploi_2010", "zone d'emploi 2010", nullable=True),
            text("zone_emploi_2010_name", "its name", unit="name", nullable=True),
            text("zone_emploi_2020", "zone d'emploi 2020", nullable=True),
            text("zone_emploi_2020_name", "its name", unit="name", nullable=True),
            text(
                "zau_2010",
                "INSEE zonage en aires urbaines 2010, category (400: isolated, outside the influence of poles)",
                nullable=True,
                values=ZAU,
            ),
            text(
                "aav_2020",
                "INSEE aires d'attraction des villes 2020, category (30: outside)",
                nullable=True,
                values=AAV,
            ),
            integer(
                "density_2016",
                "class, 1 to 4",
                "density grid of 2016 (4: very sparse)",
                nullable=True,
                minimum=1,
                maximum=4,
            ),
            integer(
                "density_2022",
                "class, 1 to 7",
                "density grid of 2022 (7: rural, very dispersed)",
                nullable=True,
                minimum=1,
                maximum=7,
            ),
            share(
                "share_working_in_urban_areas",
                "employed residents who work in an urban area; missing unless INSEE's file of journeys to work was in the raw "
                "folder",
                nullable=True,
            ),
            text(
                "zrr_2021",
                "zone de revitalisation rurale: C classed, PC partly, NC not",
                nullable=True,
                values=("C", "PC", "NC"),
            ),
            flag("petite_ville_de_demain", "in the first list (January 2021) of Petites villes de demain"),
            number("area_km2", "km²", "official area", nullable=True, minimum=0),
            number(
                "longitude",
                "degrees, WGS84",
                "town hall, or a point inside the polygon where unknown or told over 3 km outside the commune",
                nullable=True,
            ),
            number(
                "latitude",
                "degrees, WGS84",
                "town hall, or a point inside the polygon where unknown or told over 3 km outside the commune",
                nullable=True,
            ),
            text("position_from", "town hall or polygon", unit="label", nullable=True, values=("town hall", "polygon")),
            text(
                "typology_flag",
                "how the typologies reached this commune: same code, merger (class of most people), "
                "split (class of the former commune)",
                unit="label",
                values=("same", "merger", "split"),
            ),
        ),
        (
            "insee_cog_2026",
            "etalab_decoupage_2026",
            "insee_au2010_2020",
            "insee_appartenance_2022",
            "insee_densite_2016",
            "insee_grille_densite_2022",
            "anct_zrr_2021",
            "anct_pvd_2021",
            "insee_ze2010_composition",
            "insee_ze2020_composition",
            "ign_contours_communes_2025",
            "dila_mairies_2025",
        ),
        "1 January 2025 (EPCI: 2026)",
        "34,875 communes, Mayotte included",
        (
            "Typologies are carried to the communes of 2025: a merged commune takes the class that holds most of its people.",
            "Density grid 2016: no class in Guadeloupe, Guyane and Mayotte.",
        ),
    ),
    Contract(
        "territories",
        "Regions, départements and EPCI",
        "territory",
        ("kind", "code"),
        (
            text("kind", "kind", unit="label", values=("region", "departement", "epci")),
            text("code", "official code"),
            text("name", "official name", unit="name"),
            text("region", "region that holds it; empty for an EPCI astride two regions", nullable=True),
            text("name_type", f"{TYPE_OF_NAME}; empty for an EPCI", nullable=True, values=TNCC),
        ),
        ("insee_cog_2026", "etalab_decoupage_2026"),
        "2026",
        "18 regions, 101 départements, 1,255 EPCI",
    ),
    Contract(
        "communes_2015",
        "Communes of 1 January 2015, the geography nearest to the report",
        "commune of 2015",
        ("commune_2015",),
        (
            text("commune_2015", "commune, code of 1 January 2015"),
            text("name", "official name", unit="name"),
            text("departement", "département, official code"),
            REGION,
            text("zau_2010", "INSEE zonage en aires urbaines 2010, category", values=ZAU),
            count("population_2013", "inhabitants", "municipal population of 1 January 2013", nullable=True),
            text("commune", "commune of 2025 that holds it", nullable=True),
            count(
                "food_shops_2013", "equipments", "food shops of 2013 that are no bakery (B101, B102, B201, B202, B204)"
            ),
            count("bakeries_2013", "equipments", "bakeries of 2013 (B203)"),
            count("hotels_2013", "equipments", "hotels of 2013 (G102)"),
        ),
        ("ot_zau2010_2015", "insee_populations_2013", "insee_bpe_2013"),
        "1 January 2015",
        "36,658 communes; no population in Mayotte",
        ("The equipment file lists what is there: a commune that it does not name has none of it.",),
    ),
    Contract(
        "typologies",
        "How many communes and people each official class holds, in each geography",
        "typology x geography x class",
        ("typology", "geography_year", "class_code"),
        (
            text("typology", "typology", unit="label", values=("zau_2010", "aav_2020", "density_2016", "density_2022")),
            integer("geography_year", "year", "communes of 1 January of that year"),
            text("class_code", "class, official code"),
            count("communes", "communes", "communes of the class"),
            integer("population_year", "year", "year of the population"),
            count("population", "inhabitants", "people of the class, where the population is held", nullable=True),
        ),
        (
            "ot_zau2010_2015",
            "insee_au2010_2020",
            "insee_appartenance_2022",
            "insee_densite_2016",
            "insee_grille_densite_2022",
            "insee_populations_2013",
            "insee_populations_2016_2022",
            "insee_populations_2023",
        ),
        "2015 to 2025",
        "France; see each geography",
    ),
)
