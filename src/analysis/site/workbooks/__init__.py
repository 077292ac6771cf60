"""The data of the figures as workbooks, which open right by a double click in a spreadsheet of any language.

``cells`` says what is a code, what a number and how it is shown; ``figures`` writes the workbook of one figure, ``chapters``
that of a chapter: a sheet for each figure behind one of notes.
"""

from analysis.site.workbooks.cells import is_number
from analysis.site.workbooks.chapters import chapter_workbook
from analysis.site.workbooks.figures import workbook, write_beside

__all__ = ["chapter_workbook", "is_number", "workbook", "write_beside"]
