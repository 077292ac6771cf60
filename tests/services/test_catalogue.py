"""The catalogue of services: series that a break parts, and types that the editions hold."""

from analysis import snapshot
from analysis.services.catalogue import SERVICES


def test_a_break_parts_the_editions_and_the_longest_run_is_found():
    assert SERVICES["pharmacy"].series(2019) == 2009 and SERVICES["pharmacy"].series(2020) == 2020
    assert SERVICES["pharmacy"].longest([2009, 2013, 2019, 2020]) == (2009, 2019)
    assert SERVICES["job_centre"].longest([2013, 2018, 2019]) == (2018, 2019)
    assert SERVICES["food_shop"].longest([2009, 2020]) == (2009, 2020)
    # A later edition lengthens the run that it goes on with, and no other.
    assert SERVICES["pharmacy"].longest([2009, 2019, 2020, 2031]) == (2020, 2031)
    assert SERVICES["gp"].longest([2009, 2019, 2031]) == (2009, 2031)


def test_each_service_asks_only_for_types_that_the_edition_holds():
    held = snapshot.load("service_types").set_index("type")["editions"].str.split()
    for service in SERVICES.values():
        for year, types in service.codes.items():
            assert all(str(year) in held[name] for name in types), (service.key, year)
