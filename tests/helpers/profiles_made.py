"""The profiles of every place of France, written once in each language for all tests."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from analysis.language import speak, speaking
from analysis.site import assembly, pages, profiles, search
from analysis.site.pages import Site
from helpers import site_made


def shared(tmp_path_factory, language: str = "en") -> Path:
    """Return the folder of a site that has the profiles, the search and their look, and no report."""
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / f"profiles-{language}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            partial = folder.with_name(f"{folder.name}.partial")
            make(partial, language)
            partial.rename(folder)
    return folder


def site() -> Site:
    """Return a site of two reports in the language spoken, of one region and of Corse: what the profiles lead to."""
    reports = [replace(edition, language=speaking()) for edition in (site_made.STORED, site_made.CORSE)]
    return Site(site_made.about(), reports, None)


def make(folder: Path, language: str = "en") -> None:
    """Write the profiles in a language."""
    folder.mkdir(parents=True)
    with speak(language):
        profiles.write(site(), folder)
        shutil.copytree(assembly.ASSETS, folder / "assets")
        (folder / "assets" / "style.css").write_text(pages.style_sheet(), encoding="utf-8")
        (folder / "assets" / "places.js").write_text(search.script(search.places()), encoding="utf-8")
