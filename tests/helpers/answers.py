"""The answers that open the chapters, in both languages, for five territories: kept under review in `tests/language`.

PYTHONPATH=tests .venv/bin/python -m helpers.answers    # writes them anew; read the difference before it is stored
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from analysis.business import story as business
from analysis.claims import story as claims
from analysis.digital import story as digital
from analysis.isolation import story as isolation
from analysis.language import LANGUAGES, speak
from analysis.population import story as population
from analysis.services import story as services
from analysis.territories import Territory

FILE = Path(__file__).resolve().parents[1] / "language" / "answers.csv"
REGIONS = ("FR", "84", "94", "11", "06")
STORIES = (isolation, population, business, services, digital)
# Read as they are printed, but for the spaces, which no editor shows.
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " "})


def answers() -> Iterator[tuple[str, int, str, str]]:
    """Yield territory, number of the chapter, language and answer."""
    for region in REGIONS:
        place = Territory.parse(region)
        for language in LANGUAGES:
            with speak(language):
                told = [f"{story.answer(place, 'zau')}\n{story.answer_in_figures(place, 'zau')}" for story in STORIES]
                verdicts = claims.judged(place, "zau")
                told.append(f"{claims.answer(place, verdicts)}\n{claims.answer_in_figures(place, verdicts)}")
            for number, text in enumerate(told, start=1):
                yield region, number, language, text.translate(PLAIN)


def text() -> str:
    """Return the file as it should be."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(["region", "chapter", "language", "answer"])
    lines.writerows(answers())
    return written.getvalue()


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
