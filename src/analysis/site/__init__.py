"""The site: every report as pages to read, with a front page, a comparison of the regions and files to download.

What is shown comes from the executed notebooks, their figures and the key figures; what it looks like is in
``templates/`` and ``assets/``; ``facts`` picks the key figures of its cards. A page asks nothing of the network.
"""

from analysis.site import glossary
from analysis.site.assembly import build, prepare, today
from analysis.site.reports import ensure
from analysis.site.workbooks import write_beside

__all__ = ["build", "ensure", "glossary", "prepare", "today", "write_beside"]
