"""A site made once for all tests: the stored report of one region, and two small reports made up here."""

import base64
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from filelock import FileLock
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from analysis.drawing import TWIN, tables
from analysis.indicators import key_figures
from analysis.report import Edition, Places
from analysis.site import assembly, facts, gathering, search
from analysis.site.about import About, Site
from analysis.site.profiles import writing
from analysis.territories import Territory, definitions

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = """L'Île "d'Or" & <script>alert(1)</script>"""
STORED = Edition(Territory.parse("84"), "zau")
CORSE = Edition(Territory.parse("94"), "zau")
CORSE_FR = Edition(CORSE.territory, "zau", "fr")
MADE_UP = Edition(Territory("departement", "15", HOSTILE, "84"), "zau")
COMMUNES = [
    ("01053", "Bourg-en-Bresse", "84", "01", "Ain", 42_000.0),
    ("2A004", "Ajaccio", "94", "2A", "Corse-du-Sud", 73_000.0),
    ("15999", HOSTILE, "84", "15", HOSTILE, 100.0),
    ("75056", "Paris", "11", "75", "Paris", 2_100_000.0),
]
# The départements whose profiles are written: their figures are those of the snapshot.
PROFILES = [("15", "Cantal"), ("2A", "Corse-du-Sud"), ("75", "Paris")]
SIZES = {"Places": 5, "People": 8, "Work": 5, "Services": 13, "Networks": 8}  # key figures of each theme
NARROW = (722, 400)  # pixels of the image for a phone
REGIONS = {"84": "Auvergne-Rhône-Alpes", "94": "Corse", "11": "Île-de-France"}


@dataclass(frozen=True)
class Made:
    """Where the pages of the site in English are, what they were made from; the folder above is the whole site."""

    folder: Path
    places: Places


def pixels(shade: int, size: tuple[int, int] = (40, 20)) -> bytes:
    """Return a small image, another one for each shade."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (shade, 90, 120)).save(buffer, "png")
    return buffer.getvalue()


def notebook(place: str, image: bytes, question: str = "Do they gain people?") -> nbformat.NotebookNode:
    """Return an executed notebook: an answer, a figure, a table and the sources, all of them naming a place."""
    table = tables.table(
        pd.DataFrame({"place": [place, "Ars"], "people": [10, 20]}),
        title=f"People of {place}",
        columns={"place": ("Place", "text"), "people": ("People", "integer")},
        source=f"Source: {place}",
    ).as_raw_html()
    figure = {"image/png": base64.b64encode(image).decode(), "text/plain": f"{place} gains\nBars."}
    told = {"image/png": {"alt": f"Bars of {place}: it gains."}, "source": f"Source: official file on {place}"}
    outputs = {
        "answer": new_output("display_data", {"text/markdown": f"In {place}, **12** people."}),
        "figure": new_output("display_data", figure, metadata=told),
        "table": new_output("display_data", {"text/html": table}),
        "sources": new_output("display_data", {"text/markdown": "- **INSEE**, [Populations](https://www.insee.fr/x)."}),
    }
    cells = [
        new_markdown_cell(f"# {question}\n\nThe report says so."),
        new_code_cell('region = "84"', metadata={"tags": ["parameters"]}),
        new_code_cell("answer()", outputs=[outputs["answer"]]),
        new_markdown_cell("## What is seen?"),
        new_code_cell("figure()", outputs=[outputs["figure"]]),
        new_code_cell("table()", outputs=[outputs["table"]]),
        new_markdown_cell("## Sources"),
        new_code_cell("sources()", outputs=[outputs["sources"]]),
    ]
    return new_notebook(cells=cells)


def write_report(edition: Edition, places: Places, place: str) -> None:
    """Write what a run of small notebooks would have left."""
    for shade, file in enumerate(places.notebook_files()):
        image, folder = pixels(shade), places.figures / edition.folder / file.stem
        folder.mkdir(parents=True)
        (folder / "bars.png").write_bytes(image)
        (folder / f"bars{TWIN}").write_bytes(pixels(shade, NARROW))
        pd.DataFrame({"place": [place], "share_people": [1 / 3]}).to_csv(folder / "bars.csv", index=False)
        target = places.rendered / edition.folder / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook(place, image, f"Is this {file.stem[0]}?"), target)


def communes() -> pd.DataFrame:
    """Return four communes as the search reads them."""
    frame = pd.DataFrame(COMMUNES, columns=["commune", "name", "region", "departement", "departement_name", "people"])
    return frame.assign(region_name=frame["region"].map(REGIONS), epci=None, epci_name=None)


def figures() -> pd.DataFrame:
    """Return the key figures kept under review, as the site uses them; those of Corse stand for the made-up place."""
    kept = key_figures.read()
    themes = [theme for theme, count in SIZES.items() for _ in range(count)]
    assert len(themes) == kept["figure"].nunique(), "a key figure came or went: count those of its theme in SIZES"
    kept["theme"] = kept["figure"].map(dict(zip(kept["figure"].unique(), themes)))
    names = {place.code: place for place in (STORED.territory, CORSE.territory)}
    kept["name"] = [names[code].name if code in names else f"Region {code}" for code in kept["territory"]]
    kept["kind"] = kept["territory"].map(lambda code: "france" if code == "FR" else "region")
    own = kept[kept["territory"] == "94"].assign(territory="15", name=HOSTILE, kind="departement")
    return facts.ranked(pd.concat([kept, own], ignore_index=True))


def about(base_url: str = "", **more) -> About:
    return About("0.1.0", "1 January 2025", date(2026, 1, 2), base_url, definitions.definition("zau"), **more)


@contextmanager
def small_search() -> Iterator[None]:
    """Let the search know the made-up communes only, and write the profiles of a few départements."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "places", communes)
        patch.setattr(writing, "departements", lambda: PROFILES)
        yield


def make(folder: Path) -> Made:
    """Build the site in a folder."""
    places = Places(ROOT / "notebooks", folder / "rendered", folder / "figures")
    for made in (places.rendered, places.figures):
        made.mkdir(parents=True)
    os.symlink(ROOT / "notebooks", places.rendered / STORED.folder)
    # Those that are stored have no twins for phones; whoever has run the notebooks here has them beside.
    without = shutil.ignore_patterns(f"*{TWIN}")
    shutil.copytree(ROOT / "figures" / STORED.folder, places.figures / STORED.folder, ignore=without)
    write_report(CORSE, places, "Corse")
    write_report(MADE_UP, places, HOSTILE)
    with small_search():
        try:
            built = assembly.build([Site(about(), [STORED, CORSE, MADE_UP], figures())], places)
        except gathering.ReportIncomplete as lacking:
            pytest.fail(
                f"the notebooks are not stored with the figures of figures/84: run `territoires renew` ({lacking})"
            )
    return Made(built.folder / "en", places)


def shared(tmp_path_factory) -> Made:
    """Return the site, built once, also where several processes share the tests."""
    folder = _once(tmp_path_factory, "site", make)
    places = Places(ROOT / "notebooks", folder / "rendered", folder / "figures")
    return Made(places.rendered / "site" / "en", places)


def _once(tmp_path_factory, name: str, build: Callable[[Path], object]) -> Path:
    """Return a folder that is filled once, whichever of the processes that share the tests asks first."""
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / name
    with FileLock(f"{folder}.lock"):
        if not (folder / "rendered" / "site").exists():
            build(folder)
    return folder


def in_both_languages(tmp_path_factory) -> Path:
    """Return the folder of a site of one small report in two languages, built once."""
    return _once(tmp_path_factory, "both", _in_both_languages) / "rendered" / "site"


def _in_both_languages(folder: Path) -> None:
    places = Places(ROOT / "notebooks", folder / "rendered", folder / "figures")
    sites = []
    for edition in (CORSE, CORSE_FR):
        write_report(edition, places, "Corse")
        told = about(language=edition.language, languages=("en", "fr"))
        sites.append(Site(told, [edition], figures()))
    with small_search():
        assembly.build(sites, places)


def small_site(folder: Path, tmp_path_factory) -> Made:
    """Put a site of one small report in a folder: a copy of one that is built once."""
    held = _once(tmp_path_factory, "small", lambda home: rebuilt(_small_report(home)))
    shutil.copytree(held, folder, dirs_exist_ok=True)
    return _small_made(folder)


def _small_report(folder: Path) -> Made:
    made = _small_made(folder)
    write_report(CORSE, made.places, "Corse")
    return made


def _small_made(folder: Path) -> Made:
    places = Places(ROOT / "notebooks", folder / "rendered", folder / "figures")
    return Made(places.rendered / "site" / "en", places)


def rebuilt(made: Made, base_url: str = "", tell: Callable[[str], None] = lambda _: None) -> None:
    """Build a small site again, in its place."""
    with small_search():
        assembly.build([Site(about(base_url), [CORSE], figures())], made.places, tell)
