"""Contracts of the tables that carry figures from former communes to those of today."""

from __future__ import annotations

from analysis.sources.contracts.schema import Contract, count, text

CODE = r"^(\d{2}|2[AB])\d{3}$"
COMMUNE_TYPES = ("COM",)

CONTRACTS = (
    Contract(
        "movements",
        "Movements of communes: mergers, splits, changes of code",
        "movement x commune before x commune after",
        ("modality", "date", "type_before", "code_before", "type_after", "code_after"),
        (
            text("modality", "kind of movement, official code (32: commune nouvelle, 21: re-establishment ...)"),
            text("date", "day from which it counts", unit="ISO date", pattern=r"^\d{4}-\d{2}-\d{2}$"),
            text("type_before", "type of the commune before", values=COMMUNE_TYPES),
            text("code_before", "commune before", pattern=CODE),
            text("type_after", "type of the commune after", values=COMMUNE_TYPES),
            text("code_after", "commune after", pattern=CODE),
        ),
        ("insee_cog_2026",),
        "1943 to 1 January 2026",
        "France; delegated and associated communes left out",
    ),
    Contract(
        "codes",
        "Last known inhabitants of every commune code, gone or not",
        "code",
        ("code",),
        (
            text("code", "commune, code of any year since 2013", pattern=CODE),
            count("people", "inhabitants", "municipal population, the last one published for the code"),
        ),
        ("insee_populations_2013", "insee_populations_2016_2022", "insee_populations_2023"),
        "2013 to 2023",
        "France; Mayotte: 2017",
        ("Weighs the parts of a commune that was split, and the classes of communes that merged. Not a series.",),
    ),
)
