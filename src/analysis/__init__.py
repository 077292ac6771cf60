"""What digital technology can do for isolated territories: the measures behind the notebooks."""

import os
import sys

# The products here are small: threads would cost more than they save, and their sums would differ in the last digit from
# one number of processors to another. The library reads this when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# nbformat's validator loads an optional checker of international addresses, which no notebook asks for and which takes
# three seconds: each run would spend more on it than on a small notebook.
sys.modules.setdefault("rfc3987_syntax", None)
