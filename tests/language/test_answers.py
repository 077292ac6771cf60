"""The answers that open the chapters are those that were read and kept, in both languages."""

import csv
import io

from helpers import answers
from helpers.spoken import english_in

MEND = "read the difference; if it is meant: PYTHONPATH=tests .venv/bin/python -m helpers.answers"


def rows_of(text: str) -> dict[tuple[str, str, str], str]:
    return {tuple(row[:3]): row[3] for row in list(csv.reader(io.StringIO(text)))[1:]}


def test_the_answers_are_those_that_were_read():
    kept, made = rows_of(answers.FILE.read_text(encoding="utf-8")), rows_of(answers.text())
    assert kept.keys() == made.keys(), MEND
    changed = {key: (kept[key], made[key]) for key in kept if kept[key] != made[key]}
    assert not changed, f"{MEND}: {changed}"


def test_no_answer_in_french_holds_english():
    kept = rows_of(answers.FILE.read_text(encoding="utf-8"))
    french = [text for (_, _, language), text in kept.items() if language == "fr"]
    assert len(french) == 6 * len(answers.REGIONS) and not english_in(french), english_in(french)
