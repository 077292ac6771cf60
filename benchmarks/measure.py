"""Measure a command with all the processes that it starts, and write the sections of ``results.md``."""

import ctypes
import os
import re
import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

PR_SET_CHILD_SUBREAPER = 36
SAMPLE_SECONDS = 1.0  # each sample takes 30 to 40 ms of a core, which what is measured must do without
RESULTS = Path(__file__).resolve().parent / "results.md"
TITLE = "# Ways to run the notebooks\n"


@dataclass(frozen=True)
class Measured:
    """Wall and CPU seconds, and the highest sum of proportional set sizes that was seen, in MB."""

    wall: float
    cpu: float
    memory: float


def measure(command: list[str]) -> Measured:
    """Run a command to its end, and the processes that it leaves behind to theirs.

    Raises
    ------
    CalledProcessError
        If the command fails.
    """
    # What outlives its parent must end as a child of this process, or its CPU time would count nowhere.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen(command) as process:
        peak, stop = [0.0], threading.Event()
        sampler = threading.Thread(target=_sample, args=(process.pid, peak, stop))
        sampler.start()
        process.wait()
        wall = time.monotonic() - began
        stop.set()
        sampler.join()
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(wall, cpu, peak[0] / 2**20)


def _sample(pid: int, peak: list[float], stop: threading.Event) -> None:
    while not stop.wait(SAMPLE_SECONDS):
        total = 0
        try:
            tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for process in tree:
            try:
                total += process.memory_full_info().pss
            except (psutil.NoSuchProcess, psutil.AccessDenied, ProcessLookupError):
                continue
        peak[0] = max(peak[0], total)


def write_section(title: str, text: str) -> None:
    """Write a section of the results in place of the one of the same title, or at the end."""
    held = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else TITLE
    section = f"## {title}\n\n{text.strip()}\n"
    former = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    after = former.sub(lambda found: section + ("\n" if found.end() < len(held) else ""), held)
    RESULTS.write_text(after if former.search(held) else f"{held.rstrip()}\n\n{section}", encoding="utf-8")
