"""The command ``territoires site``: every report as pages to read, in one folder."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from analysis.cli import workbooks
from analysis.cli.editions import editions_of
from analysis.cli.notebooks import notebooks_of
from analysis.cli.terminal import BAD_USAGE, FAILED, AlteredOption, near, plain_console, stop, use_snapshot

ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?(/[\w.~%/-]*)?")

SiteRegionOption = Annotated[
    list[str],
    typer.Option(
        "--region",
        "-r",
        metavar="TEXT",
        help="all (the regions and France), or as for run: 84, a name, FR, dep:15, epci:...; repeat it or use commas.",
    ),
]
SiteDefinitionOption = Annotated[
    str,
    typer.Option(
        "--definition",
        "-d",
        metavar="TEXT",
        help='What counts as "isolated": zau, aav, density, strict; or list:FILE.csv.',
    ),
]
SiteLanguageOption = Annotated[
    str, typer.Option("--language", "-l", metavar="TEXT", help="Languages of the pages, separated by commas: en, fr.")
]
BaseUrlOption = Annotated[
    str,
    typer.Option(
        "--base-url",
        metavar="URL",
        help="Address that the site will be published at; without it, pages give no address of their own when shared.",
    ),
]


def site(
    region: SiteRegionOption = ["all"],  # noqa: B006 (typer reads it as the default, nobody changes it)
    definition: SiteDefinitionOption = "zau",
    language: SiteLanguageOption = "en,fr",
    base_url: BaseUrlOption = "",
    altered_data: AlteredOption = False,
) -> None:
    """Build the site in rendered/site; the reports that are not up to date are run first."""
    _check_address(base_url)
    use_snapshot(altered_data)
    editions = sorted(editions_of(region, definition, language), key=lambda edition: not edition.territory.is_national)
    from analysis import site
    from analysis.report import Display, NotebookFailed, Places
    from analysis.site import build, prepare, today

    try:
        today()
    except ValueError as problem:
        stop(str(problem), BAD_USAGE)
    places, console = Places.from_environment(), plain_console()
    books = workbooks.expected(editions, notebooks_of(places), places)

    def tell(step: str) -> None:
        console.print(step, highlight=False, soft_wrap=True)

    try:
        with Display(console) as display:
            site.ensure(editions, places, display)
        workbooks.write(books, places, console)
        tell("key figures of every region")
        built = build(prepare(editions, base_url), places, tell)
    except (NotebookFailed, ValueError) as problem:
        stop(str(problem).replace("\n", " "), FAILED)
    tell(f"Site: {near(built.folder)}/index.html ({built.pages} pages, {built.bytes / 1e6:,.0f} MB)")


def _check_address(base_url: str) -> None:
    if base_url and not ADDRESS.fullmatch(base_url):
        stop(f"base-url: {base_url!r} is no address of a site; expected https://host/path", BAD_USAGE)
