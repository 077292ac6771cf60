"""The command ``territoires export``: all indicators of all communes, in files to take away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.editions import editions_of, tell_lists
from analysis.cli.terminal import BAD_USAGE, AlteredOption, near, stop, use_snapshot

RegionOption = Annotated[
    str,
    typer.Option(
        "--region",
        "-r",
        metavar="TEXT",
        help="The communes of one territory, or of a list: list:FILE.csv; all of France.",
    ),
]
FolderOption = Annotated[
    Path | None, typer.Option("--folder", metavar="FOLDER", help="Where to; rendered/export/TERRITORY.")
]


def export(region: RegionOption = "FR", folder: FolderOption = None, altered_data: AlteredOption = False) -> None:
    """Write every indicator of every commune as Parquet and CSV, with datapackage.json and CSVW metadata."""
    use_snapshot(altered_data)
    editions = editions_of([region], "zau")
    tell_lists(editions)
    places = [edition.territory for edition in editions]
    if len(places) != 1:
        stop(f"region: {region!r} is {len(places)} territories; expected one", BAD_USAGE)
    from analysis.indicators import NotAnExport, refuse_other
    from analysis.indicators import export as write
    from analysis.report import Places

    target = folder or Places.from_environment().rendered / "export" / places[0].slug
    try:
        refuse_other(target)
    except NotAnExport as problem:
        stop(str(problem), BAD_USAGE)
    for file in write(places[0], target.absolute(), print):
        print(f"{near(file)}: {file.stat().st_size / 1e3:,.0f} kB")
