"""Look at the new snapshot as it will be, beside the former one, and only then put it in its place."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from analysis.sources import diff, manifest, staging
from analysis.sources.builders import Former
from analysis.sources.manifest import BuildError

# Called with a folder that holds the snapshot as it will be; what it raises leaves the former one in its place.
Look = Callable[[Path], None]


def replace(
    past: Former, folder: Path, aside: Path, *, figures: bool, accept: Collection[str], look: Look | None = None
) -> diff.Changes | None:
    """Put a finished folder in the place of the snapshot, once it is checked and what changes is looked at.

    Parameters
    ----------
    past : Former
        The snapshot as it stands.
    folder, aside : Path
        The finished folder; an empty one, to keep the former files meanwhile.
    figures : bool
        Measure the key figures before and after, see `diff.compare`.
    accept : collection of str
        Names of the key figures that may move by more than is usual; see `diff.refuse_unusual`.
    look : callable, optional
        Looks at the snapshot as it will be, in a folder of its own, where there is a former one to replace; may raise.

    Returns
    -------
    Changes or None
        None where there was no former snapshot, or it was damaged: it must be whole to be compared.
    """
    out, changes = past.folder, None
    problems = manifest.file_problems(folder, manifest.read(folder), elsewhere=out)
    if problems:
        raise BuildError(f"the new snapshot does not pass its own check: {'; '.join(problems)}")
    if (out / manifest.NAME).exists():
        before = None if past.damaged else staging.keep_former(out, aside)
        with staging.preview(out, folder) as after:
            if before:
                changes = diff.compare(before, after, figures=figures)
                diff.refuse_unusual(changes, accept)
            if look:
                look(after)
    staging.commit(out, folder)
    return changes
