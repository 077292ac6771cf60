# ruff: noqa: E402 (one module must be refused before the others are imported)
"""Imported once by the warm process: whatever the notebooks and their rendering import, so that its forks need not."""

import gc
import importlib
import pkgutil
import sys

# nbformat's validator loads an optional checker of addresses, a second of work, that no notebook asks for.
sys.modules.setdefault("rfc3987_syntax", None)

import nbformat
import scipy.stats  # noqa: F401 (imported by the measures where they need it)
import statsmodels.regression.linear_model  # noqa: F401

import analysis
from analysis.report import html, make  # noqa: F401

for module in pkgutil.iter_modules(analysis.__path__):
    if module.name.endswith("_story"):
        importlib.import_module(f"{analysis.__name__}.{module.name}")

# The templates are compiled by the first page.
html.chapter_page(nbformat.v4.new_notebook(), "")
# What is here stays: a collection in a fork would touch, and so copy, every page of it.
gc.collect()
gc.freeze()
