"""Contracts of the tables on work."""

from __future__ import annotations

from analysis.sources.contracts.schema import COMMUNE, REGION, Contract, count, integer, number, share, text

FUNCTIONS = (
    "public_administration",
    "agriculture",
    "construction",
    "inter_company_trade",
    "design_research",
    "culture_leisure",
    "retail",
    "education",
    "maintenance",
    "production",
    "management",
    "logistics",
    "intellectual_services",
    "health_social",
    "local_services",
)
SECTORS = ("agriculture", "industry", "construction", "market_services", "non_market_services")
SIZES = ("0_or_unknown", "1_5", "6_9", "10_19", "20_49", "50_99", "100_199", "200_499", "500_plus")

CONTRACTS = (
    Contract(
        "jobs",
        "Jobs at the place of work by function",
        "commune x year x function",
        ("commune", "year", "function"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "census", minimum=1999),
            text("function", "function of the job (production: 'fabrication')", unit="label", values=FUNCTIONS),
            count("jobs", "jobs", "jobs, employees and self-employed"),
        ),
        (
            "insee_analyse_fonctionnelle_1999",
            "insee_analyse_fonctionnelle_2006",
            "insee_analyse_fonctionnelle_2011",
            "insee_analyse_fonctionnelle_2016",
        ),
        "censuses 1999, 2006, 2011, 2016",
        "France; Mayotte in 2011 only",
        (
            "A function is not a sector: production jobs exist in every sector.",
            "Sampled (complementary census): steps of 4 or 5 in small communes; add up and give an interval.",
            "The census changed method between 1999 and 2006.",
            "Each function is rounded: their sum is up to 0.01 % away from the published total of jobs.",
        ),
    ),
    Contract(
        "employees",
        "Private employees at the end of the year",
        "commune x year",
        ("commune", "year"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "end of the year", minimum=2014),
            count("employees", "employees", "private-sector employees, at the establishment"),
        ),
        ("urssaf_effectifs_communes_2014_2024",),
        "2014 to 2024",
        "France without Mayotte",
        (
            "Farming, public service and the self-employed are out. A commune or year without a line is missing, not zero.",
            "A merged commune adds the parts that are known.",
        ),
    ),
    Contract(
        "jobs_zone",
        "Jobs by zone d'emploi and sector",
        "source x zone x year x sector",
        ("source", "zoning", "zone", "year", "status", "sector"),
        (
            text(
                "source",
                "estel, flores or urssaf: never to be chained",
                unit="label",
                values=("estel", "flores", "urssaf"),
            ),
            integer("zoning", "year", "zones d'emploi of 2010 or 2020", values=(2010, 2020)),
            text("zone", "zone d'emploi, official code"),
            text("zone_name", "its name", unit="name"),
            integer("year", "year", "end of the year"),
            text("status", "employees or self_employed", unit="label", values=("employees", "self_employed")),
            text("sector", "all, or one of five", unit="label", values=("all", *SECTORS)),
            count("jobs", "jobs", "jobs (URSSAF: private employees)"),
        ),
        (
            "insee_estel_ze2010_salarie",
            "insee_estel_ze2010_non_salarie",
            "insee_estel_ze2020_1998_2023",
            "insee_flores_ze2020_2022_2023",
            "urssaf_effectifs_ze2020_2019_2024",
        ),
        "1998 to 2024",
        "France without Mayotte",
        ("Three sources count three things: compare shares and changes inside one source only.",),
    ),
    Contract(
        "unemployment",
        "Unemployment rate by zone d'emploi",
        "zone x quarter",
        ("zone", "year", "quarter"),
        (
            text("zone", "zone d'emploi 2020, official code"),
            text("zone_name", "its name", unit="name"),
            integer("year", "year", "year"),
            integer("quarter", "quarter", "quarter", minimum=1, maximum=4),
            share("rate_unemployment", "unemployed, of active people (localised rate, seasonally adjusted)"),
        ),
        ("insee_chomage_ze2020",),
        "2003 to the third quarter of 2023",
        "metropolitan France; overseas from 2014",
    ),
    Contract(
        "establishments",
        "Establishments by sector or size",
        "commune x year x class",
        ("commune", "year", "class"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "2012 (CLAP), 2014 (REE), 2018 (Flores), or a later edition", minimum=2012),
            text("dimension", "sector or size", unit="label", values=("sector", "size")),
            text(
                "class", "a sector (CLAP, Flores) or a size in employees (REE)", unit="label", values=(*SECTORS, *SIZES)
            ),
            count("establishments", "establishments", "establishments"),
        ),
        ("insee_clap_2012", "insee_ree_2014", "insee_comparateur_2018"),
        "2012, 2014, 2018",
        "France without Mayotte (2014: with Mayotte)",
        (
            "Levels are NOT comparable between years: 2012 all, 2014 market sectors without farming, 2018 employers only.",
        ),
    ),
    Contract(
        "digital_firms",
        "Establishments in programming and information services (NAF 62, 63)",
        "commune",
        ("commune",),
        (COMMUNE, REGION, count("establishments", "establishments", "still active in 2017")),
        ("hackaviz_occitanie_it",),
        "2017",
        "Occitanie only",
        ("Survivors only: firms that closed before 2017 are not seen.",),
    ),
    Contract(
        "employers_by_activity",
        "Private employers by activity code, France",
        "activity",
        ("activity",),
        (
            text("activity", "APE code", pattern=r"^\d{4}[A-Z]$"),
            count("establishments", "establishments", "establishments with employees in 2021", nullable=True),
        ),
        ("urssaf_etablissements_ape_2021",),
        "2021",
        "France, no local detail",
    ),
    Contract(
        "creations_epci",
        "Change of business creations by EPCI",
        "EPCI",
        ("epci",),
        (
            text("epci", "EPCI of 2025, SIREN"),
            text("name", "its name", unit="name"),
            *(
                number(
                    f"change_creations_{period}",
                    "share, 0.1 = +10 %",
                    f"change of creations between three-year means, {period.replace('_', ' to ')}",
                    nullable=True,
                )
                for period in ("2012_2017", "2017_2024", "2019_2024")
            ),
            number("rate_jobs_2011_2016", "share a year", "yearly change of jobs (census)", nullable=True),
            number("rate_jobs_2016_2022", "share a year", "yearly change of jobs (census)", nullable=True),
        ),
        ("ptod_economie_epci",),
        "2011 to 2024",
        "metropolitan France",
        ("Computed by a third party from INSEE's SIDE and census files: rates only.",),
    ),
    Contract(
        "digital_establishments",
        "Active establishments in programming and information services (NAF 62, 63)",
        "commune",
        ("commune",),
        (COMMUNE, REGION, count("establishments", "establishments", "active when the register was served")),
        ("insee_sirene_etablissements",),
        "the register as it was served",
        "France",
        (
            "With or without employees; a firm has one establishment at least where its owner lives.",
            "Establishments that keep a commune long gone are left out: losses.csv counts these communes.",
        ),
        optional=True,
    ),
)
