"""Take out of notebooks what an editor notes in them, times, versions, a kernel's name; what they show stays.

pre-commit calls it with the notebooks of a commit; it ends with 1 where it changed one, so that the change is looked at.
"""

import sys
from pathlib import Path

from analysis.report import tidy_file

changed = [file for file in sys.argv[1:] if tidy_file(Path(file))]
for file in changed:
    print(f"{file}: took out what its editor noted; add it again")
sys.exit(bool(changed))
