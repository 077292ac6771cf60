"""Tables on networks: fixed speeds and fibre by commune, area covered by mobile networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.sources.faults import Exit, SourceError
from analysis.sources.geography import Built, Geography, carry_sums, losses
from analysis.sources.readers import (
    checked_geography_year,
    commune_codes,
    editions,
    geography_year,
    provenance,
    refuse_duplicates,
    to_number,
    vintage_date,
)

if TYPE_CHECKING:
    from analysis.sources.readers import Raw

# From the slowest to the fastest; 2019 counts a premise in one class only, 2022 in each it reaches.
SPEEDS_2019 = {"elig_hd3": "3_mbps", "elig_hd8": "8_mbps", "elig_thd30": "30_mbps", "elig_thd100": "100_mbps",
               "elig_thd1g": "1000_mbps"}  # fmt: skip
SPEEDS_2022 = {"elig_bhd8" if name == "elig_hd8" else name: speed for name, speed in SPEEDS_2019.items()}
# A quarterly file enters by an entry of the catalogue, arcep_mci_<year>t<quarter>.
QUARTERLY = r"arcep_mci_(\d{4})t([1-4])"
DATE = "date"  # each file says itself of which day it is
PREMISES = "arcep_ftth_2018t1_communes"
TOO_SLOW = ["inel_hd", "elig_hd05"]
QUARTER_COLUMN = r"T([1-4]) (\d{4})"
OVERSEAS_COLLECTIVITIES = ("975", "977", "978", "986", "987", "988")
# Area by EPCI: one column a measure and month.
EPCI_MEASURES = {"SURF_4G_2OPE_": "share_area_4g_two_operators", "SURF_4G_MIEUX_": "share_area_4g_best"}
NETWORKS = {"TX_4G_MAX": "share_area_4g_best", "TX_4G_MIN": "share_area_4g_worst", "TX_3G_MAX": "share_area_3g_best",
            "TX_3G_MIN": "share_area_3g_worst"}  # fmt: skip
COLUMNS = ["commune", "date", "class", "premises", "premises_covered", "share_covered"]


def broadband(raw: Raw, geography: Geography) -> Built:
    """Build the premises reached by each speed and by fibre, at each date held."""
    frames, lost = [], []
    quarters = editions(raw, QUARTERLY)
    for frame, missing in (
        *(_speeds(raw, geography, source, _end_of_quarter(*match.groups())) for source, match in quarters.items()),
        _fibre(raw, geography),
        _very_high_speed(raw, geography),
        _fibre_of_day(raw, geography),
    ):
        frames.append(frame)
        lost.append(missing)
    table = pd.concat(frames, ignore_index=True).reindex(columns=COLUMNS)
    counted = table["premises_covered"] / table["premises"].where(table["premises"] > 0)
    table["share_covered"] = table["share_covered"].fillna(counted).clip(upper=1).round(6)
    return Built(geography.with_region(table.dropna(subset=["share_covered"])), lost)


def _communes(table: pd.DataFrame, column: str, source: str) -> pd.DataFrame:
    """Keep the communes of the 18 regions, with their checked codes in ``code``."""
    table = table[~table[column].str.startswith(OVERSEAS_COLLECTIVITIES)]
    table = table.assign(code=commune_codes(table[column], source))
    refuse_duplicates(table, ["code"], source)
    return table


def _end_of_quarter(year: str, quarter: str) -> str:
    return str(pd.Period(f"{year}Q{quarter}").end_time.date())


def _speeds(raw: Raw, geography: Geography, source: str, date: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    # The first file (a beta) has a class of its own name, and counts each premise once.
    exclusive = "elig_hd8" in raw.header(source)
    classes = SPEEDS_2019 if exclusive else SPEEDS_2022
    columns = ["nbr", *TOO_SLOW, *classes]
    dated = [DATE] if DATE in raw.header(source) else []
    table = raw.csv(source, ["code_insee", *columns, *dated])
    if dated:
        provenance.refuse_another_date(raw.entries[source].file().name, DATE, table[DATE].dropna().unique(), date)
    table = _communes(table, "code_insee", source)
    table = table.assign(**{name: to_number(table[name]) for name in columns})
    _refuse_other_classes(table, list(classes), source, exclusive=exclusive)
    if exclusive:
        table[list(classes)] = table[list(classes)].iloc[:, ::-1].cumsum(axis=1).iloc[:, ::-1]
    links = geography.links(checked_geography_year(raw, source, geography, table["code"]))
    carried = carry_sums(table, links, code="code", values=["nbr", *classes]).rename(
        columns={"nbr": "premises", **classes}
    )
    long = carried.melt(id_vars=["commune", "premises"], var_name="class", value_name="premises_covered")
    return long.assign(date=date), losses(table["code"], links, source=source, table="broadband")


def _refuse_other_classes(table: pd.DataFrame, classes: list[str], source: str, *, exclusive: bool) -> None:
    """Exclusive classes add up to all premises; cumulative ones are each inside the slower; none is the same as another."""
    if exclusive:
        wrong = (table[[*TOO_SLOW, *classes]].sum(axis=1) - table["nbr"]).abs() > 0
        expected = "exclusive classes that add up to nbr"
    else:
        ordered = table[classes]
        wrong = (ordered.diff(axis=1).iloc[:, 1:] > 0).any(axis=1) | (ordered[classes[0]] > table["nbr"])
        expected = "cumulative classes, each inside the slower one"
    if table[classes[0]].sum() == table[classes[-1]].sum() and len(table) > 1:
        found = f"as many premises in {classes[-1]} as in {classes[0]}"
        raise SourceError(source, classes[-1], "fewer premises in a faster class", found, Exit.SUMS)
    if wrong.any():
        raise SourceError(source, classes[-1], expected, f"another sum in {table.loc[wrong, 'code'].iloc[0]}")


def _padded(column: pd.Series) -> pd.Series:
    """Read counts padded with blanks, a no-break space between thousands, a hyphen for none."""
    return to_number(column.str.replace(r"[\s\xa0]", "", regex=True).replace("-", "0"))


def _premises(raw: Raw) -> pd.DataFrame:
    """Return the dwellings and establishments of each commune, of 2018 as a rule; a hyphen is none."""
    source = PREMISES
    table = raw.csv(source, ["Code commune", "Logements", "Établissements"])
    table = _communes(table, "Code commune", source)
    counts = [_padded(table[name]) for name in ("Logements", "Établissements")]
    return pd.DataFrame({"code": table["code"], "premises": counts[0] + counts[1]})


def _fibre(raw: Raw, geography: Geography) -> tuple[pd.DataFrame, pd.DataFrame]:
    source = "arcep_ftth_2018t1_raccordables"
    matches = [re.fullmatch(QUARTER_COLUMN, name) for name in raw.header(source)]
    quarters = {match[0]: _end_of_quarter(match[2], match[1]) for match in matches if match}
    table = raw.csv(source, ["Code commune", "Champ", *quarters])
    table = _communes(table[table["Champ"] == "Locaux Raccordables"], "Code commune", source)
    table = table.assign(**{name: _padded(table[name]) for name in quarters})
    both = table.merge(_premises(raw), on="code", how="left", validate="one_to_one")
    links = geography.links(geography_year(raw, source))
    carried = carry_sums(both, links, code="code", values=["premises", *quarters]).rename(columns=quarters)
    long = carried.melt(id_vars=["commune", "premises"], var_name="date", value_name="premises_covered")
    return long.assign(**{"class": "fibre"}), losses(table["code"], links, source=source, table="broadband")


def _very_high_speed(raw: Raw, geography: Geography) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Carry the published share of 2017; a merger weighs its parts by their premises of 2018."""
    source = "cget_kits_2018"
    table = raw.csv(source, ["CODGEO", "ID_3"])
    table = _communes(table, "CODGEO", source)
    table["share"] = to_number(table["ID_3"], decimal=",", missing=("nd", "s", "", "NA", "N/A")) / 100
    both = table.merge(_premises(raw), on="code", how="left").dropna(subset=["share", "premises"])
    both["covered"] = both["share"] * both["premises"]
    links = geography.links(geography_year(raw, source))
    carried = carry_sums(both, links, code="code", values=["premises", "covered"])
    share = carried["covered"] / carried["premises"].where(carried["premises"] > 0)
    frame = pd.DataFrame({"commune": carried["commune"], "share_covered": share})
    return frame.assign(**{"date": "2017-12-31", "class": "very_high_speed"}), losses(
        both["code"], links, source=source, table="broadband"
    )


def _fibre_of_day(raw: Raw, geography: Geography) -> tuple[pd.DataFrame, pd.DataFrame]:
    source = "fibre_2026"
    table = _communes(raw.csv(source, ["code", "fibre_pct"]), "code", source)
    share = to_number(table["fibre_pct"]) / 100
    links = geography.links(geography_year(raw, source))
    frame = pd.DataFrame({"commune": table["code"], "share_covered": share}).dropna()
    lost = losses(frame["commune"], links, source=source, table="broadband")
    return frame.assign(**{"date": vintage_date(raw, source, "day"), "class": "fibre"}), lost


def mobile(raw: Raw, geography: Geography) -> Built:
    """Build the area covered by the best and the worst operator; a merger weighs its parts by the premises of 2018.

    The areas of former communes are not held: premises stand in for them.
    """
    source = "arcep_couverture_mobile_2019"
    table = _communes(raw.csv(source, ["CODGEO", *NETWORKS]), "CODGEO", source)
    links, premises = geography.links(geography_year(raw, source)), _premises(raw)
    former = geography.links(geography_year(raw, PREMISES))
    weights = carry_sums(premises, former, code="code", values=["premises"])
    weight = table["code"].map(premises.set_index("code")["premises"])
    weight = weight.fillna(table["code"].map(weights.set_index("commune")["premises"])).fillna(1).clip(lower=1)
    # Above 1 is an artefact of the geometry of the producer of the file.
    shares = {name: to_number(table[name]).clip(upper=1) for name in NETWORKS}
    above = {name: share * weight for name, share in shares.items()}
    carried = carry_sums(
        table[["code"]].assign(premises=weight, **above), links, code="code", values=["premises", *NETWORKS]
    )
    for name in NETWORKS:
        carried[name] = (carried[name] / carried["premises"]).clip(upper=1).round(6)
    frame = carried.drop(columns="premises").rename(columns=NETWORKS).dropna()
    return Built(geography.with_region(frame), [losses(table["code"], links, source=source, table="mobile")])


def mobile_epci(raw: Raw, geography: Geography) -> Built:
    """Build the area covered in 4G by EPCI at each date."""
    source = "ot_couverture_4g_epci_2017_2019"
    form = re.compile(rf"({'|'.join(EPCI_MEASURES)})(\d{{4}})(\d\d)")
    found = [match for name in raw.header(source) if (match := form.fullmatch(name))]
    names = {match[0]: (EPCI_MEASURES[match[1]], f"{match[2]}-{match[3]}") for match in found}
    table = raw.csv(source, ["EPCI", "LIBEPCI", *names])
    refuse_duplicates(table, ["EPCI"], source)
    frames = []
    for date in sorted({when for _, when in names.values()}):
        columns = {name: measure for name, (measure, when) in names.items() if when == date}
        part = table[["EPCI", "LIBEPCI"]].assign(**{new: to_number(table[old]) / 100 for old, new in columns.items()})
        frames.append(part.assign(date=date))
    frame = pd.concat(frames, ignore_index=True).rename(columns={"EPCI": "epci", "LIBEPCI": "name"})
    known = frame[["share_area_4g_two_operators", "share_area_4g_best"]].notna().any(axis=1)
    return Built(frame[known])


BUILDERS = {"broadband": broadband, "mobile": mobile, "mobile_epci": mobile_epci}
