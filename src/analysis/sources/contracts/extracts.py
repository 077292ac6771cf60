"""Contracts of the tables on journeys to work and on the zoning of revitalisation."""

from __future__ import annotations

from analysis.sources.contracts.schema import COMMUNE, REGION, Contract, Within, count, integer, text

FLOWS = ("flows of 100 or more", "all flows inside the département")
FRR = ("plus", "base", "part", "beneficiary", "beneficiary in part", "none")

CONTRACTS = (
    Contract(
        "commuting",
        "Employed residents by what is known of where they work",
        "commune x extract of the journeys to work",
        ("commune", "flows"),
        (
            COMMUNE,
            REGION,
            integer("census", "year", "census of the journeys (five surveys around it)"),
            text("flows", "which flows to other communes the extract holds", unit="label", values=FLOWS),
            count(
                "employed",
                "employed residents",
                "aged 15 and over; of the flows inside a département: only those who work in it",
                nullable=True,
            ),
            count("in_commune", "employed residents", "who work in their commune", nullable=True),
            count(
                "in_urban_areas",
                "employed residents",
                "known to work in an aire urbaine of 2010 of any size (their own commune or another)",
                nullable=True,
            ),
            count(
                "in_large_urban_areas",
                "employed residents",
                "part of the former: known to work in a large aire urbaine (categories 111 and 112)",
                nullable=True,
            ),
            count(
                "outside_urban_areas",
                "employed residents",
                "known to work outside every aire urbaine; the rest of the employed work in a place that is not told",
                nullable=True,
            ),
        ),
        (
            "insee_mobpro_france_2015_actifs",
            "insee_mobpro_france_2015_flux",
            "insee_mobpro_isere_2017",
            "insee_au2010_2020",
        ),
        "census 2015 (France), census 2017 (Isère)",
        "France without Mayotte (flows of 100 or more); Isère (all flows inside it)",
        (
            "Sampled (complementary exploitation, one household in four): the count of one small commune is an order of magnitude.",
            "Work abroad is told of neither in nor outside urban areas: the zoning of 2010 ends at the border.",
        ),
        within=(
            Within("employed", ("in_commune",)),
            Within("employed", ("in_urban_areas", "outside_urban_areas")),
            Within("in_urban_areas", ("in_large_urban_areas",)),
        ),
    ),
    Contract(
        "revitalisation",
        "France ruralités revitalisation: the class of each commune",
        "commune",
        ("commune",),
        (
            COMMUNE,
            REGION,
            text(
                "frr_2025",
                "class of 10 July 2025: base (FRR), plus (FRR+), part (partly classed), beneficiary (former ZRR that keeps its "
                "effects until 2029, not classed), beneficiary in part, none",
                unit="label",
                values=FRR,
            ),
        ),
        ("dgcl_frr_2025",),
        "10 July 2025",
        "34,875 communes",
        ("A former ZRR that is only a beneficiary is not classed FRR.",),
    ),
)
