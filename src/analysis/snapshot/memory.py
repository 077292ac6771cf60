"""Remember what a pure measure returned, for as long as the snapshot stays the same.

A notebook asks for the same measure of France, or of the same eighteen regions, in one cell after another; so do the
notebooks of one run. A remembered measure is computed once in a process and, where ``TERRITOIRES_MEMORY`` names a
folder, once for all the processes that share it. What comes back is a copy of one's own.

What is shared is pickled, and reading a pickle can run code: a folder that others could write to, or that came in an
archive, is never read (`private`).
"""

from __future__ import annotations

import copy
import hashlib
import inspect
import os
import pickle
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path

from analysis.snapshot.tables import note, recording, version

FOLDER = "TERRITOIRES_MEMORY"
# Kinds of territory that only their own report asks for.
FEW_ASK = ("epci", "list")
_held: dict[tuple, tuple[object, frozenset[str]]] = {}


def remembered(measure: Callable) -> Callable:
    """Compute a measure once for the same arguments and the same snapshot.

    Parameters
    ----------
    measure : callable
        Pure: its result depends on its arguments and on the snapshot alone. The arguments must be hashable and say
        what they are when printed (texts, numbers, a Territory, tuples of these); the result must survive pickling.

    Examples
    --------
    >>> @remembered
    ... def twice(x):
    ...     print("computed")
    ...     return 2 * x
    >>> twice(4), twice(4)
    computed
    (8, 8)
    """

    @wraps(measure)
    def recalled(*arguments, **options):
        return recall(measure, *arguments, **options)

    return recalled


def recall(measure: Callable, *arguments, **options):
    """Return ``measure(*arguments, **options)``, computed or remembered: `remembered` for a single call.

    A function without a name of its own (a lambda, one made inside another) is computed each time: its name could be that
    of another.
    """
    measure = inspect.unwrap(measure)  # one that is remembered already is not remembered twice
    called = f"{measure.__module__}.{measure.__qualname__}"
    if "<" in called:
        return measure(*arguments, **options)
    told = [*arguments, *sorted(options.items())]
    key = (called, *(_hashable(one) for one in told), version())
    if key not in _held:
        _held[key] = _from_folder(key) or _to_folder(key, _computed(measure, arguments, options))
    result, tables = _held[key]
    # Whoever records what is read must learn of it, computed or not.
    note(tables)
    return copy.deepcopy(result)


@contextmanager
def shared_in(folder: Path | None) -> Iterator[None]:
    """Share what is remembered meanwhile, by this process and those that it starts, in a folder; None changes nothing."""
    former = os.environ.get(FOLDER)
    if folder is not None:
        os.environ[FOLDER] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(FOLDER, None)
        if former is not None:
            os.environ[FOLDER] = former


def _hashable(value: object) -> object:
    return tuple(map(_hashable, value)) if isinstance(value, (list, tuple)) else value


def _computed(measure: Callable, arguments: tuple, options: dict) -> tuple[object, frozenset[str]]:
    with recording() as tables:
        result = measure(*arguments, **options)
    return result, frozenset(tables)


def _file(key: tuple) -> Path | None:
    """Return where an answer is shared; those that only one report asks for, of which there are many, are not."""
    folder = os.environ.get(FOLDER)
    if not folder or any(getattr(part, "kind", "") in FEW_ASK for part in key) or not private(Path(folder)):
        return None
    return Path(folder) / f"{hashlib.sha256(repr(key).encode()).hexdigest()}.pickle"


def private(folder: Path) -> bool:
    """Tell whether a folder is this user's, and closed to every other one: what is pickled there was written by this user.

    Where a system has no such owners (Windows), the folders of a user are closed by the system itself.
    """
    if not hasattr(os, "getuid"):
        return True
    try:
        known = folder.lstat()
    except OSError:
        return False
    closed = not known.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return stat.S_ISDIR(known.st_mode) and known.st_uid == os.getuid() and closed


def _from_folder(key: tuple) -> tuple[object, frozenset[str]] | None:
    """Return what was shared, or None if there is nothing, or not all of it."""
    file = _file(key)
    if file is None or not file.exists():
        return None
    try:
        checksum, entry = _split(file.read_bytes())
    except OSError:  # it went meanwhile, or is no file: it is computed again
        return None
    return pickle.loads(entry) if _checksum(entry) == checksum else None


def _to_folder(key: tuple, entry: tuple) -> tuple[object, frozenset[str]]:
    """Keep an entry for the other processes; it appears whole, and two that compute it at once write the same."""
    file = _file(key)
    if file is not None:
        draft = file.with_suffix(f".{os.getpid()}")
        content = pickle.dumps(entry, protocol=pickle.HIGHEST_PROTOCOL)
        # What cannot be kept (a full disk, a folder that is gone) is for this process alone.
        with suppress(OSError):
            draft.write_bytes(_checksum(content) + content)
            draft.replace(file)
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return entry


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _split(content: bytes) -> tuple[bytes, bytes]:
    size = hashlib.sha256().digest_size
    return content[:size], content[size:]
