"""What the forge runs: actions that nobody can change under us, and workflows that it can read."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from analysis.territories import available

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
# A tag can be moved to other code by whoever takes over its repository, a commit cannot; the comment is for people.
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def unpinned(text: str) -> list[str]:
    """Return the lines that use an action of another repository by a tag or a branch."""
    used = [line.strip().removeprefix("- ") for line in text.splitlines() if re.search(r"\buses\s*:", line)]
    return [line for line in used if not PINNED.fullmatch(line) and not line.startswith("uses: ./")]


def test_there_are_workflows():
    assert WORKFLOWS, "no workflow was found, so none was looked at: did their folder move?"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_pinned_by_its_commit(file):
    found = unpinned(file.read_text(encoding="utf-8"))
    assert not found, f"name the whole commit, and its version in a comment (@<40 digits> # v1.2.3): {found}"


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        (f"- uses: actions/checkout@{'0' * 40} # v4.2.2", False),
        ("- uses: ./.github/actions/own", False),
        ("- uses: actions/checkout@v4", True),
        ("uses: actions/checkout@main", True),
        (f"uses: actions/checkout@{'0' * 39}", True),
        (f"uses: actions/checkout@{'0' * 40}", True),
    ],
)
def test_the_rule_knows_a_commit_from_a_tag(line, refused):
    assert bool(unpinned(f"    steps:\n      {line}\n")) == refused


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_may_read_alone_and_ends(file):
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert told["permissions"] == {"contents": "read"}, "grant more to the job that needs it, never to all"
    endless = [name for name, job in told["jobs"].items() if "timeout-minutes" not in job]
    assert not endless, f"these jobs would run for six hours if they hung, give them timeout-minutes: {endless}"


def test_every_territory_is_swept_under_every_definition_in_parts_that_add_up():
    text = (ROOT / ".github" / "workflows" / "every-territory.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    for job in jobs.values():
        assert set(job["strategy"]["matrix"]["definition"]) == set(available())
        assert job["strategy"]["fail-fast"] is False, "one failure must not hide the others"
    parts = jobs["sentences"]["strategy"]["matrix"]["part"]
    assert parts == list(range(1, len(parts) + 1)) and f'"$PART/{len(parts)}"' in text


def test_actionlint_finds_no_fault():
    if shutil.which("actionlint") is None:
        pytest.skip("actionlint is not installed here")
    done = subprocess.run(["actionlint", *map(str, WORKFLOWS)], capture_output=True, text=True)
    assert done.returncode == 0, f"actionlint says:\n{done.stdout}{done.stderr}"
