"""No measure and no story types a year that the producer's next series may not hold: it looks it up in the table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "src" / "analysis"
ROOMS = ("isolation", "population", "business", "digital", "services", "claims", "indicators")
DATE = re.compile(r"(?:19[6-9]|20[0-4])\d(?:-\d{2,4})*")
CLAIMED = "what the report's claim is dated by: other years are another claim"
SHOCK = "a date of history, in a series of every year"
TEST = "the one edition of a test or a list that its producer closed: a later one is another source"
TYPES = "the editions whose types are told apart by hand: one that is not known stands for today"
ZONING = "the name of a zoning, not a time"
ALLOWED = {
    "population/balances.py": ({"2000", "2016"}, "a number of people; the year before the report appeared"),
    "population/residents.py": ({"2022"}, "the first census of another nomenclature of occupations"),
    "population/yearly.py": ({"2020"}, SHOCK),
    "business/areas.py": ({"2008", "2010", "2013", "2019"}, f"{SHOCK}; {ZONING}"),
    "business/firms.py": ({"2017", "2019", "2020"}, f"{SHOCK}; the only census of Mayotte of its time"),
    "business/jobs.py": ({"2006", "2011", "2017"}, f"{CLAIMED}; the seed of draws"),
    "business/story/areas.py": ({"2008", "2009", "2019.5", "2020", "2020.5"}, SHOCK),
    "business/story/digital.py": ({"2017"}, "the report's own year"),
    "business/story/mix.py": ({"2000"}, "a number of jobs"),
    "digital/fixed.py": ({"2017-09-30", "2017-12-31", "2018-03-31", "2019-09-30"}, TEST),
    "digital/growth.py": ({"1999", "2008"}, "when there was no fibre: looked up with what is nearest"),
    "digital/story/networks.py": ({"2019-09-30"}, TEST),
    "services/catalogue.py": ({"2009", "2013", "2018", "2019", "2020"}, TYPES),
    "services/destinations.py": ({"2021-04"}, TEST),
    "services/per_head.py": ({"2013"}, TYPES),
    "services/story/counters.py": ({"2013", "2019"}, TYPES),
    "claims/access.py": ({"2013", "2016", "2017-12"}, f"{CLAIMED}; {TEST}"),
    "claims/people_and_work.py": (
        {"1999", "2006", "2008", "2011", "2014"},
        f"{CLAIMED}; censuses are looked up with what is nearest",
    ),
    "claims/votes.py": ({"2017"}, f"{CLAIMED}: its one presidential election"),
    "indicators/entry.py": ({"2000"}, "a number of people"),
    "indicators/key_figures.py": ({"2018-03-31", "2019-09-30"}, TEST),
}


def typed_years(code: str) -> Iterator[str]:
    """Give the numbers and texts of a module that are a year, a period or a date."""
    tree = ast.parse(code)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in told:
            value = node.value
            number = isinstance(value, int | float) and not isinstance(value, bool) and 1960 <= value < 2050
            if number or (isinstance(value, str) and DATE.fullmatch(value)):
                yield str(value)


MODULES = {
    str(file.relative_to(ROOT).as_posix()): file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))
}


def test_years_are_found_as_numbers_periods_and_dates_but_not_in_what_is_told():
    code = '"""Of 2013."""\nONE = 2008\nTWO = ("2008-2013", "2017-09-30", "zau_2010", "in 2013", 300, True)\n'
    assert list(typed_years(code)) == ["2008", "2008-2013", "2017-09-30"]


@pytest.mark.parametrize("module", MODULES)
def test_no_year_is_typed_save_those_with_a_reason(module):
    typed = set(typed_years(MODULES[module].read_text(encoding="utf-8")))
    allowed, _ = ALLOWED.get(module, (set(), ""))
    assert typed <= allowed, (
        f"{module} types {sorted(typed - allowed)}: look it up in what the table holds "
        "(`years.last`, `years.nearest`, `years.nearest_years`), or give the reason in ALLOWED"
    )
    assert allowed <= typed, f"{module} no longer types {sorted(allowed - typed)}: take it out of ALLOWED"


def test_the_reasons_are_of_modules_that_are():
    assert set(ALLOWED) <= set(MODULES)
