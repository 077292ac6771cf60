"""The house rules of the notebooks: they read as articles, their outputs are stored, their figures can be heard."""

import ast
import base64
import re
from pathlib import Path

import nbformat
import pytest
from papermill.translators import PythonTranslator

from analysis.drawing import TWIN
from analysis.language import LANGUAGES
from analysis.report import Places
from analysis.territories import DEFINITIONS, Territory

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = Places.from_environment().notebook_files()
CLOSING = ["What this cannot say", "Sources"]
# Prose may quote the report; a number of ours is computed.
TYPED_FIGURE = re.compile(
    r"\d[\d,.]*\s?(?:%|percent|points|communes|million|inhabitants|people|jobs|km)\b|\d\s?%", re.IGNORECASE
)
NO_WRANGLING = re.compile(
    r"\.(?:groupby|merge|pivot|query|loc|iloc|apply|assign)\b|import (?:pandas|numpy)|read_|(?<![.\w])open\(['\"/]"
)


MEND = "run `territoires renew`, and look at the changes"
# Figures and tables that the report's own chapters show at least; one that somebody adds shows something.
SHOWN = {**dict.fromkeys("12345", (3, 2)), "6": (2, 2)}


@pytest.fixture(params=NOTEBOOKS, ids=lambda file: file.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


@pytest.fixture
def stem(request):
    """Return the name of the notebook that a test looks at."""
    return request.node.callspec.id


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
    numbers = sorted(int(file.stem.split("_")[0]) for file in NOTEBOOKS)
    assert numbers == list(range(1, len(NOTEBOOKS) + 1)), f"number the notebooks from 1 without a gap: {numbers}"


def test_no_file_beside_the_chapters_is_left_out_in_silence():
    others = [file.name for file in sorted((ROOT / "notebooks").glob("*.ipynb")) if file not in NOTEBOOKS]
    assert not others, f"no chapters by their names, so nothing runs or tests them: {others}; expected 7_name.ipynb"


def test_no_figure_is_kept_of_a_chapter_that_is_gone():
    kept = {folder.name for folder in (ROOT / "figures" / "84").iterdir()}
    gone = kept - {file.stem for file in NOTEBOOKS}
    assert not gone, f"figures/84 keeps those of notebooks that are not there: run `territoires renew` ({gone})"


def test_it_is_valid_and_opens_with_the_python3_kernel(notebook):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"


def test_it_opens_with_a_question_then_its_three_parameters(notebook):
    first, second = notebook.cells[:2]
    assert first.cell_type == "markdown" and re.match(r"# \S.*\?", first.source), (
        f"its first cell is its question, `# Who ...?`; it is {first.source!r}"
    )
    titles = [line for cell in prose(notebook) for line in cell.source.splitlines() if line.startswith("# ")]
    assert len(titles) == 1, f"one title, and `##` for the others: {titles}"
    assert second.cell_type == "code" and second.metadata.get("tags") == ["parameters"], (
        "its second cell sets region, definition and language, under the one tag `parameters` (docs/chapters.md)"
    )
    told = [(found.name, found.inferred_type_name, found.default) for found in parameters(notebook)]
    assert told == [("region", "str", '"84"'), ("definition", "str", '"zau"'), ("language", "str", '"en"')], (
        f"it is stored for another territory, definition or language ({told}): {MEND}"
    )


def test_its_parameters_say_what_is_possible(notebook):
    """`papermill --help-notebook` and who opens it see the comments."""
    helps = {found.name: found.help for found in parameters(notebook)}
    examples = re.findall(r"\b(?:FRM?|dep:\w+|epci:\w+)", helps["region"])
    assert all("list:FILE.csv" in helps[name] for name in ("region", "definition")), "a list of one's own is not named"
    assert {Territory.parse(text).kind for text in examples} == {"france", "metropole", "departement", "epci"}
    named = set(re.findall(r"\w+", helps["definition"])) - {"or", "list", "FILE", "csv"}
    assert named == set(DEFINITIONS) - {"commuting"}, "name every definition that needs no further file"
    assert set(re.findall(r"\w+", helps["language"])) - {"or"} == set(LANGUAGES)


def test_it_ends_with_its_limits_and_its_sources(notebook):
    titles = [line[3:] for cell in prose(notebook) for line in cell.source.splitlines() if line.startswith("## ")]
    assert titles[-2:] == CLOSING, f"its last two headings are {CLOSING}; they are {titles[-2:]}"
    assert "chapter.sources(" in code(notebook)[-1].source, "its last cell lists its files: `chapter.sources(...)`"


def test_its_code_is_short_and_defines_nothing(notebook):
    listed = [cell for cell in code(notebook) if cell.source.startswith("chapter.sources(")]  # a name a line
    lengths = sorted(len(lines(cell)) for cell in code(notebook) if cell not in listed)
    assert lengths[len(lengths) // 2] < 5 and lengths[-1] <= 12, (
        f"12 lines a cell at most, and under 5 in most; they have {lengths}: move the work to a package"
    )
    for cell in code(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda), (
                f"define it in a package, and import it:\n{cell.source}"
            )
        found = NO_WRANGLING.search(cell.source)
        assert not found, f"move {found[0]!r} to a measure or a story of a package:\n{cell.source}"


def test_it_is_an_article_more_than_a_program(notebook):
    texts, cells = len(prose(notebook)), len(code(notebook))
    assert texts >= 0.7 * cells, f"{texts} cells of text for {cells} of code; expected 7 for 10: say what is shown"


def test_no_figure_is_typed_in_its_prose_but_the_reports_own(notebook):
    for cell in prose(notebook):
        for sentence in re.split(r"(?<=[.!?])\s", cell.source):
            assert "report" in sentence.lower() or not TYPED_FIGURE.search(sentence), (
                f"no figure is typed in a text: say it in a story with `chapter.say`, or that it is the report's: {sentence}"
            )


def test_its_outputs_are_stored_whole_and_without_error(notebook):
    counts = [cell.execution_count for cell in code(notebook)]
    assert any(counts), f"it was never run, or its outputs were cleared: {MEND}"
    assert counts == list(range(1, len(counts) + 1)), f"its cells were run in another order: {MEND}"
    kinds = {output.output_type for cell in code(notebook) for output in cell.outputs}
    assert kinds <= {"display_data", "execute_result"}, f"it stores an error or a warning: {MEND}"


def test_it_shows_figures_and_tables(notebook, stem):
    figures, tables = len(outputs(notebook, "image/png")), len(outputs(notebook, "text/html"))
    wanted = SHOWN.get(stem.split("_")[0], (0, 0))
    assert figures >= wanted[0] and tables >= wanted[1] and figures + tables > 0, (
        f"it stores {figures} figures and {tables} tables; expected {wanted} at least, and one of either: {MEND}"
    )


def test_every_figure_has_an_alternative_text_of_its_own(notebook):
    told = [output.metadata["image/png"]["alt"] for output in outputs(notebook, "image/png")]
    short = [text for text in told if len(text) <= 40]
    assert not short, f"say in the story what these figures show, to who cannot see them: {short}"
    twice = {text for text in told if told.count(text) > 1}
    assert not twice, f"two figures are told in the same words; say in the story what each shows: {twice}"


def test_every_figure_shown_is_kept_with_its_data(notebook, stem):
    folder = ROOT / "figures" / "84" / stem
    drawn = [file for file in folder.glob("*.png") if not file.name.endswith(TWIN)]
    kept = {file.stem for file in drawn}
    assert kept == {file.stem for file in folder.glob("*.csv")}, f"a figure without its data, or the other way: {MEND}"
    shown = {base64.b64decode(output.data["image/png"]) for output in outputs(notebook, "image/png")}
    stored = {file.read_bytes() for file in drawn}
    # Not compared in the assertion itself: pytest would print the images.
    same = shown == stored
    assert same, f"its figures are not those of figures/84, of another territory perhaps: {MEND}"


def test_no_output_tells_a_path_of_the_machine_that_ran_it(notebook):
    text = nbformat.writes(notebook)
    assert not re.search(r"/(?:home|Users|root|tmp|work)/", text)
