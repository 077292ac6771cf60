"""The house rules of the notebooks: they read as articles, their outputs are stored, their figures can be heard."""

import ast
import re
from pathlib import Path

import nbformat
import pytest
from papermill.translators import PythonTranslator

from analysis.territories import DEFINITIONS, Territory

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CLOSING = ["What this cannot say", "Sources"]
# Prose may quote the report; a number of ours is computed.
TYPED_FIGURE = re.compile(
    r"\d[\d,.]*\s?(?:%|percent|points|communes|million|inhabitants|people|jobs|km)\b|\d\s?%", re.IGNORECASE
)
NO_WRANGLING = re.compile(
    r"\.(?:groupby|merge|pivot|query|loc|iloc|apply|assign)\b|import (?:pandas|numpy)|read_|(?<![.\w])open\(['\"/]"
)


@pytest.fixture(params=NOTEBOOKS, ids=lambda file: file.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def outputs(notebook, mime: str) -> list:
    return [output for cell in code(notebook) for output in cell.outputs if mime in output.get("data", {})]


def parameters(notebook) -> list:
    return PythonTranslator().inspect(notebook.cells[1])


def lines(cell) -> list[str]:
    return [line for line in cell.source.splitlines() if line.strip()]


def test_the_report_has_its_notebooks_numbered_in_reading_order():
    assert len(NOTEBOOKS) >= 5
    assert [file.name[:2] for file in NOTEBOOKS] == [f"{number}_" for number in range(1, len(NOTEBOOKS) + 1)]


def test_it_is_valid_and_opens_with_the_python3_kernel(notebook):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"


def test_it_opens_with_a_question_then_its_two_parameters(notebook):
    first, second = notebook.cells[:2]
    assert first.cell_type == "markdown" and re.match(r"# \S.*\?", first.source)
    assert sum(line.startswith("# ") for cell in prose(notebook) for line in cell.source.splitlines()) == 1
    assert second.cell_type == "code" and second.metadata.tags == ["parameters"]
    told = [(found.name, found.inferred_type_name, found.default) for found in parameters(notebook)]
    assert told == [("region", "str", '"84"'), ("definition", "str", '"zau"')], (
        f"the parameters stored are not those of the report: run `territoires renew` ({told})"
    )


def test_its_parameters_say_what_is_possible(notebook):
    """`papermill --help-notebook` and who opens it see the comments."""
    helps = {found.name: found.help for found in parameters(notebook)}
    examples = re.findall(r"\b(?:FRM?|dep:\w+|epci:\w+)", helps["region"])
    assert {Territory.parse(text).kind for text in examples} == {"france", "metropole", "departement", "epci"}
    named = set(re.findall(r"\w+", helps["definition"])) - {"or"}
    assert named == set(DEFINITIONS) - {"commuting"}, "name every definition that needs no further file"


def test_it_ends_with_its_limits_and_its_sources(notebook):
    titles = [line[3:] for cell in prose(notebook) for line in cell.source.splitlines() if line.startswith("## ")]
    assert titles[-2:] == CLOSING
    assert "chapter.sources(" in code(notebook)[-1].source


def test_its_code_is_short_and_defines_nothing(notebook):
    listed = [cell for cell in code(notebook) if cell.source.startswith("chapter.sources(")]  # a name a line
    lengths = sorted(len(lines(cell)) for cell in code(notebook) if cell not in listed)
    assert lengths[len(lengths) // 2] < 5 and lengths[-1] <= 12
    for cell in code(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda), cell.source
        assert not NO_WRANGLING.search(cell.source), cell.source


def test_it_is_an_article_more_than_a_program(notebook):
    assert len(prose(notebook)) >= 0.7 * len(code(notebook))


def test_no_figure_is_typed_in_its_prose_but_the_reports_own(notebook):
    for cell in prose(notebook):
        for sentence in re.split(r"(?<=[.!?])\s", cell.source):
            assert "report" in sentence.lower() or not TYPED_FIGURE.search(sentence), sentence


def test_its_outputs_are_stored_whole_and_without_error(notebook):
    counts = [cell.execution_count for cell in code(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    kinds = {output.output_type for cell in code(notebook) for output in cell.outputs}
    assert kinds <= {"display_data", "execute_result"}
    timed = [place for place, cell in enumerate(notebook.cells) if hasattr(cell.metadata, "execution")]
    assert not timed, f"cells {timed} keep the time of a run, which changes each time: run `territoires renew`"


def test_it_shows_three_figures_and_two_tables_at_least(notebook, request):
    argument = request.node.callspec.id[0] in "12345"  # the last chapter sums up: its tables tell more
    assert len(outputs(notebook, "image/png")) >= (3 if argument else 2)
    assert len(outputs(notebook, "text/html")) >= 2


def test_every_figure_has_an_alternative_text_of_its_own(notebook):
    told = [output.metadata["image/png"]["alt"] for output in outputs(notebook, "image/png")]
    short = [text for text in told if len(text) <= 40]
    assert not short, f"say in the story what these figures show, to who cannot see them: {short}"
    assert len(set(told)) == len(told)


def test_every_figure_shown_is_kept_with_its_data(notebook, request):
    folder = ROOT / "figures" / "84" / request.node.callspec.id
    kept = {file.stem for file in folder.glob("*.png")}
    assert len(kept) == len(outputs(notebook, "image/png"))
    assert kept == {file.stem for file in folder.glob("*.csv")}


def test_no_output_tells_a_path_of_the_machine_that_ran_it(notebook):
    text = nbformat.writes(notebook)
    assert not re.search(r"/(?:home|Users|root|tmp|work)/", text)
