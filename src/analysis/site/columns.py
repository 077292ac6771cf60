"""What the columns of the figures' data are called for readers: in the tables of the pages, in workbooks, in a dictionary.

Files keep their names, in English: who reads them by a program is not broken by a language.
"""

from __future__ import annotations

import csv
import io

from analysis.language import gettext, gettext_noop
from analysis.territories import label_of

DICTIONARY = "columns.csv"
COLUMNS = {
    "access": gettext_noop("group of access"),
    "agreement": gettext_noop("how many definitions agree"),
    "apl": gettext_noop("consultations within reach, a year and person"),
    "age_middle": gettext_noop("middle of the ages of the class, years"),
    "area": gettext_noop("area"),
    "area_km2": gettext_noop("area (km²)"),
    "areas": gettext_noop("areas"),
    "at": gettext_noop("year on the axis"),
    "called": gettext_noop("what the places are called"),
    "census": gettext_noop("census"),
    "change": gettext_noop("change (1 is 100 %)"),
    "change_communes": gettext_noop("change of the share of communes"),
    "change_people": gettext_noop("change of the share of people"),
    "claim": gettext_noop("claim"),
    "class": gettext_noop("class"),
    "close": gettext_noop("close"),
    "cluster": gettext_noop("area resampled"),
    "clusters": gettext_noop("areas resampled"),
    "commune": gettext_noop("commune (code)"),
    "communes": gettext_noop("communes"),
    "communes_2015": gettext_noop("communes of 2015"),
    "communes_unknown": gettext_noop("communes without a figure"),
    "communes_with": gettext_noop("communes concerned"),
    "communes_without": gettext_noop("communes without"),
    "counted": gettext_noop("what is counted"),
    "date": gettext_noop("date"),
    "definition": gettext_noop("definition of isolated"),
    "definitions": gettext_noop("definitions under which it is isolated"),
    "departement": gettext_noop("département (code)"),
    "distance_km": gettext_noop("distance (km)"),
    "does not hold": gettext_noop("does not hold"),
    "employed": gettext_noop("employed residents"),
    "employees": gettext_noop("employees"),
    "end": gettext_noop("end"),
    "entrants": gettext_noop("arrivals"),
    "epci": gettext_noop("EPCI (SIREN)"),
    "epci_name": gettext_noop("name of the EPCI"),
    "epcis": gettext_noop("EPCI"),
    "function": gettext_noop("function of the job"),
    "gap": gettext_noop("gap with the other communes"),
    "gap_high": gettext_noop("gap, upper bound"),
    "gap_low": gettext_noop("gap, lower bound"),
    "group": gettext_noop("group"),
    "here": gettext_noop("in this territory"),
    "high": gettext_noop("upper bound (95 %)"),
    "holds": gettext_noop("holds"),
    "holds in part": gettext_noop("holds in part"),
    "index": gettext_noop("index"),
    "isolated": gettext_noop("isolated"),
    "isolation": gettext_noop("class of isolation"),
    "isolation_class": gettext_noop("class of isolation"),
    "jobs": gettext_noop("jobs"),
    "jobs_all": gettext_noop("all jobs"),
    "jobs_end": gettext_noop("jobs at the end"),
    "jobs_function": gettext_noop("jobs of the function"),
    "jobs_start": gettext_noop("jobs at the start"),
    "label": gettext_noop("label"),
    "leavers": gettext_noop("departures"),
    "level": gettext_noop("level"),
    "location_quotient": gettext_noop("location quotient"),
    "low": gettext_noop("lower bound (95 %)"),
    "mean": gettext_noop("mean"),
    "mean_eur": gettext_noop("mean (euros)"),
    "mean_population": gettext_noop("mean population"),
    "measure": gettext_noop("measure"),
    "median": gettext_noop("median"),
    "migratory_balance": gettext_noop("apparent migratory balance"),
    "mode": gettext_noop("means of travel"),
    "model": gettext_noop("model"),
    "name": gettext_noop("name"),
    "natural_balance": gettext_noop("natural balance"),
    "need": gettext_noop("class of need"),
    "net": gettext_noop("arrivals less departures"),
    "network": gettext_noop("network"),
    "occupation": gettext_noop("occupation"),
    "of": gettext_noop("of"),
    "operator": gettext_noop("operator"),
    "outcome": gettext_noop("outcome"),
    "panel": gettext_noop("panel"),
    "part": gettext_noop("part"),
    "people": gettext_noop("people"),
    "people_60_plus": gettext_noop("people aged 60 and over"),
    "people_beyond_10_km": gettext_noop("people beyond 10 km"),
    "people_with": gettext_noop("people concerned"),
    "people_without": gettext_noop("people without"),
    "period": gettext_noop("period"),
    "place": gettext_noop("place"),
    "points": gettext_noop("points"),
    "population": gettext_noop("population"),
    "population_end": gettext_noop("population at the end"),
    "population_start": gettext_noop("population at the start"),
    "premises": gettext_noop("premises"),
    "rate": gettext_noop("rate"),
    "rate_migratory": gettext_noop("rate of migratory balance, a year"),
    "rate_natural": gettext_noop("rate of natural balance, a year"),
    "rate_net_per_1000": gettext_noop("net rate for 1,000"),
    "rate_total": gettext_noop("rate of change, a year"),
    "rate_unemployment": gettext_noop("rate of unemployment"),
    "region": gettext_noop("region (code)"),
    "rejected in part": gettext_noop("rejected in part"),
    "round": gettext_noop("round"),
    "row": gettext_noop("row"),
    "said": gettext_noop("as it is said"),
    "scope": gettext_noop("scope"),
    "series": gettext_noop("series"),
    "service": gettext_noop("service"),
    "share": gettext_noop("share"),
    "share_aged_60_plus": gettext_noop("share aged 60 and over"),
    "share_area": gettext_noop("share of area"),
    "share_communes": gettext_noop("share of communes"),
    "share_communes_first": gettext_noop("share of communes, first edition"),
    "share_communes_last": gettext_noop("share of communes, last edition"),
    "share_communes_poor": gettext_noop("share of communes under the threshold"),
    "share_covered": gettext_noop("share covered"),
    "share_inside": gettext_noop("share inside"),
    "share_isolated": gettext_noop("share of people in isolated communes"),
    "share_people": gettext_noop("share of people"),
    "share_people_beyond_10_km": gettext_noop("share of people beyond 10 km"),
    "share_people_low_access": gettext_noop("share of people with low access"),
    "share_people_poor": gettext_noop("share of people under the threshold"),
    "share_premises": gettext_noop("share of premises"),
    "share_reference": gettext_noop("share in France"),
    "share_sector_start": gettext_noop("share of the sector at the start"),
    "size_class": gettext_noop("class of size"),
    "slope": gettext_noop("difference"),
    "start": gettext_noop("start"),
    "stayers": gettext_noop("people who stayed"),
    "territory_type": gettext_noop("type of territory"),
    "theme": gettext_noop("theme"),
    "unclear": gettext_noop("unclear"),
    "untold": gettext_noop("why no interval is told"),
    "weight": gettext_noop("weight"),
    "when": gettext_noop("when"),
    "who": gettext_noop("who"),
    "with_access": gettext_noop("communes with some access"),
    "year": gettext_noop("year"),
    "years": gettext_noop("number of years"),
    "zone": gettext_noop("employment zone (code)"),
    "zones": gettext_noop("employment zones"),
    "zoning": gettext_noop("zoning"),
}


def heading(column: str) -> str:
    """Return what a column is called in the language spoken; one that has no entry keeps its words.

    Examples
    --------
    >>> heading("share_people"), heading("my_own_column")
    ('share of people', 'my own column')
    """
    if column in COLUMNS:
        said = COLUMNS[column]
        return gettext(said)
    return str(label_of(column)).replace("_", " ")


def headings(columns: list[str]) -> list[str]:
    """Return what columns are called; two that are called alike keep the name of the file beside it."""
    said = [heading(column) for column in columns]
    return [f"{text} ({name})" if said.count(text) > 1 else text for text, name in zip(said, columns)]


def dictionary() -> bytes:
    """Write every column with what it is called, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["column", "meaning"])
    writer.writerows([column, heading(column)] for column in COLUMNS)
    return text.getvalue().encode("utf-8")
