"""Keep the measures that notebooks remember from one run to the next, while code, libraries and data stay the same.

They lie in the cache of the user, closed to every other one, and not beside the results: those are zipped and sent, and
what is remembered is pickled. There is a folder for each folder of results, and in it one for each version. A run takes
the folder out of its place and puts it back at its end, so one that is killed, or during which the code or the data
change, gives nothing back.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from analysis import snapshot
from analysis.report import fingerprints

CACHE = "TERRITOIRES_CACHE"
BORROWED = ".borrowed"
# What was remembered for results that nobody asked for since is swept away.
SECONDS_KEPT = 60 * 24 * 3600


@contextmanager
def kept(rendered: Path, *, afresh: bool = False) -> Iterator[Path]:
    """Lend what former runs remembered to a run that holds the results alone.

    Parameters
    ----------
    rendered : Path
        Folder of the results.
    afresh : bool
        Forget what is kept.

    Yields
    ------
    Path
        A folder for ``TERRITOIRES_MEMORY``, gone afterwards. Where the cache cannot be used, it is for this run alone.
    """
    try:
        home = _home(rendered)
    except OSError:
        with tempfile.TemporaryDirectory(prefix="territoires-") as alone:
            yield Path(alone)
        return
    before = version()
    place, borrowed = home / before, home / BORROWED
    for former in home.iterdir():
        if afresh or former != place:
            shutil.rmtree(former, ignore_errors=True)
    if place.exists():
        os.rename(place, borrowed)
    else:
        borrowed.mkdir(mode=0o700)
    try:
        yield borrowed
    finally:
        _give_back(borrowed, place, unchanged=version() == before)


def cache() -> Path:
    """Return the folder of what is remembered: ``TERRITOIRES_CACHE``, or the place that the system has for it.

    Raises
    ------
    FileNotFoundError
        If the system has no such place for this user.
    """
    given = os.environ.get(CACHE)
    found = Path(given) if given else platformdirs.user_cache_path("territoires-isoles")
    if not given and not found.is_absolute():  # "~/.cache", where the system knows no home of the user
        raise FileNotFoundError(f"{found}: the system knows no home of this user; expected HOME or {CACHE}")
    return found


def version() -> str:
    """Return the checksum of all that a measure can depend on, its arguments apart."""
    told = repr(sorted(fingerprints.everything().items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _home(rendered: Path) -> Path:
    """Return the folder of what is remembered for some results, made if need be, closed to other users.

    Raises
    ------
    OSError
        If it cannot be made, or is not this user's alone.
    """
    every = cache() / "measures"
    every.mkdir(mode=0o700, parents=True, exist_ok=True)
    for other in every.iterdir():
        if other.lstat().st_mtime < time.time() - SECONDS_KEPT:
            shutil.rmtree(other, ignore_errors=True)
    home = every / hashlib.sha256(os.path.realpath(rendered).encode()).hexdigest()[:16]
    home.mkdir(mode=0o700, exist_ok=True)
    if not (snapshot.private(every) and snapshot.private(home)):
        raise PermissionError(f"{home}: expected a folder that is this user's alone")
    os.utime(home)
    return home


def _give_back(borrowed: Path, place: Path, *, unchanged: bool) -> None:
    """Put the measures in their place; a loss is no failure, since they can be computed again."""
    try:
        if unchanged:
            for draft in borrowed.glob("*.[0-9]*"):  # of a notebook that was ended while it wrote
                draft.unlink()
            os.rename(borrowed, place)
    except OSError:
        pass
    finally:
        shutil.rmtree(borrowed, ignore_errors=True)
