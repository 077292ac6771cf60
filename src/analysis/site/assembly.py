"""Build the site in a folder of its own, and put it in place of the former one when it is whole."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

from analysis import snapshot
from analysis.indicators import key_figures
from analysis.language import gettext, speak
from analysis.report import PARTIAL, SITE, Edition, Places, exclusive
from analysis.site import (
    columns,
    compare,
    downloads,
    explorer,
    facts,
    gathering,
    pages,
    preview,
    profiles,
    search,
    workbooks,
)
from analysis.site.about import About, Site
from analysis.site.gathering import Report
from analysis.swapping import swap
from analysis.territories import definition as definition_of

ASSETS = Path(__file__).with_name("assets")


@dataclass(frozen=True)
class Built:
    """What was built: where, how many pages, how many bytes in all."""

    folder: Path
    pages: int
    bytes: int


def today() -> date:
    """Return the day of the build, or that of ``SOURCE_DATE_EPOCH`` (seconds), by which a build can be made again.

    Raises
    ------
    ValueError
        If ``SOURCE_DATE_EPOCH`` is no number of seconds, or of no year that is written with four digits.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError):  # the last two where the system's own calendar ends
        raise ValueError(
            f"SOURCE_DATE_EPOCH: {given[:40]!r} is no number of seconds since 1970; expected one before the year 10000"
        ) from None


def prepare(editions: list[Edition], base_url: str = "") -> list[Site]:
    """Gather what all pages of each language share: the key figures of every region, the day, the version.

    Parameters
    ----------
    editions : list of Edition
        At least one; all under one definition, the same territories in each language.
    base_url : str
        Address that the site is published at, for previews and canonical addresses.
    """
    definition = definition_of(editions[0].definition)
    figures = facts.table(list(dict.fromkeys(edition.territory for edition in editions)), definition.key)
    address = f"{base_url.rstrip('/')}/" if base_url else ""
    made, languages = today(), tuple(dict.fromkeys(edition.language for edition in editions))
    sites = []
    for spoken in languages:
        with speak(spoken):
            notice, vintage = snapshot.notice(snapshot.altered()), _vintage()
        about = About(version("territoires-isoles"), vintage, made, address, definition, notice, spoken, languages)
        sites.append(Site(about, [edition for edition in editions if edition.language == spoken], figures))
    return sites


def build(sites: list[Site], places: Places, tell: Callable[[str], None] = lambda _: None) -> Built:
    """Build the site from reports that were run; the former site stays until the new one is whole.

    Parameters
    ----------
    sites : list of Site
        From `prepare`: one for each language, which stands in a folder of its own.
    places : Places
        Where the executed notebooks and the figures are; the site goes to ``rendered/site``.
    tell : callable
        Told of each step.

    Raises
    ------
    ReportIncomplete
        If a run left no whole report for an edition.
    """
    with exclusive(places, tell), _staging(places.rendered) as folder:
        if lost := left_out([edition for site in sites for edition in site.editions], places.rendered / SITE):
            tell(f"no longer in the site: {', '.join(lost)}; to keep it or them, name all of them in --region")
        for site in sites:
            with speak(site.about.language):
                _write_language(site, places, folder / site.about.language, tell)
        name, text = pages.door(sites)
        _write(folder / name, text.encode("utf-8"))
        target = places.rendered / SITE
        # Named so that, were this killed half-way, whoever next holds the results puts it back: see `exclusive`.
        swap(folder, target, folder.with_name(f"{folder.name}-former"))
    files = [file for file in target.rglob("*") if file.is_file()]
    return Built(target, sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files))


def _write_language(site: Site, places: Places, folder: Path, tell: Callable[[str], None]) -> None:
    """Write the pages of one language; they ask nothing of those of another."""
    for edition in site.editions:
        tell(f"{edition.folder}: {edition.territory.name}")
        _write_report(site, gathering.report(edition, places), folder)
    tell(f"front page, comparison, search ({site.about.language})")
    _write_shared(site, folder)
    tell(f"profiles of every place ({site.about.language})")
    tables = profiles.write(site, folder)
    tell(f"maps of the communes ({site.about.language})")
    explorer.write(site, folder, tables)


def left_out(editions: list[Edition], former: Path) -> list[str]:
    """Return the folders of the reports that the former site holds and that a site of these editions does not."""
    held = {f"{page.parent.parent.name}/{page.parent.name}" for page in former.glob("*/*/index.html")}
    return sorted(held - {f"{edition.language}/{edition.name}" for edition in editions})


def _vintage() -> str:
    """Return the date of the communes of the snapshot, in words."""
    held = json.loads(snapshot.file("manifest.json").read_text(encoding="utf-8"))["tables"]["communes"]["vintage"]
    return gettext(held)


def _write_report(site: Site, report: Report, folder: Path) -> None:
    site.entries[report.folder] = pages.entries(report)
    own = folder / report.folder
    for chapter in report.chapters:
        (own / chapter.name).mkdir(parents=True)
        shutil.copyfile(chapter.file, own / chapter.file.name)
        for figure in chapter.figures.values():
            for file in figure.files:
                shutil.copyfile(file, own / chapter.name / file.name)
            _write(own / chapter.name / f"{figure.csv.stem}.xlsx", workbooks.workbook(figure.csv))
        if book := workbooks.chapter_workbook(chapter, report.name):
            _write(own / f"{chapter.name}.xlsx", book)
    for name, text in pages.report_pages(site, report):
        _write(folder / name, text.encode("utf-8"))
    territory = report.edition.territory
    rows = site.figures[site.figures["territory"] == territory.code]
    kept = key_figures.text(rows[["figure", "when", "unit", "value"]]).encode("utf-8")
    _write(own / f"{report.folder}.zip", downloads.archive(report, kept))
    heads = facts.facts(site.figures, territory, facts.REPORT_HEADLINES)
    _write(own / "preview.png", preview.png(territory, heads))


def _write_shared(site: Site, folder: Path) -> None:
    for name, text in (pages.front_page(site), pages.compare_page(site), pages.glossary_page(site)):
        _write(folder / name, text.encode("utf-8"))
    _write(folder / columns.DICTIONARY, columns.dictionary())
    _write(folder / "compare.csv", compare.csv(site.figures, site.about.definition.key))
    _write(folder / "compare.xlsx", compare.xlsx(site.figures, site.about.built, site.about.definition.key))
    shutil.copytree(ASSETS, folder / "assets")
    _write(folder / "assets" / "style.css", pages.style_sheet().encode("utf-8"))
    _write(folder / "assets" / "places.js", search.script(search.places()).encode("utf-8"))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@contextmanager
def _staging(rendered: Path) -> Iterator[Path]:
    """Give a folder beside the site, so that a rename is enough to put it in place; remove what is left of it after."""
    parent = rendered / PARTIAL
    parent.mkdir(parents=True, exist_ok=True)
    own = Path(tempfile.mkdtemp(prefix=f"{SITE}-", dir=parent))
    own.chmod(0o755)
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
