"""Contracts of the tables on people: how many, how old, where from, what income, what vote."""

from __future__ import annotations

from analysis.sources.contracts.schema import COMMUNE, REGION, Contract, Within, count, integer, number, share, text

AGES = tuple(f"population_aged_{ages}" for ages in ("0_14", "15_29", "30_44", "45_59", "60_74", "75_plus"))
PERIOD = r"^\d{4}-\d{4}$"
OCCUPATIONS = {
    "share_farmers": "agriculteurs exploitants",
    "share_craft_trade_heads": "artisans, commerçants, chefs d'entreprise",
    "share_executives": "cadres et professions intellectuelles supérieures",
    "share_intermediate": "professions intermédiaires",
    "share_clerical": "employés",
    "share_manual": "ouvriers",
    "share_retired": "retraités",
    "share_other_inactive": "autres sans activité professionnelle",
}

CONTRACTS = (
    Contract(
        "population",
        "Municipal population",
        "commune x year",
        ("commune", "year"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "1 January of the year"),
            count("population", "inhabitants", "population municipale"),
        ),
        (
            "insee_serie_historique_2019",
            "insee_comparateur_2018",
            "insee_populations_2016_2022",
            "insee_populations_2023",
        ),
        "1999, 2008, 2013, 2016, 2018 to 2023",
        "France without Mayotte (Mayotte: 2017 only)",
        ("A census year is the middle of five yearly surveys: compare years at least five apart.",),
    ),
    Contract(
        "balance",
        "Natural and apparent migratory balance",
        "commune x period",
        ("commune", "period"),
        (
            COMMUNE,
            REGION,
            text("period", "period between two 1 January", unit="years", pattern=PERIOD),
            integer("years", "years", "length of the period"),
            count("population_start", "inhabitants", "population at the start"),
            count("population_end", "inhabitants", "population at the end"),
            count("births", "births", "births of the period, by residence", nullable=True),
            count("deaths", "deaths", "deaths of the period, by residence", nullable=True),
            number("natural_balance", "inhabitants", "births less deaths", nullable=True),
            number(
                "migratory_balance",
                "inhabitants",
                "change less natural balance (apparent: it holds every error)",
                nullable=True,
            ),
        ),
        ("insee_serie_historique_2019", "insee_populations_2016_2022", "insee_populations_2023"),
        "1999 to 2023",
        "France without Mayotte; births and deaths by commune are not held after 2019",
        ("2019-2023: change of population only, its two parts are missing.",),
    ),
    Contract(
        "structure",
        "Age, occupation and housing",
        "commune x year",
        ("commune", "year"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "census", minimum=1999),
            count("population", "inhabitants", "population of the census file", nullable=True),
            *(
                count(
                    name,
                    "inhabitants",
                    f"people aged {name.removeprefix('population_aged_').replace('_', ' ')} (2008, 2013, 2019)",
                    nullable=True,
                )
                for name in AGES
            ),
            count(
                "population_aged_20_plus",
                "inhabitants",
                "people aged 20 and over, from the share aged 65+ and the ageing index: the weight of the occupations",
                nullable=True,
            ),
            share("share_aged_65_plus", "people aged 65 and over (2011, 2016, 2022)", nullable=True),
            share("share_aged_75_plus", "people aged 75 and over (2011, 2016, 2022)", nullable=True),
            *(
                share(name, f"{label}, of people aged 15 and over (2011, 2016, 2022)", nullable=True)
                for name, label in OCCUPATIONS.items()
            ),
            count("households", "households", "households (2011, 2016, 2022)", nullable=True),
            count(
                "dwellings",
                "dwellings",
                "households over the share of main residences: the weight of the housing shares",
                nullable=True,
            ),
            share("share_second_homes", "second and occasional homes, of dwellings (2011, 2016, 2022)", nullable=True),
            share("share_vacant", "vacant dwellings, of dwellings (2011, 2016, 2022)", nullable=True),
            share(
                "share_recent_movers", "households that moved in less than four years ago (2016, 2022)", nullable=True
            ),
        ),
        ("insee_evol_struct_pop_2019", "insee_recensement_structure_2011_2016_2022"),
        "censuses 2008, 2013, 2019 (ages); 2011, 2016, 2022 (occupations, housing)",
        "ages: France without Mayotte; occupations and housing: metropolitan France, communes of unchanged perimeter",
        (
            "Occupations come from the complementary census, a sample: add communes up and give an interval.",
            "2022 follows a new nomenclature of occupations: a break with 2011 and 2016 is possible.",
        ),
        within=(
            Within("population", AGES, rounding=0.05),
            Within("share_aged_65_plus", ("share_aged_75_plus",)),
            Within(1, tuple(OCCUPATIONS)),
            Within(1, ("share_second_homes", "share_vacant")),
            Within("dwellings", ("households",)),
        ),
    ),
    Contract(
        "migration",
        "Who entered and left in a year",
        "territory x census x class",
        ("level", "code", "census", "class"),
        (
            text("level", "level of the territory", unit="label", values=("epci", "departement", "region")),
            text("code", "its official code (EPCI of 2018 or 2019)"),
            text("name", "its name", unit="name"),
            integer("census", "year", "census", minimum=2015),
            text("dimension", "what the class is", unit="label", values=("all", "age", "occupation")),
            text("class", "all; an age class; an occupation (1 to 8)", unit="label"),
            count("entrants", "people", "lived elsewhere in France one year before"),
            count("leavers", "people", "live elsewhere in France now"),
            count("stayers", "people", "lived in the territory one year before and now"),
        ),
        ("ot_mobilites_residentielles",),
        "censuses 2015, 2016",
        "France without Mayotte",
        ("Departures abroad are not seen. Sampled figures.",),
    ),
    Contract(
        "migration_history",
        "Population change and its two parts since 1968",
        "territory x period",
        ("level", "code", "period"),
        (
            text("level", "level of the territory", unit="label", values=("epci", "departement", "region", "france")),
            text("code", "its official code"),
            text("name", "its name", unit="name"),
            text("period", "period", unit="years"),
            integer("years", "years", "length of the period"),
            count("population_start", "inhabitants", "population at the start"),
            count("population_end", "inhabitants", "population at the end"),
            number("natural_balance", "inhabitants", "births less deaths"),
            number("migratory_balance", "inhabitants", "apparent migratory balance"),
        ),
        ("ot_mobilites_residentielles",),
        "1968 to 2016",
        "France without Mayotte",
    ),
    Contract(
        "flows",
        "Residential moves between départements in a year",
        "origin x destination x occupation",
        ("departement_to", "departement_from", "occupation"),
        (
            text("departement_to", "département of present residence"),
            text("departement_from", "département one year before"),
            text("occupation", "all, or occupation 1 to 8 of the person (children are in 8)"),
            count("people", "people", "people aged one and over"),
        ),
        ("ot_flux_departements",),
        "census 2014 (inferred)",
        "100 départements, without Mayotte",
        ("Sampled: small flows are noisy. The diagonal (same département) is kept.",),
    ),
    Contract(
        "income",
        "Median income and what it is made of",
        "territory x year",
        ("level", "code", "year"),
        (
            text("level", "level", unit="label", values=("commune", "epci", "departement", "region", "france")),
            text("code", "commune of 2025, EPCI, département, region; FRM for metropolitan France"),
            text("region", "region, official code", nullable=True),
            integer("year", "year", "year of the income", minimum=2014),
            count("households", "households", "fiscal households", nullable=True),
            count("people", "people", "people in these households", nullable=True),
            number("median_income_eur", "euros a year per consumption unit", "median disposable income", nullable=True),
            share("share_pensions", "pensions, of disposable income", nullable=True),
            share("poverty_rate", "people under 60 % of the national median", nullable=True),
            share(
                "share_pensions_declared",
                "pensions, of income before benefits and taxes: activity, pensions and property",
                nullable=True,
            ),
        ),
        ("insee_filosofi_2014", "insee_filosofi_2021", "etalab_decoupage_2026", "insee_populations_2013"),
        "incomes 2014, 2021",
        "metropolitan France, Martinique, La Réunion; secret for small communes",
        (
            "A median cannot be aggregated: merged communes have none.",
            "Income before benefits and taxes stands for declared income: the part of property holds some that is not declared.",
            "EPCI of 2015 are kept only where their people match, within 5 %, those of today's communes of the same EPCI.",
        ),
        within=(Within("people", ("households",)),),
    ),
    Contract(
        "votes",
        "Presidential election of 2017",
        "commune x round",
        ("commune", "round"),
        (
            COMMUNE,
            REGION,
            integer("round", "round", "first or second", values=(1, 2)),
            count("registered", "people", "registered voters"),
            count("abstentions", "people", "registered who did not vote"),
            count("valid_votes", "votes", "votes expressed for a candidate"),
            count("le_pen", "votes", "votes for Marine Le Pen"),
            count("macron", "votes", "votes for Emmanuel Macron"),
            count("melenchon", "votes", "votes for Jean-Luc Mélenchon (first round)", nullable=True),
        ),
        ("presidentielle_2017_t1", "presidentielle_2017_t2"),
        "23 April and 7 May 2017",
        "France, votes abroad excluded",
        within=(
            Within("registered", ("abstentions", "valid_votes")),
            Within("valid_votes", ("le_pen", "macron", "melenchon")),
        ),
    ),
    Contract(
        "moves",
        "Who moved into and out of each commune in a year",
        "commune x year",
        ("commune", "year"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "census", minimum=2013),
            count(
                "entrants", "people", "people aged one and over who lived in another commune of France one year before"
            ),
            count("leavers", "people", "people aged one and over who live in another commune of France now"),
        ),
        ("insee_mobilite_residentielle",),
        "the census of the file held",
        "the communes of the file",
        (
            "Moves from and to other countries are not counted.",
            "Sampled (complementary census): a commune alone is noise; add communes up.",
            "A move between two communes of a group counts as an arrival and a departure of the group.",
        ),
        optional=True,
    ),
)
