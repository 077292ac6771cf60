"""What the reader of the terminal sees while the notebooks run: which one, which section, how long it may still take."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text


def seconds_left(done: int, total: int, elapsed: float) -> float | None:
    """Estimate the seconds left from the pace so far; None before the first cell is done."""
    return elapsed / done * (total - done) if done else None


def spoken(seconds: float | None) -> str:
    """Say a duration as a person would.

    Examples
    --------
    >>> spoken(95)
    'about 2 min left'
    >>> spoken(12.2)
    'about 12 s left'
    """
    if seconds is None:
        return "estimating the time left"
    return f"about {round(seconds)} s left" if seconds < 90 else f"about {round(seconds / 60)} min left"


class Display:
    """Progress of a run over several notebooks: a bar on a terminal, plain lines anywhere else.

    Parameters
    ----------
    console : Console
        Where to show it.
    total : int
        Code cells to run in all.
    clock : callable, optional
        Seconds of a monotonic clock.
    """

    def __init__(self, console: Console, total: int, clock: Callable[[], float] = time.monotonic):
        self._console, self._total, self._clock = console, total, clock
        self._done = self._planned = 0
        self._start = self._began = clock()
        self._heading = self._section = ""
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[left]}", style="dim"),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total, left=spoken(None))

    def __enter__(self) -> Display:
        self._bar.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def say(self, text: str) -> None:
        """Print a line that stays."""
        self._console.print(Text(text), soft_wrap=True)

    def notebook(self, heading: str, cells: int) -> None:
        """Tell that a notebook of so many code cells starts; what the former did not run counts as done."""
        self._done = self._planned
        self._planned += cells
        self._heading, self._section, self._began = heading, "", self._clock()
        if not self._console.is_terminal:
            self.say(f"{heading}: {self._left()}")
        self._show()

    def cell(self, section: str, was_code: bool) -> None:
        """Tell in which section the next cell is, and whether a code cell was just done."""
        self._done += was_code
        if section != self._section and not self._console.is_terminal:
            self.say(f"    {section}")
        self._section = section
        self._show()

    def finish(self, outcome: str) -> None:
        """Print what became of the current notebook and how long it took."""
        self.say(f"{self._heading}: {outcome} in {self._clock() - self._began:.0f} s")

    def _left(self) -> str:
        return spoken(seconds_left(self._done, self._total, self._clock() - self._start))

    def _show(self) -> None:
        described = f"{self._heading} · {self._section}" if self._section else self._heading
        self._bar.update(self._task, completed=self._done, description=described[:70], left=self._left())
