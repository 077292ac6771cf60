"""Whether a notebook must run again, and why: what it was made from is compared with what there is now."""

from __future__ import annotations

from analysis.report import fingerprints
from analysis.report.publish import account_of, roots
from analysis.report.task import Places, Task

CHANGED = {
    "text": "its text changed",
    "parameters": "its parameters changed",
    "code": "the code it uses changed",
    "libraries": "the libraries changed",
    "words": "the words of its language changed",
    "lists": "its list of communes changed",
    "altered": "the data were altered, or are whole again",
}


def reason_to_run(task: Task, places: Places) -> str:
    """Say why a task must run; empty if what it would give is there already.

    A notebook is up to date if its text, its parameters, the code it can reach, the libraries, the files of the snapshot
    that it has read and the outputs themselves are what they were when it was made.
    """
    known = account_of(task.edition, places).get(task.notebook.stem)
    if known is None:
        return "never run"
    for part, checksum in fingerprints.inputs(task).items():
        if known["inputs"].get(part) != checksum:
            return CHANGED[part]
    for name, checksum in fingerprints.data(known["data"]).items():
        if known["data"][name] != checksum:
            return f"{name} changed in the snapshot"
    for name, checksum in known["outputs"].items():
        file = roots(task.edition, places)[name.split("/")[0]] / name.split("/", 1)[1]
        if not file.exists():
            return f"{file.name} is missing"
        if fingerprints.stamp(file) != known.get("stamps", {}).get(name) and fingerprints.digest(file) != checksum:
            return f"{file.name} is not as it was made"
    return ""
