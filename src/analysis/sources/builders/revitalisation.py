"""Which communes the State calls in need of revitalisation: the zoning France ruralités revitalisation (FRR)."""

from __future__ import annotations

import pandas as pd

from analysis.sources.faults import SourceError
from analysis.sources.geography import Built, Geography, losses, refuse_double_count
from analysis.sources.readers import Raw, commune_codes, geography_year, refuse_duplicates

SOURCE = "dgcl_frr_2025"
CLASS = "Classement FRR et FRR+ au 10 juillet 2025"
# The file's own words to codes of ours: the State gives none.
CLASSES = {
    "FRR+": "plus",
    "FRR socle": "base",
    "Classée FRR partiellement": "part",
    "FRR bénéficiaire": "beneficiary",
    "FRR bénéficiaire partiellement": "beneficiary in part",
    "Non classée": "none",
}


def revitalisation(raw: Raw, geography: Geography) -> Built:
    """Build the FRR class of each commune of 2025.

    Raises
    ------
    SourceError
        If a class has another name, or a code is not of the communes of the catalogue's year.
    """
    table = raw.csv(SOURCE, ["Code_insee", CLASS])
    codes = commune_codes(table["Code_insee"], SOURCE)
    refuse_duplicates(table, ["Code_insee"], SOURCE)
    refuse_double_count(codes, SOURCE)
    kinds = table[CLASS].map(CLASSES)
    if kinds.isna().any():
        raise SourceError(SOURCE, CLASS, f"one of {', '.join(CLASSES)}", repr(table.loc[kinds.isna(), CLASS].iloc[0]))
    links = geography.links(geography_year(raw, SOURCE))
    strangers = sorted(set(codes) - set(geography.communes["commune"]))
    if strangers:
        raise SourceError(SOURCE, "Code_insee", "communes of 2025", " ".join(strangers[:10]))
    frame = pd.DataFrame({"commune": codes, "frr_2025": kinds})
    return Built(geography.with_region(frame), [losses(codes, links, source=SOURCE, table="revitalisation")])


BUILDERS = {"revitalisation": revitalisation}
