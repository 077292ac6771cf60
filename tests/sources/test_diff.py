"""A key figure that moves by more than is usual is marked; what went or came is marked too."""

import pandas as pd
import pytest

from analysis import snapshot
from analysis.sources import diff
from analysis.sources.faults import Exit, Fault


def moved(unit: str, before: float | None, after: float | None) -> list[tuple]:
    row = {"territory": "84", "figure": "a figure", "when_before": "", "unit": unit, "before": before, "after": after}
    table = diff.moves(pd.DataFrame([row]).astype({"before": "float64", "after": "float64"}))
    return list(table[["move", "unusual"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("unit", "before", "after", "move", "unusual"),
    [
        ("inhabitants", 1000, 1050, 50, False),
        ("inhabitants", 1000, 1051, 51, True),
        ("inhabitants", 1000, 949, -51, True),
        ("inhabitants", -1000, -1040, -40, False),
        ("communes", 0, 1, 1, True),
        ("%", 30, 32, 2, False),
        ("%", 30, 27.9, -2.1, True),
        ("% a year", 0.1, 0.4, 0.3, False),
        ("% a year", 0.1, 0.5, 0.4, True),
        ("consultations a year", 3, 3.4, 0.4, True),
        ("hours a week", 20, 18, -2, False),
    ],
)
def test_a_move_is_unusual_beyond_the_size_of_its_unit(unit, before, after, move, unusual):
    assert moved(unit, before, after) == [(pytest.approx(move), unusual)]


def test_a_figure_that_came_or_went_is_unusual_and_has_no_move():
    for before, after in ((None, 3.0), (3.0, None)):
        ((move, unusual),) = moved("%", before, after)
        assert pd.isna(move) and unusual


def test_a_figure_that_the_former_snapshot_could_not_give_is_new_and_not_unusual():
    columns = ["territory", "figure", "when", "unit", "value"]
    old = pd.DataFrame([("FR", "retired", "", "%", 39.3)], columns=columns)
    new = pd.DataFrame([("FR", "retired", "", "%", 39.3), ("FR", "zoned", "2025", "%", 80.0)], columns=columns)
    moved = diff.moves(diff.paired(old, new))
    assert moved[["figure", "unusual"]].values.tolist() == [["zoned", False]]
    lost = diff.moves(diff.paired(new, old))
    assert lost[["figure", "unusual"]].values.tolist() == [["zoned", True]]


def test_a_figure_of_a_unit_without_a_usual_size_is_marked():
    assert moved("leagues", 1, 1.001)[0][1]


def test_what_did_not_move_is_left_out_and_the_unusual_come_first():
    rows = [("a", 30.0, 31.0), ("b", 30.0, 30.0), ("c", None, None), ("d", 30.0, 40.0)]
    table = pd.DataFrame(rows, columns=["figure", "before", "after"]).assign(territory="FR", when_before="", unit="%")
    assert diff.moves(table)["figure"].tolist() == ["d", "a"]


def test_an_unusual_move_stops_the_build_unless_it_is_accepted_by_its_name():
    row = {"when_before": "2022", "when_after": "2023", "unit": "%", "before": 30.0}
    figures = diff.moves(
        pd.DataFrame(
            [
                {"territory": "FR", "figure": "retired", "after": 44.0, **row},
                {"territory": "84", "figure": "retired", "after": 50.0, **row},
                {"territory": "FR", "figure": "farmers", "after": 30.5, **row},
            ]
        )
    )
    changes = diff.Changes(pd.DataFrame(), pd.DataFrame(), figures)
    diff.refuse_unusual(changes, ["retired"])
    diff.refuse_unusual(diff.Changes(pd.DataFrame(), pd.DataFrame(), figures.head(0)), [])
    with pytest.raises(Fault, match=r"found 'retired' \(FR: 30 to 44 %\)$") as refused:
        diff.refuse_unusual(changes, ["farmers"])
    assert refused.value.code == Exit.UNUSUAL


def test_tables_that_change_no_key_figure_move_none():
    """A journey file adds a share to the communes: no key figure is of it."""
    columns = ["territory", "figure", "when", "unit", "value"]
    same = pd.DataFrame([("FR", "retired", "2022", "%", 39.3)], columns=columns).astype({"unit": "str"})
    moved = diff.moves(diff.paired(same, same))
    assert moved.empty and moved.columns.tolist() == diff.FIGURES
    diff.refuse_unusual(diff.Changes(moved, moved, moved), ())


def test_what_stands_where_the_command_was_given_is_not_run_by_the_measuring(tmp_path, monkeypatch):
    (tmp_path / "colorsys.py").write_text("open('was_run', 'w')", encoding="utf-8")
    data = snapshot.folder().resolve()
    monkeypatch.setattr(diff, "MEASURE", "import colorsys; print('territory,when')")
    monkeypatch.chdir(tmp_path)
    assert diff._measured(diff._measuring(data)).empty
    assert not (tmp_path / "was_run").exists()
