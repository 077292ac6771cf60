"""A build killed at any moment leaves a snapshot that can be read, old or new as a whole; the next build completes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers import mini_build

from analysis import snapshot
from analysis.sources import build, manifest, staging

KILLS = 4
TESTS = Path(__file__).parents[1]


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    mini_build.install(monkeypatch.setattr)
    out = tmp_path / "data"
    build.build_snapshot(mini_build.write(tmp_path / "raw"), out)
    return out


def renewed(folder: Path) -> Path:
    content = mini_build.employees().replace(b";100;", b";150;")
    files = mini_build.files() | {mini_build.EMPLOYEES: ("employees.csv", content, len(mini_build.CODES))}
    return mini_build.write(folder, files)


def checksums(out: Path) -> dict[str, str]:
    return {name: told["sha256"] for name, told in manifest.files(manifest.read(out)).items()}


def test_a_build_killed_at_random_leaves_the_old_snapshot_or_the_new_one(house, tmp_path, monkeypatch):
    raw, old = renewed(tmp_path / "new"), checksums(house)
    whole = tmp_path / "whole"
    shutil.copytree(house, whole)
    start = time.monotonic()
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    command = [sys.executable, "-m", "helpers.mini_build", str(raw)]
    subprocess.run([*command, str(whole)], check=True)
    length, new, chance = time.monotonic() - start, checksums(whole), random.Random(7)
    for _ in range(KILLS):
        running = subprocess.Popen([*command, str(house)], stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.4, 1.0) * length)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        assert manifest.check_snapshot(house) == []
        assert checksums(house) in (old, new)
    subprocess.run([*command, str(house)], check=True)
    assert checksums(house) == new
    assert manifest.check_snapshot(house) == []
    assert [file.name for file in house.iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize("moved", range(8))
def test_a_replacement_cut_short_is_read_as_new_and_finished_by_the_next_build(house, tmp_path, monkeypatch, moved):
    raw, count = renewed(tmp_path / "new"), 0
    replace = os.replace

    def cut_short(source, target):
        nonlocal count
        if count == moved:
            raise KeyboardInterrupt
        count += 1
        replace(source, target)

    monkeypatch.setattr(staging.os, "replace", cut_short)
    try:
        build.build_snapshot(raw, house)
    except KeyboardInterrupt:
        monkeypatch.setattr(staging.os, "replace", replace)
        assert (house / snapshot.READY).is_dir()
        monkeypatch.setenv("TERRITOIRES_DATA", str(house))
        assert snapshot.load("employees")["employees"].max() > 1000
        assert 150 in snapshot.load("employees")["employees"].tolist()
    monkeypatch.setattr(staging.os, "replace", replace)
    assert manifest.check_snapshot(house) == []
    after = checksums(house)
    build.build_snapshot(raw, house)
    assert checksums(house) == after
    assert not (house / snapshot.READY).exists()


def test_a_build_removes_nothing_outside_the_snapshot_whatever_the_former_manifest_names(tmp_path):
    house, letters = tmp_path / "house", tmp_path / "letters.txt"
    (house / snapshot.READY).mkdir(parents=True)
    letters.write_text("mine", encoding="utf-8")
    names = {"../letters.txt": {}, str(letters): {}}
    for folder, files in ((house, names), (house / snapshot.READY, {})):
        told = {"tables": {}, "outlines": {}, "files": files}
        (folder / manifest.NAME).write_text(json.dumps(told), encoding="utf-8")
    staging.finish(house)
    assert letters.read_text(encoding="utf-8") == "mine"


def test_two_builds_at_once_are_refused(house):
    with staging.staging(house), pytest.raises(staging.BusyError, match="another build"), staging.staging(house):
        pass
