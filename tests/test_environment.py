"""The lists of dependencies agree: pyproject.toml, environment.yml and the two lists of pins."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
# What everyone installs, and what only the benchmarks add.
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-bench.lock"]
# The channel's own names; matplotlib's full package would bring a desktop toolkit along.
CONDA_NAMES = {"matplotlib": "matplotlib-base", "duckdb": "python-duckdb"}
CONDA_ONLY = {"python", "pip"}
# conda's match specification, name and versions: "pandas >=2.3,<4".
VERSION = r"(?:==|!=|>=|<=|>|<|~=|=)\d+(?:\.\d+)*(?:\.\*)?"
MATCH_SPEC = re.compile(rf"(?P<name>[a-z0-9_][a-z0-9._-]*)(?: (?P<versions>{VERSION}(?:[,|]{VERSION})*))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def requirements() -> dict[str, Requirement]:
    told = project()
    lines = [*told["dependencies"], *(line for extra in told["optional-dependencies"].values() for line in extra)]
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}


def conda() -> dict:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def conda_lines() -> list[str]:
    """Return what is asked of the channel, then what is asked of pip because the channel does not hold it."""
    lines = conda()["dependencies"]
    asked_of_pip = [line["pip"] for line in lines if isinstance(line, dict)]
    return [*(line for line in lines if isinstance(line, str)), *(line for part in asked_of_pip for line in part)]


def conda_packages() -> dict[str, str]:
    """Return the versions asked of each conda package."""
    found = [MATCH_SPEC.fullmatch(line) for line in conda_lines()]
    return {spec["name"]: spec["versions"] or "" for spec in found}


def pins() -> dict[str, str]:
    """Return each locked requirement of the two lists, with its marker, and the text of its hashes."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in LOCKS).replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {line.split("--hash")[0].strip(): line for line in lines}


def test_every_conda_line_is_a_match_specification():
    lines = conda_lines()
    assert [line for line in lines if not MATCH_SPEC.fullmatch(line)] == []
    assert len(conda_packages()) == len(lines)


@pytest.mark.parametrize("line", ["pandas>= 2.3", "Pandas >=2.3", "pandas >=two", "pandas[extra] >=2", "pandas >=2,"])
def test_the_grammar_refuses_what_is_no_match_specification(line):
    assert not MATCH_SPEC.fullmatch(line)


def test_conda_and_pyproject_hold_the_same_names_and_versions():
    expected = {CONDA_NAMES.get(name, name): wanted.specifier for name, wanted in requirements().items()}
    given = {name: SpecifierSet(said) for name, said in conda_packages().items() if name not in CONDA_ONLY}
    assert given == expected
    assert SpecifierSet(conda_packages()["python"]) == SpecifierSet(project()["requires-python"])
    assert conda()["channels"] == ["conda-forge"]


def test_every_dependency_is_locked_within_its_versions():
    locked = {}
    for pin in pins():
        requirement = Requirement(pin)
        locked.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    for name, wanted in requirements().items():
        assert name in locked, f"{name} is not locked: make lock"
        for requirement in locked[name]:
            (version,) = [part.version for part in requirement.specifier]
            assert wanted.specifier.contains(version, prereleases=True), f"{requirement} against {wanted}: make lock"


def test_every_pin_is_exact_and_hashed_and_no_index_is_named():
    assert len(pins()) > 50
    for pin, line in pins().items():
        assert [part.operator for part in Requirement(pin).specifier] == ["=="], pin
        assert HASH.search(line) and "--hash" not in HASH.sub("", line), pin
    text = "\n".join(file.read_text(encoding="utf-8") for file in LOCKS)
    assert not re.search(r"https?:|file:|--(?:extra-)?index|--find-links|--trusted|@ ", text)


def test_the_package_says_the_same_version_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project()["version"]
    assert citation["license"] == project()["license"]
