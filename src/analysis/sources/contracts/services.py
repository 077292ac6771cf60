"""Contracts of the tables on services, health and networks."""

from __future__ import annotations

from analysis.sources.contracts.schema import COMMUNE, REGION, Contract, count, flag, integer, number, share, text

CONTRACTS = (
    Contract(
        "services",
        "Equipment and services",
        "commune x year x type",
        ("commune", "year", "type"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "edition of the base permanente des équipements", minimum=2009),
            text("type", "type of equipment, official code", pattern=r"^[A-G]\d{3}$"),
            count("equipments", "equipments", "number; a commune that is not there has none"),
        ),
        (
            "insee_bpe_2009",
            "insee_bpe_2013",
            "insee_bpe_2018",
            "insee_bpe_2019",
            "insee_bpe_2020_sante",
            "insee_bpe_2020_commerce",
            "insee_bpe_2020_enseignement",
            "insee_bpe_2020_tourisme_transport",
        ),
        "editions 2009, 2013, 2018, 2019, 2020 (some families)",
        "France; Mayotte from 2013",
        (
            "Only counts above 0 are stored: a commune and type that are not there are 0, if the edition covers the type.",
            "Nomenclatures differ: post, tax offices and job centres between 2009 and 2013; petrol stations and job centres "
            "between 2013 and 2018; pharmacies D301 become D307 in 2020. `service_types` tells which edition holds which type.",
            "A type may keep its code and be counted better: groceries (B202) rise by a third from 2009 to 2019.",
            "A commune that was split shares its equipment by population: decimals, and each part is taken to have some.",
        ),
    ),
    Contract(
        "service_types",
        "Types of equipment and the editions that hold them",
        "type",
        ("type",),
        (
            text("type", "type of equipment, official code"),
            text("label", "official label (French)", unit="name", nullable=True),
            text("editions", "editions with at least one, separated by a blank", unit="years"),
        ),
        ("insee_bpe_2009_typequ", "insee_bpe_2013_typequ", "insee_bpe_typequ_2021"),
        "2009 to 2021",
        "nomenclature",
    ),
    Contract(
        "health",
        "Access to general practitioners (APL)",
        "commune x year",
        ("commune", "year"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "year", minimum=2016),
            text(
                "method",
                "series: 2016-2018 and 2022-2023 are two methods",
                unit="label",
                values=("2016-2018", "2022-2023"),
            ),
            number(
                "apl",
                "consultations a year per standardised inhabitant",
                "access to general practitioners",
                nullable=True,
                minimum=0,
            ),
            number(
                "apl_under_65",
                "consultations a year per standardised inhabitant",
                "access to general practitioners aged 65 or less",
                nullable=True,
                minimum=0,
            ),
            count(
                "population_standardised",
                "inhabitants weighted by age",
                "the weight of a mean of the index",
                nullable=True,
            ),
            count("population", "inhabitants", "total population (2022-2023 only)", nullable=True),
        ),
        ("drees_apl_2016_2018", "drees_apl_2022_2023"),
        "2016, 2018; 2022, 2023",
        "2016-2018: metropolitan France without Paris, Lyon and Marseille; 2022-2023: France without Mayotte",
        ("Two methods: never chained.",),
    ),
    Contract(
        "broadband",
        "Premises by fixed network",
        "commune x date x class",
        ("commune", "date", "class"),
        (
            COMMUNE,
            REGION,
            text("date", "date of the figure (2017: end of the year; 2026: first quarter)", unit="YYYY-MM-DD"),
            text(
                "class",
                "speed at least, or technology",
                unit="label",
                values=("8_mbps", "30_mbps", "100_mbps", "1000_mbps", "3_mbps", "fibre", "very_high_speed"),
            ),
            count(
                "premises", "premises", "all premises (fibre 2017-2018: dwellings and establishments)", nullable=True
            ),
            count("premises_covered", "premises", "premises of the class", nullable=True),
            share("share_covered", "premises of the class, of all premises", nullable=True),
        ),
        (
            "arcep_mci_2019t3",
            "arcep_mci_2022t4",
            "arcep_ftth_2018t1_communes",
            "arcep_ftth_2018t1_raccordables",
            "fibre_2026",
            "cget_kits_2018",
        ),
        "2017 to 2026",
        "France (2022: with Mayotte)",
        (
            "2019 was published in exclusive classes (a beta) and is made cumulative here; 2022 is cumulative.",
            "2022 counts every technology, wireless included: 100 Mbit/s and more is in effect fibre or cable.",
            "very_high_speed 2017 and fibre 2026 are published as shares: no premises, weigh them by the premises of 2022.",
            "fibre 2026 lacks Paris, Lyon and Marseille; a merger weighs the shares of 2017 by the premises of 2018.",
        ),
    ),
    Contract(
        "mobile",
        "Area covered by mobile networks",
        "commune",
        ("commune",),
        (
            COMMUNE,
            REGION,
            *(
                share(
                    f"share_area_{net}_{who}",
                    f"area covered in {net} by the {who} of the four operators (2019), values above 1 cut to 1",
                )
                for net in ("4g", "3g")
                for who in ("best", "worst")
            ),
        ),
        ("arcep_couverture_mobile_2019",),
        "2019",
        "metropolitan France",
        (
            "Share of area, not of people; nothing between the best and the worst operator.",
            "Paris, Lyon and Marseille are absent; a merger weighs its parts by their premises, the area of the parts is not held.",
        ),
    ),
    Contract(
        "mobile_epci",
        "Area covered in 4G by EPCI",
        "EPCI x date",
        ("epci", "date"),
        (
            text("epci", "EPCI of 2018, SIREN"),
            text("name", "its name", unit="name"),
            text("date", "month", unit="YYYY-MM", pattern=r"^\d{4}-\d{2}$"),
            share("share_area_4g_two_operators", "area covered by two operators or more", nullable=True),
            share("share_area_4g_best", "area covered by the best operator", nullable=True),
        ),
        ("ot_couverture_4g_epci_2017_2019",),
        "July 2017 to June 2019",
        "EPCI of 2018; overseas from 2019",
    ),
    Contract(
        "points",
        "Places where a public service is given",
        "point",
        ("kind", "date", "point"),
        (
            text(
                "kind",
                "kind of place",
                unit="label",
                values=("france_services", "library", "digital_adviser", "town_hall"),
            ),
            text("date", "date of the list", unit="YYYY or YYYY-MM"),
            integer("point", "number", "number of the point in the list"),
            text("commune", "commune of 2025", nullable=True),
            text("region", "region, official code", nullable=True),
            number("longitude", "degrees, WGS84", "position", nullable=True),
            number("latitude", "degrees, WGS84", "position", nullable=True),
            text(
                "form",
                "France services: main, branch, itinerant; libraries: public, office",
                unit="label",
                values=("main", "branch", "itinerant", "public", "office"),
                nullable=True,
            ),
            number(
                "weekly_hours",
                "hours a week",
                "declared opening hours (town halls, libraries)",
                nullable=True,
                minimum=0,
                maximum=168,
            ),
            flag("has_website", "the directory gives a web site (town halls)", nullable=True),
            count("posts", "posts", "digital advisers granted", nullable=True),
        ),
        (
            "anct_france_services_2021",
            "anct_france_services_2022",
            "anct_france_services_2024",
            "culture_bibliotheques_2020",
            "anct_conseillers_numeriques_2022",
            "dila_mairies_2025",
        ),
        "2020 to 2025",
        "France",
        (
            "Town halls: no opening time given does not mean closed; no web site given does not mean none.",
            "Digital advisers: where the post is employed, first wave only.",
            "A position that stands far outside the commune given for the place (3 km for town halls, 10 km for others) is "
            "left out.",
        ),
    ),
)
