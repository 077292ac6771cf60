"""Shared fixtures: where the raw official files are, if anywhere."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from analysis.language import SOURCE_LANGUAGE, speak

ROOT = Path(__file__).resolve().parents[1]

# A busy machine is slow now and then: how long an example takes says nothing of whether it is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let no test speak the language that another has left: a chapter speaks its own from its first cell on."""
    with speak(SOURCE_LANGUAGE):
        yield


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory) -> Iterator[None]:
    """Let what the tests remember from run to run stay out of the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERRITOIRES_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def raw_folder() -> Path:
    """Return the folder of the raw files (``TERRITOIRES_RAW`` or ``../shared/raw``), or skip."""
    folder = Path(os.environ.get("TERRITOIRES_RAW", ROOT.parent / "shared" / "raw"))
    if not folder.is_dir():
        pytest.skip(f"no raw official files in {folder}: set TERRITOIRES_RAW")
    return folder
