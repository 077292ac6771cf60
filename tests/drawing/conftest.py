"""Every drawing of these tests is in the style of the report."""

import pytest

from analysis.drawing import style


@pytest.fixture(autouse=True)
def _styled():
    """Set the type, colours and sizes of the report, as `Chapter.open` does."""
    style.use()
