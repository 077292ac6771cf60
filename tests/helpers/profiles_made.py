"""The profiles of every place of France, written once in each language for all tests."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

import analysis
from analysis.language import SOURCE_LANGUAGE, speak, speaking
from analysis.site import assembly, pages, profiles, search
from analysis.site.pages import Site
from helpers import site_made


def shared(tmp_path_factory, language: str = "en") -> Path:
    """Return the folder of a site that has the profiles, the search and their look, and no report.

    Those of all languages are written by whichever test asks first, in a process of their own: English, French, and
    English again, in ``again``.
    """
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "profiles"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            partial = folder.with_name(f"{folder.name}.partial")
            rooms = {str(Path(module.__file__).parents[1]) for module in (analysis, site_made)}
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sorted(rooms))}
            subprocess.run([sys.executable, "-m", "helpers.profiles_made", str(partial)], env=environment, check=True)
            partial.rename(folder)
    return folder / language


def site() -> Site:
    """Return a site of two reports in the language spoken, of one region and of Corse: what the profiles lead to."""
    reports = [replace(edition, language=speaking()) for edition in (site_made.STORED, site_made.CORSE)]
    return Site(site_made.about(), reports, None)


def make(folder: Path, language: str) -> None:
    """Write the profiles in a language."""
    folder.mkdir(parents=True)
    with speak(language):
        profiles.write(site(), folder)
        shutil.copytree(assembly.ASSETS, folder / "assets")
        (folder / "assets" / "style.css").write_text(pages.style_sheet(), encoding="utf-8")
        (folder / "assets" / "places.js").write_text(search.script(search.places()), encoding="utf-8")


if __name__ == "__main__":
    for name, spoken in (("en", "en"), ("fr", "fr"), ("again", SOURCE_LANGUAGE)):
        make(Path(sys.argv[1]) / name, spoken)
