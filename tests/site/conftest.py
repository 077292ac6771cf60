"""The site, and a browser to open it in, made once for all tests of a module."""

from collections.abc import Iterator

import pytest
from helpers import browsers, site_made


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> site_made.Made:
    """Return the stored report of one region and two made-up ones, as a site."""
    return site_made.shared(tmp_path_factory)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    """Return a headless chromium; for a module only: its loop is in the way of those that run notebooks."""
    with browsers.started() as opened:
        yield opened
