"""The notebook does the analysis of the post, and runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from mkdocs_osai.charts import KINDS, draw
from mkdocs_osai.history import load
from mkdocs_osai.stats import Index
from tests.builders import a_model, an_index
from tests.conftest import ROOT

NOTEBOOK = ROOT / "notebooks" / "analysis.ipynb"
POST = ROOT / "docs" / "blog" / "posts" / "big-tech.md"
TEXTS = {"title", "caption", "alt", "id"}


def read() -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.reads(NOTEBOOK.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@pytest.fixture(scope="module")
def source() -> nbformat.NotebookNode:
    return read()


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """The notebook after a run, in its own folder, as Jupyter does it."""
    notebook = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        patch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
        return NotebookClient(notebook, timeout=120, resources=resources).execute()


def calls(code: str, objects: set[str]) -> Iterator[str]:
    """The calls of methods of an object, without texts for readers, in one spelling."""
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id in objects:
            arguments = [ast.unparse(a) for a in node.args]
            arguments += sorted(ast.unparse(k) for k in node.keywords if k.arg not in TEXTS)
            yield f"{node.func.attr}({', '.join(arguments)})"


def of_post() -> set[str]:
    found = re.findall(r"<<\s*(osai\.\w+\(.*?\))\s*>>", POST.read_text("utf-8"), re.DOTALL)
    return {call for text in found for call in calls(" ".join(text.split()), {"osai"})}


def of_notebook(notebook: nbformat.NotebookNode) -> set[str]:
    """Its calls; a drawing of a tally counts as the figure it is."""
    code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
    found = set(calls(code, {"index"}))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "draw":
            kind, data = node.args
            [asked] = calls(ast.unparse(data), {"index"})
            found.add(f"{ast.literal_eval(kind)}({asked.partition('(')[2]}")
    return found


def test_it_asks_everything_the_post_asks(source: nbformat.NotebookNode) -> None:
    wanted = {c for c in of_post() if c.partition("(")[0] in {*KINDS, "n", "count", "share"}}

    assert len(wanted) > 15
    assert wanted - of_notebook(source) == set()


def test_it_stores_no_results(source: nbformat.NotebookNode) -> None:
    for cell in source.cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def test_it_shows_the_numbers_and_charts_of_the_index(executed: nbformat.NotebookNode) -> None:
    index = load(ROOT / "models")
    shown = [
        output["data"]
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if output.output_type in ("display_data", "execute_result")
    ]
    texts = [data["text/plain"] for data in shown]
    images = [data["image/svg+xml"] for data in shown if "image/svg+xml" in data]

    assert repr(index) in texts
    share = index.share("national_origins", "United States")
    assert f"{share} ({share.basis})" in texts
    assert draw("pie", index.tally("national_origins", latest=True)).svg("light") in images
    assert len(images) == sum(c.source.startswith("draw(") for c in executed.cells)


def test_readers_of_the_site_can_download_it() -> None:
    offered = ROOT / "docs" / "assets" / "analysis.ipynb"

    assert offered.read_bytes() == NOTEBOOK.read_bytes()
    assert "(../../assets/analysis.ipynb)" in POST.read_text("utf-8")


def test_an_index_says_in_a_notebook_what_it_is_and_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("system: [<b>\n")
    index = load(tmp_path)

    assert repr(index) == "<European Open Source AI Index: 0 models, 1 problem in its files>"
    assert "bad.yaml:" in index._repr_html_()
    assert "<b>" not in index._repr_html_()
    assert len(repr(an_index(a_model()))) < 100


def test_a_number_says_in_a_notebook_what_it_rests_on() -> None:
    index: Index = an_index(a_model("a"), a_model("b", origin="<i>"))

    shown = index.share("national_origins", "<i>")._repr_mimebundle_()

    assert shown["text/plain"] == "50.0% (national origin <i>: 1 of 2 models)"
    assert shown["text/html"] == (
        "<strong>50.0%</strong> <small>national origin &lt;i&gt;: 1 of 2 models</small>"
    )
