"""The profiles of every place of France, written once for all tests."""

import os
import shutil
from pathlib import Path

from filelock import FileLock

from analysis.site import assembly, pages, profiles, search
from analysis.site.pages import Site
from helpers import site_made


def shared(tmp_path_factory) -> Path:
    """Return the folder of a site that has the profiles, the search and their look, and no report."""
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "profiles"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            make(folder.with_name("profiles.partial"))
            folder.with_name("profiles.partial").rename(folder)
    return folder


def make(folder: Path) -> None:
    """Write the profiles; the reports that they lead to are those of one region and of France."""
    folder.mkdir(parents=True)
    profiles.write(Site(site_made.about(), [site_made.STORED, site_made.CORSE], None), folder)
    shutil.copytree(assembly.ASSETS, folder / "assets")
    (folder / "assets" / "style.css").write_text(pages.style_sheet(), encoding="utf-8")
    (folder / "assets" / "places.js").write_text(search.script(search.places()), encoding="utf-8")
