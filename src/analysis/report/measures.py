"""Keep the measures that notebooks remember from one run to the next, while code, libraries and data stay the same.

They lie in ``rendered/.measures/<version>``. A run takes the folder out of its place and puts it back at its end, so one
that is killed, or during which the code or the data change, gives nothing back.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.report import fingerprints

FOLDER = ".measures"


@contextmanager
def kept(rendered: Path, borrowed: Path, *, afresh: bool = False) -> Iterator[Path]:
    """Lend what former runs remembered to a run that holds the results alone.

    Parameters
    ----------
    rendered : Path
        Folder of the results.
    borrowed : Path
        Where the measures lie during the run, on the same file system; it must not exist yet, and is gone afterwards.
    afresh : bool
        Forget what is kept.

    Yields
    ------
    Path
        `borrowed`, a folder for ``TERRITOIRES_MEMORY``.
    """
    before = version()
    place = rendered / FOLDER / before
    for former in (rendered / FOLDER).glob("*"):
        if afresh or former != place:
            shutil.rmtree(former, ignore_errors=True)
    if place.exists():
        os.rename(place, borrowed)
    else:
        borrowed.mkdir(parents=True)
    try:
        yield borrowed
    finally:
        _give_back(borrowed, place, unchanged=version() == before)


def version() -> str:
    """Return the checksum of all that a measure can depend on, its arguments apart."""
    told = repr(sorted(fingerprints.everything().items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _give_back(borrowed: Path, place: Path, *, unchanged: bool) -> None:
    """Put the measures in their place; a loss is no failure, since they can be computed again."""
    try:
        if unchanged:
            for draft in borrowed.glob("*.[0-9]*"):  # of a notebook that was ended while it wrote
                draft.unlink()
            place.parent.mkdir(exist_ok=True)
            os.rename(borrowed, place)
    except OSError:
        pass
    finally:
        shutil.rmtree(borrowed, ignore_errors=True)
