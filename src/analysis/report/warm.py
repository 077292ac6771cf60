"""Imported once by the warm process: whatever the notebooks and their rendering import, so that its forks need not."""

import gc
import importlib.util
import pkgutil
from contextlib import suppress

import nbformat
import PIL.Image
import pyarrow
import pyarrow.dataset
import scipy.stats  # noqa: F401 (imported by the measures where they need it)
import statsmodels.regression.linear_model
import statsmodels.stats.sandwich_covariance  # noqa: F401

import analysis
from analysis import snapshot
from analysis.report import (
    html,
    make,  # noqa: F401
)
from analysis.territories import regions

for room in pkgutil.iter_modules(analysis.__path__):
    if room.ispkg and importlib.util.find_spec(f"{analysis.__name__}.{room.name}.story"):
        importlib.import_module(f"{analysis.__name__}.{room.name}.story")

# The templates are compiled by the first page.
html.chapter_page(nbformat.v4.new_notebook(), "")
PIL.Image.preinit()
# As many notebooks run as there are processors: threads that read for one would take the time of another.
pyarrow.set_cpu_count(1)
pyarrow.set_io_thread_count(1)
# What every notebook asks for first; a snapshot that is not there, or not whole, is the business of the one that asks.
with suppress(Exception):
    snapshot.verify()
    regions()
    snapshot.sources("communes")
# What is here stays: a collection in a fork would touch, and so copy, every page of it.
gc.collect()
gc.freeze()
# A notebook lives for seconds and has the memory: it need not look for what to give back after every 700 objects.
gc.set_threshold(50_000, 20, 100)
