"""Processes that fork: where it is safe, and that none outlives the one that made it."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from multiprocessing.connection import wait

import psutil


def can_fork() -> bool:
    """Say whether a process may fork safely: on macOS the system's own libraries do not bear it, Windows has no fork."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def end_process_tree(pid: int) -> None:
    """End a process and whatever it has started."""
    try:
        process = psutil.Process(pid)
        tree = [*process.children(recursive=True), process]
    except psutil.NoSuchProcess:
        return
    for one in tree:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue


def die_with_parent() -> None:
    """End this process, and what it has started, as soon as the one that made it is gone."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        wait([parent.sentinel])
        end_process_tree(os.getpid())

    threading.Thread(target=watch, name="watch over the parent", daemon=True).start()
