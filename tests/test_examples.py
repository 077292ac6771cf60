"""The examples of the docstrings give what they say."""

import doctest
import importlib
import pkgutil

import papermill  # noqa: F401 (first: it loads the engine of `analysis.report`)
import pytest

import analysis

MODULES = [
    module.name for module in pkgutil.walk_packages(analysis.__path__, "analysis.") if "__main__" not in module.name
]
FINDER = doctest.DocTestFinder(exclude_empty=True)


def examples() -> list[doctest.DocTest]:
    """Return the examples of every module that has any."""
    found = [test for name in MODULES for test in FINDER.find(importlib.import_module(name), name)]
    return [test for test in found if test.examples]


def test_there_are_examples_to_run():
    assert len(examples()) > 100


@pytest.mark.parametrize("example", examples(), ids=lambda test: test.name.removeprefix("analysis."))
def test_an_example_gives_what_it_says(example):
    said = []
    doctest.DocTestRunner(verbose=False).run(example, out=said.append)
    assert not said, "".join(said)
