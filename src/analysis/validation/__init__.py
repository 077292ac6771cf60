"""Published values beside ours: ``checks`` finds ours for each, ``comparison`` writes ``docs/validation.md``."""

from analysis.validation.comparison import PAGE, current_page

__all__ = ["PAGE", "current_page"]
