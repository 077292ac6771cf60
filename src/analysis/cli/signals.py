"""A request to end, of a service manager, a container or a closed terminal, ends a command as Ctrl-C does."""

from __future__ import annotations

import signal
from types import FrameType

ENDING = ("SIGTERM", "SIGHUP")
SHELL_BASE = 128  # a shell gives a command that a signal ended this and the number of the signal


class AskedToEnd(BaseException):
    """A signal asks the command to end: whatever is half-made is tidied away while this passes.

    Attributes
    ----------
    code : int
        Exit code of the command.
    """

    def __init__(self, number: int):
        super().__init__(signal.Signals(number).name)
        self.code = SHELL_BASE + number


def heed() -> None:
    """Raise `AskedToEnd` at the first signal that asks to end; one that was told to be ignored (``nohup``) still is."""
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    for name in ENDING:  # a second one would interrupt the tidying
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    raise AskedToEnd(number)
