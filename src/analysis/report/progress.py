"""What the reader of the terminal sees while notebooks run: how many are done, which run, how long it may still take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
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


@dataclass
class _Running:
    line: TaskID
    began: float
    cells_left: int


class Display:
    """Progress of a run: on a terminal a bar for all and a line for each notebook that runs, elsewhere plain lines.

    Parameters
    ----------
    console : Console
        Where to show it.
    clock : callable, optional
        Seconds of a monotonic clock.
    """

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic):
        self._console, self._clock = console, clock
        self._start = clock()
        self._cells_done = self._cells = self._ended = self._due = self._failed = 0
        self._running: dict[str, _Running] = {}
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[left]}", style="dim", markup=False),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._all = self._bar.add_task("", total=None, left="")

    def __enter__(self) -> Display:
        self._bar.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def say(self, text: str) -> None:
        """Print a line that stays."""
        self._console.print(Text(text), soft_wrap=True)

    def plan(self, up_to_date: int, due: int, cells: int) -> None:
        """Tell how many notebooks are up to date, how many must run, and their code cells."""
        self._due, self._cells, self._start = due, cells, self._clock()
        if up_to_date:
            self.say(f"up to date: {up_to_date} notebook{'s' * (up_to_date > 1)}")
        self._show()

    def started(self, name: str, cells: int) -> None:
        """Tell that a notebook of so many code cells starts."""
        if not self._console.is_terminal:
            self.say(f"{name}: started; {self._left()}")
        line = self._bar.add_task(f"  {name}", total=cells, left="")
        self._running[name] = _Running(line, self._clock(), cells)
        self._show()

    def cell(self, name: str, section: str, was_code: bool) -> None:
        """Tell in which section the next cell of a notebook is, and whether a code cell was just done."""
        running = self._running[name]
        self._cells_done += was_code
        running.cells_left -= was_code
        self._bar.update(running.line, advance=was_code, left=section[:48])
        self._show()

    def ended(self, name: str, outcome: str) -> None:
        """Print what became of a notebook and how long it took; the cells that it did not run count as done."""
        running = self._running.pop(name)
        self._bar.remove_task(running.line)
        self._cells_done += running.cells_left
        self._ended += 1
        self._failed += outcome == "failed"
        took = f"{self._clock() - running.began:.0f} s"
        self.say(f"[{self._ended}/{self._due}] {name}: {outcome} in {took}")
        self._show()

    def _left(self) -> str:
        return spoken(seconds_left(self._cells_done, self._cells, self._clock() - self._start))

    def _show(self) -> None:
        failed = f", {self._failed} failed" if self._failed else ""
        said = f"{self._ended} of {self._due} done{failed}, {len(self._running)} running"
        self._bar.update(self._all, total=self._cells, completed=self._cells_done, description=said, left=self._left())
