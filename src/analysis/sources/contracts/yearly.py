"""Contracts of the populations and births of each year, of travel to work and of diplomas."""

from __future__ import annotations

from analysis.sources.contracts.schema import COMMUNE, REGION, Contract, count, integer, share, text

CONTRACTS = (
    Contract(
        "population_between",
        "Municipal population of the years that `population` has not",
        "commune x year",
        ("commune", "year"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "1 January of the year"),
            count("population", "inhabitants", "population municipale"),
        ),
        ("insee_populations_2013_2021",),
        "2014, 2015, 2017",
        "communes of France without Mayotte whose perimeter is the same since",
        (
            "The other years of the file are in `population`, from INSEE's own files.",
            "A census year is the middle of five yearly surveys: two years that follow each other share four of them.",
        ),
    ),
    Contract(
        "births",
        "Births of each year",
        "commune x year",
        ("commune", "year"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "year of birth", minimum=2014),
            count("births", "births", "births by commune of residence of the mother"),
        ),
        ("insee_naissances_2014_2021",),
        "2014 to 2021",
        "France",
        ("Deaths by commune and year are not held: births alone are no natural balance.",),
    ),
    Contract(
        "travel",
        "Employed residents by main means of travel to work",
        "commune x mode",
        ("commune", "mode"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "census"),
            text(
                "mode",
                "none: no travel (lives where they work)",
                unit="class",
                values=("none", "walk", "bicycle", "two_wheels", "car", "public"),
            ),
            count("employed", "people", "employed residents aged 15 and over"),
        ),
        ("insee_rp2018_transport_iris",),
        "census of 2018",
        "metropolitan France",
        (
            "Sampled (complementary census): a commune alone is noise; add communes up.",
            "No travel counts farmers and shopkeepers who live where they work: it is not telework.",
        ),
    ),
    Contract(
        "diplomas",
        "Diplomas of the people who left school",
        "commune x census",
        ("commune", "year"),
        (
            COMMUNE,
            REGION,
            integer("year", "year", "census", minimum=2016),
            share("share_below_baccalaureat", "people out of school without the baccalauréat", nullable=True),
            share("share_higher_education", "people out of school with higher education", nullable=True),
        ),
        ("insee_rp_diplomes_2011_2022",),
        "censuses of 2016 and 2022",
        "metropolitan France, communes whose perimeter is the same since",
        (
            "Shares without the people they are of: weigh communes by all their people of the census, which counts those in "
            "school too.",
        ),
    ),
)
