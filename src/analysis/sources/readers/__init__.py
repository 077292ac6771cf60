"""Read a raw official file, and refuse one that is not what the catalogue describes."""

from analysis.sources.readers import archives, at_hand, flow_files, large, layout, provenance
from analysis.sources.readers.census_series import CENSUS_SERIES, census_years, periods_of
from analysis.sources.readers.numbers import to_number
from analysis.sources.readers.raw import Raw, commune_codes, refuse_duplicates
from analysis.sources.readers.vintages import (
    by_year,
    checked_geography_year,
    date_told,
    editions,
    file_named,
    files_named,
    geography_year,
    refuse_older_columns,
    vintage_date,
    vintage_year,
)
from analysis.sources.readers.wide import ROUNDING, columns_of_years, refuse_wrong_sum, to_rows, with_numbers

__all__ = [
    "CENSUS_SERIES",
    "ROUNDING",
    "Raw",
    "archives",
    "at_hand",
    "by_year",
    "census_years",
    "checked_geography_year",
    "columns_of_years",
    "commune_codes",
    "date_told",
    "editions",
    "file_named",
    "files_named",
    "flow_files",
    "geography_year",
    "large",
    "layout",
    "periods_of",
    "provenance",
    "refuse_duplicates",
    "refuse_older_columns",
    "refuse_wrong_sum",
    "to_number",
    "to_rows",
    "vintage_date",
    "vintage_year",
    "with_numbers",
]
