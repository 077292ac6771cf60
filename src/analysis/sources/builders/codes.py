"""Tables on codes: the movements of communes and the people of each code, which carry later files without the raw ones."""

from __future__ import annotations

import pandas as pd

from analysis.sources.builders.former import MOVEMENTS
from analysis.sources.geography import Built, Geography
from analysis.sources.readers import Raw


def movements(raw: Raw, geography: Geography) -> Built:
    """Build the movements between communes that are communes before and after."""
    table = geography.movements
    between = table[(table["TYPECOM_AV"] == "COM") & (table["TYPECOM_AP"] == "COM")]
    renamed = between.rename(columns={official: name for name, official in MOVEMENTS.items()})
    return Built(renamed[list(MOVEMENTS)].drop_duplicates())


def codes(raw: Raw, geography: Geography) -> Built:
    """Build the last known inhabitants of every code, gone or not."""
    return Built(pd.DataFrame({"code": list(geography.people), "people": list(geography.people.values())}))


BUILDERS = {"movements": movements, "codes": codes}
