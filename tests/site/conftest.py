"""The site, made once for all tests of a module."""

import pytest
from helpers import site_made


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> site_made.Made:
    """Return the stored report of one region and two made-up ones, as a site."""
    return site_made.shared(tmp_path_factory)
